import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PolicySymbol, policySymbol } from '../../../server/src/features/symbols';
import { readFixture } from '../../kit/marks';
import { open } from './policy-context';

const folder = join(__dirname, '../../fixtures/symbols');

/** `name (detail) @ selected text`, indented by depth. */
function outline(symbol: PolicySymbol, text: string, depth = 0): string[] {
  const { name, detail, range, selection, children } = symbol;
  expect(range.start <= selection.start && selection.end <= range.end).toBe(true);
  const line = `${name}${detail === '' ? '' : ` (${detail})`} @ ${text.slice(selection.start, selection.end)}`;
  return ['  '.repeat(depth) + line, ...children.flatMap((child) => outline(child, text, depth + 1))];
}

describe('symbols', () => {
  for (const name of readdirSync(folder).sort()) {
    const fixture = readFixture(readFileSync(join(folder, name), 'utf8'));
    test(`${name}: ${fixture.description}`, () => {
      const { text } = fixture.files[0]!;
      const { context } = open(text, 0);
      expect(outline(policySymbol(context.site.document), text).join('\n')).toBe(fixture.expectations[0]!.text);
    });
  }
});
