import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Place, place, writ } from './cli';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Typo', Effect: 'Allow', Action: 's3:GetObjct', Resource: 'arn:aws:s3:::b/*' },
    { Sid: 'Other', Effect: 'Allow', Action: 's3:PutObjct', Resource: 'arn:aws:s3:::b/*' },
  ],
});
const MODEL = `{
  // a role
  "organization": null,
  "accounts": { "111122223333": {
    "managedPolicies": { "Limit": "limit.json", "Gone": "gone.json" },
    "roles": { "app": { "trustPolicy": "unknown", "permissionsBoundary": "Limit" } },
    "rolse": {}
  } }
}`;

let files: Place;
beforeAll(() => {
  files = place({
    'plain.json': POLICY,
    'quiet/writ.config.json': '{ "severity": { "actions": "off" } }',
    'quiet/plain.json': POLICY,
    'quiet/own/writ.config.json': '{ "severity": { "action-unknown": "warning" } }',
    'quiet/own/plain.json': POLICY,
    'kept/writ.config.json': `{ // reasons
      "overrides": [{ "files": ["guard/**"], "policyType": "scp" }],
      "suppress": [
        { "file": "*.json", "sid": "Typo", "code": "action-unknown", "reason": "on its way" },
        { "file": "*.json", "sid": "Other", "code": "action-unknown", "reason": "was", "expires": "2001-01-31" }
      ] }`,
    'kept/plain.json': POLICY,
    'kept/guard/plain.json': POLICY,
    'wrong/writ.config.json': '{ "severty": {}, "severity": { "action-unknwn": "off", "actions": "loud" } }',
    'wrong/plain.json': POLICY,
    'model/iam-model.json': MODEL,
    'dates/writ.config.json': JSON.stringify({
      suppress: [
        { file: 'a.json', code: 'version-old', reason: 'x', expires: '2027-13-01' },
        { file: 'a.json', code: 'version-old', reason: 'x', expires: '2027-02-29' },
        { file: 'a.json', code: 'version-old', reason: '' },
      ],
    }),
    'model/limit.json': POLICY,
    'model/other.json': POLICY,
  });
});
afterAll(() => files.remove());

async function findings(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await writ(['check', '--format', 'json', ...words], files.folder);
  const found: { file: string; code: string; severity: string; policyType: string | null }[] = JSON.parse(out);
  return found.map(({ file, code, severity, policyType }) => `${file} ${code} ${severity} ${policyType}`);
}

const twice = (line: string) => [line, line];

describe('the configuration', () => {
  test.each([
    ['none', ['plain.json'], twice('plain.json action-unknown error identity')],
    ['the one in the folder', ['quiet/plain.json'], []],
    ['the nearest one alone', ['quiet/own/plain.json'], twice('quiet/own/plain.json action-unknown warning identity')],
    [
      'the one that is named',
      ['--config', 'quiet/own/writ.config.json', 'plain.json'],
      twice('plain.json action-unknown warning identity'),
    ],
    [
      'what is suppressed and has not expired',
      ['kept/plain.json'],
      ['kept/plain.json action-unknown error identity', 'kept/writ.config.json suppression-expired warning null'],
    ],
  ])('%s', async (_, words, expected) => {
    expect(await findings(...words)).toEqual(expected);
  });

  test('gives a type to the files of a glob', async () => {
    const types = (await findings('kept/guard'))
      .filter((line) => line.startsWith('kept/guard'))
      .map((line) => line.split(' ').at(-1));
    expect(new Set(types)).toEqual(new Set(['scp']));
  });

  test('is checked itself', async () => {
    expect(await findings('wrong/writ.config.json')).toEqual([
      'wrong/writ.config.json config-file-invalid error null',
      'wrong/writ.config.json config-file-invalid warning null',
      'wrong/writ.config.json config-file-invalid error null',
    ]);
  });

  test('is checked where it governs a file, once', async () => {
    const wrong = (await findings('wrong/writ.config.json')).filter((line) => line.startsWith('wrong/'));
    const own = (lines: readonly string[]) => lines.filter((line) => line.startsWith('wrong/writ.config.json'));
    expect(own(await findings('wrong/plain.json'))).toEqual(wrong);
    expect(own(await findings('wrong/plain.json', 'wrong/writ.config.json'))).toEqual(wrong);
    expect(own(await findings('--config', 'wrong/writ.config.json', 'plain.json', 'quiet/plain.json'))).toEqual(wrong);
  });

  test('a day that the calendar does not have is said once, and an empty reason is a missing one', async () => {
    expect(await findings('dates/writ.config.json')).toEqual([
      'dates/writ.config.json config-file-invalid error null',
      'dates/writ.config.json config-file-invalid error null',
      'dates/writ.config.json suppression-reason warning null',
    ]);
  });
});

describe('the model', () => {
  test('says what a policy is used as', async () => {
    expect(await findings('model/limit.json')).toEqual(twice('model/limit.json action-unknown error boundary'));
    expect(await findings('model/other.json')).toEqual(twice('model/other.json action-unknown error identity'));
  });

  test('may be named, or left out', async () => {
    expect(await findings('--no-model', 'model/limit.json')).toEqual(
      twice('model/limit.json action-unknown error identity'),
    );
    expect(await findings('--model', 'model/iam-model.json', 'plain.json', 'model/limit.json')).toEqual([
      ...twice('model/limit.json action-unknown error boundary'),
      ...twice('plain.json action-unknown error identity'),
    ]);
  });

  test('is checked itself, against its schema too', async () => {
    expect(await findings('model/iam-model.json')).toEqual([
      'model/iam-model.json model-file-missing error null',
      'model/iam-model.json model-file-invalid error null',
    ]);
  });
});
