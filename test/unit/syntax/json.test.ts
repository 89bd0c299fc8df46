import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../server/src/syntax/json';
import { offsetIn, type Range, type Tree, type TreeNode } from '../../../server/src/syntax/tree';

const parse = (text: string) => parseJson(text, { comments: false });

/** A node in a few words: `{Action: "s3:Get"}`; `…` where it is not closed, `_` where a value is missing. */
function shown(node: TreeNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map(({ key, value }) => `${shown(key)}: ${shown(value)}`).join(', ')}${node.closed ? '}' : '…'}`;
    case 'array':
      return `[${node.items.map(shown).join(', ')}${node.closed ? ']' : '…'}`;
    case 'string':
      return `${node.bare ? '' : '"'}${node.value}${node.bare ? '' : node.closed ? '"' : '…'}`;
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    default:
      return node.kind === 'null' ? 'null' : '_';
  }
}

/** The problems as `code start-end`. */
function problemsOf(tree: Tree): string[] {
  return tree.problems.map(({ code, start, end }) => `${code} ${start}-${end}`);
}

describe('valid text', () => {
  test.each([
    ['{}', '{}'],
    ['[]', '[]'],
    ['{"a":{"b":[1,-2.5e3,true,false,null,""]}}', '{"a": {"b": [1, -2.5e3, true, false, null, ""]}}'],
    [' \t\r\n"x"\r\n', '"x"'],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"', '""\\/\b\f\n\r\té"'],
    ['{"a":1,"a":2}', '{"a": 1, "a": 2}'],
    ['1', '1'],
    ['\ufeff{"a":1}', '{"a": 1}'],
    ['{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n', '{"a": 1, "b": 2}'],
  ])('%j', (text, expected) => {
    const tree = parse(text);
    expect(shown(tree.root)).toBe(expected);
    expect(tree.problems).toEqual([]);
  });

  test('places count in the text as it is, the byte order mark included', () => {
    const { root } = parse('\ufeff{ "a": [ 1 ] }');
    expect(root).toEqual({
      kind: 'object',
      start: 1,
      end: 15,
      closed: true,
      members: [
        {
          start: 3,
          end: 13,
          key: {
            kind: 'string',
            value: 'a',
            textStart: 4,
            jumps: [],
            closed: true,
            bare: false,
            unknown: [],
            start: 3,
            end: 6,
          },
          value: {
            kind: 'array',
            start: 8,
            end: 13,
            closed: true,
            items: [{ kind: 'number', text: '1', start: 10, end: 11 }],
          },
        },
      ],
    });
  });
});

describe('comments', () => {
  const text = '// a\n{ /* b */ "x": 1 } // c';

  test('are kept with their places', () => {
    expect(parseJson(text, { comments: true })).toMatchObject({
      language: 'jsonc',
      problems: [],
      comments: [
        { kind: 'line', start: 0, end: 4 },
        { kind: 'block', start: 7, end: 14 },
        { kind: 'line', start: 24, end: 28 },
      ],
    });
  });

  test('are problems in plain JSON', () => {
    const tree = parse(text);
    expect(tree.language).toBe('json');
    expect(problemsOf(tree)).toEqual(['comment 0-4', 'comment 7-14', 'comment 24-28']);
    expect(shown(tree.root)).toBe('{"x": 1}');
  });

  test('without end are problems everywhere', () => {
    expect(problemsOf(parseJson('{ "a": 1 /* x', { comments: true }))).toEqual([
      'comment-unclosed 9-13',
      'brace-unclosed 0-1',
    ]);
  });
});

/** What a person has typed so far, what is read, and what is said about it. */
describe('half-typed text', () => {
  test.each<[text: string, read: string, problems: string[]]>([
    ['', '_', ['empty 0-0']],
    [' \n', '_', ['empty 0-0']],
    ['\ufeff', '_', ['empty 0-0']],
    ['{', '{…', ['brace-unclosed 0-1']],
    ['[', '[…', ['bracket-unclosed 0-1']],
    ['{"a"', '{"a": _…', ['colon-expected 3-4', 'brace-unclosed 0-1']],
    ['{"a":', '{"a": _…', ['value-expected 4-5', 'brace-unclosed 0-1']],
    ['{"a":1', '{"a": 1…', ['brace-unclosed 0-1']],
    ['{"a":1,', '{"a": 1…', ['brace-unclosed 0-1']],
    ['{"a":"s3:Ge', '{"a": "s3:Ge……', ['string-unclosed 5-11', 'brace-unclosed 0-1']],
    ['{"a', '{"a…: _…', ['string-unclosed 1-3', 'colon-expected 2-3', 'brace-unclosed 0-1']],
    ['["a', '["a……', ['string-unclosed 1-3', 'bracket-unclosed 0-1']],
    ['["a"', '["a"…', ['bracket-unclosed 0-1']],
    ['["a",', '["a"…', ['bracket-unclosed 0-1']],

    // A comma.
    ['{"a":1 "b":2}', '{"a": 1, "b": 2}', ['comma-expected 6-7']],
    ['{"a":1\n"b":2}', '{"a": 1, "b": 2}', ['comma-expected 6-7']],
    ['{"a":1\r\n"b":2}', '{"a": 1, "b": 2}', ['comma-expected 6-8']],
    ['{"a":1😀"b":2}', '{"a": 1😀, "b": 2}', ['value-expected 5-8', 'comma-expected 8-9']],
    ['{"a":"x"😀:2}', '{"a": "x", 😀: 2}', ['comma-expected 8-10', 'name-without-quotes 8-10']],
    ['["a" "b"]', '["a", "b"]', ['comma-expected 4-5']],
    ['[{} {}]', '[{}, {}]', ['comma-expected 3-4']],
    ['{"a":1,}', '{"a": 1}', ['comma-trailing 6-7']],
    ['["a", ]', '["a"]', ['comma-trailing 4-5']],
    ['{"a":1,,"b":2}', '{"a": 1, "b": 2}', ['name-expected 7-8']],
    ['["a",,"b"]', '["a", "b"]', ['value-expected 5-6']],
    ['{,"a":1}', '{"a": 1}', ['name-expected 1-2']],
    ['[,]', '[]', ['value-expected 1-2']],

    // A colon or a value.
    ['{"a" 1}', '{"a": 1}', ['colon-expected 4-5']],
    ['{"a" "b":1}', '{"a": _, "b": 1}', ['colon-expected 4-5', 'comma-expected 4-5']],
    ['{"a"\n"b":1}', '{"a": _, "b": 1}', ['colon-expected 4-5', 'comma-expected 4-5']],
    ['{"a","b":1}', '{"a": _, "b": 1}', ['colon-expected 4-5']],
    ['{"a":,"b":1}', '{"a": _, "b": 1}', ['value-expected 5-6']],
    ['{"a":\n"b":1}', '{"a": _, "b": 1}', ['value-expected 5-6', 'comma-expected 5-6']],
    ['{"a":}', '{"a": _}', ['value-expected 5-6']],
    ['["a":1]', '["a", 1]', ['comma-expected 4-5']],

    // A quote.
    ['{"a":"x\n,"b":1}', '{"a": "x…, "b": 1}', ['string-unclosed 5-7']],
    ['{"a":"x,\n"b":1}', '{"a": "x,…, "b": 1}', ['string-unclosed 5-8', 'comma-expected 8-9']],
    ['{"a":"x\r\n}', '{"a": "x…}', ['string-unclosed 5-7']],
    ["{'a':'b'}", '{"a": "b"}', ['single-quotes 1-4', 'single-quotes 5-8']],
    ["{'a\n:1}", '{"a…: 1}', ['single-quotes 1-3']],
    ["{'a\r\n:1}", '{"a…: 1}', ['single-quotes 1-3']],
    ["['a', '']", '["a", ""]', ['single-quotes 1-4', 'single-quotes 6-8']],

    // Words without quotes.
    ['{a:1}', '{a: 1}', ['name-without-quotes 1-2']],
    ['{a : 1}', '{a: 1}', ['name-without-quotes 1-2']],
    ['{Ac', '{Ac: _…', ['name-without-quotes 1-3', 'colon-expected 2-3', 'brace-unclosed 0-1']],
    ['{"a":s3:Get*}', '{"a": s3:Get*}', ['value-expected 5-12']],
    ['[s3:Get*, iam:*]', '[s3:Get*, iam:*]', ['value-expected 1-8', 'value-expected 10-15']],
    ['{"a":Allow\n"b":1}', '{"a": Allow, "b": 1}', ['value-expected 5-10', 'comma-expected 10-11']],
    ['{"a":tru}', '{"a": tru}', ['value-expected 5-8']],
    ['{"a":2012-10-17}', '{"a": 2012-10-17}', ['value-expected 5-15']],
    ['{"a":-}', '{"a": -}', ['value-expected 5-6']],
    ['{"a":1.}', '{"a": 1.}', ['value-expected 5-7']],
    ['{"a":arn:aws:s3:::b/*}', '{"a": arn:aws:s3:::b/*}', ['value-expected 5-21']],

    // Names that are none.
    ['{1:2,"b":3}', '{"b": 3}', ['name-expected 1-2']],
    ['{true:"x"}', '{}', ['name-expected 1-5']],
    ['{{"a":1}:2}', '{}', ['name-expected 1-2']],
    ['{:1}', '{}', ['name-expected 1-2']],

    // Brackets that nobody opened, and those that close another.
    ['{"a":1],"b":2}', '{"a": 1, "b": 2}', ['name-expected 6-7']],
    ['{]', '{…', ['name-expected 1-2', 'brace-unclosed 0-1']],
    ['[1},2]', '[1, 2]', ['value-expected 2-3']],
    ['[{"a":1]', '[{"a": 1…]', ['brace-unclosed 1-2']],
    ['{"a":[1}', '{"a": [1…}', ['bracket-unclosed 5-6']],
    ['{"a":["x"\n"b":1}', '{"a": ["x"…, "b": 1}', ['comma-expected 9-10', 'bracket-unclosed 5-6']],
    ['{"a":["x",\n"b":1}', '{"a": ["x"…, "b": 1}', ['bracket-unclosed 5-6']],
    ['{"a":[\n"b":1}', '{"a": […, "b": 1}', ['bracket-unclosed 5-6']],

    // Text behind the end.
    ['{}}', '{}', ['text-after-end 2-3']],
    ['{} {}\n', '{}', ['text-after-end 3-5']],
    ['1 2', '1', ['text-after-end 2-3']],
    [']', '_', ['value-expected 0-1', 'text-after-end 0-1']],
    [',', '_', ['value-expected 0-1', 'text-after-end 0-1']],
    ['{}\u00a0', '{}', ['text-after-end 2-3']],

    // Strings with something wrong inside.
    ['"a\\x"', '"a"', ['escape-invalid 0-5']],
    ['"\\u12"', '""', ['escape-invalid 0-6']],
    ['"a\tb"', '"a\tb"', ['character-invalid 0-5']],
    ['"a\\', '"a…', ['string-unclosed 0-3']],
  ])('%j', (text, read, problems) => {
    const tree = parse(text);
    expect(shown(tree.root)).toBe(read);
    expect(problemsOf(tree)).toEqual(problems);
  });
});

describe('text that is nested too deeply', () => {
  test.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{"a":'.repeat(100_000)],
    ['both, closed', `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`],
  ])('is read up to a depth of 200 and then no more: %s', (_name, text) => {
    const tree = parse(text);
    let depth = 0;
    let node: TreeNode | undefined = tree.root;
    while (node !== undefined && (node.kind === 'object' || node.kind === 'array')) {
      depth += 1;
      node = node.kind === 'object' ? node.members[0]?.value : node.items[0];
    }
    expect(depth).toBe(200);
    expect(tree.problems.map(({ code }) => code)).toEqual(['nesting-too-deep']);
  });

  test('200 levels are no trouble', () => {
    expect(parse(`${'['.repeat(200)}${']'.repeat(200)}`).problems).toEqual([]);
  });
});

const POLICIES = [
  `{
  "Version": "2012-10-17",
  "Id": "caf\\u00e9",
  "Statement": [
    // who
    { "Sid": "A", "Effect": "Allow", "Principal": { "AWS": ["111122223333", "*"] }, "Action": "s3:Get*" },
    { "Effect": "Deny", "NotAction": ["iam:*"], "Resource": "arn:aws:s3:::b/\${aws:username}/*",
      "Condition": { "NumericLessThan": { "s3:max-keys": 10 }, "Bool": { "aws:SecureTransport": false } } }
  ]
}
`,
  '{"a":{"policy":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":{\\"Effect\\":\\"Allow\\"}}"},"b":[null,true,-1.5e3]}',
];

/** Each node lies in the text and in its parent, in order; and the walk ends. */
function expectSound(tree: Tree): void {
  const isIn = (outer: Range, inner: Range) =>
    outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
  const all: Range = { start: 0, end: tree.text.length };
  const unsound: unknown[] = [];
  const check = (node: TreeNode, parent: Range) => {
    if (!isIn(parent, node)) unsound.push({ node, parent });
    if (node.kind === 'string') {
      const ends = [node.textStart, ...node.jumps.map(({ decoded }) => offsetIn(node, decoded))];
      if (ends.some((offset) => !isIn(node, { start: offset, end: offset }))) unsound.push(node);
      if (node.jumps.some((jump) => jump.decoded > node.value.length)) unsound.push(node);
    }
    if (node.kind === 'array') checkOrder(node.items, node);
    if (node.kind !== 'object') return;
    checkOrder(
      node.members.map(({ start, end }) => ({ kind: 'missing', start, end })),
      node,
    );
    for (const member of node.members) checkOrder([member.key, member.value], member);
  };
  const checkOrder = (nodes: readonly TreeNode[], parent: Range) => {
    nodes.forEach((node, index) => {
      const before = nodes[index - 1];
      if (before !== undefined && before.end > node.start) unsound.push({ before, node });
      check(node, parent);
    });
  };
  check(tree.root, all);
  unsound.push(...[...tree.problems, ...tree.comments].filter((range) => !isIn(all, range)));
  expect(unsound).toEqual([]);
}

describe('whatever the text', () => {
  test.each(POLICIES)('every beginning and every end of a policy gives a sound tree', (text) => {
    for (let offset = 0; offset <= text.length; offset += 1) {
      expectSound(parse(text.slice(0, offset)));
      expectSound(parse(text.slice(offset)));
    }
  });

  test('so does a policy after random edits', () => {
    const piece = fc.constantFrom(...'{}[]:,"\'\\/ \n\ta1-*', '//', '/*', '\\u', '\\"', '\r\n', 'true', '"a":');
    const edit = fc.record({ at: fc.nat(), remove: fc.nat(4), insert: fc.array(piece, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.constantFrom(...POLICIES), fc.array(edit, { maxLength: 6 }), (policy, edits) => {
        let text = policy;
        for (const { at, remove, insert } of edits) {
          const offset = at % (text.length + 1);
          text = text.slice(0, offset) + insert.join('') + text.slice(offset + remove);
        }
        expectSound(parse(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('so does a heap of tokens', () => {
    const piece = fc.constantFrom(
      ...'{}[]:,"\'\\/ \n\ta1-',
      '//',
      '/*',
      '*/',
      '\\u',
      '"a"',
      '"a":',
      '\ufeff',
      '\u2028',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expectSound(parse(pieces.join('')));
      }),
      { numRuns: 10_000 },
    );
  });

  test('text without problems is text that JSON.parse takes, and the other way round', () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const piece = fc.constantFrom(...'{}[],"\'\\ \n1-.e0', ':', '"a"', '"b":', 'null', '\\n', '01', '\t');
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.json(),
    );
    fc.assert(
      fc.property(text, (source) => {
        expect(parse(source).problems.length === 0).toBe(isJson(source));
      }),
      { numRuns: 20_000 },
    );
  });

  /** Nothing is timed: what looks at all the rest of the text for each token would not come back. */
  test.each([
    ['strings without commas', '\n"a"'.repeat(300_000)],
    ['escapes', `"${'\\n'.repeat(1_000_000)}"`],
    ['line ends', `["a"${'\n'.repeat(1_000_000)}`],
    ['single quotes', "['".repeat(200_000)],
    ['colons', ':'.repeat(200_000)],
    ['commas', `[${','.repeat(200_000)}`],
    ['closing brackets', `{${']'.repeat(200_000)}`],
    ['backslashes', '\\'.repeat(200_000)],
  ])('comes back from many %s', (_name, text) => {
    expectSound(parse(text));
    expectSound(parse(`{"a":[${text}`));
  });
});
