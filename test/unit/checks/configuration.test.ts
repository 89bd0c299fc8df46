import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { configurationFor, matchesGlob, readConfiguration } from '../../../server/src/checks/configuration';
import { parseJson } from '../../../server/src/syntax/json';

const read = (text: string) => readConfiguration(parseJson(text, { comments: true }));

const FULL = `{
  "$schema": "x",
  // comments are fine
  "severity": { "action-unknown": "error", "privilege": "off" },
  "overrides": [
    { "files": ["scps/**"], "policyType": "scp", "severity": { "scp-rcp": "warning" } },
    { "files": ["old.json"], "policyType": "boundary" },
    { "files": ["scps/own.json"], "severity": { "action-unknown": "off" } }
  ],
  "options": { "scpDialect": "legacy", "scpMaxSize": 5120, "trustedAccounts": ["111122223333"], "requiredConditions": { "s3:*": ["aws:SecureTransport"] } },
  "suppress": [{ "file": "policies/*.json", "sid": "BreakGlass", "code": "action-star-allow", "reason": "on-call role", "expires": "2027-01-31" }]
}`;

test('everything is read', () => {
  const { configuration, problems } = read(FULL);
  expect(problems).toEqual([]);
  expect(configuration.severity).toEqual({ 'action-unknown': 'error', privilege: 'off' });
  expect(configuration.overrides).toHaveLength(3);
  expect(configuration.options).toEqual({
    scpDialect: 'legacy',
    scpMaxSize: 5120,
    trustedAccounts: ['111122223333'],
    requiredConditions: { 's3:*': ['aws:SecureTransport'] },
  });
  expect(configuration.suppress).toMatchObject([
    {
      file: 'policies/*.json',
      sid: 'BreakGlass',
      code: 'action-star-allow',
      expires: '2027-01-31',
      statement: undefined,
    },
  ]);
});

test.each([
  ['scps/a/b.json', 'scp', 'scps/**', 2],
  ['scps/own.json', 'scp', 'scps/**', 3],
  ['x/old.json', 'boundary', 'old.json', 2],
  ['policies/a.json', undefined, undefined, 1],
])('what holds for %s', (path, type, pattern, tables) => {
  const file = configurationFor(read(FULL).configuration, path);
  expect(file.typeSetting).toEqual(type === undefined ? undefined : { type, pattern });
  expect(file.severities).toHaveLength(tables);
  expect(file.suppress).toHaveLength(path.startsWith('policies/') ? 1 : 0);
});

test.each([
  [['scps/**', '!scps/drafts/**'], 'scps/a.json', true],
  [['scps/**', '!scps/drafts/**'], 'scps/drafts/a.json', false],
  [['scps/**', '!scps/drafts/**'], 'policies/a.json', false],
  [['!./scps/drafts/**', 'scps/**'], 'scps/drafts/a.json', false],
  [['!drafts.json'], 'policies/a.json', true],
  [['!drafts.json'], 'policies/drafts.json', false],
  [['scps/!(drafts).json'], 'scps/a.json', true],
  [['!(drafts).json'], 'scps/drafts.json', false],
])('an override for %j and %s', (files, path, expected) => {
  const { configuration } = read(JSON.stringify({ overrides: [{ files, policyType: 'scp' }] }));
  expect(configurationFor(configuration, path).typeSetting?.type).toBe(expected ? 'scp' : undefined);
});

