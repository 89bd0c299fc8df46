import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryList, PrincipalElement } from '../../../server/src/policy/document';
import { isElementName } from '../../../server/src/policy/read';
import { policyOf } from './policies';

const statementOf = (text: string) => policyOf(`{ "Statement": [${text}] }`).statements[0]!;

describe('a document', () => {
  test('keeps its members, known or not', () => {
    const policy = policyOf('{ "Version": "2012-10-17", "Id": "x", "Foo": 1, "Statement": [{}, {}] }');
    expect(policy.members.map(({ key }) => key.value)).toEqual(['Version', 'Id', 'Foo', 'Statement']);
    expect(policy.version).toBe(policy.members[0]);
    expect(policy.id).toBe(policy.members[1]);
    expect(policy.statementMember).toBe(policy.members[3]);
    expect(policy.statements.map(({ index }) => index)).toEqual([0, 1]);
  });

  test.each([
    ['"2012-10-17"', '2012-10-17'],
    ['"2008-10-17"', '2008-10-17'],
    ['"2012-10-18"', '2008-10-17'],
    ['20121017', '2008-10-17'],
    ['["2012-10-17"]', '2008-10-17'],
  ])('with Version %s is read as %s', (version, expected) => {
    expect(policyOf(`{ "Version": ${version} }`).languageVersion).toBe(expected);
  });

  test('without Version is read as 2008-10-17', () => {
    expect(policyOf('{}').languageVersion).toBe('2008-10-17');
  });

  test.each([
    ['{ "Statement": { "Sid": "a" } }', ['a']],
    ['{ "Statement": [{ "Sid": "a" }, 1, { "Sid": "b" }] }', ['a', undefined, 'b']],
    ['{ "Statement": [] }', []],
    ['{ "Statement": }', []],
    ['{ "Statement": "x" }', [undefined]],
    ['{ "Statement": [{ "Sid": "a" }], "Statement": [{ "Sid": "b" }] }', ['b']],
    ['{ "statement": [{ "Sid": "a" }] }', []],
    ['{}', []],
    ['[]', []],
    ['"x"', []],
    ['', []],
  ])('%s has the statements %j', (text, expected) => {
    expect(policyOf(text).statements.map(({ sid }) => sid)).toEqual(expected);
  });
});

describe('a statement', () => {
  test.each([
    ['{ "Effect": "Allow" }', 'Allow'],
    ['{ "Effect": "Deny" }', 'Deny'],
    ['{ "Effect": "allow" }', undefined],
    ['{ "Effect": ["Allow"] }', undefined],
    ['{ "Effect": "Allow", "Effect": "Deny" }', 'Deny'],
    ['{ "effect": "Allow" }', undefined],
    ['{ "Effect": }', undefined],
    ['"Allow"', undefined],
  ])('%s has the effect %s', (text, expected) => {
    expect(statementOf(text).effect).toBe(expected);
  });

  test('that is no object has no elements', () => {
    expect(statementOf('[{ "Effect": "Allow" }]')).toMatchObject({
      index: 0,
      object: undefined,
      elements: {},
      conditions: [],
    });
  });

  test('knows nine elements', () => {
    const names = [
      'Sid',
      'Effect',
      'Principal',
      'NotPrincipal',
      'Action',
      'NotAction',
      'Resource',
      'NotResource',
      'Condition',
    ];
    expect(names.filter(isElementName)).toEqual(names);
    expect(['sid', 'Version', 'Statement', '', 'constructor', '__proto__'].filter(isElementName)).toEqual([]);
    const text = `{ ${names.map((name) => `"${name}": "x"`).join()}, "__proto__": 1 }`;
    expect(Object.keys(statementOf(text).elements)).toEqual(names);
  });
});

