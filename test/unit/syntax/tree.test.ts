import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../server/src/syntax/json';
import {
  childrenOf,
  contains,
  decodedOffset,
  type Embedding,
  memberNamed,
  type ObjectNode,
  offsetIn,
  offsetInText,
  rangeIn,
  rangeInFile,
  type StringNode,
  textForFile,
} from '../../../server/src/syntax/tree';

const parse = (text: string) => parseJson(text, { comments: false });
const stringIn = (text: string) => parse(text).root as StringNode;

describe('a string’s characters and their places', () => {
  /** Each decoded character with the text that stands for it. */
  test.each([
    ['"abc"', ['a', 'b', 'c']],
    ['"a\\nb"', ['a', '\\n', 'b']],
    ['"\\u0041\\u00e9x"', ['\\u0041', '\\u00e9', 'x']],
    ['"\\\\\\"\\/"', ['\\\\', '\\"', '\\/']],
    ['"😀"', ['\ud83d', '\ude00']],
    ['"\\ud83d\\ude00"', ['\\ud83d', '\\ude00']],
    ['""', []],
    // What is no escape gives no character, and belongs to the one before.
    ['"a\\xb"', ['a\\x', 'b']],
    ['"a\\u12b"', ['a\\u12b']],
    ['"a\\u1"', ['a\\u1']],
    // Where the text ends.
    ['"ab', ['a', 'b']],
    ['"a\\', ['a\\']],
    ["'a\"b'", ['a', '"', 'b']],
    ['s3:G', ['s', '3', ':', 'G']],
  ])('%s', (text, expected) => {
    const node = stringIn(text);
    const written = [...Array(node.value.length).keys()].map((index) => {
      const { start, end } = rangeIn(node, index, index + 1);
      return text.slice(start, end);
    });
    expect(written).toEqual(expected);
  });

  test('every place leads back to its character', () => {
    const unit = fc.constantFrom('a', '"', '\\', '\n', '\u0001', 'é', '😀', '/');
    const escaped = fc.constantFrom('\\/', '\\u0041', '\\u00E9', '\\n', '\\"', '\\\\', 'x', '😀');
    const text = fc.oneof(
      fc.array(unit).map((units) => JSON.stringify(units.join(''))),
      fc.array(escaped).map((units) => `"${units.join('')}"`),
    );
    fc.assert(
      fc.property(text, (literal) => {
        const node = parse(`[ ${literal}]`).root;
        const string = childrenOf(node)[0] as StringNode;
        expect(string.value).toBe(JSON.parse(literal));
        for (let index = 0; index <= string.value.length; index += 1) {
          const offset = offsetIn(string, index);
          expect(decodedOffset(string, offset)).toBe(index);
        }
        expect(offsetIn(string, string.value.length)).toBe(string.end - 1);
      }),
    );
  });

  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
    // Inside an escape: the character that it stands for.
    [3, 1],
    [4, 2],
    [5, 3],
    [6, 3],
    [99, 3],
  ])('offset %i in "a\\nb" is character %i', (offset, expected) => {
    expect(decodedOffset(stringIn('"a\\nb"'), offset)).toBe(expected);
  });
});

/** Follows names and reads the string at each: the innermost text with its embedding. */
function embedded(file: string, names: readonly string[]): { text: string; embedding: Embedding } {
  let embedding: Embedding | undefined;
  let text = file;
  for (const name of names) {
    const string = memberNamed(parse(text).root as ObjectNode, name)?.value as StringNode;
    embedding = { string, outer: embedding };
    text = string.value;
  }
  return { text, embedding: embedding! };
}

describe('a text in a string in a string', () => {
  const POLICY = '{"Statement":{"Action":"s3:Get\\u002a","Sid":"\\"é"}}';
  const file = JSON.stringify({ before: '\n', outer: JSON.stringify({ policy: POLICY }, undefined, 2) }, undefined, 2);
  const { text, embedding } = embedded(file, ['outer', 'policy']);

  test('reads as it was written', () => {
    expect(text).toBe(POLICY);
  });

  test('each place in it leads out to the file and back in', () => {
    for (let offset = 0; offset <= text.length; offset += 1) {
      const { start } = rangeInFile(embedding, { start: offset, end: offset });
      expect(offsetInText(embedding, start)).toBe(offset);
    }
  });

  test('a range in it is the right piece of the file', () => {
    const start = POLICY.indexOf('"s3:Get');
    const range = rangeInFile(embedding, { start, end: start + '"s3:Get'.length });
    expect(file.slice(range.start, range.end)).toBe('\\\\\\"s3:Get');
  });

  test('new text for it is escaped once for each string around it', () => {
    const at = POLICY.indexOf('s3:Get');
    const range = rangeInFile(embedding, { start: at, end: at + 's3:Get'.length });
    const changed = file.slice(0, range.start) + textForFile(embedding, 'a"\\\n') + file.slice(range.end);
    expect(embedded(changed, ['outer', 'policy']).text).toBe(POLICY.replace('s3:Get', 'a"\\\n'));
  });

  test('any new text reads back as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (inserted) => {
        const { start, end } = rangeInFile(embedding, { start: 0, end: text.length });
        const changed = file.slice(0, start) + textForFile(embedding, inserted) + file.slice(end);
        expect(embedded(changed, ['outer', 'policy']).text).toBe(inserted);
      }),
    );
  });

  test('without embedding a place stays as it is', () => {
    const range = { start: 3, end: 5 };
    expect(rangeInFile(undefined, range)).toBe(range);
    expect(offsetInText(undefined, 7)).toBe(7);
    expect(textForFile(undefined, 'a"')).toBe('a"');
  });
});

test.each([
  [2, false],
  [3, true],
  [5, true],
  [6, false],
])('a range from 3 to 5 holds %i: %s', (offset, expected) => {
  expect(contains({ start: 3, end: 5 }, offset)).toBe(expected);
});

test('of members with one name the last counts, and case does', () => {
  const object = parse('{"a":1,"A":2,"a":3}').root as ObjectNode;
  expect(memberNamed(object, 'a')).toBe(object.members[2]);
  expect(memberNamed(object, 'b')).toBeUndefined();
});

test('children are values and items', () => {
  const kinds = (text: string) => childrenOf(parse(text).root).map(({ kind }) => kind);
  expect(kinds('{"a":1,"b":"x"}')).toEqual(['number', 'string']);
  expect(kinds('[null,{}]')).toEqual(['null', 'object']);
  expect(kinds('"x"')).toEqual([]);
});
