import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addEntries,
  appendItem,
  applyEdits,
  insertMember,
  insertMembers,
  type JsonValue,
  jsonValueOf,
  removeItem,
  removeItems,
  removeMember,
  renameKey,
  replaceEntry,
  replaceItem,
  type TextEdit,
  unwrapArray,
  wrapInArray,
  wrapMember,
} from '../../../server/src/syntax/edits';
import { parseJson } from '../../../server/src/syntax/json';
import type { ArrayNode, ObjectNode, Tree, TreeNode } from '../../../server/src/syntax/tree';

const parse = (text: string) => parseJson(text, { comments: true });
const rootObject = (tree: Tree) => tree.root as ObjectNode;
const rootArray = (tree: Tree) => tree.root as ArrayNode;

function edited(text: string, edit: (tree: Tree) => readonly TextEdit[]): string {
  return applyEdits(text, edit(parse(text)));
}

describe('remove a member', () => {
  test.each([
    ['the first', '{ "a": 1, "b": 2 }', 'a', '{ "b": 2 }'],
    ['the last', '{ "a": 1, "b": 2 }', 'b', '{ "a": 1 }'],
    ['the only one', '{ "a": 1 }', 'a', '{}'],
    ['the only one on its line', '{\n  "a": 1\n}', 'a', '{}'],
    ['one in the middle', '{"a":1,"b":2,"c":3}', 'b', '{"a":1,"c":3}'],
    ['the first of lines', '{\n  "a": 1,\n  "b": 2\n}', 'a', '{\n  "b": 2\n}'],
    ['the last of lines', '{\n  "a": 1,\n  "b": 2\n}', 'b', '{\n  "a": 1\n}'],
    ['with its own comment', '{\n  "a": 1, // one\n  // two\n  "b": 2\n}', 'a', '{\n  // two\n  "b": 2\n}'],
    ['and keeps the comment before', '{\n  "a": 1, // one\n  "b": 2 // two\n}', 'b', '{\n  "a": 1 // one\n}'],
    ['with a trailing comma', '{\n  "a": 1,\n  "b": 2,\n}', 'b', '{\n  "a": 1,\n}'],
    ['the only one, with a trailing comma', '{ "a": 1, }', 'a', '{}'],
    ['beside a comment', '{ /* x */ "a": 1 }', 'a', '{ /* x */  }'],
    ['with windows line ends', '{\r\n  "a": 1,\r\n  "b": 2\r\n}', 'a', '{\r\n  "b": 2\r\n}'],
  ])('%s', (_name, text, name, expected) => {
    const result = edited(text, (tree) => {
      const object = rootObject(tree);
      return removeMember(tree, object, object.members.find((member) => member.key.value === name)!);
    });
    expect(result).toBe(expected);
  });
});

describe('remove items', () => {
  test.each([
    ['the first', '["a", "b", "c"]', [0], '["b", "c"]'],
    ['the last', '["a", "b", "c"]', [2], '["a", "b"]'],
    ['two at the end', '["a", "b", "c"]', [1, 2], '["a"]'],
    ['two apart', '["a", "b", "c"]', [0, 2], '["b"]'],
    ['two at the start', '["a", "b", "c"]', [0, 1], '["c"]'],
    ['all', '["a", "b", "c"]', [0, 1, 2], '[]'],
    ['a line', '[\n  "a",\n  "b",\n  "c"\n]', [1], '[\n  "a",\n  "c"\n]'],
    ['without a comma behind it', '["a" "b"]', [0], '["b"]'],
    ['behind a comment that ends its line', '["a", // one\n "b"], 1', [1], '["a" // one\n], 1'],
    ['behind such a comment, with its comma', '  ["a", // one\n "b", ]', [1], '  ["a", // one\n  ]'],
  ])('%s', (_name, text, indexes, expected) => {
    const result = edited(text, (tree) => {
      const array = rootArray(tree);
      return removeItems(tree, array, new Set(indexes.map((index) => array.items[index]!)));
    });
    expect(result).toBe(expected);
  });
});

