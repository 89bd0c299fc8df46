import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { inRoot, root } from '../../scripts/paths';

/** What the package holds, with the folders whose files are generated as one entry each. */
const shipped = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/catalog/*',
  'dist/cli.js',
  'dist/cli.program.js',
  'dist/client.js',
  'dist/docs/checks/*',
  'dist/server.js',
  'dist/server.program.js',
  'examples/*',
  'l10n/bundle.l10n.json',
  'media/check-dark.png',
  'media/icon.png',
  'media/simulate-light.png',
  'media/walkthrough/*',
  'package.json',
  'package.nls.json',
  'schemas/*',
];

describe('the package', () => {
  test('holds the product and nothing else', () => {
    const vsce = inRoot('node_modules/@vscode/vsce/vsce');
    const listed = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root, encoding: 'utf8' });
    const entries = listed
      .trim()
      .split('\n')
      .map((path) =>
        path.replace(/^(dist\/catalog|dist\/docs\/checks|examples|media\/walkthrough|schemas)\/.*/, '$1/*'),
      );
    expect([...new Set(entries)].sort()).toEqual(shipped);
  });
});
