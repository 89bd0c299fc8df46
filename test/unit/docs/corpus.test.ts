import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CORPUS_PAGE, corpusPage } from '../../../scripts/corpus';
import { inRoot } from '../../../scripts/paths';

test('the page about the AWS managed policies is fresh ("npm run corpus"), and has no error', {
  timeout: 180_000,
}, () => {
  const page = corpusPage();
  expect(page).not.toMatch(/\| error \|/);
  expect(
    page.split('\n').filter((line) => line.endsWith('|  |')),
    'rows that nobody has looked at',
  ).toEqual([]);
  expect(readFileSync(inRoot(CORPUS_PAGE), 'utf8')).toBe(page);
});
