import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineStartsOf, positionAt } from '../../../server/src/syntax/lines';
import { applyChanges, documentText } from '../../../server/src/workspace/text';

const anyText = fc
  .array(fc.constantFrom('a', '"', '{', '\n', '\r\n', '\r', 'é', '😀'), { maxLength: 30 })
  .map((all) => all.join(''));

describe('applyChanges', () => {
  test('changes count in the text that the ones before left', () => {
    const first = documentText('file:///a', 'json', 1, '{\n}\n');
    const { document, edit } = applyChanges(first, 2, [
      { range: { start: { line: 0, character: 1 }, end: { line: 1, character: 0 } }, text: '' },
      { range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } }, text: '"a": 1' },
    ]);
    expect(document).toEqual(documentText('file:///a', 'json', 2, '{"a": 1}\n'));
    expect(edit).toEqual({ start: 1, end: 2, newEnd: 7 });
  });

  test('without a range the text is new', () => {
    const { document, edit } = applyChanges(documentText('u', 'json', 1, 'old'), 2, [{ text: 'new' }]);
    expect([document.text, edit]).toEqual(['new', undefined]);
  });

  test('ranges beyond the text are clamped', () => {
    const range = { start: { line: 9, character: 9 }, end: { line: 0, character: 0 } };
    expect(applyChanges(documentText('u', 'json', 1, 'ab'), 2, [{ range, text: 'c' }]).document.text).toBe('abc');
  });

  test('an incremental edit gives what the whole new text gives', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(60), fc.nat(60), (old, inserted, a, b) => {
        const [from, to] = [Math.min(a, b, old.length), Math.min(Math.max(a, b), old.length)];
        const starts = lineStartsOf(old);
        const position = (offset: number) => positionAt(starts, offset);
        // A position between CR and LF is in the middle of a line end: no editor sends it.
        fc.pre(!/\r\n/.test(old.slice(from - 1, from + 1)) && !/\r\n/.test(old.slice(to - 1, to + 1)));
        const range = { start: position(from), end: position(to) };
        const edited = applyChanges(documentText('u', 'json', 1, old), 2, [{ range, text: inserted }]);
        expect(edited).toEqual({
          document: documentText('u', 'json', 2, old.slice(0, from) + inserted + old.slice(to)),
          edit: { start: from, end: to, newEnd: from + inserted.length },
        });
      }),
    );
  });
});
