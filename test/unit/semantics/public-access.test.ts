import { describe, expect, test } from 'vitest';
import { publicAccess } from '../../../server/src/semantics/public-access';
import { AMPLE, kernel, policy } from './kit';

const OWN = '111122223333';
const statement = (principal: unknown, condition?: unknown) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
  ...(condition === undefined ? {} : { Condition: condition }),
});

function audiences(statements: readonly object[]): readonly string[] {
  const answer = publicAccess(kernel, policy(statements, 'resource'), { ...AMPLE, ownAccount: OWN });
  if (answer.kind === 'refusedDocument') return ['refused'];
  return answer.audiences
    .map(({ audience, verdict, narrowedBy }) => {
      const name = 'account' in audience ? ` ${audience.account}` : 'service' in audience ? ` ${audience.service}` : '';
      return `${audience.kind}${name} ${verdict}${narrowedBy.length === 0 ? '' : ` ${narrowedBy.join()}`}`;
    })
    .sort();
}

describe('whom a bucket policy lets in', () => {
  const cases: readonly (readonly [title: string, statements: readonly object[], found: readonly string[]])[] = [
    ['nobody else', [statement({ AWS: OWN })], []],
    ['everybody', [statement('*')], ['anonymous witness', 'anyAccount witness']],
    ['another account', [statement({ AWS: '444455556666' })], ['account 444455556666 witness']],
    ['a service', [statement({ Service: 'logging.s3.amazonaws.com' })], ['service logging.s3.amazonaws.com witness']],
    ['an organization', [statement('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })], []],
    [
      'organizations by pattern',
      [statement('*', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } })],
      ['anyAccount witness aws:principalorgid', 'anonymous witness aws:principalorgid'].sort(),
    ],
    [
      'an address range',
      [statement('*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
      ['anonymous witness aws:sourceip', 'anyAccount witness aws:sourceip'],
    ],
    ['roles of one account', [statement('*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/*` } })], []],
    [
      'a role name in any account',
      [statement('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/app' } })],
      ['anyAccount witness aws:principalarn'],
    ],
    ['an endpoint', [statement('*', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } })], []],
    [
      'everybody, but for a Deny',
      [statement('*'), { ...statement('*', { StringNotEquals: { 'aws:PrincipalAccount': OWN } }), Effect: 'Deny' }],
      [],
    ],
    ['a document that AWS would refuse', [statement({ AWS: 'arn:aws:iam::1:role/*' })], ['refused']],
  ];
  test.each(cases)('%s', (_, statements, found) => {
    expect(audiences(statements)).toEqual(found);
  });
});
