import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../server/src/evaluation/compile';
import { serviceFacts } from '../../../server/src/evaluation/facts';
import { compilePattern, matches } from '../../../server/src/language/pattern';
import { readPolicy } from '../../../server/src/policy/read';
import { parseJson } from '../../../server/src/syntax/json';
import { testCatalog } from '../../kit/catalog';

const catalog = testCatalog();
const { requestedAction } = serviceFacts(catalog);

interface StatementText {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
}

function indexOf(statements: readonly StatementText[]) {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ ...statement, Resource: '*' })),
  });
  return compilePolicy(readPolicy(parseJson(text, { comments: false })), 'identity', catalog).index;
}

function found(index: ReturnType<typeof indexOf>, action: string): readonly number[] {
  const { denies, allows } = index.statementsFor(requestedAction(action.toLowerCase()));
  return [...denies, ...allows].map((statement) => statement.source.index).sort((left, right) => left - right);
}

describe('statements by action', () => {
  const index = indexOf([
    { Effect: 'Allow', Action: ['s3:Get*', 'sqs:*'] },
    { Effect: 'Deny', Action: ['S3:GETOBJECT'] },
    { Effect: 'Allow', NotAction: ['s3:*'] },
    { Effect: 'Allow', Action: ['*'] },
    { Effect: 'Allow', Action: ['s3:GetObj?ct', 's3:GetObject'] },
  ]);

  it.each([
    ['s3:GetObject', [0, 1, 3, 4]],
    ['s3:getobject', [0, 1, 3, 4]],
    ['s3:GetBucketAcl', [0, 3]],
    ['s3:PutObject', [3]],
    ['sqs:SendMessage', [0, 2, 3]],
    ['s3:GetSomethingNew', [0, 3]],
    ['newservice:Do', [2, 3]],
  ])('%s', (action, statements) => {
    expect(found(index, action)).toEqual(statements);
  });
});

/** After some actions of a service the index goes over from patterns to sets: both must say the same. */
it('finds by sets over the catalog what the patterns select', () => {
  const names = (catalog.service('s3')?.actions ?? []).map((action) => action.fullName);
  const piece = fc.constantFrom(
    's3:Get*',
    's3:*Object*',
    's3:Put?bject',
    's3:*',
    '*',
    's3:ListBucket',
    'sqs:*',
    'S3:get*',
  );
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    entries: fc.array(piece, { minLength: 1, maxLength: 3 }),
    isNegated: fc.boolean(),
  });
  const property = fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (made) => {
    const index = indexOf(
      made.map(({ Effect, entries, isNegated }): StatementText => {
        const effect = Effect === 'Deny' ? 'Deny' : 'Allow';
        return isNegated ? { Effect: effect, NotAction: entries } : { Effect: effect, Action: entries };
      }),
    );
    for (const name of names) {
      const selected = made.flatMap(({ entries, isNegated }, at) => {
        const isListed = entries.some((entry) => matches(compilePattern(entry.toLowerCase()), name.toLowerCase()));
        return isListed !== isNegated ? [at] : [];
      });
      expect(found(index, name)).toEqual(selected);
    }
  });
  fc.assert(property, { numRuns: 40 });
});
