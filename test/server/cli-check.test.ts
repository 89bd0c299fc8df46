import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Place, place, writ } from './cli';

const GOOD = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }],
};
const TYPO = `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::b/*" }]
}
`;
const UNKNOWN_SEVERITY = JSON.stringify(GOOD).replace('"Version":"2012-10-17"', '"Version":"2008-10-17"');

let files: Place;
beforeAll(() => {
  files = place({
    'good.json': JSON.stringify(GOOD),
    'typo.json': TYPO,
    'old.json': UNKNOWN_SEVERITY,
    'broken.json': '{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow" "Action": "s3:GetObject" } ] }',
    'package.json': '{ "name": "x" }',
    'settings.json': '{ // comments are usual here\n "policy": "x", }',
    'policy.yaml': 'Statement:\n  - Effect: Allow\n',
    'notes.txt': 'nothing',
    'tree/a.json': TYPO,
    'tree/sub/b.jsonc': `// why\n${TYPO}`,
    'tree/sub/c.txt': TYPO,
    'tree/.gitignore': 'built/\n*.gen.json\n!keep.gen.json\n',
    'tree/built/d.json': TYPO,
    'tree/x.gen.json': TYPO,
    'tree/keep.gen.json': TYPO,
    'tree/node_modules/p/e.json': TYPO,
    'tree/.git/f.json': TYPO,
    'bare/readme.md': 'nothing',
    'scps/deny.json': JSON.stringify(GOOD),
  });
});
afterAll(() => files.remove());

/** The files that have findings. */
async function filesWithFindings(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await writ(['check', '--format', 'json', ...words], files.folder);
  return [...new Set((JSON.parse(out) as { file: string }[]).map(({ file }) => file))];
}

describe('what is checked', () => {
  test('folders without .git, node_modules and what .gitignore names', async () => {
    expect(await filesWithFindings('tree')).toEqual(['tree/a.json', 'tree/keep.gen.json', 'tree/sub/b.jsonc']);
  });

  test('a folder that was asked for, though a pattern names it', async () => {
    expect(await filesWithFindings('tree/built')).toEqual(['tree/built/d.json']);
  });

  test('globs', async () => {
    expect(await filesWithFindings('tree/**/*.jsonc')).toEqual(['tree/sub/b.jsonc']);
    expect(await filesWithFindings('{typo,good}.json')).toEqual(['typo.json']);
  });

  test('each file once, in order', async () => {
    expect(await filesWithFindings('typo.json', 'tree/a.json', 'tree/*.json', './typo.json')).toEqual([
      'tree/a.json',
      'tree/keep.gen.json',
      'typo.json',
    ]);
  });

  test('a file with another name, if it is JSON', async () => {
    expect(await filesWithFindings('tree/sub/c.txt')).toEqual(['tree/sub/c.txt']);
  });

  test('links to folders are not followed', async () => {
    mkdirSync(join(files.folder, 'linked'));
    writeFileSync(join(files.folder, 'linked/own.json'), TYPO);
    symlinkSync('..', join(files.folder, 'linked/up'));
    expect(await filesWithFindings('linked')).toEqual(['linked/own.json']);
  });
});

describe('what cannot be looked at', () => {
  test('a link that leads in a circle is left alone in a folder, and named where it is named', async () => {
    mkdirSync(join(files.folder, 'circle'));
    writeFileSync(join(files.folder, 'circle/own.json'), TYPO);
    symlinkSync('round.json', join(files.folder, 'circle/round.json'));
    symlinkSync('.gitignore', join(files.folder, 'circle/.gitignore'));
    expect(await filesWithFindings('circle')).toEqual(['circle/own.json']);
    expect(await writ(['check', 'circle/round.json'], files.folder)).toEqual({
      code: 2,
      out: '',
      err: 'writ: cannot read circle/round.json: its links lead in a circle\n',
    });
  });
});

describe('exit codes', () => {
  test.each([
    ['0: nothing was found', ['good.json'], 0],
    ['1: an error', ['typo.json'], 1],
    ['0: a warning', ['old.json'], 0],
    ['1: a warning at the level asked for', ['--fail-on', 'warning', 'old.json'], 1],
    ['1: a warning above the level asked for', ['--fail-on', 'suggestion', 'old.json'], 1],
    ['0: a warning below the level asked for', ['--fail-on', 'security', 'old.json'], 0],
    ['1: a file that does not parse', ['broken.json'], 1],
    ['0: JSON that is something else', ['package.json', 'settings.json'], 0],
    ['2: no file', ['missing.json'], 2],
    ['2: a glob that matches nothing', ['*.nothing'], 2],
    ['2: a folder without JSON', ['bare'], 2],
    ['2: no path', [], 2],
    ['2: an unknown option', ['--nope', 'good.json'], 2],
    ['2: an unknown format', ['--format', 'xml', 'good.json'], 2],
    ['2: an unknown type', ['--type', 'role', 'good.json'], 2],
    ['2: a size that is none', ['--max-file-size', 'big', 'good.json'], 2],
    ['2: a model that is missing', ['--model', 'nope.json', 'good.json'], 2],
    ['2: a configuration that is missing', ['--config', 'nope.json', 'good.json'], 2],
    ['2: a policy in another language', ['policy.yaml'], 2],
    ['0: help', ['--help'], 0],
  ])('%s', async (_, words, code) => {
    expect((await writ(['check', ...words], files.folder)).code).toBe(code);
  });
});

