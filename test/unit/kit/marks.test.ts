import { describe, expect, test } from 'vitest';
import { readFixture, readMarked, writeMarked } from '../../kit/marks';

const slice = (marked: { text: string }, span: { start: number; end: number }) =>
  marked.text.slice(span.start, span.end);

describe('marked text', () => {
  test('a mark counts columns as written and leads to offsets without the caret', () => {
    const marked = readMarked(`{ "Action": "s3:GetObj|ekt" }
            ~~~~~~~~~~~~~~~ action-unknown [error] +fix!: Unknown action. Did you mean: x?`);
    expect(marked.text).toBe('{ "Action": "s3:GetObjekt" }');
    expect(marked.caret).toBe(22);
    expect(slice(marked, marked.marks[0]!)).toBe('"s3:GetObjekt"');
    expect(marked.marks[0]).toMatchObject({
      code: 'action-unknown',
      severity: 'error',
      fix: 'safe',
      isUnused: false,
      message: 'Unknown action. Did you mean: x?',
    });
  });

  test('marks stack, stand behind a comment sign, and may be empty', () => {
    const marked = readMarked(`a: bc
// ~~ one
#  ~~ two (unused) +fix
   ^ three
rest`);
    expect(marked.text).toBe('a: bc\nrest');
    expect(marked.marks.map((mark) => [mark.code, slice(marked, mark), mark.fix, mark.isUnused])).toEqual([
      ['one', 'bc', undefined, false],
      ['two', 'bc', 'offered', true],
      ['three', '', undefined, false],
    ]);
  });

  test('a mark on a later line, with related places', () => {
    const marked = readMarked(`first
"Sid"
~~~~~ sid-duplicate => 1 The first one. => b.json:3 Another.: Message.`);
    expect(slice(marked, marked.marks[0]!)).toBe('"Sid"');
    expect(marked.marks[0]?.related).toEqual([
      { file: undefined, line: 1, text: 'The first one.' },
      { file: 'b.json', line: 3, text: 'Another.' },
    ]);
    expect(marked.marks[0]?.message).toBe('Message.');
  });

  test('a selection, and named ranges over lines', () => {
    const marked = readMarked('x «y z» /*a{*/one\ntwo/*}a*/ end');
    expect(marked.text).toBe('x y z one\ntwo end');
    expect(slice(marked, marked.selection!)).toBe('y z');
    expect(slice(marked, marked.named.get('a')!)).toBe('one\ntwo');
  });

  test('a line of text that only looks like a mark is kept if it has other text before', () => {
    expect(readMarked('a ~~~ b').text).toBe('a ~~~ b');
  });

  test.each([
    ['two carets', 'a|b|c'],
    ['a tab', '\t"a"\n\t~~~ code'],
    ['a mark without a line', '~~ code'],
    ['a mark without a code', 'ab\n~~'],
  ])('%s are refused', (_name, source) => {
    expect(() => readMarked(source)).toThrow();
  });
});

describe('fixture', () => {
  const fixture = readFixture(`It proves something.
ignore: json-syntax, resource-missing
caret: §

-- policy.json --
{ "a": "§|" }
       ~~~~ code

-- b.json --
/*a{*/[
]/*}a*/

== complete ==
first   s3:GetObject

== accept s3:GetObject twice ==
x
== marks ==
a other-code [warning]: Said.
`);

  test('has a description without its settings', () => {
    expect(fixture.description).toBe('It proves something.');
    expect(fixture.ignore).toEqual(['json-syntax', 'resource-missing']);
  });

  test('has files with their own caret', () => {
    const [policy, other] = fixture.files;
    expect(policy).toMatchObject({ name: 'policy.json', text: '{ "a": "|" }', caret: 8 });
    expect(slice(policy!, policy!.marks[0]!)).toBe('"|"');
    expect(other?.marks).toMatchObject([
      { start: 0, end: 3, code: 'other-code', severity: 'warning', message: 'Said.' },
    ]);
  });

  test('has expectations in order', () => {
    expect(fixture.expectations.slice(0, 2)).toEqual([
      { verb: 'complete', args: '', text: 'first   s3:GetObject' },
      { verb: 'accept', args: 's3:GetObject twice', text: 'x' },
    ]);
  });
});

test('what is written can be read again', () => {
  const source = `{ "a": "b",
       ~~~ one: Said.
  "c": 1 }
      ^ two`;
  const { text, marks } = readMarked(source);
  const labels = marks.map((mark) => ({ ...mark, label: mark.message ? `${mark.code}: ${mark.message}` : mark.code }));
  expect(writeMarked(text, labels)).toBe(source);
});
