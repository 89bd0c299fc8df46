import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChangedRange, joined } from '../../../server/src/syntax/changes';
import { parseJson } from '../../../server/src/syntax/json';
import { reparseJson } from '../../../server/src/syntax/reparse';
import type { ArrayNode, ObjectNode, Tree } from '../../../server/src/syntax/tree';

const POLICY = `{
  "Version": "2012-10-17",
  "Id": "caf\\u00e9",
  "Statement": [
    // who
    { "Sid": "A", "Effect": "Allow", "Principal": { "AWS": ["111122223333", "*"] }, "Action": "s3:Get*" },
    { "Effect": "Deny", "NotAction": ["iam:*", "s\\u0033:*"], "Resource": "arn:aws:s3:::b/*", /* when */
      "Condition": { "NumericLessThan": { "s3:max-keys": 10 }, "Bool": { "aws:SecureTransport": false } } }
  ]
}
`;

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

function changed(text: string, { at, remove, insert }: Change): { readonly text: string; readonly edit: ChangedRange } {
  const start = Math.min(at, text.length);
  const end = Math.min(start + remove, text.length);
  return { text: text.slice(0, start) + insert + text.slice(end), edit: { start, end, newEnd: start + insert.length } };
}

function typed(text: string, before: string, remove: number, insert: string) {
  return changed(text, { at: text.indexOf(before) + before.length, remove, insert });
}

const piece = fc.constantFrom(
  ...'{}[]:,"\'\\/ \n\r\ta1-*',
  '//',
  '/*',
  '*/',
  '\\u00e9',
  '\\"',
  '\r\n',
  'true',
  '"a": 1',
  '"b"',
  '\ufeff',
);
const anyChange = fc.record({
  at: fc.nat(POLICY.length),
  remove: fc.nat(4),
  insert: fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join('')),
});

describe('the tree after an edit', () => {
  test.each([true, false])('is the tree of the new text, whatever was typed (comments: %s)', (comments) => {
    const options = { comments };
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 6 }), (changes) => {
        let tree = parseJson(POLICY, options);
        for (const change of changes) {
          const { text, edit } = changed(tree.text, change);
          tree = reparseJson(tree, text, edit);
          expect(tree).toEqual(parseJson(text, options));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('also where several edits come before the next look', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 2, maxLength: 4 }), (changes) => {
        const tree = parseJson(POLICY, { comments: true });
        let text = POLICY;
        let all: ChangedRange | undefined;
        for (const change of changes) {
          const next = changed(text, change);
          text = next.text;
          all = all === undefined ? next.edit : joined(all, next.edit);
        }
        expect(POLICY.slice(0, all!.start) + text.slice(all!.start, all!.newEnd) + POLICY.slice(all!.end)).toBe(text);
        expect(reparseJson(tree, text, all!)).toEqual(parseJson(text, { comments: true }));
      }),
      { numRuns: 1000 },
    );
  });

  test('every single character typed into a policy, and every one deleted', () => {
    const tree = parseJson(POLICY, { comments: true });
    for (let at = 0; at <= POLICY.length; at += 1) {
      for (const change of [
        { at, remove: 0, insert: 'x' },
        { at, remove: 1, insert: '' },
      ]) {
        const { text, edit } = changed(POLICY, change);
        expect(reparseJson(tree, text, edit)).toEqual(parseJson(text, { comments: true }));
      }
    }
  });
});

describe('what is kept', () => {
  const statements = ({ root }: Tree) => (root as ObjectNode).members[2]?.value as ArrayNode;
  const tree = parseJson(POLICY, { comments: true });

  test('what stands before the edit is the same object', () => {
    const { text, edit } = typed(POLICY, '"NotAction": ["iam', 0, 'x');
    const after = statements(reparseJson(tree, text, edit));
    expect(after.items[0]).toBe(statements(tree).items[0]);
    const [list, before] = [after, statements(tree)].map(({ items }) => (items[1] as ObjectNode).members);
    expect(list?.[0]).toBe(before?.[0]);
    expect(list?.[1]).not.toBe(before?.[1]);
  });

  test('so it is where the text is broken elsewhere', () => {
    const broken = parseJson(POLICY.replace('"Effect": "Deny",', '"Effect" "Deny",'), { comments: true });
    expect(broken.problems).not.toEqual([]);
    const { text, edit } = typed(broken.text, '"NotAction": ["iam', 0, 'x');
    const after = reparseJson(broken, text, edit);
    expect(statements(after).items[0]).toBe(statements(broken).items[0]);
    expect(after).toEqual(parseJson(text, { comments: true }));
  });

  test('text nested as deeply as it may be stays readable, one level more does not', () => {
    const text = `${'['.repeat(199)}[]${']'.repeat(199)}`;
    const deep = parseJson(text, { comments: false });
    for (const insert of ['1', '[]']) {
      const next = changed(text, { at: 200, remove: 0, insert });
      expect(reparseJson(deep, next.text, next.edit)).toEqual(parseJson(next.text, { comments: false }));
    }
  });
});