describe('insert a member', () => {
  test.each<[string, string, string | undefined, JsonValue, string]>([
    ['first in a line', '{ "a": 1 }', 'first', 'x', '{ "new": "x", "a": 1 }'],
    ['last in a line', '{ "a": 1 }', 'last', 'x', '{ "a": 1, "new": "x" }'],
    ['between', '{ "a": 1, "b": 2 }', 'a', 'x', '{ "a": 1, "new": "x", "b": 2 }'],
    ['into compact text', '{"a":1,"b":2}', 'a', { c: [1, 2] }, '{"a":1,"new":{"c":[1,2]},"b":2}'],
    ['into an empty object', '{}', 'last', [], '{ "new": [] }'],
    ['into a blank one', '{ }', 'last', 1, '{ "new": 1 }'],
    ['into an empty object of lines', '{\n}', 'last', 1, '{\n  "new": 1\n}'],
    ['beside a comment alone', '{\n  // why\n}', 'last', 1, '{\n  // why\n  "new": 1\n}'],
    ['first of lines', '{\n    "a": 1\n}', 'first', 1, '{\n    "new": 1,\n    "a": 1\n}'],
    ['last of lines', '{\n\t"a": 1\n}', 'last', { b: 1 }, '{\n\t"a": 1,\n\t"new": {\n\t\t"b": 1\n\t}\n}'],
    ['behind a comment', '{\n  "a": 1, // one\n  "b": 2\n}', 'a', 1, '{\n  "a": 1, // one\n  "new": 1,\n  "b": 2\n}'],
    ['behind a last comment', '{\n  "a": 1 // one\n}', 'last', 1, '{\n  "a": 1, // one\n  "new": 1\n}'],
    ['behind a trailing comma', '{\n  "a": 1,\n}', 'last', 1, '{\n  "a": 1,\n  "new": 1,\n}'],
    [
      'with windows line ends',
      '{\r\n  "a": 1\r\n}',
      'last',
      { b: 1 },
      '{\r\n  "a": 1,\r\n  "new": {\r\n    "b": 1\r\n  }\r\n}',
    ],
  ])('%s', (_name, text, place, value, expected) => {
    const result = edited(text, (tree) => {
      const object = rootObject(tree);
      const after = object.members.find((member) => member.key.value === place);
      return insertMember(tree, object, 'new', value, after ? { after } : (place as 'first' | 'last'));
    });
    expect(result).toBe(expected);
  });
});

describe('append an item', () => {
  test.each<[string, string, JsonValue, string]>([
    ['in a line', '["a"]', 'b', '["a", "b"]'],
    ['to an empty array', '[]', 'b', '["b"]'],
    ['to an empty array with a blank', '[ ]', 'b', '["b"]'],
    ['to lines', '[\n  "a"\n]', 'b', '[\n  "a",\n  "b"\n]'],
    ['an object in a line', '[{ "a": 1 }]', { b: { c: 1 } }, '[{ "a": 1 }, { "b": { "c": 1 } }]'],
    ['an object to lines', '[\n  1\n]', { b: [2] }, '[\n  1,\n  {\n    "b": [\n      2\n    ]\n  }\n]'],
  ])('%s', (_name, text, value, expected) => {
    expect(edited(text, (tree) => appendItem(tree, rootArray(tree), value))).toBe(expected);
  });
});

