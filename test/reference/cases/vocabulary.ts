/** Few names, so that policies and requests meet often. */

export const A = '111122223333';
const B = '444455556666';
export const M = '999988887777';

export interface StatedPrincipal {
  readonly principal: string;
  readonly [field: string]: unknown;
}

const roleOf = (account: string, path: string) => `arn:aws:iam::${account}:role${path}`;
const sessionOf = (account: string, name: string) => `arn:aws:sts::${account}:assumed-role/${name}`;
const CANONICAL_ID = '5f2c9a7e1b3d4f60817263544536271809af1be2cd3def4012a3b4c5d6e7f809';

/** With weights: the more there is to decide, the more often. */
export const PRINCIPALS: readonly (readonly [weight: number, StatedPrincipal])[] = [
  [8, { principal: `arn:aws:iam::${A}:user/alice` }],
  [2, { principal: `arn:aws:iam::${A}:user/team/bob`, principalId: 'AIDAQ7ZK3M5T2WEXAMPLE' }],
  [2, { principal: `arn:aws:iam::${A}:user/alice`, credential: 'sessionToken' }],
  [3, { principal: `arn:aws:iam::${B}:user/dana`, principalCanonicalId: CANONICAL_ID }],
  [1, { principal: `arn:aws:iam::${M}:user/op` }],
  [6, { principal: sessionOf(A, 'app/s1'), principalRole: roleOf(A, '/app') }],
  [
    3,
    { principal: sessionOf(A, 'app/s1'), principalRole: roleOf(A, '/team/app'), principalId: 'AROAQ7ZK3M5T2WEXAMPLE' },
  ],
  [4, { principal: sessionOf(A, 'app/s1') }],
  [3, { principal: sessionOf(B, 'partner/p1'), principalRole: roleOf(B, '/partner') }],
  [2, serviceLinked()],
  [5, { principal: `arn:aws:sts::${A}:federated-user/kiosk`, parentUser: `arn:aws:iam::${A}:user/alice` }],
  [1, federatedConsole()],
  [3, { principal: `arn:aws:iam::${A}:root` }],
  [1, { principal: `arn:aws:iam::${A}:root`, credential: 'sessionToken' }],
  [2, { principal: `arn:aws:iam::${B}:root` }],
  [1, { principal: `arn:aws:iam::${M}:root` }],
  [3, { principal: `arn:aws:iam::${A}:root`, isAssumedRoot: true }],
  [1, { principal: `arn:aws:iam::${B}:root`, isAssumedRoot: true }],
  [2, { principal: 'cloudtrail.amazonaws.com' }],
  [2, { principal: 'sns.amazonaws.com' }],
  [4, { principal: 'anonymous' }],
  [2, { principal: `arn:aws:iam::${A}:saml-provider/Corp` }],
  [2, { principal: `arn:aws:iam::${A}:oidc-provider/token.actions.githubusercontent.com` }],
  [1, { principal: 'accounts.google.com' }],
];

function serviceLinked(): StatedPrincipal {
  return {
    principal: sessionOf(A, 'AWSServiceRoleForMacie/x'),
    principalRole: roleOf(A, '/aws-service-role/macie.amazonaws.com/AWSServiceRoleForMacie'),
  };
}

function federatedConsole(): StatedPrincipal {
  const arn = `arn:aws:sts::${B}:federated-user/kiosk`;
  return { principal: arn, parentUser: `arn:aws:iam::${B}:user/dana`, console: true };
}

/** Entries of Principal beside `@caller` and its kin. */
export const PRINCIPAL_ENTRIES: readonly (readonly [type: string, entry: string])[] = [
  ['AWS', '*'],
  ['AWS', A],
  ['AWS', `arn:aws:iam::${A}:root`],
  ['AWS', `arn:aws:iam::${B}:root`],
  ['AWS', `arn:aws:iam::${A}:user/alice`],
  ['AWS', `arn:aws:iam::${A}:user/ALICE`],
  ['AWS', `arn:aws:iam::${A}:user/team/bob`],
  ['AWS', `arn:aws:iam::${B}:user/dana`],
  ['AWS', `arn:aws:iam::${A}:role/app`],
  ['AWS', `arn:aws:iam::${A}:role/team/app`],
  ['AWS', `arn:aws:iam::${B}:role/partner`],
  ['AWS', `arn:aws:sts::${A}:assumed-role/app/s1`],
  ['AWS', `arn:aws:sts::${A}:assumed-role/app/s2`],
  ['AWS', `arn:aws:sts::${A}:federated-user/kiosk`],
  ['AWS', 'AIDAQ7ZK3M5T2WEXAMPLE'],
  ['AWS', 'AROAQ7ZK3M5T2WEXAMPLE'],
  ['AWS', 'AIDAOTHEREXAMPLE'],
  ['AWS', `arn:aws:iam::${A}:role/*`],
  ['AWS', `arn:aws:iam::${A}:group/devs`],
  ['AWS', 'alice'],
  ['Service', 'cloudtrail.amazonaws.com'],
  ['Service', 'sns.amazonaws.com'],
  ['Service', '*'],
  ['Federated', `arn:aws:iam::${A}:saml-provider/Corp`],
  ['Federated', `arn:aws:iam::${A}:oidc-provider/token.actions.githubusercontent.com`],
  ['Federated', 'accounts.google.com'],
  ['CanonicalUser', CANONICAL_ID],
  ['Aws', `arn:aws:iam::${A}:root`],
];

export interface Target {
  readonly action: string;
  readonly resource: string;
  /** The owner, where the ARN does not say. */
  readonly owner?: string | null;
}

const KEY = `arn:aws:kms:us-east-1:${A}:key/7d1e0c2a`;

