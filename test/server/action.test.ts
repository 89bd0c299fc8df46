import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../scripts/paths';
import { type Place, place } from './cli';

const ACTION = readFileSync(inRoot('action.yml'), 'utf8');
const WRONG =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::b/*" }] }';

/** The script of the action's last step. */
function script(): string {
  const lines = ACTION.slice(ACTION.lastIndexOf('run: |')).split('\n').slice(1);
  return lines.map((line) => line.slice(8)).join('\n');
}

let files: Place;
beforeAll(() => {
  files = place({ 'policies/a b.json': WRONG, 'scps/$(touch pwned).json': WRONG, 'quiet.json': '{ "severity": {} }' });
});
afterAll(() => files.remove());

/** Runs the step as GitHub does: `bash -eo pipefail`, inputs as variables. */
function run(inputs: { readonly [name: string]: string }) {
  const all = { PATHS: '.', FAIL_ON: 'error', CONFIG: '', BASELINE: '', PROOFS: 'true', SARIF: '', ...inputs };
  const env = Object.fromEntries(Object.entries(all).map(([name, value]) => [`WRIT_${name}`, value]));
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script()], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, ...env, GITHUB_ACTION_PATH: inRoot('.') },
  });
  return { status, stdout, stderr };
}

describe('the GitHub Action', () => {
  test('turns findings into annotations, and fails', () => {
    const { status, stdout, stderr } = run({});
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout.split('\n').filter((line) => line.startsWith('::error file='))).toHaveLength(2);
  });

  test('takes paths line by line, as they are', () => {
    expect(run({ PATHS: 'policies/a b.json\n\n' }).stdout.match(/file=/g)).toHaveLength(1);
    expect(run({ PATHS: 'scps/$(touch pwned).json\npolicies' }).stdout.match(/file=/g)).toHaveLength(2);
    expect(run({ PATHS: 'nowhere' }).status).toBe(2);
  });

  test('writes SARIF in place of annotations', () => {
    const { status, stdout } = run({ SARIF: 'out.sarif', PROOFS: 'false' });
    expect([status, stdout]).toEqual([1, '']);
    expect(JSON.parse(readFileSync(join(files.folder, 'out.sarif'), 'utf8')).version).toBe('2.1.0');
  });

  test('passes its inputs on', () => {
    expect(run({ CONFIG: 'missing.json' }).stderr).toContain('missing.json');
    expect(run({ BASELINE: 'missing.json' }).stderr).toContain('missing.json');
    expect(run({ FAIL_ON: 'nonsense' }).status).toBe(2);
  });

  test('gives every input to the step as a variable, never as text of the script', () => {
    const names = [...ACTION.matchAll(/^ {2}([\w-]+):\n {4}description/gm)].map(([, name]) => name);
    const given = [...ACTION.matchAll(/WRIT_\w+: \$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name]) => name);
    expect(given).toEqual(names);
    expect(script()).not.toContain('${{');
  });
});