describe('entries', () => {
  const ofA = (tree: Tree) => rootObject(tree).members[0]!.value;

  test.each<[string, string, readonly JsonValue[], string]>([
    ['one value by one', '{ "a": "x" }', ['y'], '{ "a": "y" }'],
    ['one value by two', '{ "a": "x" }', ['y', 'z'], '{ "a": ["y", "z"] }'],
    ['an item by two', '{ "a": ["x"] }', ['y', 'z'], '{ "a": ["y", "z"] }'],
    ['an item by none', '{ "a": ["x", "b"] }', [], '{ "a": ["b"] }'],
    [
      'an item on its line by two',
      '{\n  "a": [\n    "x"\n  ]\n}',
      ['y', 'z'],
      '{\n  "a": [\n    "y",\n    "z"\n  ]\n}',
    ],
    ['one value on its line by two', '{\n  "a": "x"\n}', ['y', 'z'], '{\n  "a": [\n    "y",\n    "z"\n  ]\n}'],
  ])('replace %s', (_name, text, values, expected) => {
    const result = edited(text, (tree) => {
      const list = ofA(tree);
      return replaceEntry(tree, list, list.kind === 'array' ? list.items[0]! : list, values);
    });
    expect(result).toBe(expected);
  });

  test.each([
    ['a value', '{ "a": "x" }', '{ "a": ["x", "new"] }'],
    ['a list', '{ "a": ["x"] }', '{ "a": ["x", "new"] }'],
    ['compact text', '{"a":"x"}', '{"a":["x","new"]}'],
  ])('add to %s', (_name, text, expected) => {
    expect(edited(text, (tree) => addEntries(tree, ofA(tree), ['new']))).toBe(expected);
  });

  test('an object in lines gets a neighbour in lines, and its own lines and comments stay', () => {
    const text = `{
  "a": { // why
    "b": 1 /* one */
  } // end
}`;
    expect(edited(text, (tree) => addEntries(tree, ofA(tree), [{ c: [2] }]))).toBe(`{
  "a": [{ // why
    "b": 1 /* one */
  }, {
    "c": [
      2
    ]
  }] // end
}`);
    expect(edited('{ "a": { "b": 1 } }', (tree) => addEntries(tree, ofA(tree), [{ c: [2] }]))).toBe(
      '{ "a": [{ "b": 1 }, { "c": [2] }] }',
    );
    expect(edited('{"a":{"b":1}}', (tree) => addEntries(tree, ofA(tree), [{ c: 2 }]))).toBe('{"a":[{"b":1},{"c":2}]}');
  });

  test('wrap and unwrap', () => {
    expect(edited('{ "a": { "b": 1 } }', (tree) => wrapInArray(ofA(tree)))).toBe('{ "a": [{ "b": 1 }] }');
    expect(edited('{ "a": [ "b" ] }', (tree) => unwrapArray(tree, ofA(tree) as ArrayNode))).toBe('{ "a": "b" }');
    expect(edited('{ "a": ["b", "c"] }', (tree) => unwrapArray(tree, ofA(tree) as ArrayNode))).toBe(
      '{ "a": ["b", "c"] }',
    );
    expect(edited('{ "a": [/* why */ "b"] }', (tree) => unwrapArray(tree, ofA(tree) as ArrayNode))).toBe(
      '{ "a": [/* why */ "b"] }',
    );
    expect(edited('{ "a": 1 }', (tree) => wrapMember(tree, rootObject(tree).members[0]!, 'b'))).toBe(
      '{ "b": { "a": 1 } }',
    );
  });

  test('rename keeps quotes and escapes right', () => {
    expect(edited('{ "a": 1 }', (tree) => [renameKey(rootObject(tree).members[0]!, 'x"y')])).toBe('{ "x\\"y": 1 }');
  });
});