export const TARGETS: readonly (readonly [weight: number, Target])[] = [
  [6, { action: 's3:GetObject', resource: 'arn:aws:s3:::corp/home/alice/f', owner: A }],
  [3, { action: 's3:GetObject', resource: 'arn:aws:s3:::corp/a*b', owner: A }],
  [3, { action: 's3:GetObject', resource: 'arn:aws:s3:::corp/home/alice/f', owner: B }],
  [3, { action: 's3:GetObject', resource: 'arn:aws:s3:::corp/x', owner: null }],
  [3, { action: 's3:ListBucket', resource: 'arn:aws:s3:::corp', owner: A }],
  [2, { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::corp', owner: A }],
  [1, { action: 's3:DeleteBucketPolicy', resource: 'arn:aws:s3:::corp', owner: B }],
  [1, { action: 's3:ListAllMyBuckets', resource: '*', owner: A }],
  [1, { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::', owner: A }],
  [4, { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${A}:jobs` }],
  [2, { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${B}:jobs` }],
  [2, { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${B}:jobs`, owner: null }],
  [1, { action: 'ssm:GetParameter', resource: 'arn:aws:ssm:us-east-1::parameter/aws/service/x', owner: null }],
  [1, { action: 'sqs:DeleteQueue', resource: `arn:aws:sqs:us-east-1:${B}:jobs` }],
  [1, { action: 'sqs:ListQueues', resource: '*', owner: A }],
  [1, { action: 'sns:ListTopics', resource: '*', owner: A }],
  [4, { action: 'kms:Decrypt', resource: KEY }],
  [1, { action: 'kms:ScheduleKeyDeletion', resource: KEY }],
  [1, { action: 'kms:RetireGrant', resource: KEY }],
  [1, { action: 'kms:ListKeys', resource: '*', owner: A }],
  [1, { action: 'kms:CreateAlias', resource: `arn:aws:kms:us-east-1:${A}:alias/x` }],
  [2, { action: 'iam:GetUser', resource: `arn:aws:iam::${A}:user/alice` }],
  [1, { action: 'iam:DeleteRole', resource: `arn:aws:iam::${A}:role/app` }],
  [1, { action: 'iam:DeleteRole', resource: `arn:aws:iam::${A}:role/aws-reserved/sso.amazonaws.com/X` }],
  [2, { action: 'iam:PassRole', resource: `arn:aws:iam::${A}:role/app` }],
  [1, { action: 'iam:PassRole', resource: `arn:aws:iam::${B}:role/partner` }],
  [1, { action: 'iam:ListUsers', resource: `arn:aws:iam::${A}:user/` }],
  [1, { action: 'iam:CreatePolicyVersion', resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  [1, { action: 'iam:GetPolicy', resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  [6, { action: 'sts:AssumeRole', resource: `arn:aws:iam::${A}:role/next` }],
  [2, { action: 'sts:AssumeRole', resource: `arn:aws:iam::${B}:role/next` }],
  [1, { action: 'sts:AssumeRole', resource: `arn:aws:iam::${A}:role/aws-service-role/x.amazonaws.com/X` }],
  [2, { action: 'sts:AssumeRoleWithSAML', resource: `arn:aws:iam::${A}:role/next` }],
  [2, { action: 'sts:AssumeRoleWithWebIdentity', resource: `arn:aws:iam::${A}:role/next` }],
  [1, { action: 'sts:TagSession', resource: `arn:aws:iam::${A}:role/next` }],
  [1, { action: 'sts:SetContext', resource: `arn:aws:iam::${A}:role/next` }],
  [1, { action: 'sts:GetCallerIdentity', resource: '*', owner: A }],
  [2, { action: 'sts:GetSessionToken', resource: '*', owner: A }],
  [1, { action: 'sts:GetFederationToken', resource: `arn:aws:sts::${A}:federated-user/kiosk` }],
  [1, { action: 'sts:DecodeAuthorizationMessage', resource: '*', owner: A }],
  [1, { action: 'ec2:DescribeInstances', resource: '*', owner: A }],
  [1, { action: 'ec2:RunInstances', resource: `arn:aws:ec2:us-east-1:${A}:instance/*` }],
  [1, { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1::image/ami-1', owner: null }],
  [2, { action: 'ec2:CreateTags', resource: `arn:aws:ec2:us-east-1:${A}:instance/i-1` }],
  [2, { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:us-east-1:${A}:table/orders` }],
  [1, { action: 'dynamodb:ListTables', resource: `arn:aws:dynamodb:us-east-1:${A}:table/*` }],
  [2, { action: 'logs:GetLogEvents', resource: `arn:aws:logs:us-east-1:${A}:log-group:/x:log-stream:y` }],
];

/** Requests whose resource is a pattern. */
export const PATTERN_TARGETS: readonly Target[] = [
  { action: 's3:GetObject', resource: 'arn:aws:s3:::corp/*', owner: A },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::corp/home/*/f', owner: A },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::c?rp/home/alice/*', owner: B },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::corp/x', owner: A },
  { action: 'sqs:SendMessage', resource: `arn:aws:sqs:*:${A}:jobs` },
  { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${A}:*` },
  { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:us-*-1:${A}:table/o*` },
  { action: 'logs:GetLogEvents', resource: `arn:aws:logs:us-east-1:${A}:log-group:*` },
  { action: 'sts:AssumeRole', resource: `arn:aws:iam::${A}:role/*` },
  { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${A}:key/*` },
];

export const OTHER_ACTIONS = [
  ...[
    's3:PutObject',
    's3:Get*',
    'ec2:*',
    'sqs:*',
    's*:GetObject',
    's3 :GetObject',
    'GetObject',
    's3:Get Object',
    '',
    ':x',
  ],
];
