import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inRoot, root } from '../../scripts/paths';

const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

describe('the package that npm makes', () => {
  test('holds the command line and nothing else', () => {
    const words = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const [listed] = JSON.parse(execFileSync('npm', words, { cwd: root, encoding: 'utf8' }));
    expect(listed.files.map(({ path }: { path: string }) => path).sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/catalog/index.json',
      'dist/catalog/policies.txt',
      'dist/catalog/services.txt',
      'dist/cli.js',
      'dist/cli.program.js',
      'package.json',
    ]);
  });

  test('has the program that the pre-commit hook starts', () => {
    const hook = readFileSync(inRoot('.pre-commit-hooks.yaml'), 'utf8');
    const [, program = ''] = /^ {2}entry: (\S+)/m.exec(hook) ?? [];
    expect(existsSync(inRoot(manifest.bin[program]))).toBe(true);
    expect(hook).toContain('language: node');
  });
});

describe('what npm runs where the repository itself is installed', () => {
  let folder = '';
  const called = () =>
    existsSync(join(folder, 'called')) ? readFileSync(join(folder, 'called'), 'utf8').split('\n') : [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'writ-install-'));
    mkdirSync(join(folder, 'scripts'));
    copyFileSync(inRoot('scripts/prepare.mjs'), join(folder, 'scripts/prepare.mjs'));
    const npm = `require('fs').appendFileSync('called', process.argv.slice(2).concat(process.env.npm_config_global ?? 'local').join(' ') + '\\n');`;
    writeFileSync(join(folder, 'npm.js'), npm);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As npm does for `npm install -g git+…`. */
  function prepare() {
    const [command = '', ...words] = manifest.scripts.prepare.split(' ');
    const env = { ...process.env, npm_execpath: join(folder, 'npm.js'), npm_config_global: 'true' };
    return spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' });
  }

  test('brings the development packages, for this folder, and builds', () => {
    expect(prepare().status).toBe(0);
    expect(called()).toEqual(['ci --ignore-scripts --no-audit --no-fund local', 'run build -- --minify local', '']);
  });

  test('builds with the packages that are there', () => {
    mkdirSync(join(folder, 'node_modules/tsx'), { recursive: true });
    expect(prepare().status).toBe(0);
    expect(called()).toEqual(['run build -- --minify local', '']);
  });

  test('leaves a build alone', () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/cli.js'), '');
    expect(prepare().status).toBe(0);
    expect(called()).toEqual([]);
  });

  test('fails where npm fails', () => {
    writeFileSync(join(folder, 'npm.js'), 'process.exit(3);');
    expect(prepare().status).toBe(3);
  });
});
