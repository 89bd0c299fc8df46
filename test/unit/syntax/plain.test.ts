import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../../server/src/syntax/json';
import { plainValue } from '../../../server/src/syntax/plain';

const plain = (text: string) => plainValue(parseJson(text, { comments: true }).root);

test.each([
  ['{ "a": [1, -2.5e3, true, false, null, "x"] }', { a: [1, -2500, true, false, null, 'x'] }],
  ['"\\u0041\\n"', 'A\n'],
  ['{ "a": 1, "a": 2 }', { a: 2 }],
  ['{ "a": , "b": 2 }', { a: null, b: 2 }],
  ["[s3:Get, 'x']", ['s3:Get', 'x']],
  ['', null],
])('%s', (text, expected) => {
  expect(plain(text)).toEqual(expected);
});

test('a member named __proto__ is data', () => {
  const value = plain('{ "__proto__": { "a": 1 } }') as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('agrees with JSON.parse on every valid text', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), undefined, indent);
      expect(plain(written)).toEqual(JSON.parse(written));
    }),
  );
});