describe('what is wrong is named at its place, and the rest counts', () => {
  const found = (text: string) =>
    read(text).problems.map(({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`);
  const TAIL = 'The default counts instead.';

  test.each([
    ['[]', ['[]: This should be an object. The default counts instead.']],
    [
      '{ "severity": { "action-unknown": "fatal" } }',
      [`"fatal": This should be one of "error", "security", "warning", "suggestion", "off". ${TAIL}`],
    ],
    [
      '{ "options": { "scpMaxSize": "big", "nothing": 1 } }',
      [
        `"big": This should be a whole number from 0. ${TAIL}`,
        expect.stringContaining('"nothing": This should be one of scpDialect'),
      ],
    ],
    [
      '{ "overrides": [{ "policyType": "scp" }] }',
      [`{ "policyType": "scp" }: This should be an object with "files". ${TAIL}`],
    ],
    [
      '{ "overrides": [{ "files": ["a/*/[bc]/*.json", "!**/*{a,b}*/*{c,d}*/*.json", "!(a)/*.json", "./a/*/*/*/*.json"] }] }',
      [],
    ],
    [
      '{ "overrides": [{ "files": ["a/*/*/*/[bc]*.json"] }] }',
      [
        `"a/*/*/*/[bc]*.json": This should be a simpler glob: one with brackets or parentheses may have three wildcards and 300 characters. ${TAIL}`,
      ],
    ],
    [
      '{ "suppress": [{ "file": "a", "reason": "b" }] }',
      [`{ "file": "a", "reason": "b" }: This should be an object with "file" and "code". ${TAIL}`],
    ],
    [
      '{ "suppress": [{ "file": "a", "code": "b", "reason": "c", "expires": "2027-13-01" }] }',
      [`"2027-13-01": This should be a day as "YYYY-MM-DD". ${TAIL}`],
    ],
    [
      '{ "suppress": [{ "file": "a", "code": "b", "reason": "c", "expires": "2027-02-30" }] }',
      [`"2027-02-30": This should be a day as "YYYY-MM-DD". ${TAIL}`],
    ],
    [
      '{ "severity": { "action-unkown": "off" } }',
      ['"action-unkown": No check and no family is called "action-unkown". Did you mean "action-unknown"?'],
    ],
    ['', []],
    ['{ "severity": ', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('good values beside wrong ones count', () => {
    const { configuration } = read(
      '{ "severity": { "actions": "off", "sid": 1 }, "options": { "scpMaxSize": -1, "rcpMaxSize": 10 } }',
    );
    expect(configuration.severity).toEqual({ actions: 'off' });
    expect(configuration.options).toEqual({ rcpMaxSize: 10 });
  });
});

test.each([
  ['*.json', 'a/b/c.json', true],
  ['policies/*.json', 'policies/a.json', true],
  ['./policies/*.json', 'policies/a.json', true],
  ['policies/*.json', 'policies/a/b.json', false],
  ['**/.hidden/*', 'a/.hidden/b', true],
  ['scps/**', 'scps/a/b.json', true],
  ['scps/**', 'scps', true],
  ['**/scps/*', 'scps/a.json', true],
  ['**', 'a/b.json', true],
  ['a/**b', 'a/c/b', false],
  ['*.{json,jsonc}', 'a/b.jsonc', true],
  ['a/\\*.json', 'a/b.json', false],
  ['a/\\*.json', 'a/*.json', true],
  ['a/[bc].json', 'a/c.json', true],
  ['a/!(b).json', 'a/b.json', false],
  ['a/!(b).json', 'a/c.json', true],
  ['a/@(b|c)/*.json', 'a/c/d.json', true],
  ['/', 'a/b', false],
  ['./', 'a/b', false],
])('%s and %s', (glob, path, expected) => {
  expect(matchesGlob(glob, path)).toBe(expected);
});

test('plain globs match what picomatch says', () => {
  const step = fc.oneof(
    { weight: 1, arbitrary: fc.constant('**') },
    {
      weight: 4,
      arbitrary: fc.array(fc.constantFrom('a', 'b', '*', '?', '{a,b}', '.'), { minLength: 1, maxLength: 4 }),
    },
  );
  const text = (parts: string | readonly string[]) => [...parts].join('').replace(/(?<=[^*])\*\*|^\*\*(?=.)/g, '*');
  const glob = fc.array(step.map(text), { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/'));
  const name = fc.array(fc.constantFrom('a', 'b', '.c'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  fc.assert(
    fc.property(glob, path, (pattern, file) => {
      fc.pre(!/\.\.|(^|\/)\.(\/|$)/.test(pattern));
      const options = { dot: true, matchBase: !pattern.includes('/') };
      expect(matchesGlob(pattern, file)).toBe(picomatch.isMatch(file, pattern, options));
    }),
    { numRuns: 3000 },
  );
});

/** Nothing is timed: as regular expressions these would not come back. */
test.each([
  ['*a'.repeat(20), `${'a'.repeat(200)}b`, false],
  [`${'*a'.repeat(20)}b`, `${'a'.repeat(200)}b`, true],
  [`a/${'**/a*/'.repeat(30)}b`, 'a/'.repeat(500), false],
  ['{,a}'.repeat(40), 'b', false],
  [`${'?*'.repeat(40)}b`, 'a'.repeat(200), false],
  ['*(a|a?)b', 'a'.repeat(200), false],
  ['+(a*)b', 'a'.repeat(200), false],
  ['(a+)+b', 'a'.repeat(200), false],
  [`${'!(a)*'.repeat(20)}b`, 'a'.repeat(200), false],
  ['a'.repeat(100_000), 'a', false],
])('a hostile glob: %#', (glob, path, expected) => {
  expect(matchesGlob(glob, path)).toBe(expected);
});
