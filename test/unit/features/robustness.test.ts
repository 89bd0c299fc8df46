import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CompletionList } from '../../../server/src/features/answers';
import { documentCompletion } from '../../../server/src/features/completion/document';
import { completionAt } from '../../../server/src/features/completion/index';
import { hoverAt } from '../../../server/src/features/hover/index';
import { policySymbol } from '../../../server/src/features/symbols';
import { siteRange } from '../../../server/src/policy/find';
import { parseJson } from '../../../server/src/syntax/json';
import { testCatalog } from '../../kit/catalog';
import { readFixture } from '../../kit/marks';
import { accept, open, optionsOf } from './policy-context';

const root = join(__dirname, '../../fixtures');
const fixtures = ['completion', 'hover', 'symbols'].flatMap((feature) =>
  readdirSync(join(root, feature)).map((name) => {
    const fixture = readFixture(readFileSync(join(root, feature, name), 'utf8'));
    return { name: `${feature}/${name}`, text: fixture.files[0]!.text, options: optionsOf(fixture) };
  }),
);

/** What holds for every list: ranges around the caret on one line, edits beside them. */
function checkList(list: CompletionList, text: string, offset: number) {
  const { insert, replace } = list;
  expect(insert.start === replace.start && insert.end <= replace.end && replace.end <= text.length).toBe(true);
  expect(insert.start <= offset && offset <= insert.end).toBe(true);
  expect(text.slice(replace.start, replace.end)).not.toContain('\n');
  for (const { range } of list.items[0]?.additionalEdits ?? [])
    expect(range.end < replace.start || range.start > replace.end).toBe(true);
}

describe('every caret position', () => {
  test.each(fixtures)('$name', ({ text, options }) => {
    for (let offset = 0; offset <= text.length; offset += 1) {
      const opened = open(text, offset, options);
      const own = opened.context.site.document.tree.text;
      const list = completionAt(opened.context, opened.offset);
      if (list !== undefined) checkList(list, own, opened.offset);
      const hover = hoverAt(opened.context, opened.offset);
      if (hover !== undefined)
        expect(hover.range.start <= opened.offset && opened.offset <= hover.range.end).toBe(true);
    }
  });
});

describe('every truncation', () => {
  test.each(fixtures)('$name', ({ text, options }) => {
    for (let end = 0; end <= text.length; end += 1) {
      const { context, offset } = open(text.slice(0, end), end, options);
      const list = completionAt(context, offset);
      if (list !== undefined) checkList(list, context.site.document.tree.text, offset);
      hoverAt(context, offset);
      policySymbol(context.site.document);
    }
  });
});

describe('accepting an item leaves no more syntax errors than there were', () => {
  test.each(fixtures)('$name', ({ text, options }) => {
    const before = parseJson(text, { comments: true }).problems.length;
    for (let offset = 0; offset <= text.length; offset += 1) {
      const opened = open(text, offset, options);
      const { site } = opened.context;
      if (siteRange(site, { start: opened.offset, end: opened.offset }).start !== offset) continue;
      const list = completionAt(opened.context, opened.offset);
      if (list === undefined) continue;
      // `ForAnyValue:` is half a name: its value comes with the other half.
      const whole = list.items.filter(({ label }) => !/^For\w+:$/.test(label));
      for (const item of [whole[0], whole.at(-1)]) {
        if (item === undefined) continue;
        const after = accept(text, site, list, item).replace('|', '');
        expect(
          parseJson(after, { comments: true }).problems.length,
          `${item.label} at ${offset}: ${after}`,
        ).toBeLessThanOrEqual(before);
      }
    }
  });
});

test('every item that carries data can be documented', () => {
  for (const { text, options } of fixtures) {
    for (let offset = 0; offset <= text.length; offset += 7) {
      const { context, offset: inner } = open(text, offset, options);
      for (const { data, label } of completionAt(context, inner)?.items.slice(0, 5) ?? [])
        if (data !== undefined) expect(documentCompletion(data, testCatalog()), label).toBeDefined();
    }
  }
});
