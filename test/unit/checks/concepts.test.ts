import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggestAction } from '../../../server/src/checks/action-suggestion';
import { readAction } from '../../../server/src/checks/action-text';
import { actionsWithCompanion } from '../../../server/src/checks/companion-actions';
import { coveredEntries } from '../../../server/src/checks/covered-entries';
import { fillText, listText } from '../../../server/src/checks/message';
import { editDistance, nearest } from '../../../server/src/checks/nearest';
import { compilePattern, covers } from '../../../server/src/language/pattern';
import type { Entry } from '../../../server/src/policy/document';
import { testCatalog } from '../../kit/catalog';

const catalog = testCatalog();

describe('nearest', () => {
  test.each([
    ['Actoin', ['Action', 'Effect'], 2, 'Action'],
    ['RESOUCE', ['Resource', 'NotResource'], 2, 'Resource'],
    ['Frobnicate', ['Action', 'Effect'], 2, undefined],
    ['ab', ['abcd', 'abc'], 2, 'abc'],
  ])('%s', (word, candidates, distance, expected) => {
    expect(nearest(word, candidates, distance)).toBe(expected);
  });

  test('the quick refusals never refuse what is near enough', () => {
    const word = fc.stringMatching(/^[a-d]{0,7}$/);
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 5 }), fc.integer({ min: 1, max: 3 }), (left, candidates, max) => {
        const distances = candidates.map((each) => editDistance(left, each));
        const best = Math.min(...distances);
        expect(nearest(left, candidates, max)).toBe(best <= max ? candidates[distances.indexOf(best)] : undefined);
      }),
    );
  });
});

describe('actions', () => {
  test.each([
    ['*', true],
    ['*:*', true],
    ['**:*', true],
    ['s3:*', false],
    ['*:Get*', false],
    ['s3:', undefined],
    ['s3', undefined],
    ['s3:a:b', undefined],
    ['s3:Get Object', undefined],
    ['${aws:x}:y', undefined],
  ])('%s', (text, isEverything) => {
    expect(readAction(text)?.isEverything).toBe(isEverything);
  });

  test.each([
    ['s3', 'GetObjekt', 's3:GetObject', 'name'],
    ['s3', 'getobjec', 's3:GetObject', 'name'],
    ['ec2', 'DescribeInstance', 'ec2:DescribeInstances', 'name'],
    ['cloudwatch', 'CreateLogGroup', 'logs:CreateLogGroup', 'sister'],
    ['iam', 'ListPoliciesOfRole', 'iam:ListRolePolicies', 'words'],
    ['s3', 'Frobnicate', undefined, undefined],
  ])('%s:%s', (prefix, name, action, by) => {
    expect(suggestAction(catalog, catalog.summary(prefix)!, name)).toEqual(action && { action, by });
  });

  test('the table of companions names real actions, and AWS lists the pair or requires the role', () => {
    expect(actionsWithCompanion.filter((action) => catalog.actionNumber(action) === undefined)).toEqual([]);
    expect(actionsWithCompanion.length).toBeGreaterThanOrEqual(40);
  });
});

describe('covered entries', () => {
  const entriesOf = (texts: readonly string[]) => texts.map((text) => ({ text }) as Entry);
  const found = (texts: readonly string[]) =>
    coveredEntries(entriesOf(texts), (text) => text).map(({ entry, by }) => `${entry.text} < ${by.text}`);

  test.each([
    [['a', 'b'], []],
    [
      ['a', 'a', 'a'],
      ['a < a', 'a < a'],
    ],
    [
      ['ab', 'a*', '*'],
      ['ab < *', 'a* < *'],
    ],
    [['a?*', 'a*?'], ['a*? < a?*']],
    [
      ['a*', 'b*', 'ab?', 'ba'],
      ['ab? < a*', 'ba < b*'],
    ],
    [['*b', 'ab', 'a*'], ['ab < *b']],
  ])('%j', (texts, expected) => {
    expect(found(texts)).toEqual(expected);
  });

  test('an entry is covered where another one covers it, and nothing is lost', () => {
    const pattern = fc.stringMatching(/^[ab*?]{1,4}$/);
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 7 }), (texts) => {
        const entries = entriesOf(texts);
        const covered = new Set(coveredEntries(entries, (text) => text).map(({ entry }) => entry));
        const left = entries.filter((entry) => !covered.has(entry));
        const compiled = left.map(({ text }) => compilePattern(text));
        for (const { text } of entries) expect(compiled.some((each) => covers(each, compilePattern(text)))).toBe(true);
        for (const one of compiled)
          for (const other of compiled) if (one !== other) expect(covers(one, other)).toBe(false);
      }),
    );
  });
});

describe('texts', () => {
  test('placeholders', () => {
    expect(fillText('{a} and {b}, {c}', { a: 'x\n  y', b: 2 })).toBe('x y and 2, {c}');
    expect(fillText('{a}', { a: 'x'.repeat(200) })).toHaveLength(120);
    expect(fillText('{a}', { a: '$& {b}', b: 'no' })).toBe('$& {b}');
  });

  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  ])('%j', (items, expected) => {
    expect(listText(items)).toBe(expected);
  });
});
