import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const files = readdirSync('client/src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** The texts that the client asks `vscode.l10n` for. */
function textsOf(file: string): string[] {
  const source = readFileSync(join('client/src', file), 'utf8');
  return [...source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1] ?? '');
}

test('the bundle for translators has the texts of the client, each once', () => {
  const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8'));
  const texts = [...new Set(files.flatMap(textsOf))].sort();
  expect(bundle).toEqual(Object.fromEntries(texts.map((text) => [text, text])));
});
