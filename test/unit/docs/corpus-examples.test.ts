import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXAMPLES_PAGE, examplesPage } from '../../../scripts/corpus-examples';
import { inRoot } from '../../../scripts/paths';

test('the page about the examples in AWS guides is fresh ("npm run corpus"), has no error, and every kind of finding was looked at', {
  timeout: 180_000,
}, () => {
  const page = examplesPage();
  expect(page).not.toMatch(/\| error \|/);
  expect(page).not.toMatch(/\| {2}\|$/m);
  expect(readFileSync(inRoot(EXAMPLES_PAGE), 'utf8')).toBe(page);
});
