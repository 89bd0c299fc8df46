import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledPolicy } from '../../../server/src/evaluation/compiled';
import {
  areDisjointStatements,
  coveredAllows,
  deniedEntryTest,
  redundantEntries,
  removableStatements,
  statementWorths,
} from '../../../server/src/semantics/redundancy';
import { AMPLE, kernel, policy } from './kit';
import { statements as randomStatements } from './requests';

const allow = (action: unknown, resource: unknown, condition?: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const deny = (action: unknown, resource: unknown, condition?: unknown) => ({
  ...allow(action, resource, condition),
  Effect: 'Deny',
});

/** `needed`, `covered by 0,2`, `dead (denied)`: one word for each statement. */
function worths(compiled: CompiledPolicy): readonly string[] {
  return statementWorths(kernel, compiled, AMPLE).map(({ worth }) => {
    if (worth.kind === 'covered') {
      const by = worth.by.map(({ source }) => source.index).join();
      return `covered${worth.isOnReal ? ' on real requests' : ''} by ${by}`;
    }
    return worth.kind === 'dead' ? `dead (${worth.because})` : worth.kind;
  });
}

describe('what each statement is worth', () => {
  const cases: readonly (readonly [title: string, statements: readonly object[], worth: readonly string[]])[] = [
    [
      'two that overlap',
      [allow('s3:Get*', 'arn:aws:s3:::a*'), allow('s3:*', 'arn:aws:s3:::ab*')],
      ['needed', 'needed'],
    ],
    ['one inside another', [allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:*', '*')], ['covered by 1', 'needed']],
    [
      'one that two others cover together',
      [
        allow('s3:GetObject', ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*']),
        allow('s3:Get*', 'arn:aws:s3:::a/*'),
        allow('s3:*', 'arn:aws:s3:::b/*'),
      ],
      ['covered by 1,2', 'needed', 'needed'],
    ],
    ['the same twice', [allow('s3:GetObject', '*'), allow('s3:GetObject', '*')], ['covered by 1', 'covered by 0']],
    ['denied altogether', [allow('s3:GetObject', 'arn:aws:s3:::a/*'), deny('s3:*', '*')], ['dead (denied)', 'needed']],
    ['a Deny of what nothing allows', [allow('s3:GetObject', '*'), deny('sqs:*', '*')], ['needed', 'covered by ']],
    [
      'a Deny inside another',
      [allow('*', '*'), deny('s3:*', '*'), deny('s3:GetObject', '*')],
      ['needed', 'needed', 'covered by 1'],
    ],
    [
      'conditions that no request meets',
      [
        allow('s3:GetObject', '*'),
        allow('sqs:SendMessage', '*', { Null: { 'aws:username': 'true' }, StringEquals: { 'aws:username': 'a' } }),
      ],
      ['needed', 'dead (impossible)'],
    ],
    [
      'one inside another but for a resource type that the action lacks',
      [allow('s3:ListBucket', ['arn:aws:s3:::a', 'arn:aws:s3:::a/*']), allow('s3:List*', 'arn:aws:s3:::?')],
      ['covered on real requests by 1', 'needed'],
    ],
    [
      'a resource type that the action lacks',
      [allow('s3:ListBucket', 'arn:aws:s3:::a/*'), allow('sqs:*', '*')],
      ['dead (onlyOnPaper)', 'needed'],
    ],
  ];
  test.each(cases)('%s', (_, statements, worth) => {
    expect(worths(policy(statements))).toEqual(worth);
  });

  test('of two that cover each other one may go', () => {
    const twice = policy([
      allow('s3:GetObject', '*'),
      allow('s3:GetObject', '*'),
      allow('s3:Get*', 'arn:aws:s3:::a/*'),
    ]);
    expect(removableStatements(kernel, twice, AMPLE).map(({ source }) => source.index)).toEqual([1]);
  });

  test('an Allow of a role is not covered by one of its account', () => {
    const principals = [{ AWS: '111122223333' }, { AWS: 'arn:aws:iam::111122223333:role/a' }];
    const statements = principals.map((principal) => ({
      ...allow('s3:GetObject', 'arn:aws:s3:::a/*'),
      Principal: principal,
    }));
    expect(worths(policy(statements, 'resource'))).toEqual(['needed', 'needed']);
    const everybody = [...statements, { ...allow('s3:GetObject', 'arn:aws:s3:::a/*'), Principal: '*' }];
    expect(worths(policy(everybody, 'resource'))).toEqual(['covered by 2', 'covered by 2', 'needed']);
  });

  test('a budget that runs out leaves only what needs no search', () => {
    const compiled = policy([allow('s3:GetObject', '*'), allow('s3:*', '*')]);
    const found = statementWorths(kernel, compiled, { budget: { steps: 1 } });
    expect(found.map(({ worth }) => worth.kind)).toEqual(['covered', 'cannotTell']);
  });
});

describe('Allows that others cover', () => {
  test('on paper too, and the same as each statement by itself tells', () => {
    const property = fc.property(randomStatements('variables'), randomStatements('nothing'), (some, others) => {
      const compiled = policy([...some, ...others]);
      const covered = statementWorths(kernel, compiled, AMPLE).flatMap(({ statement, worth }) =>
        worth.kind === 'covered' && !worth.isOnReal && statement.effect === 'Allow'
          ? [{ statement, by: worth.by }]
          : [],
      );
      expect(coveredAllows(kernel, compiled, AMPLE)).toEqual(covered);
    });
    fc.assert(property, { seed: 5, numRuns: 60 });
  });

  test('nothing of a refused policy', () => {
    const twice = [
      allow('s3:GetObject', '*'),
      allow('s3:GetObject', '*'),
      { ...allow('s3:GetObject', '*'), Effect: 'x' },
    ];
    expect(coveredAllows(kernel, policy(twice), AMPLE)).toEqual([]);
  });
});

describe('entries that Denies take away', () => {
  const denied = (statements: readonly object[]) => {
    const compiled = policy(statements);
    const [first] = compiled.statements;
    if (first === undefined) return [];
    const isDenied = deniedEntryTest(kernel, compiled, first, AMPLE);
    return first.action?.patterns.map((_, entry) => isDenied(entry));
  };
  const list = ['s3:GetObject', 's3:DeleteObject', 's3:Delete*', 's3:Put*'];

  test('wherever the statement allows them, also those to come', () => {
    const deletes = deny('s3:Delete*', 'arn:aws:s3:::a/*');
    expect(denied([allow(list, 'arn:aws:s3:::a/*'), deletes])).toEqual([false, true, true, false]);
    expect(denied([allow(list, 'arn:aws:s3:::*'), deletes])).toEqual([false, false, false, false]);
    const names = deny(['s3:DeleteObject', 's3:DeleteBucket'], '*');
    expect(denied([allow(list, 'arn:aws:s3:::a/*'), names])).toEqual([false, true, false, false]);
  });

  test('by several Denies together', () => {
    const both = [deny('s3:PutObject', '*'), deny('s3:Put*', 'arn:aws:s3:::a/*')];
    expect(denied([allow(list, 'arn:aws:s3:::a/*'), ...both])).toEqual([false, false, false, true]);
  });

  test('not where the statement allows nothing at all, nor in a refused policy', () => {
    const never = { Null: { 'aws:username': 'true' }, StringEquals: { 'aws:username': 'a' } };
    expect(denied([allow(list, '*', never), deny('s3:*', '*')])).toEqual([false, false, false, false]);
    expect(denied([allow(list, '*'), { ...deny('s3:*', '*'), Resource: 1 }])).toEqual([false, false, false, false]);
  });
});

describe('entries', () => {
  test('that others of the list, or other statements, cover', () => {
    const compiled = policy([
      allow(['s3:GetObject', 's3:Get*', 's3:PutObject'], ['arn:aws:s3:::a/b', 'arn:aws:s3:::a/*', 'arn:aws:s3:::c/*']),
      allow('s3:PutObject', '*'),
    ]);
    const found = redundantEntries(kernel, compiled, AMPLE).map(
      ({ statement, element, index }) => `${statement.source.index} ${element} ${index}`,
    );
    expect(found).toEqual(['0 action 0', '0 action 2', '0 resource 0']);
  });
});

describe('disjoint statements', () => {
  const compiled = policy([
    allow('s3:Get*', 'arn:aws:s3:::a/*'),
    allow('s3:*', 'arn:aws:s3:::b/*'),
    deny('s3:GetObject', 'arn:aws:s3:::*'),
  ]);
  test.each([
    [0, 1, true],
    [0, 2, false],
    [1, 2, false],
  ] as const)('%i and %i', (left, right, areDisjoint) => {
    const [one, other] = [compiled.statements[left], compiled.statements[right]];
    if (one === undefined || other === undefined) throw new Error('no such statement');
    expect(areDisjointStatements(kernel, compiled, [one, other], AMPLE)).toBe(areDisjoint);
  });
});
