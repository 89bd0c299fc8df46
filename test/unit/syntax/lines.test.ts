import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineStartsOf, offsetAt, positionAt, positionRange } from '../../../server/src/syntax/lines';

test.each([
  ['', [0]],
  ['a', [0]],
  ['\n', [0, 1]],
  ['a\nb', [0, 2]],
  ['a\r\nb', [0, 3]],
  ['a\rb', [0, 2]],
  ['\r\r\n\n', [0, 1, 3, 4]],
  // U+2028 ends a line in JavaScript, not in LSP.
  ['a\u2028b', [0]],
])('the lines of %j start at %j', (text, expected) => {
  expect(lineStartsOf(text)).toEqual(expected);
});

describe('positions', () => {
  const text = 'ab\r\ncd\n\nx😀y';
  const starts = lineStartsOf(text);

  test.each([
    [0, 0, 0],
    [2, 0, 2],
    [3, 0, 3],
    [4, 1, 0],
    [6, 1, 2],
    [7, 2, 0],
    [8, 3, 0],
    // A character beyond U+FFFF is two units.
    [11, 3, 3],
    [12, 3, 4],
    [20, 3, 12],
  ])('offset %i is line %i, character %i', (offset, line, character) => {
    expect(positionAt(starts, offset)).toEqual({ line, character });
  });

  test.each([
    [0, 0, 0],
    [1, 1, 5],
    [3, 4, 12],
    [3, 99, 12],
    [4, 0, 12],
    [99, 99, 12],
  ])('line %i, character %i is offset %i', (line, character, offset) => {
    expect(offsetAt(starts, text.length, { line, character })).toBe(offset);
  });

  test('a range has two of them', () => {
    expect(positionRange(starts, { start: 1, end: 5 })).toEqual({
      start: { line: 0, character: 1 },
      end: { line: 1, character: 1 },
    });
  });

  test('lead there and back for every offset of every text', () => {
    const source = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n', '😀')).map((list) => list.join(''));
    fc.assert(
      fc.property(source, (from) => {
        const lines = lineStartsOf(from);
        for (let offset = 0; offset <= from.length; offset += 1) {
          const position = positionAt(lines, offset);
          expect(position.line).toBe(
            from
              .slice(0, offset)
              .replace(/\r$/, from[offset] === '\n' ? '' : '\r')
              .split(/\r\n|\r|\n/).length - 1,
          );
          expect(offsetAt(lines, from.length, position)).toBe(offset);
        }
      }),
    );
  });
});
