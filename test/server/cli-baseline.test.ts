import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Place, place, writ } from './cli';

const statement = (sid: string, action: string) =>
  `{ "Sid": "${sid}", "Effect": "Allow", "Action": "${action}", "Resource": "arn:aws:s3:::b/*" }`;
const policy = (...statements: readonly string[]) =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.join(',\n    ')}\n  ]\n}\n`;
const OLD = statement('Old', 's3:GetObjekt');

let files: Place;
beforeEach(() => {
  files = place({ 'policies/a.json': policy(OLD), 'policies/b.json': policy(statement('Fine', 's3:GetObject')) });
});
afterEach(() => files.remove());

const check = (...words: readonly string[]) => writ(['check', ...words], files.folder);
const found = async (...words: readonly string[]) => {
  const { out } = await check('--format', 'json', '--baseline', 'base/writ.baseline.json', ...words);
  return (JSON.parse(out) as { file: string; code: string; range: { start: { line: number } } }[])
    .filter(({ code }) => code === 'action-unknown')
    .map(({ file, range }) => `${file}:${range.start.line}`);
};

describe('a baseline', () => {
  beforeEach(async () => {
    expect(await check('--write-baseline', 'base/writ.baseline.json', 'policies')).toEqual({
      code: 0,
      out: '',
      err: 'writ: wrote 1 finding to base/writ.baseline.json\n',
    });
  });

  test('is a file that people can read and compare', () => {
    expect(readFileSync(join(files.folder, 'base/writ.baseline.json'), 'utf8')).toBe(
      `{
  "version": 1,
  "findings": [
    {"file":"../policies/a.json","code":"action-unknown","messageId":"close","pointer":"","statement":"Old","count":1}
  ]
}
`.replace('close', messageId()),
    );
  });

  function messageId(): string {
    return /"messageId":"(\w+)"/.exec(readFileSync(join(files.folder, 'base/writ.baseline.json'), 'utf8'))?.[1] ?? '';
  }

  test('knows a finding wherever its statement stands', async () => {
    expect(await found('policies')).toEqual([]);
    writeFileSync(join(files.folder, 'policies/a.json'), policy(statement('New', 's3:GetObject'), OLD));
    expect(await found('policies')).toEqual([]);
    expect((await check('--baseline', 'base/writ.baseline.json', 'policies')).code).toBe(0);
  });

  test.each([
    ['another statement', 'policies/a.json', policy(OLD, statement('New', 's3:GetObjekt')), ['policies/a.json:4']],
    ['one more of the same', 'policies/a.json', policy(OLD, OLD), ['policies/a.json:4']],
    ['another file', 'policies/b.json', policy(OLD), ['policies/b.json:3']],
  ])('does not know %s', async (_name, file, text, expected) => {
    writeFileSync(join(files.folder, file), text);
    expect(await found('policies')).toEqual(expected);
    expect((await check('--baseline', 'base/writ.baseline.json', 'policies')).code).toBe(1);
  });

  test('says how much of it is gone', async () => {
    writeFileSync(join(files.folder, 'policies/a.json'), policy(statement('Old', 's3:GetObject')));
    const { code, err } = await check('--baseline', 'base/writ.baseline.json', 'policies');
    expect([code, err]).toEqual([
      0,
      "writ: 1 of the baseline's findings do not occur any more: write it again with --write-baseline\n",
    ]);
  });
});

test.each([
  ['that is missing', 'nowhere.json'],
  ['that is no baseline', 'policies/a.json'],
])('a baseline %s is exit 2', async (_name, path) => {
  expect((await check('--baseline', path, 'policies')).code).toBe(2);
});

test('many files are checked on several threads with the same findings in the same order', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`many/${String(index).padStart(3, '0')}.json`, policy(OLD)]),
  );
  const tree = place(many);
  const { out, err, code } = await writ(['check', '--format', 'json', 'many'], tree.folder);
  tree.remove();
  const files = (JSON.parse(out) as { file: string }[]).map(({ file }) => file);
  expect([code, err, files]).toEqual([1, '', Object.keys(many)]);
});
