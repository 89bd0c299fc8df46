import { describe, expect, test } from 'vitest';
import { createCompiler } from '../../../server/src/evaluation/compile';
import { serviceFacts } from '../../../server/src/evaluation/facts';
import { simulate } from '../../../server/src/evaluation/simulate';
import type { SimulationRequest } from '../../../shared/request';
import { testCatalog } from '../../kit/catalog';
import { ALLOW_ALL, policy, TRUST, testModel } from '../../kit/models';

const PROD = '222222222222';
const DEV = '333333333333';
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' };
const BUCKET_FOR_DEV = policy({ ...READ, Principal: { AWS: `arn:aws:iam::${DEV}:role/reader` } });
const KEY = `arn:aws:kms:eu-west-1:${PROD}:key/k`;

const model = testModel({
  organization: {
    id: 'o-a',
    managementAccount: '111111111111',
    serviceControlPolicies: {
      NoDelete: policy({ Sid: 'No', Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' }),
    },
    resourceControlPolicies: {},
    root: {
      id: 'r-1',
      organizationalUnits: {
        Work: { id: 'ou-1', serviceControlPolicies: ['FullAWSAccess', 'NoDelete'], accounts: ['prod', DEV] },
        Shut: { id: 'ou-2', serviceControlPolicies: [], accounts: ['555555555555'] },
      },
    },
  },
  accounts: {
    [PROD]: {
      alias: 'prod',
      publicAccessBlock: null,
      users: { alice: { groups: ['Devs'] }, bob: { managedPolicies: 'unknown' } },
      groups: { Devs: { inlinePolicies: { Read: policy(READ) } } },
      roles: {
        app: { trustPolicy: TRUST, inlinePolicies: { All: ALLOW_ALL }, tags: { team: 'data' } },
        bounded: { trustPolicy: TRUST, inlinePolicies: { All: ALLOW_ALL }, permissionsBoundary: 'Team' },
        tagged: {
          trustPolicy: TRUST,
          inlinePolicies: {
            Tag: policy({ ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'data' } } }),
          },
        },
      },
      managedPolicies: { Team: policy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }) },
      resources: {
        'arn:aws:s3:::data': { policy: BUCKET_FOR_DEV, publicAccessBlock: null },
        [KEY]: {
          policy: policy({
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${PROD}:root` },
            Action: 'kms:*',
            Resource: '*',
          }),
        },
        [`arn:aws:kms:eu-west-1:${PROD}:key/bare`]: {},
      },
    },
    [DEV]: {
      roles: {
        reader: { trustPolicy: TRUST, inlinePolicies: { Read: policy(READ) } },
        other: { trustPolicy: TRUST, inlinePolicies: { All: ALLOW_ALL } },
      },
    },
    '555555555555': { roles: { app: { trustPolicy: TRUST, inlinePolicies: { All: ALLOW_ALL } } } },
  },
});
const engine = { facts: serviceFacts(testCatalog()), compile: createCompiler(testCatalog()) };

function ask(request: Partial<SimulationRequest>) {
  const full = { principal: 'prod:role/app', action: 's3:GetObject', resource: 'arn:aws:s3:::data/x', ...request };
  const sources = {
    model,
    catalog: testCatalog(),
    now: '2026-11-24T10:00:00Z',
    policyReference: () => ({ message: 'none' }),
  };
  return simulate(full, sources, engine);
}

function answer(request: Partial<SimulationRequest>): string {
  const simulation = ask(request);
  if (!simulation.ok) return simulation.message;
  const { decision, certainty, decidedBy, assumptions } = simulation.result;
  const by = decidedBy.map(({ layer, at }) => (at === null ? layer : `${layer} ${at}`));
  const open = assumptions.filter(({ matters }) => matters).map(({ id }) => id);
  return [decision, certainty, ...new Set(by), ...open].join(' ');
}

describe('answers over a model', () => {
  test.each<[string, Partial<SimulationRequest>, string]>([
    [
      'a role by its own policy',
      {},
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy`,
    ],
    [
      'a user by a group',
      { principal: 'prod:user/alice' },
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy`,
    ],
    ['an SCP denies', { action: 's3:DeleteObject' }, 'explicitDeny certain serviceControlPolicy ou-1'],
    [
      'a level without SCP',
      { principal: '555555555555:role/app', resource: 'arn:aws:s3:::data/x' },
      'implicitDeny certain serviceControlPolicy ou-2 resourcePolicy',
    ],
    ['a boundary without it', { principal: 'prod:role/bounded' }, 'implicitDeny certain permissionsBoundary'],
    [
      'across accounts, both sides allow',
      { principal: `${DEV}:role/reader` },
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${DEV} resourcePolicy identityPolicy`,
    ],
    ['across accounts, the bucket does not', { principal: `${DEV}:role/other` }, 'implicitDeny certain resourcePolicy'],
    [
      'a pattern',
      { resource: 'arn:aws:s3:::data/*' },
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy`,
    ],
    [
      'a tag that the role is known to lack',
      { principal: 'prod:role/tagged', missingContext: 'unknown' },
      'implicitDeny certain identityPolicy',
    ],
    [
      'a tag that the session brings',
      { principal: { role: 'prod:role/tagged', session: { tags: { team: 'data' } } } },
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy`,
    ],
    [
      'a session policy without it',
      { principal: { role: 'prod:role/app', session: { policies: ['arn:aws:iam::aws:policy/AmazonEC2FullAccess'] } } },
      'implicitDeny certain sessionPolicy',
    ],
    [
      'a key whose policy enables IAM',
      { action: 'kms:Decrypt', resource: KEY },
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} resourcePolicy identityPolicy`,
    ],
    [
      'a key without a policy',
      { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${PROD}:key/bare` },
      'implicitDeny incomplete resourcePolicy',
    ],
    [
      'a principal of an account that nobody lists',
      { principal: '999999999999:role/x' },
      'implicitDeny incomplete resourcePolicy identityPolicy',
    ],
    ['policies that are not known', { principal: 'prod:user/bob' }, 'implicitDeny incomplete identityPolicy'],
    [
      'a bucket that nobody lists',
      { resource: 'arn:aws:s3:::elsewhere/x' },
      `allowed assumed serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy ownerIsCaller resourcePolicyUnknown`,
    ],
    [
      'an instance, which has no policy',
      { action: 'ec2:StopInstances', resource: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-1` },
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy`,
    ],
    [
      'a list action',
      { action: 's3:ListAllMyBuckets', resource: '*' },
      `allowed certain serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy`,
    ],
    [
      'an endpoint that nobody lists',
      { vpcEndpoint: 'vpce-9' },
      `allowed assumed serviceControlPolicy r-1 serviceControlPolicy ou-1 serviceControlPolicy ${PROD} identityPolicy vpceUnknown`,
    ],
    [
      'a trust policy that admits a service',
      { principal: 'ec2.amazonaws.com', action: 'sts:AssumeRole', resource: `arn:aws:iam::${PROD}:role/app` },
      'allowed certain trustPolicy',
    ],
    [
      'a role that is passed to a service that it does not trust',
      {
        action: 'lambda:CreateFunction',
        resource: `arn:aws:lambda:eu-west-1:${PROD}:function:f`,
        passRole: 'prod:role/app',
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      },
      'implicitDeny certain trustPolicy',
    ],
  ])('%s', (_name, request, expected) => {
    expect(answer(request)).toBe(expected);
  });
});

describe('the headline says how sure the answer is', () => {
  test.each<[string, Partial<SimulationRequest>]>([
    ['Allowed: by ', {}],
    ['Denied: no identity policy of role tagged allows ', { principal: 'prod:role/tagged' }],
    ['Assumed allowed: by ', { resource: 'arn:aws:s3:::elsewhere/x' }],
    ['Incomplete, denied as far as known: no identity policy of user bob allows ', { principal: 'prod:user/bob' }],
    [
      'Assumed allowed: every part of the call is allowed',
      { resource: undefined, resources: ['arn:aws:s3:::elsewhere/x', 'arn:aws:s3:::data/x'] } as never,
    ],
  ])('%s', (beginning, request) => {
    const simulation = ask(request);
    expect(simulation.ok && simulation.result.headline.slice(0, beginning.length)).toBe(beginning);
  });
});