/** Text for a value with something between all of its tokens. */
function written(value: unknown, between: () => string): string {
  const all = (texts: readonly string[]) => texts.map((text) => between() + text + between()).join(',');
  if (Array.isArray(value)) return `[${all(value.map((each) => written(each, between)))}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value);
  return `{${all(members.map(([name, each]) => `${JSON.stringify(name)}${between()}:${between()}${written(each, between)}`))}}`;
}

describe('whatever the layout', () => {
  const value = fc.oneof(fc.integer(), fc.string(), fc.constant({ k: [1, 'x'] }), fc.constant([]), fc.constant({}));
  const indent = fc.constantFrom(undefined, 2, 4, '\t');

  const check = (text: string, edits: readonly TextEdit[], expected: unknown) => {
    const result = applyEdits(text, edits);
    const tree = parse(result);
    expect(tree.problems).toEqual([]);
    expect(jsonValueOf(tree.root)).toEqual(expected);
  };

  test('items can be removed, added and replaced, and the others stay', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), indent, fc.nat(), (list, unit, seed) => {
        const text = JSON.stringify(list, null, unit);
        const tree = parse(text);
        const array = rootArray(tree);
        const at = seed % list.length;
        check(text, removeItem(tree, array, array.items[at] as TreeNode), list.toSpliced(at, 1));
        check(text, appendItem(tree, array, { n: [1] }), [...list, { n: [1] }]);
        check(
          text,
          replaceItem(tree, array, array.items[at] as TreeNode, ['p', { q: 1 }]),
          list.toSpliced(at, 1, 'p', { q: 1 }),
        );
        const kept = list.filter((_item, index) => (seed >> index) % 2 === 0);
        const gone = new Set(array.items.filter((_item, index) => (seed >> index) % 2 !== 0));
        check(text, removeItems(tree, array, gone), kept);
      }),
    );
  });

  test('members can be removed and inserted, and the others stay', () => {
    const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), value, { minKeys: 1, maxKeys: 6 });
    fc.assert(
      fc.property(object, indent, fc.nat(), (record, unit, seed) => {
        const text = JSON.stringify(record, null, unit);
        const tree = parse(text);
        const root = rootObject(tree);
        const member = root.members[seed % root.members.length]!;
        const { [member.key.value]: _gone, ...rest } = record;
        check(text, removeMember(tree, root, member), rest);
        for (const place of ['first', 'last', { after: member }] as const)
          check(text, insertMember(tree, root, 'New', ['x'], place), { ...record, New: ['x'] });
      }),
    );
  });

  test('comments anywhere hide nothing', () => {
    const trivia = fc.constantFrom('', ' ', '\n', '\r\n\t', '/* c */', ' // c\n', '\n  // c\r\n  ');
    const list = fc.array(fc.constantFrom<JsonValue>('a', ['b', 'c'], { d: 1, e: ['f'] }, {}, []), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(list, fc.infiniteStream(trivia), fc.nat(), (items, stream, seed) => {
        const text = written(items, () => stream.next().value ?? '');
        const tree = parse(text);
        const array = rootArray(tree);
        const at = seed % items.length;
        check(text, removeItem(tree, array, array.items[at]!), items.toSpliced(at, 1));
        check(text, appendItem(tree, array, { n: [1] }), [...items, { n: [1] }]);
        check(text, replaceItem(tree, array, array.items[at]!, ['p', 'q']), items.toSpliced(at, 1, 'p', 'q'));
        const gone = new Set(array.items.filter((_item, index) => (seed >> index) % 2 !== 0));
        const left = items.filter((_item, index) => (seed >> index) % 2 === 0);
        check(text, removeItems(tree, array, gone), left);
        const single = unwrapArray(tree, array);
        check(text, single, single.length > 0 ? items[0] : items);
        check(text, addEntries(tree, array.items[at]!, ['n']), items.toSpliced(at, 1, [items[at]!, 'n'].flat(1)));
      }),
    );
    const record = fc.dictionary(fc.constantFrom('k', 'l', 'm'), list, { minKeys: 1 });
    fc.assert(
      fc.property(record, fc.infiniteStream(trivia), fc.nat(), (members, stream, seed) => {
        const text = written(members, () => stream.next().value ?? '');
        const tree = parse(text);
        const root = rootObject(tree);
        const member = root.members[seed % root.members.length]!;
        const { [member.key.value]: value, ...rest } = members;
        check(text, removeMember(tree, root, member), rest);
        for (const place of ['first', 'last', { after: member }] as const)
          check(text, insertMember(tree, root, 'New', ['x'], place), { ...members, New: ['x'] });
        check(text, insertMembers(tree, root, root.members.slice(0, 0)), members);
        check(text, wrapMember(tree, member, 'outer'), { ...rest, outer: { [member.key.value]: value } });
      }),
    );
  });
});
