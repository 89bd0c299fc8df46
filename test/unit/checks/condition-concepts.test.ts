import { describe, expect, test } from 'vitest';
import { readConditionEntries } from '../../../server/src/checks/condition-entries';
import { splitOperator, withBase } from '../../../server/src/checks/condition-operators';
import { hasOwnWildcard } from '../../../server/src/checks/condition-values';
import { universalValues } from '../../../server/src/checks/universal-values';
import { parseOperator } from '../../../server/src/language/operators';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();

/** The one test of a condition. */
function entryOf(operator: string, key: string, values: unknown) {
  const text = JSON.stringify({ Statement: [{ Condition: { [operator]: { [key]: values } } }] });
  return readConditionEntries(catalog, siteOf(text).document.statements[0]!)[0]!;
}

describe('universal values', () => {
  test.each([
    ['StringLike', ['*', 'a*', '**', '?*', '', '${*}'], ['*', '**']],
    ['StringNotLikeIfExists', ['*', 'a'], ['*']],
    ['ForAnyValue:StringLike', '*', ['*']],
    ['StringEquals', '*', []],
    ['StringNotEqualsIgnoreCase', '*', []],
    [
      'ArnLike',
      ['*', 'arn:*', 'arn:*:*:*:*:*', '*:*:*:*:*:*', 'arn:aws:*', 'arn:aws:iam::*:role/*', '*x'],
      ['*', 'arn:*', 'arn:*:*:*:*:*', '*:*:*:*:*:*'],
    ],
    ['ArnEquals', 'arn:*:*:*:*:*', ['arn:*:*:*:*:*']],
    ['IpAddress', ['0.0.0.0/0', '10.0.0.0/8', '::/0', '*'], ['0.0.0.0/0', '::/0']],
    ['NotIpAddress', '203.0.113.7/0', ['203.0.113.7/0']],
    ['Null', 'true', []],
    ['NumericEquals', '*', []],
    ['Nonsense', '*', []],
  ])('%s %j', (operator, values, expected) => {
    expect(universalValues(entryOf(operator, 'aws:PrincipalTag/x', values)).map(({ text }) => text)).toEqual(expected);
  });
});

describe('operators', () => {
  test.each([
    ['ForAnyValues:StringEqualIfExists', { prefix: 'ForAnyValues', base: 'StringEqual', ifExists: true }],
    ['Bool', { prefix: undefined, base: 'Bool', ifExists: false }],
    [':ifexists', { prefix: '', base: '', ifExists: true }],
  ])('%s', (text, expected) => {
    expect(splitOperator(text)).toEqual(expected);
  });

  test('another base keeps the rest', () => {
    expect(withBase(parseOperator('forallvalues:stringequalsifexists')!, 'StringLike')).toBe(
      'ForAllValues:StringLikeIfExists',
    );
  });
});

test.each([
  ['a*', true],
  ['a?', true],
  ['${*}', false],
  ['${aws:username}/${?}', false],
  ["${aws:PrincipalTag/team, '*'}", false],
  ['${aws:username}*', true],
  ['plain', false],
])('%s has a wildcard of its own: %s', (text, expected) => {
  expect(hasOwnWildcard(text)).toBe(expected);
});
