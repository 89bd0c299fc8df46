import { describe, expect, test } from 'vitest';
import type { EvaluationInput } from '../../../server/src/evaluation/input';
import { prepareRequest } from '../../../server/src/evaluation/request';
import type { ContextEntry } from '../../../shared/decision';
import type { SimulationRequest } from '../../../shared/request';
import { testCatalog } from '../../kit/catalog';
import { ALLOW_ALL, TRUST, testModel } from '../../kit/models';

const PROD = '222222222222';
const DEV = '333333333333';
const KEY = `arn:aws:kms:eu-west-1:${PROD}:key/k`;
const model = testModel({
  organization: {
    id: 'o-a',
    managementAccount: '111111111111',
    root: { id: 'r-1', organizationalUnits: { Work: { id: 'ou-1', accounts: ['prod'] } } },
  },
  accounts: {
    [PROD]: {
      alias: 'prod',
      users: { alice: { id: 'AIDAALICE', tags: { team: 'data' } } },
      roles: {
        app: { id: 'AROAAPP', path: '/svc/', trustPolicy: TRUST, tags: { team: 'data', env: 'prod' } },
        dark: { trustPolicy: TRUST, tags: 'unknown' },
      },
      instanceProfiles: { web: { role: 'app' } },
      identityProviders: { saml: ['Okta'] },
      resources: {
        'arn:aws:s3:::data': { policy: ALLOW_ALL, tags: { team: 'data' }, abac: true },
        'arn:aws:s3:::plain': { tags: { team: 'data' } },
        [KEY]: { policy: ALLOW_ALL, aliases: ['alias/data'] },
        [`arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc`]: { instanceProfile: 'web', tags: { team: 'web' } },
      },
      vpcEndpoints: { 'vpce-1': { vpc: 'vpc-1' } },
    },
    [DEV]: { roles: { tool: { trustPolicy: TRUST } } },
  },
});

const NOW = '2026-11-24T10:00:00Z';

function input(request: Partial<SimulationRequest>): EvaluationInput {
  const full = { principal: 'prod:role/app', action: 's3:GetObject', resource: 'arn:aws:s3:::data/x', ...request };
  const sources = { model, catalog: testCatalog(), now: NOW, policyReference: () => ({ message: 'none' }) };
  const prepared = prepareRequest(full, sources);
  if (!prepared.ok) throw new Error(prepared.message);
  return prepared.units[0].input;
}

/** `value from`, `absent`, or `not known`. */
function entry(context: ReadonlyMap<string, ContextEntry>, key: string): string {
  const found = [...context].find(([each]) => each.toLowerCase() === key.toLowerCase())?.[1];
  if (found === undefined) return 'not known';
  return found.value === null ? 'absent' : `${[found.value].flat().join(',')} ${found.from}`;
}

