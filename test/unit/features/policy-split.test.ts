import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partName, splitPolicy } from '../../../server/src/features/policy-split';
import { policySize } from '../../../server/src/policy/size';
import { applyEdits } from '../../../server/src/syntax/edits';
import { siteOf } from '../../kit/rules';

function parts(text: string, limit: number): readonly string[] | undefined {
  const split = splitPolicy(siteOf(text).document, limit);
  return split && [applyEdits(text, split.edits), ...split.others];
}

const sizeOf = (text: string) => policySize(siteOf(text).document, 'identity').counted;

describe('a policy that is too long', () => {
  test('keeps its first statements as they are written, and the others go', () => {
    const text = `{
  "Version": "2012-10-17",
  "Statement": [
    // Reads.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    {
      "Sid": "Write", // why
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "*"
    },
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`;
    expect(parts(text, 120)).toEqual([
      `{
  "Version": "2012-10-17",
  "Statement": [
    // Reads.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
      `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Write", // why
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "*"
    }
  ]
}
`,
      `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
  ]
}
`,
    ]);
  });

  test('splits the actions of a statement that is too long by itself', () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'All', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], Resource: '*' },
      ],
    });
    const found = parts(text, 130)?.map((part) => JSON.parse(part));
    expect(found).toEqual([
      {
        Version: '2012-10-17',
        Statement: [{ Sid: 'All', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' }],
      },
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: '*' }] },
    ]);
  });

  test.each([
    ['fits', '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}', 200],
    ['has one statement outside a list', '{"Statement":{"Effect":"Allow","Action":["a:b","c:d"],"Resource":"*"}}', 50],
    [
      'has a NotAction that is too long',
      '{"Statement":[{"Effect":"Allow","NotAction":["s3:GetObject","s3:PutObject"],"Resource":"*"}]}',
      70,
    ],
    [
      'has a resource that is too long',
      `{"Statement":[{"Effect":"Allow","Action":["a:b","c:d"],"Resource":"${'x'.repeat(90)}"}]}`,
      90,
    ],
  ])('%s: left alone', (_name, text, limit) => expect(parts(text, limit)).toBeUndefined());

  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.array(fc.constantFrom('s3:GetObject', 's3:PutObject', 'sqs:SendMessage', 'sns:Publish'), {
      minLength: 1,
      maxLength: 12,
    }),
    Resource: fc.constantFrom('*', 'arn:aws:s3:::amzn-s3-demo-bucket/*'),
  });

  test('no part is too long, and together they have each action on each resource as before', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 8 }), fc.boolean(), (Statement, isPretty) => {
        const text = JSON.stringify({ Version: '2012-10-17', Statement }, undefined, isPretty ? 2 : 0);
        const found = parts(text, 220);
        if (found === undefined) return;
        for (const part of found) expect(sizeOf(part)).toBeLessThanOrEqual(220);
        expect(found.flatMap((part) => triples(JSON.parse(part).Statement))).toEqual(triples(Statement));
      }),
    );
  });

  function triples(statements: readonly { Effect: string; Action: readonly string[]; Resource: string }[]) {
    return statements.flatMap(({ Effect, Action, Resource }) => Action.map((each) => [Effect, each, Resource]));
  }
});

test.each([
  ['deploy.json', 'deploy-2.json'],
  ['deploy.policy.json', 'deploy-2.policy.json'],
  ['deploy', 'deploy-2'],
  ['.deploy.json', '.deploy-2.json'],
])('%s → %s', (name, expected) => expect(partName(name, 2)).toBe(expected));
