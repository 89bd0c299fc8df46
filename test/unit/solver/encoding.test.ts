import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../server/src/syntax/json';
import { readDocument } from '../../reference/documents';
import { tokensOf } from '../../reference/globs';
import { assertions } from '../../solver/assertions';
import { entryMatches, like } from '../../solver/patterns';
import { type Data, queriesFor } from '../../solver/queries';
import { atom, membership, not, or, quoted } from '../../solver/terms';

describe('texts with wildcards', () => {
  for (const [pattern, term] of [
    ['', '(= x "")'],
    ['a"b', '(= x "a""b")'],
    ['*', 'true'],
    ['a*', '(str.in_re x (re.++ (str.to_re "a") (re.* re.allchar)))'],
    ['?', '(str.in_re x re.allchar)'],
  ] as const) {
    test(JSON.stringify(pattern), () => expect(like('x', tokensOf(pattern)).yes).toBe(term));
  }

  test('letters of both cases', () => {
    const either = '(re.union (str.to_re "a") (str.to_re "A"))';
    expect(like('x', tokensOf('a1'), { ignoresCase: true }).yes).toBe(
      `(str.in_re x (re.++ ${either} (str.to_re "1")))`,
    );
  });

  test('a backslash is written by its code point, so that it begins nothing', () => {
    expect(quoted('\\u{41}é')).toBe('"\\u{5c}u{41}\\u{e9}"');
  });
});

describe('entries of Resource', () => {
  for (const [entry, term] of [
    ['arn:aws:s3:::a', '(and (= r1 "aws") (= r2 "s3") (= r3 "") (= r4 "") (= r5 "a"))'],
    ['arn:aws:s3:::*', '(and (= r1 "aws") (= r2 "s3") (= r3 "") (= r4 ""))'],
    ['urn:aws:s3:::a', 'false'],
    // A star that ends its field may run over colons.
    [
      'arn:aws:s3:*::a',
      '(or (and (= r1 "aws") (= r2 "s3") (= r4 "") (= r5 "a")) (and (= r1 "aws") (= r2 "s3") (= r5 ":a")) (and (= r1 "aws") (= r2 "s3") in0))',
    ],
  ] as const) {
    test(entry, () => {
      expect(assertions([entryMatches(tokensOf(entry))]).at(-1)).toBe(`(assert ${term})`);
    });
  }
});

test('memberships are named, and never stand under a "not"', () => {
  const term = not(or([membership('x', '(str.to_re ")")'), atom('b')]));
  expect(assertions([term])).toEqual([
    '(declare-const in0 Bool)',
    '(assert (=> in0 (str.in_re x (re.comp (str.to_re ")")))))',
    '(assert (and in0 (not b)))',
  ]);
});

const DATA: Data = {
  actions: ['s3:getobject', 's3:putobject', 's3:listbucket'],
  keyFact: (key) => (key === 'aws:tagkeys' ? { type: 'String', multivalued: true } : undefined),
};

function queries(old: readonly object[], next: readonly object[]) {
  const read = (statements: readonly object[]) => {
    const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    return readDocument(parseJson(text, { comments: false }).root, 'identity').statements;
  };
  return queriesFor({ old: read(old), new: read(next) }, DATA).map(({ about, gaps }) => [about, ...gaps].join(' '));
}

function allow(action: string, resource = '*', more: object = {}) {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

describe('queries', () => {
  for (const [title, old, next, expected] of [
    ['none for equal policies', [allow('s3:*')], [allow('s3:*')], []],
    [
      'one for a class of actions',
      [allow('s3:GetObject')],
      [allow('s3:GetObject'), allow('s3:PutObject')],
      ['s3:putobject'],
    ],
    ['names to come', [allow('s3:GetObject')], [allow('s3:Get*')], ['s3:…']],
    ['a service that nobody names', [allow('s3:*')], [allow('*')], ['service-to-come:action']],
    ['variables are left out', [], [allow('s3:PutObject', 'arn:aws:s3:::${aws:username}')], ['s3:putobject variable']],
    ['short entries with two readings', [], [allow('s3:PutObject', 'arn:aws:s3:*:a')], ['s3:putobject shortEntry']],
    [
      'short ARNs in conditions',
      [],
      [allow('s3:PutObject', '*', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:*' } } })],
      ['s3:putobject shortArn'],
    ],
  ] as const) {
    test(title, () => expect(queries(old, next)).toEqual(expected));
  }
});
