import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writ } from './cli';

/** The first run of a program keeps its compiled code; later ones start with it, and nothing that can be wrong with the file matters. */

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writ-code-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const version = (env = {}) => writ(['--version'], folder, { env: { NODE_COMPILE_CACHE: folder, ...env } });
const kept = () => join(folder, 'writ', readdirSync(join(folder, 'writ'))[0]!);

test('the first run writes the file, the second one reads it and leaves it as it is', async () => {
  const first = await version();
  const before = statSync(kept());
  const second = await version();
  expect(first).toEqual({ code: 0, out: expect.stringMatching(/^writ \d/), err: '' });
  expect(second).toEqual(first);
  expect(statSync(kept())).toMatchObject({ mtimeMs: before.mtimeMs, size: before.size });
  expect(readdirSync(join(folder, 'writ'))).toEqual([expect.stringMatching(/^cli\.program-[0-9a-f]+\.code$/)]);
});

test.each([
  ['damaged code', (bytes: Buffer) => bytes.map((byte, at) => (at > 2000 && at % 997 === 0 ? ~byte : byte))],
  ['a file that was cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['something else', () => Buffer.from('not ours')],
  ['nothing', () => Buffer.alloc(0)],
  [
    'another program',
    (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('cli.program', 'cli.problem'), 'latin1'),
  ],
])('%s is not used, and written anew', async (_name, spoil) => {
  const first = await version();
  const good = readFileSync(kept());
  writeFileSync(kept(), spoil(good));
  expect(await version()).toEqual(first);
  expect(readFileSync(kept()).subarray(0, 40)).toEqual(good.subarray(0, 40));
});

test.skipIf(process.platform === 'win32')('a file that others could have written is not used', async () => {
  const first = await version();
  chmodSync(kept(), 0o666);
  expect(await version()).toEqual(first);
  expect(statSync(kept()).mode & 0o777).toBe(0o600);
});

test('a folder that cannot be written is no error', async () => {
  writeFileSync(join(folder, 'writ'), 'a file where the folder would be');
  expect(await version()).toMatchObject({ code: 0, err: '' });
});

test('it can be turned off, as that of Node itself', async () => {
  expect(await version({ NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject({ code: 0, err: '' });
  expect(existsSync(join(folder, 'writ'))).toBe(false);
});

test('a file of a version that is gone is removed after a month', async () => {
  await version();
  writeFileSync(kept(), 'spoilt');
  const old = join(folder, 'writ', 'cli.program-0.code');
  writeFileSync(old, 'x');
  const days = (count: number) => Date.now() / 1000 - count * 24 * 60 * 60;
  utimesSync(old, days(31), days(31));
  await version();
  expect(existsSync(old)).toBe(false);
});
