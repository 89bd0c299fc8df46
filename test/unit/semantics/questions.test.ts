import { describe, expect, test } from 'vitest';
import type { PolicyType } from '../../../server/src/policy/document';
import {
  comparePolicies,
  keepsMeaning,
  lostAccess,
  newAccess,
  onlyNarrows,
} from '../../../server/src/semantics/questions';
import { AMPLE, kernel, linesOf, policy, policyOf } from './kit';

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
const tagged = (tag: string, operator: string, keys: readonly string[]) => ({
  StringEquals: { [`aws:RequestTag/${tag}`]: 'a' },
  [operator]: { 'aws:TagKeys': keys },
});
const elsewhere = (endpoint: string) => ({
  NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' },
  StringNotEqualsIfExists: { 'aws:SourceVpce': endpoint },
});
const TODAY = { ...AMPLE, isTodayOnly: true };

/** old, new, what is gained. */
const CASES: readonly (readonly [
  title: string,
  old: readonly object[],
  next: readonly object[],
  gained: readonly string[],
])[] = [
  [
    'a tag of the request that its tag keys leave out: on paper only',
    [],
    [allow('iam:TagRole', '*', tagged('team', 'ForAllValues:StringEquals', ['other']))],
    ['onlyOnPaper #0 iam:TagRole'],
  ],
  [
    'a tag of the request is among its tag keys, in whatever case',
    [],
    [allow('iam:TagRole', '*', tagged('team', 'ForAllValues:StringEquals', ['Team', 'other']))],
    ['witness #0 iam:TagRole arn:aws:iam::123456789012:role/example aws:RequestTag/team=["a"] aws:TagKeys=["Team"]'],
  ],
  [
    'a tag key without its tag: on paper only',
    [],
    [
      allow('iam:TagRole', '*', {
        Null: { 'aws:RequestTag/team': 'true' },
        'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' },
      }),
    ],
    ['onlyOnPaper #0 iam:TagRole'],
  ],
  [
    'a public address through a VPC endpoint: on paper only',
    [],
    [
      allow('sqs:SendMessage', '*', {
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        StringEquals: { 'aws:SourceVpce': 'vpce-1' },
      }),
    ],
    ['onlyOnPaper #0 sqs:SendMessage'],
  ],
  [
    'neither an address of ours nor an endpoint of ours',
    [allow('sqs:SendMessage', '*'), deny('sqs:SendMessage', '*', elsewhere('vpce-1'))],
    [allow('sqs:SendMessage', '*'), deny('sqs:SendMessage', '*', elsewhere('vpce-2'))],
    [
      'witness #0 lifts #1 sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:example aws:SourceIp=null aws:SourceVpce=["vpce-2"]',
    ],
  ],
  [
    'one action more',
    [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
    [allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::b/*')],
    ['witness #0 s3:PutObject arn:aws:s3:::b/example'],
  ],
  [
    'an action of the second of two statements for one resource',
    [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
    [allow('s3:GetObject', 'arn:aws:s3:::b/*'), allow('s3:PutObject', 'arn:aws:s3:::b/*')],
    ['witness #1 s3:PutObject arn:aws:s3:::b/example'],
  ],
  [
    'a wider resource',
    [allow('s3:GetObject', 'arn:aws:s3:::b/a/*')],
    [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
    ['witness #0 s3:GetObject arn:aws:s3:::b/example'],
  ],
  [
    'a wildcard for what it already covers',
    [allow('s3:GetObject', '*')],
    [allow('s3:GetObject', ['*', 'arn:aws:s3:::b/*'])],
    ['none'],
  ],
  [
    'entries that cover an entry together',
    [allow('s3:GetObject', ['arn:aws:s3:::a*', 'arn:aws:s3:::b*'])],
    [allow('s3:GetObject', ['arn:aws:s3:::ab/*', 'arn:aws:s3:::ba/*'])],
    ['none'],
  ],
  [
    'a lifted Deny',
    [allow('s3:GetObject', '*'), deny('s3:GetObject', 'arn:aws:s3:::secret/*')],
    [allow('s3:GetObject', '*')],
    ['witness #0 lifts #1 s3:GetObject arn:aws:s3:::secret/example'],
  ],
  [
    'a Deny that still leaves the rest out',
    [allow('s3:GetObject', 'arn:aws:s3:::b/*'), deny('s3:GetObject', 'arn:aws:s3:::c/*')],
    [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
    ['none'],
  ],
  [
    'a condition dropped',
    [allow('s3:GetObject', 'arn:aws:s3:::b/*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
    ['witness #0 s3:GetObject arn:aws:s3:::b/example aws:PrincipalOrgID=null'],
  ],
  [
    'IfExists added',
    [allow('s3:GetObject', 'arn:aws:s3:::b/*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    [allow('s3:GetObject', 'arn:aws:s3:::b/*', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } })],
    ['witness #0 s3:GetObject arn:aws:s3:::b/example aws:PrincipalOrgID=null'],
  ],
  [
    'an action without resource on an ARN',
    [],
    [allow('ec2:DescribeVpcs', 'arn:aws:ec2:*:*:vpc/*')],
    ['onlyOnPaper #0 ec2:DescribeVpcs'],
  ],
  [
    'a resource type that the action does not have',
    [],
    [allow('s3:ListBucket', 'arn:aws:s3:::b/*')],
    ['onlyOnPaper #0 s3:ListBucket'],
  ],
  [
    'a key that the action does not carry',
    [],
    [allow('s3:ListAllMyBuckets', '*', { StringEquals: { 's3:prefix': 'x' } })],
    ['onlyOnPaper #0 s3:ListAllMyBuckets'],
  ],
  [
    'a short entry with two readings',
    [],
    [allow('sqs:SendMessage', 'arn:aws:sqs:*:jobs')],
    ['cannotTell badPattern #0 sqs:SendMessage'],
  ],
  [
    'clashing types on one key',
    [],
    [allow('s3:GetObject', '*', { NumericLessThan: { 'corp:x': '5' }, StringLike: { 'corp:x': '*-*-*' } })],
    ['cannotTell mixedTypes #0 s3:GetObject'],
  ],
  [
    'the same variable on both sides',
    [allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}/*')],
    [allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}/x/*')],
    ['none'],
  ],
  [
    'a variable in place of a star',
    [allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}/*')],
    [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
    ['witness #0 s3:GetObject arn:aws:s3:::b/example aws:username=["example"]'],
  ],
  [
    'a document that AWS would refuse',
    [allow('s3:GetObject', '*')],
    [allow('s3:Get Object', '*')],
    ['refused actionInvalid s3:Get Object'],
  ],
];

describe('new access', () => {
  test.each(CASES)('%s', (_, old, next, gained) => {
    const versions = { old: old.length === 0 ? undefined : policy(old), new: policy(next) };
    expect(linesOf(newAccess(kernel, versions, TODAY))).toEqual(gained);
  });

  test('names that AWS may add are a difference of their own', () => {
    const listed = [
      'sts:GetAccessKeyInfo',
      'sts:GetCallerIdentity',
      'sts:GetDelegatedAccessToken',
      'sts:GetFederationToken',
    ];
    const today = [...listed, 'sts:GetServiceBearerToken', 'sts:GetSessionToken', 'sts:GetWebIdentityToken'];
    const versions = { old: policy([allow(today, '*')]), new: policy([allow('sts:Get*', '*')]) };
    expect(linesOf(newAccess(kernel, versions, AMPLE))).toEqual(['future witness #0 sts:getactiontocome *']);
    expect(linesOf(newAccess(kernel, versions, TODAY))).toEqual(['none']);
    expect(linesOf(lostAccess(kernel, versions, AMPLE))).toEqual(['none']);
  });

  test('a budget that runs out cannot tell', () => {
    const versions = { old: undefined, new: policy([allow('s3:GetObject', '*')]) };
    expect(linesOf(newAccess(kernel, versions, { budget: { steps: 1 } }))[0]).toMatch(/cannotTell budget/);
  });
});

describe('policies with principals', () => {
  const trust = (principal: unknown) =>
    policyOf(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] },
      'trust',
    );
  const cases: readonly (readonly [title: string, old: unknown, next: unknown, verdict: string])[] = [
    ['the same role', { AWS: 'arn:aws:iam::111122223333:role/a' }, { AWS: 'arn:aws:iam::111122223333:role/a' }, 'none'],
    ['another role', { AWS: 'arn:aws:iam::111122223333:role/a' }, { AWS: 'arn:aws:iam::111122223333:role/b' }, 'both'],
    ['a role, then its account', { AWS: 'arn:aws:iam::111122223333:role/a' }, { AWS: '111122223333' }, 'both'],
    ['an account by id and by ARN', { AWS: '111122223333' }, { AWS: 'arn:aws:iam::111122223333:root' }, 'none'],
    ['everybody', { AWS: '111122223333' }, '*', 'newAccess'],
    ['the two spellings of everybody', { AWS: '*' }, '*', 'none'],
    [
      'a service more',
      { Service: 'ec2.amazonaws.com' },
      { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
      'newAccess',
    ],
  ];
  test.each(cases)('%s', (_, old, next, verdict) => {
    expect(comparePolicies(kernel, { old: trust(old), new: trust(next) }, AMPLE).verdict).toBe(verdict);
  });
});

describe('what a policy lets through', () => {
  const cases: readonly (readonly [type: PolicyType, old: object, next: object, verdict: string])[] = [
    ['scp', deny('s3:*', '*'), deny('s3:Put*', '*'), 'none'],
    ['rcp', { ...deny('s3:*', '*'), Principal: '*' }, { ...deny('s3:Put*', '*'), Principal: '*' }, 'newAccess'],
    ['boundary', allow('s3:*', '*'), allow('s3:Get*', '*'), 'lessAccess'],
  ];
  test.each(cases)('%s', (type, old, next, verdict) => {
    const versions = { old: policy([old], type), new: policy([next], type) };
    expect(comparePolicies(kernel, versions, AMPLE).verdict).toBe(verdict);
  });
});

describe('rewrites', () => {
  test('a merge of two statements keeps the meaning; a wildcard for a prefix does not', () => {
    const old = policy([allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:GetObject', 'arn:aws:s3:::b/*')]);
    const merged = policy([allow('s3:GetObject', ['arn:aws:s3:::b/*', 'arn:aws:s3:::a/*'])]);
    const wider = policy([allow('s3:GetObject', 'arn:aws:s3:::?/*')]);
    expect(keepsMeaning(kernel, { old, new: merged }, AMPLE)).toBe(true);
    expect(keepsMeaning(kernel, { old, new: wider }, AMPLE)).toBe(false);
    expect(onlyNarrows(kernel, { old: wider, new: old }, AMPLE)).toBe(true);
    expect(onlyNarrows(kernel, { old, new: wider }, AMPLE)).toBe(false);
  });

  test('a Deny counts where its policy allows nothing: it stops what other policies allow', () => {
    const of = (action: string) => policy([{ Effect: 'Deny', Action: action, Resource: '*' }]);
    const versions = { old: of('s3:*'), new: of('s3:Get*') };
    const back = { old: of('s3:Get*'), new: of('s3:*') };
    expect(comparePolicies(kernel, versions, AMPLE).verdict).toBe('none');
    expect(keepsMeaning(kernel, versions, AMPLE)).toBe(false);
    expect(onlyNarrows(kernel, versions, AMPLE)).toBe(false);
    expect(onlyNarrows(kernel, back, AMPLE)).toBe(true);
    expect(keepsMeaning(kernel, { old: of('s3:*'), new: of('S3:*') }, AMPLE)).toBe(true);
  });
});