describe('lists of strings', () => {
  const shown = (list: EntryList | undefined) =>
    list &&
    `${list.name}${list.isNegated ? ' not' : ''}: ${list.entries.map(({ text }) => text).join()} | ${list.invalid.map(({ kind }) => kind).join()}`;

  test.each([
    ['{ "Action": "s3:Get*" }', 'Action: s3:Get* | '],
    ['{ "NotAction": ["iam:*", "sts:*"] }', 'NotAction not: iam:*,sts:* | '],
    ['{ "NotAction": "a", "Action": "b" }', 'Action: b | '],
    ['{ "Action": [] }', 'Action:  | '],
    ['{ "Action": ["a", 1, null, ["b"], { }] }', 'Action: a | number,null,array,object'],
    ['{ "Action": { "a": 1 } }', 'Action:  | object'],
    ['{ "Action": }', 'Action:  | missing'],
    ['{ "Action": s3:Get }', 'Action: s3:Get | '],
    ['{ "Resource": "*" }', undefined],
  ])('actions of %s', (text, expected) => {
    expect(shown(statementOf(text).action)).toBe(expected);
  });

  test.each([
    ['{ "Resource": ["*", "arn:aws:s3:::b"] }', 'Resource: *,arn:aws:s3:::b | '],
    ['{ "NotResource": "*" }', 'NotResource not: * | '],
    ['{ "Resource": true, "NotResource": "*" }', 'Resource:  | boolean'],
    ['{ "Action": "*" }', undefined],
  ])('resources of %s', (text, expected) => {
    expect(shown(statementOf(text).resource)).toBe(expected);
  });
});

describe('principals', () => {
  const shown = (principal: PrincipalElement | undefined) =>
    principal && {
      isNegated: principal.isNegated,
      entries: principal.entries.map(({ type, key, text }) => `${type} ${text}${key === undefined ? ' bare' : ''}`),
      invalid: principal.invalid.map(({ kind }) => kind),
    };

  test.each([
    ['{ "Principal": "*" }', { isNegated: false, entries: ['* * bare'], invalid: [] }],
    ['{ "Principal": "111122223333" }', { isNegated: false, entries: ['* 111122223333 bare'], invalid: [] }],
    ['{ "Principal": { "AWS": "*" } }', { isNegated: false, entries: ['AWS *'], invalid: [] }],
    [
      '{ "Principal": { "AWS": ["1", 2], "Service": "s3.amazonaws.com", "Foo": "x" } }',
      { isNegated: false, entries: ['AWS 1', 'Service s3.amazonaws.com', 'Foo x'], invalid: ['number'] },
    ],
    ['{ "NotPrincipal": { "AWS": "1" } }', { isNegated: true, entries: ['AWS 1'], invalid: [] }],
    ['{ "NotPrincipal": "*", "Principal": {} }', { isNegated: false, entries: [], invalid: [] }],
    ['{ "Principal": ["*"] }', { isNegated: false, entries: [], invalid: ['array'] }],
    ['{ "Principal": { "AWS": } }', { isNegated: false, entries: [], invalid: ['missing'] }],
    ['{ "Principal": }', { isNegated: false, entries: [], invalid: ['missing'] }],
    ['{}', undefined],
  ])('of %s', (text, expected) => {
    expect(shown(statementOf(text).principal)).toEqual(expected);
  });
});

describe('conditions', () => {
  test.each([
    ['{ "StringEquals": { "aws:username": "a" } }', ['StringEquals aws:username a | ']],
    ['{ "StringLike": { "a": ["b", "c"], "d": "e" } }', ['StringLike a b,c | ', 'StringLike d e | ']],
    ['{ "NumericEquals": { "a": 1.50 }, "Bool": { "b": true } }', ['NumericEquals a 1.50 | ', 'Bool b true | ']],
    ['{ "Null": { "a": [null, {}, ["x"], "y"] } }', ['Null a y | null,object,array']],
    ['{ "Null": { "a": [] } }', ['Null a  | ']],
    ['{ "Null": { "a": } }', ['Null a  | missing']],
    ['{ "Null": "a", "Bool": { "b": "true" } }', ['Bool b true | ']],
    ['{ "Null": {} }', []],
    ['["Null"]', []],
    ['', []],
  ])('%s', (text, expected) => {
    const { conditions } = statementOf(`{ "Condition": ${text} }`);
    expect(
      conditions.map(
        ({ operator, key, values, invalid }) =>
          `${operator} ${key} ${values.map((value) => value.text).join()} | ${invalid.map(({ kind }) => kind).join()}`,
      ),
    ).toEqual(expected);
  });
});

test('whatever the text is, it is read', () => {
  const name = fc.constantFrom('Version', 'Statement', 'Effect', 'Principal', 'Action', 'Condition', 'AWS', '', 'x');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.constantFrom('*', 'Allow', 1, true, null), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  }));
  fc.assert(
    fc.property(value, fc.nat(), (json, length) => {
      const text = JSON.stringify(json);
      const policy = policyOf(text.slice(0, length % (text.length + 1)));
      for (const statement of policy.statements) {
        expect(statement.node.end).toBeLessThanOrEqual(policy.tree.text.length);
      }
    }),
    { numRuns: 2000 },
  );
});
