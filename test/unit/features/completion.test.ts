import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionAt } from '../../../server/src/features/completion/index';
import { readFixture } from '../../kit/marks';
import { accept, open, optionsOf } from './policy-context';

const folder = join(__dirname, '../../fixtures/completion');

/**
 * Lines of `== complete ==`: `first`, `only`, `offers`, `not` and `order` with labels (in backticks where they hold blanks),
 * `nothing`, and `detail LABEL = TEXT`. `== accept LABEL ==` and `== accept-insert LABEL ==` hold the whole text afterwards,
 * in the editor's replace and insert mode, with `|` where the caret ends up.
 */

/** The labels that a line names: `s3:GetObject` or, where a label holds blanks, the label in backticks. */
function labelsIn(rest: string): readonly string[] {
  return [...rest.matchAll(/`([^`]+)`|(\S+)/g)].map((match) => match[1] ?? match[2]!);
}

describe('completion fixtures', () => {
  for (const name of readdirSync(folder).sort()) {
    const fixture = readFixture(readFileSync(join(folder, name), 'utf8'));
    test(`${name}: ${fixture.description.split('\n', 1)[0]}`, () => {
      const { text, caret = 0 } = fixture.files[0]!;
      const { context, offset } = open(text, caret, optionsOf(fixture));
      const list = completionAt(context, offset);
      const labels = (list?.items ?? []).map(({ label }) => label);
      for (const { verb, args, text: expected } of fixture.expectations) {
        if (verb === 'accept' || verb === 'accept-insert') {
          const item = list?.items.find(({ label }) => label === args);
          if (list === undefined || item === undefined) throw new Error(`${args} is not among ${labels.slice(0, 60)}`);
          const mode = verb === 'accept' ? 'replace' : 'insert';
          expect(accept(text, context.site, list, item, mode)).toBe(expected);
          // What stands between the start of the range and the caret has to match, or the editor hides the item.
          const typed = context.site.document.tree.text.slice(list.insert.start, offset).toLowerCase();
          expect(isSubsequence(typed, item.filterText.toLowerCase()), `${item.filterText} for ${typed}`).toBe(true);
          expect(list.insert.start <= offset && offset <= list.insert.end).toBe(true);
          expect(list.insert.start === list.replace.start && list.insert.end <= list.replace.end).toBe(true);
          continue;
        }
        expect(verb).toBe('complete');
        for (const line of expected.split('\n')) checkLine(line, labels, list?.items ?? []);
      }
    });
  }
});

describe('line ends of Windows and a byte order mark change nothing', () => {
  for (const name of readdirSync(folder).sort()) {
    const fixture = readFixture(readFileSync(join(folder, name), 'utf8'));
    test(name, () => {
      const { text, caret = 0 } = fixture.files[0]!;
      const windows = (part: string) => part.replaceAll('\n', '\r\n');
      const before = `\ufeff${windows(text.slice(0, caret))}`;
      const whole = before + windows(text.slice(caret));
      const { context, offset } = open(whole, before.length, optionsOf(fixture));
      const list = completionAt(context, offset);
      for (const { verb, args, text: expected } of fixture.expectations) {
        const item = list?.items.find(({ label }) => label === args);
        if (verb !== 'accept' || list === undefined || item === undefined) continue;
        expect(accept(whole, context.site, list, item).replaceAll('\r\n', '\n').slice(1)).toBe(expected);
      }
    });
  }
});

function checkLine(line: string, labels: readonly string[], items: readonly { label: string; labelDetail?: string }[]) {
  const word = line.split(' ', 1)[0]!;
  const rest = line.slice(word.length).trim();
  switch (word) {
    case 'first':
      expect(labels.slice(0, labelsIn(rest).length)).toEqual(labelsIn(rest));
      break;
    case 'only':
      expect(labels).toEqual(labelsIn(rest));
      break;
    case 'offers':
      for (const label of labelsIn(rest)) expect(labels).toContain(label);
      break;
    case 'not':
      for (const label of labelsIn(rest)) expect(labels).not.toContain(label);
      break;
    case 'order': {
      const places = labelsIn(rest).map((label) => labels.indexOf(label));
      expect(places).toEqual(places.toSorted((left, right) => left - right));
      expect(places).not.toContain(-1);
      break;
    }
    case 'nothing':
      expect(labels).toEqual([]);
      break;
    case 'detail': {
      const [label, detail] = rest.split(' = ');
      expect(items.find((item) => item.label === label)?.labelDetail).toBe(detail);
      break;
    }
    default:
      throw new Error(`No such line: ${line}`);
  }
}

function isSubsequence(word: string, text: string): boolean {
  let at = 0;
  for (const char of text) if (char === word[at]) at += 1;
  return at === word.length;
}