describe('streams', () => {
  test('findings on standard output, nothing beside them', async () => {
    const { out, err } = await writ(['check', 'typo.json'], files.folder);
    expect(err).toBe('');
    expect(out.split('\n').slice(0, 1)).toEqual(['typo.json:3:52  error  action-unknown']);
    expect(out.split('\n').at(-2)).toBe('1 finding (1 error) in 1 policy of 1 file');
  });

  test('a path that matches nothing is named, and nothing else is checked', async () => {
    expect(await writ(['check', 'typo.json', 'missing.json', '*.nothing'], files.folder)).toEqual({
      code: 2,
      out: '',
      err: 'writ: there is no file or folder missing.json\nwrit: no file matches *.nothing\n',
    });
  });

  test('a named file without a policy is a note', async () => {
    expect((await writ(['check', 'package.json', 'good.json', 'notes.txt'], files.folder)).err).toBe(
      'writ: package.json holds no policy\nwrit: notes.txt holds no policy\n',
    );
  });

  test('a policy in another language that a glob names is a note', async () => {
    const words = 'policies are read in JSON, and JSON with comments, only';
    const { code, err } = await writ(['check', '*.{yaml,txt}'], files.folder);
    expect({ code, err }).toEqual({ code: 0, err: `writ: skipped policy.yaml: ${words}\n` });
  });

  test('nothing is good news where nothing could be read, and a list stays a list', async () => {
    expect((await writ(['check', 'policy.yaml'], files.folder)).out).toBe('');
    expect((await writ(['check', '--format', 'json', 'policy.yaml'], files.folder)).out).toBe('[]\n');
  });

  test('usage follows what is wrong with the words', async () => {
    expect((await writ(['check', '--unheard-of'], files.folder)).err).toBe(
      `error: unknown option '--unheard-of'\nUsage: writ check [options] PATH…\nRun "writ check --help" for the options.\n`,
    );
  });
});

describe('large files', () => {
  beforeAll(() => {
    writeFileSync(join(files.folder, 'tree/huge.json'), TYPO);
    truncateSync(join(files.folder, 'tree/huge.json'), 2 * 1024 * 1024);
  });

  test('are skipped with a note in a folder', async () => {
    const { code, err } = await writ(['check', '--max-file-size', '1', 'tree'], files.folder);
    expect([code, err]).toEqual([1, 'writ: skipped tree/huge.json: it has 2 MiB, more than the limit of 1 MiB\n']);
  });

  test('cannot be checked where they are named, though the rest is', async () => {
    const { code, out, err } = await writ(
      ['check', '--max-file-size', '1', 'tree/huge.json', 'good.json'],
      files.folder,
    );
    expect([code, out, err]).toEqual([
      2,
      'No findings in 1 policy of 1 file\n',
      'writ: cannot check tree/huge.json: it has 2 MiB, more than the limit of 1 MiB\n',
    ]);
  });
});

describe('types', () => {
  async function typesOf(...words: readonly string[]): Promise<readonly (string | null)[]> {
    const { out } = await writ(['check', '--format', 'json', ...words], files.folder);
    return (JSON.parse(out) as { policyType: string | null }[]).map(({ policyType }) => policyType);
  }

  test('come from the content', async () => {
    expect(await typesOf('typo.json')).toEqual(['identity']);
  });

  test('are taken as given', async () => {
    expect(await typesOf('--type', 'scp', 'typo.json')).toContain('scp');
    expect(await typesOf('--type', 'scp', 'typo.json')).not.toContain('identity');
  });

  test('make any named file a policy', async () => {
    const { code } = await writ(['check', '--type', 'identity', 'package.json'], files.folder);
    expect(code).toBe(1);
  });

  test('are not known for text that is no JSON outside of policies', async () => {
    writeFileSync(join(files.folder, 'outside.json'), '{ "PolicyDocument" {} , "a": "Statement" }');
    expect(await typesOf('outside.json')).toContain(null);
  });
});

describe('colours', () => {
  test.each([
    ['no terminal', [], {}],
    ['--no-color', ['--no-color'], { FORCE_COLOR: '1' }],
    ['NO_COLOR', [], { NO_COLOR: '1' }],
  ])('%s: none', async (_, words, env) => {
    expect((await writ(['check', ...words, 'typo.json'], files.folder, { env })).out).not.toContain('\u001b');
  });
});

test('the version names the dates of the AWS data', async () => {
  const { code, out, err } = await writ(['--version'], files.folder);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^writ \d+\.\d+\.\d+ \(AWS data \d{4}-\d\d-\d\d, managed policies \d{4}-\d\d-\d\d\)\n$/);
});

test.each([
  [['--help'], 0],
  [['help', 'check'], 0],
  [[], 2],
  [['chek'], 2],
  [['--nope'], 2],
])('writ %j ends with %i', async (words, code) => {
  expect((await writ(words, files.folder)).code).toBe(code);
});