const AT_ROLE = { principal: 'prod:role/app' };
const USER = { principal: 'prod:user/alice' };
const CONSOLE = { principal: { user: 'prod:user/alice', session: { kind: 'console' } } } as const;
const SERVICE = { principal: 'sns.amazonaws.com' };
const INSTANCE = { principal: { instance: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc` } };
const OUTSIDE = { principal: `${DEV}:role/tool` };
const STRANGER = { principal: '999999999999:role/x' };

describe('context keys', () => {
  test.each<[string, Partial<SimulationRequest>, string]>([
    // The principal.
    ['aws:PrincipalArn', AT_ROLE, `arn:aws:iam::${PROD}:role/svc/app model`],
    ['aws:PrincipalArn', STRANGER, 'arn:aws:iam::999999999999:role/x derived'],
    ['aws:PrincipalArn', SERVICE, 'absent'],
    ['aws:PrincipalAccount', AT_ROLE, `${PROD} model`],
    ['aws:PrincipalAccount', { principal: 'anonymous' }, 'anonymous derived'],
    ['aws:PrincipalType', AT_ROLE, 'AssumedRole derived'],
    ['aws:userid', AT_ROLE, 'AROAAPP:writ-session model'],
    ['aws:userid', USER, 'AIDAALICE model'],
    ['aws:username', USER, 'alice model'],
    ['aws:username', AT_ROLE, 'absent'],
    ['aws:PrincipalIsAWSService', SERVICE, 'true derived'],
    ['aws:PrincipalIsAWSService', AT_ROLE, 'false derived'],
    ['aws:PrincipalServiceName', SERVICE, 'sns.amazonaws.com derived'],
    // Its organization.
    ['aws:PrincipalOrgID', AT_ROLE, 'o-a model'],
    ['aws:PrincipalOrgPaths', AT_ROLE, 'o-a/r-1/ou-1/ model'],
    ['aws:PrincipalOrgID', OUTSIDE, 'absent'],
    ['aws:PrincipalOrgID', STRANGER, 'not known'],
    ['aws:PrincipalOrgID', SERVICE, 'absent'],
    // Tags: a session's win over the role's, whatever their case.
    ['aws:PrincipalTag/team', AT_ROLE, 'data model'],
    [
      'aws:PrincipalTag/team',
      { principal: { role: 'prod:role/app', session: { tags: { Team: 'web' } } } },
      'web request',
    ],
    [
      'aws:PrincipalTag/env',
      { principal: { role: 'prod:role/app', session: { tags: { Team: 'web' } } } },
      'prod model',
    ],
    ['aws:PrincipalTag/other', AT_ROLE, 'not known'],
    // Credentials.
    ['aws:MultiFactorAuthPresent', USER, 'absent'],
    ['aws:MultiFactorAuthPresent', { ...USER, mfa: true }, 'true request'],
    ['aws:MultiFactorAuthPresent', { ...USER, mfa: false }, 'false request'],
    ['aws:MultiFactorAuthAge', { ...USER, mfa: true }, 'not known'],
    ['aws:MultiFactorAuthAge', { ...USER, mfa: false }, 'absent'],
    ['aws:MultiFactorAuthPresent', CONSOLE, 'not known'],
    ['aws:MultiFactorAuthPresent', AT_ROLE, 'not known'],
    ['aws:MultiFactorAuthPresent', SERVICE, 'absent'],
    ['aws:TokenIssueTime', USER, 'absent'],
    ['aws:TokenIssueTime', AT_ROLE, `${NOW} derived`],
    [
      'aws:SourceIdentity',
      { principal: { role: 'prod:role/app', session: { sourceIdentity: 'jane' } } },
      'jane request',
    ],
    ['aws:SourceIdentity', AT_ROLE, 'absent'],
    ['aws:AssumedRoot', { principal: { root: 'prod', session: { kind: 'assumeRoot' } } }, 'true derived'],
    ['ec2:SourceInstanceArn', INSTANCE, `arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc model`],
    ['ec2:RoleDelivery', INSTANCE, '2.0 default'],
    ['ec2:SourceInstanceArn', USER, 'absent'],
    ['ec2:SourceInstanceArn', AT_ROLE, 'not known'],
    ['SAML:aud', { principal: { saml: 'prod:saml-provider/Okta', claims: { 'SAML:aud': 'x' } } }, 'x request'],
    // Time.
    ['aws:CurrentTime', {}, `${NOW} derived`],
    ['aws:EpochTime', {}, '1795514400 derived'],
    ['aws:CurrentTime', { time: '2027-01-01' }, '2027-01-01 request'],
    // The network.
    ['aws:SecureTransport', {}, 'true default'],
    ['aws:SourceIp', {}, 'not known'],
    ['aws:SourceVpce', {}, 'not known'],
    ['aws:SourceVpce', { context: { 'aws:SourceIp': '203.0.113.7' } }, 'absent'],
    ['aws:SourceIp', { vpcEndpoint: 'vpce-1' }, 'absent'],
    ['aws:SourceVpce', { vpcEndpoint: 'vpce-1' }, 'vpce-1 request'],
    ['aws:SourceVpc', { vpcEndpoint: 'vpce-1' }, 'vpc-1 model'],
    ['aws:VpceAccount', { vpcEndpoint: 'vpce-1' }, `${PROD} model`],
    ['aws:VpceOrgID', { vpcEndpoint: 'vpce-1' }, 'o-a model'],
    ['aws:SourceVpc', { context: { 'aws:SourceVpce': 'vpce-1' } }, 'vpc-1 model'],
    ['aws:VpceAccount', { vpcEndpoint: 'vpce-9' }, 'not known'],
    ['aws:VpceAccount', { vpcEndpoint: 'vpce-1', action: 'ec2:DescribeInstances', resource: '*' }, 'absent'],
    ['aws:SourceVpce', { vpcEndpoint: 'vpce-1', via: ['athena.amazonaws.com'] }, 'absent'],
    // Forwarded requests.
    ['aws:ViaAWSService', {}, 'false derived'],
    ['aws:CalledVia', {}, 'absent'],
    ['aws:CalledVia', { via: ['a.amazonaws.com', 'b.amazonaws.com'] }, 'a.amazonaws.com,b.amazonaws.com request'],
    ['aws:CalledViaFirst', { via: ['a.amazonaws.com', 'b.amazonaws.com'] }, 'a.amazonaws.com derived'],
    ['aws:CalledViaLast', { via: ['a.amazonaws.com', 'b.amazonaws.com'] }, 'b.amazonaws.com derived'],
    ['aws:ViaAWSService', { via: ['a.amazonaws.com'] }, 'true derived'],
    ['aws:ViaAWSService', { context: { 'aws:CalledVia': ['a.amazonaws.com'] } }, 'true derived'],
    // The resource.
    ['aws:ResourceAccount', {}, `${PROD} model`],
    ['aws:ResourceOrgID', {}, 'o-a model'],
    ['aws:ResourceOrgPaths', {}, 'o-a/r-1/ou-1/ model'],
    ['aws:ResourceAccount', { resource: 'arn:aws:s3:::elsewhere/x' }, 'not known'],
    [
      'aws:ResourceAccount',
      { action: 'ec2:CreateVpcPeeringConnection', resource: `arn:aws:ec2:eu-west-1:${PROD}:vpc/v` },
      'absent',
    ],
    ['aws:ResourceAccount', { action: 'ec2:DescribeInstances', resource: '*' }, `${PROD} derived`],
    ['s3:ResourceAccount', {}, `${PROD} model`],
    ['aws:ResourceTag/team', { action: 's3:ListBucket', resource: 'arn:aws:s3:::data' }, 'data model'],
    ['aws:ResourceTag/team', { action: 's3:ListBucket', resource: 'arn:aws:s3:::plain' }, 'not known'],
    [
      'aws:ResourceTag/team',
      { action: 'ec2:StartInstances', resource: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc` },
      'web model',
    ],
    [
      'ec2:ResourceTag/team',
      { action: 'ec2:StartInstances', resource: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc` },
      'web model',
    ],
    ['iam:ResourceTag/env', { action: 'iam:GetRole', resource: `arn:aws:iam::${PROD}:role/svc/app` }, 'prod model'],
    ['aws:RequestedRegion', { action: 'kms:Decrypt', resource: KEY }, 'eu-west-1 derived'],
    [
      'aws:RequestedRegion',
      { action: 'iam:GetRole', resource: `arn:aws:iam::${PROD}:role/svc/app` },
      'us-east-1 derived',
    ],
    ['aws:RequestedRegion', {}, 'not known'],
    ['kms:CallerAccount', { action: 'kms:Decrypt', resource: KEY }, `${PROD} derived`],
    [
      'kms:RequestAlias',
      { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${PROD}:alias/data` },
      'alias/data derived',
    ],
    ['kms:RequestAlias', { action: 'kms:Decrypt', resource: KEY }, 'absent'],
    ['kms:ResourceAliases', { action: 'kms:Decrypt', resource: KEY }, 'alias/data model'],
    // What services say of the resource for which they call.
    ['aws:SourceArn', AT_ROLE, 'absent'],
    ['aws:SourceArn', SERVICE, 'not known'],
    [
      'aws:SourceAccount',
      { ...SERVICE, context: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${PROD}:t` } },
      `${PROD} derived`,
    ],
    ['aws:SourceOrgID', { ...SERVICE, context: { 'aws:SourceAccount': PROD } }, 'o-a model'],
    // Tags of the request.
    ['aws:TagKeys', { context: { 'aws:RequestTag/Team': 'a', 'aws:requesttag/env': 'b' } }, 'Team,env derived'],
    // What ordinary requests lack.
    ['aws:referer', {}, 'absent'],
    ['aws:SignInSessionArn', {}, 'absent'],
    // What is stated wins, null too.
    ['aws:PrincipalOrgID', { context: { 'AWS:PrincipalOrgId': 'o-z' } }, 'o-z request'],
    ['aws:PrincipalOrgID', { context: { 'aws:PrincipalOrgID': null } }, 'absent'],
    ['aws:MultiFactorAuthPresent', { context: { 'aws:MultiFactorAuthPresent': true } }, 'true request'],
    ['x:n', { context: { 'x:n': [1, false, 'a'] } }, '1,false,a request'],
  ])('%s for %j: %s', (key, request, expected) => {
    expect(entry(input(request).context, key)).toBe(expected);
  });

  test('families of tags that are known in full', () => {
    const families = (request: Partial<SimulationRequest>) => input(request).closedFamilies;
    expect(families({ action: 's3:ListBucket', resource: 'arn:aws:s3:::data' })).toEqual([
      'aws:principaltag/',
      'aws:resourcetag/',
    ]);
    expect(families({ action: 's3:ListBucket', resource: 'arn:aws:s3:::plain' })).toEqual([
      'aws:principaltag/',
      'aws:resourcetag/',
    ]);
    expect(families({ resource: 'arn:aws:s3:::elsewhere/x' })).toEqual(['aws:principaltag/']);
    expect(families({ principal: 'prod:role/dark', resource: 'arn:aws:s3:::elsewhere/x' })).toEqual([]);
    expect(families({ action: 'iam:GetRole', resource: `arn:aws:iam::${PROD}:role/svc/app` })).toEqual([
      'aws:principaltag/',
      'aws:resourcetag/',
      'iam:resourcetag/',
    ]);
    expect(families({ ...STRANGER, action: 'ec2:DescribeInstances', resource: '*' })).toEqual([
      'aws:resourcetag/',
      'ec2:resourcetag/',
    ]);
  });

  test('each key once, whatever its case', () => {
    const { context } = input({ context: { 'AWS:username': 'x', 'aws:principaltag/TEAM': 'y' } });
    const lower = [...context.keys()].map((key) => key.toLowerCase());
    expect(new Set(lower).size).toBe(lower.length);
  });

  test('missing context: as the request says, else absent', () => {
    expect([input({}).missingContext, input({ missingContext: 'unknown' }).missingContext]).toEqual([
      'absent',
      'unknown',
    ]);
  });
});
