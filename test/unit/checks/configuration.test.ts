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
])('%s and %s', (glob, path, expected) => {
  expect(matchesGlob(glob, path)).toBe(expected);
});
