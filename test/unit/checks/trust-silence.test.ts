import { expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { checkSite } from '../../../server/src/checks/run';
import type { PolicyType } from '../../../server/src/policy/document';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();
const ours = rules.filter(({ family }) => family === 'principals' || family === 'trust');
const EKS = 'oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const GITHUB = 'token.actions.githubusercontent.com';

const provider = (name: string) => ({ Federated: `arn:aws:iam::111122223333:oidc-provider/${name}` });
const web = (principal: object, condition: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: condition,
});

/** The forms that AWS's guides show. */
const documents: readonly (readonly [what: string, type: PolicyType, statement: object])[] = [
  ['service role', 'trust', { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  [
    'service accounts of a namespace',
    'trust',
    web(provider(EKS), {
      StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${EKS}:sub`]: 'system:serviceaccount:apps:*' },
    }),
  ],
  [
    'one key in another case',
    'trust',
    web(provider(EKS), { StringEquals: { [`${EKS.toLowerCase()}:aud`]: 'a', [`${EKS}:SUB`]: 'b' } }),
  ],
  [
    'pods with tags of their cluster',
    'trust',
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': ['apps'] } },
    },
  ],
  [
    'GitHub environment on ghe.com',
    'trust',
    web(provider('token.actions.octocorp.ghe.com'), {
      StringEquals: {
        'token.actions.octocorp.ghe.com:aud': 'sts.amazonaws.com',
        'token.actions.octocorp.ghe.com:sub': 'repo:octo/app:environment:Production%3AV1',
      },
    }),
  ],
  [
    'GitHub subject with numbers',
    'trust',
    web(provider(GITHUB), {
      StringEquals: {
        [`${GITHUB}:aud`]: 'sts.amazonaws.com',
        [`${GITHUB}:sub`]: 'repo:octo@123456/app@456789:ref:refs/heads/main',
      },
    }),
  ],
  [
    'pool of Amazon Cognito',
    'trust',
    web(
      { Federated: 'cognito-identity.amazonaws.com' },
      {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:12345678-ffff-ffff-ffff-123456' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
      },
    ),
  ],
  [
    'organization of Pulumi, in the audience',
    'trust',
    web(provider('api.pulumi.com/oidc'), { StringEquals: { 'api.pulumi.com/oidc:aud': 'aws:acme' } }),
  ],
  [
    'console and command line through SAML, with session tags',
    'trust',
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'SAML:aud': 'https://eu-west-1.signin.aws.amazon.com/saml' },
        StringLike: { 'aws:RequestTag/Department': '*' },
      },
    },
  ],
  [
    'users and services of two kinds',
    'trust',
    {
      Effect: 'Allow',
      Principal: {
        AWS: 'arn:aws:iam::111122223333:role/Deployer',
        Service: ['lambda.amazonaws.com', 'states.amazonaws.com'],
      },
      Action: 'sts:AssumeRole',
    },
  ],
  [
    'logs of load balancers',
    'resource',
    {
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/AWSLogs/111122223333/*',
    },
  ],
  [
    'cost reports',
    'resource',
    {
      Effect: 'Allow',
      Principal: { Service: ['billingreports.amazonaws.com', 'bcm-data-exports.amazonaws.com'] },
      Action: ['s3:PutObject', 's3:GetBucketPolicy'],
      Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'],
      Condition: { StringLike: { 'aws:SourceAccount': '111122223333' } },
    },
  ],
  [
    'key administrators',
    'resource',
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:role/KeyAdmin'] },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
  [
    'Deny of everybody but two roles',
    'resource',
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
      Condition: {
        ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'] },
      },
    },
  ],
  [
    'VPC endpoint with one account',
    'vpce',
    {
      Effect: 'Allow',
      Principal: { AWS: '111122223333' },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
    },
  ],
];

test.each(documents)('silence: %s', (_what, type, statement) => {
  const site = siteOf(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  expect(checkSite({ site, types: [type], catalog, rules: ours }).map(({ code }) => code)).toEqual([]);
});
