import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../server/src/evaluation/input';
import {
  type PrincipalPolicies,
  principalLostAccess,
  principalNewAccess,
} from '../../../server/src/semantics/principal-access';
import { AMPLE, kernel, linesOf, policy } from './kit';

const allow = (action: unknown, resource: unknown = '*', condition?: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const deny = (action: unknown, resource: unknown = '*') => ({ ...allow(action, resource), Effect: 'Deny' });

const BASE: PrincipalPolicies = {
  identity: [policy([allow(['s3:GetObject', 'sqs:SendMessage'])])],
  boundary: policy([allow('s3:*')], 'boundary'),
  session: undefined,
  serviceControl: [[policy([allow('*')], 'scp')], [policy([allow('*'), deny('s3:PutObject')], 'scp')]],
  resourceControl: [[policy([{ ...deny('s3:DeleteObject'), Principal: '*' }], 'rcp')]],
};

describe('what all policies of a principal allow', () => {
  const cases: readonly (readonly [title: string, change: Partial<PrincipalPolicies>, gained: readonly string[]])[] = [
    ['nothing changed', {}, ['none']],
    ['more than the boundary allows', { identity: [policy([allow(['s3:GetObject', 'sqs:*'])])] }, ['none']],
    ['what an SCP denies', { identity: [policy([allow(['s3:GetObject', 's3:PutObject'])])] }, ['none']],
    ['what an RCP denies', { identity: [policy([allow(['s3:GetObject', 's3:DeleteObject'])])] }, ['none']],
    [
      'an action that every layer allows',
      { identity: [policy([allow(['s3:GetObject', 's3:GetObjectAcl'])])] },
      ['witness #0 s3:GetObjectAcl arn:aws:s3:::example/example'],
    ],
    [
      'the boundary taken away',
      { boundary: undefined },
      ['witness #0 sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:example'],
    ],
    ['a session policy more', { session: [policy([allow('s3:*')], 'session')] }, ['none']],
    ['a level that allows nothing', { serviceControl: [[]] }, ['none']],
  ];
  test.each(cases)('%s', (_, change, gained) => {
    expect(linesOf(principalNewAccess(kernel, { old: BASE, new: { ...BASE, ...change } }, AMPLE))).toEqual(gained);
  });

  test('a level that allows nothing takes everything away', () => {
    const versions = { old: BASE, new: { ...BASE, serviceControl: [[]] } };
    expect(linesOf(principalLostAccess(kernel, versions, AMPLE))).toEqual([
      'witness #0 s3:GetObject arn:aws:s3:::example/example',
    ]);
  });

  test('names to come are told by layer: the boundary has the pattern already, the identity policy gets it', () => {
    const boundary = policy([allow('s3:Get*')], 'boundary');
    const version = (action: string): PrincipalPolicies => ({
      ...BASE,
      boundary,
      identity: [policy([allow(action)])],
    });
    const answer = principalNewAccess(kernel, { old: version('s3:GetObject'), new: version('s3:Get*') }, AMPLE);
    const future = answer.kind === 'differences' ? answer.differences.filter(({ actions }) => actions.isFuture) : [];
    expect(future.map(({ kind }) => kind)).toEqual(['witness']);
  });

  test('the principal decides its keys', () => {
    const alice: Caller = {
      kind: 'user',
      arn: 'arn:aws:iam::111122223333:user/alice',
      account: '111122223333',
      partition: 'aws',
    };
    const own = (name: string) => ({
      ...BASE,
      identity: [policy([allow('s3:GetObject', '*', { StringEquals: { 'aws:username': name } })])],
    });
    const versions = (name: string) => ({ old: { ...BASE, identity: [] }, new: own(name), caller: alice });
    expect(linesOf(principalNewAccess(kernel, versions('bob'), AMPLE))).toEqual(['none']);
    expect(linesOf(principalNewAccess(kernel, versions('alice'), AMPLE))[0]).toMatch(/^witness #0 s3:GetObject/);
  });
});
