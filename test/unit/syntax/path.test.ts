import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../server/src/syntax/json';
import { ancestorsAt, memberAtName, nodeAtPointer, pointerOf, type Step } from '../../../server/src/syntax/path';
import type { ObjectNode } from '../../../server/src/syntax/tree';

/** A text with its caret as `|`. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  return { offset, root: parseJson(marked.replace('|', ''), { comments: true }).root };
}

describe('ancestorsAt', () => {
  test.each([
    ['|{ "a": 1 }', ['object']],
    ['{| "a": 1 }', ['object']],
    ['{ "a|": 1 }', ['object']],
    ['{ "a":| 1 }', ['object']],
    ['{ "a": |1 }', ['object', 'a number']],
    ['{ "a": 1| }', ['object', 'a number']],
    ['{ "a": 1 }|', ['object']],
    ['{ "a": ["x", "|y"] }', ['object', 'a array', '1 string']],
    ['{ "a": ["x",| "y"] }', ['object', 'a array']],
    // Of two that touch the caret the later one.
    ['{ "a": [[]|[]] }', ['object', 'a array', '1 array']],
    // The place of a value that is missing belongs to its object.
    ['{ "a": | }', ['object']],
    ['{ "a": [{ "b": "s3:|', ['object', 'a array', '0 object', 'b string']],
    ['{ "a": s3:G| }', ['object', 'a string']],
    ['"x"  |', []],
    ['|', ['missing']],
  ])('%s', (marked, expected) => {
    const { root, offset } = at(marked);
    const found = ancestorsAt(root, offset);
    expect(found.map(({ node, step }) => (step === undefined ? node.kind : `${step} ${node.kind}`))).toEqual(expected);
  });

  test('names the member it went through', () => {
    const { root, offset } = at('{ "a": [{ "b": "|" }] }');
    expect(ancestorsAt(root, offset).map(({ member }) => member?.key.value)).toEqual([undefined, 'a', undefined, 'b']);
  });
});

test.each([
  ['{ "|a": 1, "b": 2 }', 'a'],
  ['{ |"a": 1, "b": 2 }', 'a'],
  ['{ "a"|: 1, "b": 2 }', 'a'],
  ['{ "a": 1, "b|": 2 }', 'b'],
  ['{ "a": |1, "b": 2 }', undefined],
  ['{ | }', undefined],
])('the member whose name is at %s', (marked, expected) => {
  const { root, offset } = at(marked);
  expect(memberAtName(root as ObjectNode, offset)?.key.value).toBe(expected);
});

describe('JSON pointers', () => {
  const text = '{ "a": { "b/c": 1, "~1": 2, "": 3 }, "d": [10, [20, 30]], "e": 1, "e": 2 }';
  const { root } = parseJson(text, { comments: false });

  test.each([
    ['/a/b~1c', '1'],
    ['/a/~01', '2'],
    ['/a/', '3'],
    ['/d/0', '10'],
    ['/d/1/1', '30'],
    ['/e', '2'],
    ['', text],
    ['/d/2', undefined],
    ['/d/01', undefined],
    ['/d/-', undefined],
    ['/d/-1', undefined],
    ['/d/0/0', undefined],
    ['/x', undefined],
    ['/x/y', undefined],
    ['a', undefined],
  ])('%j', (pointer, expected) => {
    const node = nodeAtPointer(root, pointer);
    expect(node && text.slice(node.start, node.end)).toBe(expected);
  });

  test.each<[readonly Step[], string]>([
    [[], ''],
    [['a', 0], '/a/0'],
    [['a/b', '~', ''], '/a~1b/~0/'],
    [['~1'], '/~01'],
  ])('of %j', (steps, expected) => {
    expect(pointerOf(steps)).toBe(expected);
  });

  test('lead back to the node they were made of', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.nat())), (value) => {
        const tree = parseJson(JSON.stringify(value), { comments: false });
        for (const { key, value: list } of (tree.root as ObjectNode).members) {
          expect(nodeAtPointer(tree.root, pointerOf([key.value]))).toBe(list);
          if (list.kind !== 'array') continue;
          list.items.forEach((item, index) => {
            expect(nodeAtPointer(tree.root, pointerOf([key.value, index]))).toBe(item);
          });
        }
      }),
    );
  });
});
