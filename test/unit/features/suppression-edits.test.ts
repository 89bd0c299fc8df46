import { describe, expect, test } from 'vitest';
import { configurationFor, readConfiguration } from '../../../server/src/checks/configuration';
import { checkSite } from '../../../server/src/checks/run';
import { type FoundIn, suppress } from '../../../server/src/checks/suppress';
import {
  addSuppression,
  newConfiguration,
  suppressByComment,
  suppressionEntry,
  takesComments,
  turnOff,
} from '../../../server/src/features/suppression-edits';
import { findPolicies } from '../../../server/src/policy/find';
import { applyEdits } from '../../../server/src/syntax/edits';
import { parseJson } from '../../../server/src/syntax/json';
import { lineStartsOf } from '../../../server/src/syntax/lines';
import { testCatalog } from '../../kit/catalog';

const TYPO = (name: string) =>
  `    {\n      "Sid": "${name}",\n      "Effect": "Allow",\n      "Action": "s3:GetObjekt",\n      "Resource": "arn:aws:s3:::${name}/*"\n    }`;
const policy = (...statements: readonly string[]) =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n${statements.join(',\n')}\n  ]\n}\n`;

/** The findings that the configuration and comments leave, by Sid and code. */
function left(text: string, configuration = '', path = 'p/a.json') {
  const tree = parseJson(text, { comments: true });
  const sites = findPolicies(tree);
  const severities = [{ 'action-duplicate-across-allow': 'off' } as const];
  const found = sites.flatMap((site): FoundIn[] =>
    checkSite({ site, types: ['identity'], catalog: testCatalog(), severities }).map((finding) => ({ site, finding })),
  );
  const read = readConfiguration(parseJson(configuration, { comments: true })).configuration;
  const { suppress: entries } = configurationFor(read, path);
  const lines = lineStartsOf(text);
  const request = { found, tree, lines, sites, entries, today: '2026-01-01', severities, isOpen: () => false };
  return { tree, lines, sites, ...suppress(request) };
}

const shown = (text: string, configuration = '', path = 'p/a.json') =>
  left(text, configuration, path).left.map(
    ({ site, finding }) =>
      `${site.document.statements.find(({ node }) => node.start <= finding.range.start && finding.range.end <= node.end)?.sid} ${finding.code}`,
  );

describe('a comment', () => {
  test('stands above the line, with its indentation, and suppresses that finding alone', () => {
    const text = policy(TYPO('a'), TYPO('b'));
    expect(shown(text)).toEqual(['a action-unknown', 'b action-unknown']);
    const { tree, lines, sites, left: found } = left(text);
    const { site, finding } = found[1]!;
    expect(takesComments(tree, site)).toBe(true);
    const after = applyEdits(text, [suppressByComment(tree, lines, sites, site, finding)]);
    expect(after).toContain(
      '"Allow",\n      // writ-ignore action-unknown -- TODO: why\n      "Action": "s3:GetObjekt"',
    );
    expect(shown(after)).toEqual(['a action-unknown']);
    expect(left(after).own.map(({ code }) => code)).toEqual(['suppression-reason']);
  });

  test('reaches the second of two statements on one line', () => {
    const one = '{ "Sid": "a", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*" }';
    const text = policy(`    ${one}, ${one.replace('"a"', '"b"').replace('GetObject', 'GetObjekt')}`);
    expect(shown(text)).toEqual(['b action-unknown']);
    const { tree, lines, sites, left: found } = left(text);
    const { site, finding } = found[0]!;
    expect(shown(applyEdits(text, [suppressByComment(tree, lines, sites, site, finding)]))).toEqual([]);
  });

  test('takes one more code where one is there', () => {
    const text = policy(
      TYPO('a').replace('      "Action"', '      // writ-ignore action-missing -- x\n      "Action"'),
    );
    const { tree, lines, sites, left: found } = left(text);
    const after = applyEdits(text, [suppressByComment(tree, lines, sites, found[0]!.site, found[0]!.finding)]);
    expect(after).toContain('// writ-ignore action-missing, action-unknown -- x\n');
    expect(shown(after)).toEqual([]);
  });

  test('is not for strings and plain JSON', () => {
    const text = JSON.stringify({ policy: policy(TYPO('a')) });
    expect(takesComments(left(text).tree, left(text).sites[0]!)).toBe(false);
    const plain = parseJson(policy(TYPO('a')), { comments: false });
    expect(takesComments(plain, findPolicies(plain)[0]!)).toBe(false);
  });
});

describe('an entry', () => {
  const text = policy(TYPO('a'), TYPO('b'));

  test.each([
    ['a new file', undefined],
    ['an empty object', '{}'],
    ['other members', '{\n  // why\n  "severity": { "sid": "off" }\n}\n'],
    ['a list', '{\n  "suppress": [\n    { "file": "x", "code": "sid-empty", "reason": "y" }, // kept\n  ]\n}\n'],
  ])('into %s suppresses that finding alone', (_name, configuration) => {
    const { site, finding } = left(text).left[1]!;
    const entry = suppressionEntry('p/a.json', site, finding);
    expect(entry).toEqual({ file: './p/a.json', sid: 'b', code: 'action-unknown', reason: 'TODO: why' });
    const tree = parseJson(configuration ?? '', { comments: true });
    const after =
      configuration === undefined
        ? newConfiguration({ suppress: [entry] })
        : applyEdits(configuration, addSuppression(tree, entry)!);
    expect(shown(text, after)).toEqual(['a action-unknown']);
    expect(parseJson(after, { comments: true }).problems.filter(({ code }) => code !== 'comma-trailing')).toEqual([]);
    for (const word of (configuration ?? '').match(/\/\/ \w+/g) ?? []) expect(after).toContain(word);
  });

  test('names the statement by number where its Sid does not tell, and the policy where a file holds several', () => {
    const two = policy(TYPO('a'), TYPO('a').replace('a/*', 'b/*'));
    const file = JSON.stringify({ PolicyDocument: JSON.parse(two) });
    const { site, finding } = left(file).left.filter((each) => each.finding.code === 'action-unknown')[1]!;
    const entry = suppressionEntry('p/a.json', site, finding);
    expect(entry).toMatchObject({ pointer: '/PolicyDocument', statement: 1 });
    const after = shown(file, JSON.stringify({ suppress: [entry] }));
    expect(after.filter((each) => each.endsWith('action-unknown'))).toEqual(['a action-unknown']);
    expect(after).toHaveLength(shown(file).length - 1);
  });

  test('means a path with the signs of globs as it is', () => {
    const { site, finding } = left(text).left[0]!;
    const path = 'p [1]/{a}(b)!.json';
    const configuration = JSON.stringify({ suppress: [suppressionEntry(path, site, finding)] });
    expect(shown(text, configuration, path)).toEqual(['b action-unknown']);
    expect(shown(text, configuration, 'p 1/a.json')).toHaveLength(2);
  });
});

test.each([
  ['{}', '{ "severity": { "sid-empty": "off" } }'],
  ['{ "severity": {} }', '{ "severity": { "sid-empty": "off" } }'],
  ['{ "severity": { "sid": "error" } }', '{ "severity": { "sid": "error", "sid-empty": "off" } }'],
  ['{ "severity": { "sid-empty": "error" } }', '{ "severity": { "sid-empty": "off" } }'],
])('turned off in %s', (before, after) => {
  expect(applyEdits(before, turnOff(parseJson(before, { comments: true }), 'sid-empty')!)).toBe(after);
});

test.each(['[]', '', '{ "suppress": 1, "severity": 1 }'])('nothing is done to %s', (text) => {
  const tree = parseJson(text, { comments: true });
  expect([addSuppression(tree, {}), turnOff(tree, 'x')]).toEqual([undefined, undefined]);
});
