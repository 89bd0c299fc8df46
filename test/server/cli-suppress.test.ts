import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Place, place, writ } from './cli';

const POLICY =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::b/*" }] }';
const CONFIGURATION = `{
  "suppress": [
    { "file": "./a.json", "code": "action-unknown", "reason": "on its way" },
    { "file": "./b.json", "code": "action-unknown" },
    { "file": "c.json", "code": "action-unknown", "reason": "is fine now" },
    { "file": "./a.json", "code": "action-unknwn", "reason": "slip" },
    { "file": "./a.json", "code": "version-old", "reason": "was", "expires": "2001-01-31" }
  ]
}`;

let files: Place;
beforeAll(() => {
  files = place({
    'w/writ.config.json': CONFIGURATION,
    'w/a.json': POLICY,
    'w/b.json': POLICY,
    'w/c.json': POLICY.replace('GetObjekt', 'GetObject'),
    'comments/a.jsonc': POLICY.replace('{ "Effect"', '\n// writ-ignore action-unknown -- on its way\n{ "Effect"'),
    'comments/b.jsonc': POLICY.replace('{ "Effect"', '\n// writ-ignore action-missing\n{ "Effect"'),
  });
});
afterAll(() => files.remove());

async function findings(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await writ(['check', '--format', 'json', ...words], files.folder);
  const found: { file: string; code: string; range: { start: { line: number } } }[] = JSON.parse(out);
  return found.map(({ file, code, range }) => `${file}:${range.start.line + 1} ${code}`);
}

const ALWAYS = [
  'w/writ.config.json:4 suppression-reason',
  'w/writ.config.json:6 suppression-unused',
  'w/writ.config.json:7 suppression-expired',
];

test('a folder: each entry is judged, and told once', async () => {
  expect(await findings('w')).toEqual([ALWAYS[0], 'w/writ.config.json:5 suppression-unused', ...ALWAYS.slice(1)]);
});

test('one file: of entries for other files nobody knows whether they are used', async () => {
  expect(await findings('w/b.json')).toEqual(ALWAYS);
  expect(await findings('w/c.json')).toEqual(ALWAYS);
});

test('the configuration alone', async () => {
  expect(await findings('w/writ.config.json')).toEqual(ALWAYS);
});

test('comments', async () => {
  expect(await findings('comments')).toEqual([
    'comments/b.jsonc:2 suppression-reason',
    'comments/b.jsonc:2 suppression-unused',
    'comments/b.jsonc:3 action-unknown',
  ]);
});
