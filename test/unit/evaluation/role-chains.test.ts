import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCompiler } from '../../../server/src/evaluation/compile';
import { serviceFacts } from '../../../server/src/evaluation/facts';
import { simulate } from '../../../server/src/evaluation/simulate';
import type { SimulationResult } from '../../../shared/decision';
import type { RoleSession, SimulationRequest } from '../../../shared/request';
import { testCatalog } from '../../kit/catalog';
import { ALLOW_ALL, policy, testModel } from '../../kit/models';

const DEV = '333333333333';
const PROD = '222222222222';
const ISSUER = 'token.actions.githubusercontent.com';
const roleArn = (name: string, account = PROD) => `arn:aws:iam::${account}:role/${name}`;

const trust = (principal: object, action: string | string[] = 'sts:AssumeRole', condition?: object) =>
  policy({
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  });
const may = (action: string | string[], resource: string | string[], condition?: object) =>
  policy({
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  });

const DEV_ACCOUNT = { AWS: `arn:aws:iam::${DEV}:root` };
const HUB = { AWS: roleArn('hub', DEV) };
const OFFICE = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
const ALL_UNITS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

const model = testModel({
  organization: null,
  accounts: {
    [DEV]: {
      alias: 'dev',
      users: {
        alice: { inlinePolicies: { Assume: may(ALL_UNITS, 'arn:aws:iam::*:role/*') }, tags: { team: 'platform' } },
        bob: {},
        carl: { inlinePolicies: { Assume: may('sts:AssumeRole', 'arn:aws:iam::*:role/*') } },
      },
      groups: { Devs: {} },
      roles: {
        hub: {
          trustPolicy: trust(DEV_ACCOUNT, ALL_UNITS),
          inlinePolicies: { On: may(ALL_UNITS, '*') },
          maxSessionDuration: 7200,
        },
        narrow: { trustPolicy: trust(DEV_ACCOUNT, ALL_UNITS), inlinePolicies: { On: may('sts:AssumeRole', '*') } },
        quiet: { trustPolicy: trust(DEV_ACCOUNT) },
      },
    },
    [PROD]: {
      alias: 'prod',
      publicAccessBlock: null,
      roles: {
        data: {
          trustPolicy: trust(HUB, ALL_UNITS),
          inlinePolicies: { All: ALLOW_ALL },
          maxSessionDuration: 43_200,
          tags: { team: 'role', env: 'prod' },
        },
        plain: { trustPolicy: trust({ AWS: '*' }), inlinePolicies: { All: ALLOW_ALL }, maxSessionDuration: 3600 },
        open: { trustPolicy: trust({ AWS: '*' }, ALL_UNITS), inlinePolicies: { All: ALLOW_ALL } },
        external: {
          trustPolicy: trust(DEV_ACCOUNT, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'x-1' } }),
          inlinePolicies: { All: ALLOW_ALL },
        },
        named: {
          trustPolicy: trust(DEV_ACCOUNT, 'sts:AssumeRole', {
            StringLike: { 'sts:RoleSessionName': '${aws:username}' },
          }),
          inlinePolicies: { All: ALLOW_ALL },
        },
        identified: {
          trustPolicy: trust(DEV_ACCOUNT, ['sts:AssumeRole', 'sts:SetSourceIdentity'], {
            StringEquals: { 'sts:SourceIdentity': 'alice' },
          }),
          inlinePolicies: { All: may('s3:*', '*', { StringEquals: { 'aws:SourceIdentity': 'alice' } }) },
        },
        tagged: {
          trustPolicy: trust(DEV_ACCOUNT, ['sts:AssumeRole', 'sts:TagSession'], {
            StringEquals: { 'aws:RequestTag/team': ['data', 'web'] },
            'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['team'], 'aws:TagKeys': ['team', 'cost'] },
          }),
          inlinePolicies: { Team: may('s3:*', 'arn:aws:s3:::${aws:PrincipalTag/team}-bucket/*') },
        },
        secure: {
          trustPolicy: trust(DEV_ACCOUNT, 'sts:AssumeRole', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
          inlinePolicies: { All: ALLOW_ALL },
        },
        office: {
          trustPolicy: trust(DEV_ACCOUNT, 'sts:AssumeRole', OFFICE),
          inlinePolicies: { All: ALLOW_ALL },
        },
        strict: {
          trustPolicy: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: HUB, Action: 'sts:AssumeRole' },
              {
                Effect: 'Allow',
                Principal: HUB,
                Action: 'sts:TagSession',
                Condition: { StringEquals: { 'aws:RequestTag/team': 'data' } },
              },
            ],
          },
          inlinePolicies: { All: ALLOW_ALL },
        },
        twofold: {
          trustPolicy: trust(DEV_ACCOUNT, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'x-1' } }),
          inlinePolicies: { Office: may('s3:*', '*', OFFICE) },
        },
        desk: {
          trustPolicy: trust(DEV_ACCOUNT, 'sts:AssumeRole', OFFICE),
          inlinePolicies: { Office: may('s3:*', '*', OFFICE) },
        },
        brief: {
          trustPolicy: trust(DEV_ACCOUNT, 'sts:AssumeRole', { NumericLessThan: { 'sts:DurationSeconds': '7200' } }),
          inlinePolicies: { All: ALLOW_ALL },
        },
        self: {
          trustPolicy: trust({ AWS: [roleArn('self'), `arn:aws:iam::${DEV}:root`] }),
          inlinePolicies: { All: ALLOW_ALL },
        },
        ci: {
          trustPolicy: trust(
            { Federated: `arn:aws:iam::${PROD}:oidc-provider/${ISSUER}` },
            ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
            {
              StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
              StringLike: { [`${ISSUER}:sub`]: 'repo:org/app:*' },
            },
          ),
          inlinePolicies: { All: ALLOW_ALL },
        },
        staff: {
          trustPolicy: trust({ Federated: `arn:aws:iam::${PROD}:saml-provider/Okta` }, 'sts:AssumeRoleWithSAML', {
            StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml', 'saml:doc': `${PROD}/Okta` },
            'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' },
          }),
          inlinePolicies: { Own: may('s3:*', 'arn:aws:s3:::data/${saml:sub}/*') },
        },
        lambda: { trustPolicy: trust({ Service: 'lambda.amazonaws.com' }), inlinePolicies: { All: ALLOW_ALL } },
      },
      identityProviders: { saml: ['Okta'], oidc: { [ISSUER]: { audiences: ['sts.amazonaws.com'] } } },
      resources: {
        'arn:aws:s3:::data': { publicAccessBlock: null },
        'arn:aws:s3:::data-bucket': {},
        'arn:aws:s3:::web-bucket': {},
      },
    },
  },
  identityCenter: { users: { 'jane@example.com': {} }, permissionSets: { Power: {} } },
});

const engine = { facts: serviceFacts(testCatalog()), compile: createCompiler(testCatalog()) };

function run(request: Partial<SimulationRequest>, over = model) {
  const full = { principal: 'dev:user/alice', action: 's3:GetObject', resource: 'arn:aws:s3:::data/x', ...request };
  const sources = {
    model: over,
    catalog: testCatalog(),
    now: '2026-11-24T10:00:00Z',
    policyReference: () => ({ message: 'There is no such file.' }),
  };
  return simulate(full, sources, engine);
}

function result(request: Partial<SimulationRequest>, over = model): SimulationResult {
  const simulation = run(request, over);
  if (!simulation.ok) throw new Error(simulation.message);
  return simulation.result;
}

/** Decision and certainty of the whole; then each hop, with its units where it has several. */
function words(request: Partial<SimulationRequest>, over = model): string {
  const whole = result(request, over);
  const hops = whole.through.map(({ decision, units }) =>
    units.length === 0
      ? decision
      : `${decision}(${units.map((unit) => `${unit.label?.split(' ')[0]} ${unit.decision}`).join(', ')})`,
  );
  return [`${whole.decision} ${whole.certainty}`, ...hops].join(' | ');
}

const message = (request: Partial<SimulationRequest>) => {
  const simulation = run(request);
  return simulation.ok ? 'no error' : simulation.message;
};

const hop = (role: string, session?: RoleSession) => ({ role, ...(session === undefined ? {} : { session }) });

describe('each hop is decided', () => {
  test.each<[string, Partial<SimulationRequest>, string]>([
    ['one hop, trust and identity policy allow', { through: ['prod:role/plain'] }, 'allowed certain | allowed'],
    [
      'the caller lacks sts:AssumeRole',
      { principal: 'dev:user/bob', through: ['prod:role/plain'] },
      'implicitDeny certain | implicitDeny',
    ],
    ['the trust policy names another role', { through: ['prod:role/data'] }, 'implicitDeny certain | implicitDeny'],
    ['two hops', { through: ['dev:role/hub', 'prod:role/data'] }, 'allowed certain | allowed | allowed'],
    [
      'the second hop is denied, the third would be allowed',
      { through: ['dev:role/hub', 'prod:role/lambda', 'prod:role/plain'] },
      'implicitDeny certain | allowed | implicitDeny | allowed',
    ],
    [
      'the session before has no permission to go on',
      { through: ['dev:role/quiet', 'prod:role/plain'] },
      'implicitDeny certain | allowed | implicitDeny',
    ],
    [
      'a session policy of the hop before stops the next one',
      {
        through: [
          hop('dev:role/hub', { policies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] }),
          'prod:role/data',
        ],
      },
      'implicitDeny certain | allowed | implicitDeny',
    ],
    ['the call itself is denied', { through: ['dev:role/hub'] }, 'implicitDeny certain | allowed'],
    [
      'the root user assumes no role',
      { principal: 'dev:root', through: ['prod:role/plain'] },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'a federated user assumes no role',
      {
        principal: {
          user: 'dev:user/alice',
          session: { kind: 'getFederationToken', policies: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
        },
        through: ['prod:role/plain'],
      },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'a GetSessionToken session does',
      { principal: { user: 'dev:user/alice', session: { kind: 'getSessionToken' } }, through: ['prod:role/plain'] },
      'allowed certain | allowed',
    ],
    [
      'nobody signed in',
      { principal: 'anonymous', through: ['prod:role/plain'] },
      'implicitDeny certain | implicitDeny',
    ],
    ['a service', { principal: 'lambda.amazonaws.com', through: ['prod:role/lambda'] }, 'allowed certain | allowed'],
    [
      'another service',
      { principal: 'ec2.amazonaws.com', through: ['prod:role/lambda'] },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'a role that does not trust itself',
      { through: ['dev:role/hub', 'prod:role/lambda'] },
      'implicitDeny certain | allowed | implicitDeny',
    ],
    [
      'a role of an account that nobody lists',
      { through: ['999999999999:role/x'] },
      'implicitDeny incomplete | implicitDeny',
    ],
    [
      'from an account that nobody lists',
      { principal: '999999999999:role/x', through: ['prod:role/plain'] },
      'implicitDeny incomplete | implicitDeny',
    ],
    [
      'from Identity Center, whose roles are not known',
      {
        principal: { identityCenterUser: 'jane@example.com', permissionSet: 'Power', account: 'prod' },
        through: ['prod:role/plain'],
      },
      'allowed incomplete | allowed',
    ],
  ])('%s', (_name, request, expected) => {
    expect(words(request)).toBe(expected);
  });
});

describe('what is not in the model yet', () => {
  test.each<[string, Partial<SimulationRequest>, string]>([
    [
      'a role of a permission set',
      { principal: 'dev:role/AWSReservedSSO_Power_0123456789abcdef', through: ['prod:role/plain'] },
      'implicitDeny incomplete | implicitDeny',
    ],
    [
      'a role of a permission set that is assumed',
      { through: ['prod:role/AWSReservedSSO_Power_0123456789abcdef'] },
      'implicitDeny incomplete | implicitDeny',
    ],
  ])('%s is incomplete', (_name, request, expected) => {
    expect(words(request)).toBe(expected);
  });
});

describe('SCPs bind each hop by the account of the session before it', () => {
  const bound = (serviceControlPolicies: object, attached: readonly string[]) =>
    testModel({
      organization: {
        id: 'o-a',
        managementAccount: '111111111111',
        serviceControlPolicies,
        resourceControlPolicies: {},
        root: {
          id: 'r-1',
          organizationalUnits: {
            Dev: { id: 'ou-1', serviceControlPolicies: ['FullAWSAccess', ...attached], accounts: [DEV] },
            Prod: { id: 'ou-2', accounts: [PROD] },
          },
        },
      },
      accounts: {
        [DEV]: {
          users: { alice: { inlinePolicies: { Assume: may('sts:AssumeRole', '*') } } },
          roles: { hub: { trustPolicy: trust(DEV_ACCOUNT), inlinePolicies: { On: may('sts:AssumeRole', '*') } } },
        },
        [PROD]: { roles: { data: { trustPolicy: trust(HUB), inlinePolicies: { All: ALLOW_ALL } } } },
      },
    });
  const deny = (resource: string, action = 'sts:AssumeRole') =>
    policy({ Sid: 'No', Effect: 'Deny', Action: action, Resource: resource });
  test.each<[string, object, string]>([
    ['not at all', deny('*', 's3:*'), 'allowed certain | allowed | allowed'],
    ['the way out', deny(roleArn('data')), 'explicitDeny certain | allowed | explicitDeny'],
    ['every assumption', deny('*'), 'explicitDeny certain | explicitDeny | explicitDeny'],
  ])('%s', (_name, scp, expected) => {
    const request = { principal: `${DEV}:user/alice`, through: [`${DEV}:role/hub`, `${PROD}:role/data`] };
    const resource = { action: 'ec2:StopInstances', resource: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-1` };
    expect(words({ ...request, ...resource }, bound({ No: scp }, ['No']))).toBe(expected);
  });
});

describe('federation', () => {
  const github = (sub: string) => ({ oidc: ISSUER, claims: { sub, aud: 'sts.amazonaws.com' } });
  const okta = (affiliation: string) => ({
    saml: 'prod:saml-provider/Okta',
    claims: {
      'SAML:aud': 'https://signin.aws.amazon.com/saml',
      'saml:edupersonaffiliation': [affiliation, 'member'],
      'saml:sub': 'jane',
    },
  });
  test.each<[string, Partial<SimulationRequest>, string]>([
    [
      'a token of the repository',
      { principal: github('repo:org/app:ref:refs/heads/main'), through: ['prod:role/ci'] },
      'allowed certain | allowed',
    ],
    [
      'a token of another one',
      { principal: github('repo:other/app:x'), through: ['prod:role/ci'] },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'a token with tags',
      { principal: github('repo:org/app:x'), through: [hop('prod:role/ci', { tags: { team: 'web' } })] },
      'allowed certain | allowed(sts:AssumeRoleWithWebIdentity allowed, sts:TagSession allowed)',
    ],
    [
      'a token with a source identity that the trust policy does not admit',
      { principal: github('repo:org/app:x'), through: [hop('prod:role/ci', { sourceIdentity: 'build' })] },
      'implicitDeny certain | implicitDeny(sts:AssumeRoleWithWebIdentity allowed, sts:SetSourceIdentity implicitDeny)',
    ],
    [
      'on from there with AssumeRole',
      { principal: github('repo:org/app:x'), through: ['prod:role/ci', 'prod:role/plain'] },
      'allowed certain | allowed | allowed',
    ],
    [
      'a token for a role that wants AssumeRole',
      { principal: github('repo:org/app:x'), through: ['prod:role/plain'] },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'an assertion, and what it says of the user in the role policy',
      { principal: okta('staff'), through: ['prod:role/staff'], resource: 'arn:aws:s3:::data/jane/x' },
      'allowed certain | allowed',
    ],
    [
      'the same for another user',
      { principal: okta('staff'), through: ['prod:role/staff'] },
      'implicitDeny certain | allowed',
    ],
    [
      'an assertion without the affiliation',
      { principal: okta('guest'), through: ['prod:role/staff'] },
      'implicitDeny certain | implicitDeny',
    ],
  ])('%s', (_name, request, expected) => {
    expect(words(request)).toBe(expected);
  });

  test('the action of each hop is named', () => {
    const { through } = result({ principal: github('repo:org/app:x'), through: ['prod:role/ci', 'prod:role/plain'] });
    expect(through.map(({ label }) => label)).toEqual([
      `sts:AssumeRoleWithWebIdentity on ${roleArn('ci')}`,
      `sts:AssumeRole on ${roleArn('plain')}`,
    ]);
  });
});

describe('what a hop passes', () => {
  test.each<[string, Partial<SimulationRequest>, string]>([
    ['no external id', { through: ['prod:role/external'] }, 'implicitDeny certain | implicitDeny'],
    [
      'an external id of the hop',
      { through: [{ role: 'prod:role/external', context: { 'sts:ExternalId': 'x-1' } }] },
      'allowed certain | allowed',
    ],
    [
      'an external id of the request',
      { through: ['prod:role/external'], context: { 'sts:ExternalId': 'x-1' } },
      'allowed certain | allowed',
    ],
    [
      'the one of the hop wins',
      {
        through: [{ role: 'prod:role/external', context: { 'STS:externalid': 'x-2' } }],
        context: { 'sts:ExternalId': 'x-1' },
      },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'a session name that is the user name',
      { through: [hop('prod:role/named', { name: 'alice' })] },
      'allowed certain | allowed',
    ],
    [
      'another session name',
      { through: [hop('prod:role/named', { name: 'bob' })] },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'a source identity',
      { through: [hop('prod:role/identified', { sourceIdentity: 'alice' })] },
      'allowed certain | allowed(sts:AssumeRole allowed, sts:SetSourceIdentity allowed)',
    ],
    [
      'another one',
      { through: [hop('prod:role/identified', { sourceIdentity: 'bob' })] },
      'implicitDeny certain | implicitDeny(sts:AssumeRole implicitDeny, sts:SetSourceIdentity implicitDeny)',
    ],
    ['none', { through: ['prod:role/identified'] }, 'implicitDeny certain | implicitDeny'],
    [
      'a caller without sts:SetSourceIdentity',
      { principal: 'dev:user/carl', through: [hop('prod:role/identified', { sourceIdentity: 'alice' })] },
      'implicitDeny certain | implicitDeny(sts:AssumeRole allowed, sts:SetSourceIdentity implicitDeny)',
    ],
    [
      'tags',
      { through: [hop('prod:role/tagged', { tags: { team: 'data' } })], resource: 'arn:aws:s3:::data-bucket/x' },
      'allowed certain | allowed(sts:AssumeRole allowed, sts:TagSession allowed)',
    ],
    [
      'tags of which one is transitive',
      {
        through: [hop('prod:role/tagged', { tags: { team: 'web', cost: '7' }, transitiveTagKeys: ['team'] })],
        resource: 'arn:aws:s3:::web-bucket/x',
      },
      'allowed certain | allowed(sts:AssumeRole allowed, sts:TagSession allowed)',
    ],
    [
      'a tag that must not be transitive',
      { through: [hop('prod:role/tagged', { tags: { team: 'web', cost: '7' }, transitiveTagKeys: ['cost'] })] },
      'implicitDeny certain | implicitDeny(sts:AssumeRole implicitDeny, sts:TagSession implicitDeny)',
    ],
    [
      'a role without sts:TagSession',
      { through: [hop('prod:role/plain', { tags: { team: 'web' } })] },
      'implicitDeny certain | implicitDeny(sts:AssumeRole allowed, sts:TagSession implicitDeny)',
    ],
    ['no MFA', { through: ['prod:role/secure'] }, 'implicitDeny certain | implicitDeny'],
    [
      'MFA with access keys, given to AssumeRole itself',
      {
        principal: { user: 'dev:user/alice', session: { kind: 'accessKey' } },
        through: ['prod:role/secure'],
        mfa: true,
      },
      'allowed certain | allowed',
    ],
    [
      'access keys without MFA',
      { principal: { user: 'dev:user/alice', session: { kind: 'accessKey' } }, through: ['prod:role/secure'] },
      'implicitDeny certain | implicitDeny',
    ],
    ['MFA of the user', { through: ['prod:role/secure'], mfa: true }, 'allowed certain | allowed'],
    [
      'MFA with the call itself',
      { through: [{ role: 'prod:role/secure', context: { 'aws:MultiFactorAuthPresent': true } }] },
      'allowed certain | allowed',
    ],
    [
      'a role session has none',
      { through: ['dev:role/hub', 'prod:role/secure'], mfa: true },
      'implicitDeny certain | allowed | implicitDeny',
    ],
    [
      'the address of the request',
      { through: ['prod:role/office'], context: { 'aws:SourceIp': '203.0.113.9' } },
      'allowed certain | allowed',
    ],
    [
      'another address for the hop',
      {
        through: [{ role: 'prod:role/office', context: { 'aws:SourceIp': '198.51.100.1' } }],
        context: { 'aws:SourceIp': '203.0.113.9' },
      },
      'implicitDeny certain | implicitDeny',
    ],
    [
      'no duration that a policy could read',
      { through: [hop('prod:role/brief', { durationSeconds: 900 })] },
      'implicitDeny certain | implicitDeny',
    ],
  ])('%s', (_name, request, expected) => {
    expect(words(request)).toBe(expected);
  });

  test('a direct call needs the same units', () => {
    const { units } = result({
      action: 'sts:AssumeRole',
      resource: roleArn('plain'),
      context: { 'aws:RequestTag/team': 'web', 'sts:SourceIdentity': 'alice' },
    });
    expect(units.map(({ label, decision }) => [label, decision])).toEqual([
      [`sts:AssumeRole on ${roleArn('plain')}`, 'allowed'],
      [`sts:TagSession on ${roleArn('plain')}`, 'implicitDeny'],
      [`sts:SetSourceIdentity on ${roleArn('plain')}`, 'implicitDeny'],
    ]);
  });
});

describe('what a chain carries along', () => {
  const tags = { name: 's1', tags: { team: 'data', cost: '7' }, transitiveTagKeys: ['Team'] };
  test('transitive tags, over those of the role, and they need sts:TagSession again', () => {
    const { context, through, decision } = result({ through: [hop('dev:role/hub', tags), 'prod:role/data'] });
    expect(decision).toBe('allowed');
    expect(through.map(({ units }) => units.map(({ label }) => label?.split(' ')[0]))).toEqual([
      ['sts:AssumeRole', 'sts:TagSession'],
      ['sts:AssumeRole', 'sts:TagSession'],
    ]);
    const principalTags = Object.entries(context).filter(([key]) => key.startsWith('aws:PrincipalTag/'));
    expect(principalTags.map(([key, { value }]) => [key, value])).toEqual([
      ['aws:PrincipalTag/team', 'data'],
      ['aws:PrincipalTag/env', 'prod'],
    ]);
  });

  test('without sts:TagSession of the session before the next hop is denied', () => {
    expect(words({ through: [hop('dev:role/narrow', tags), 'prod:role/open'] })).toBe(
      'implicitDeny certain | allowed(sts:AssumeRole allowed, sts:TagSession allowed) | implicitDeny(sts:AssumeRole allowed, sts:TagSession implicitDeny)',
    );
  });

  test('whether keys of the next call list carried tags is not documented: they are not known there', () => {
    const request = { through: [hop('dev:role/hub', tags), 'prod:role/strict'], missingContext: 'unknown' } as const;
    const { decision, dependsOn } = result(request);
    expect([decision, dependsOn.map((each) => ('key' in each ? each.key : each.resource))]).toEqual([
      'depends',
      ['aws:RequestTag/team'],
    ]);
    // Without carried tags the key is known to be absent.
    expect(words({ ...request, through: ['dev:role/hub', 'prod:role/strict'] })).toBe(
      'allowed certain | allowed | allowed',
    );
  });

  test('through three sessions', () => {
    const { context } = result({ through: [hop('dev:role/hub', tags), 'prod:role/data', 'prod:role/open'] });
    expect(context['aws:PrincipalTag/team']?.value).toBe('data');
    expect(context['aws:PrincipalTag/cost']).toBeUndefined();
  });

  test('tags of a session that is the principal', () => {
    const principal = { role: 'dev:role/hub', session: tags };
    const { context, through } = result({ principal, through: ['prod:role/data'] });
    expect(through[0]?.units).toHaveLength(2);
    expect(context['aws:PrincipalTag/team']?.value).toBe('data');
  });

  test('the source identity, which both keys name in the next call', () => {
    const { through, context } = result({
      through: [hop('dev:role/hub', { sourceIdentity: 'alice' }), 'prod:role/data'],
    });
    expect(through.map(({ units }) => units.map(({ label }) => label?.split(' ')[0]))).toEqual([
      ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    ]);
    const keys = through.map(({ context: of }) => [of['aws:SourceIdentity']?.value, of['sts:SourceIdentity']?.value]);
    expect(keys).toEqual([
      [undefined, 'alice'],
      ['alice', 'alice'],
    ]);
    expect([context['aws:SourceIdentity']?.value, context['sts:SourceIdentity']]).toEqual(['alice', undefined]);
  });

  test('the provider of a web identity, for the first session only', () => {
    const principal = { oidc: ISSUER, claims: { sub: 'repo:org/app:x', aud: 'sts.amazonaws.com' } };
    const provider = (through: readonly string[]) =>
      result({ principal, through }).context['aws:FederatedProvider']?.value;
    expect(provider(['prod:role/ci'])).toBe(`arn:aws:iam::${PROD}:oidc-provider/${ISSUER}`);
    expect(provider(['prod:role/ci', 'prod:role/plain'])).toBeUndefined();
  });
});

describe('answers of the whole', () => {
  test('the headline says which hop is denied, and its result stands above', () => {
    const whole = result({ through: ['dev:role/hub', 'prod:role/lambda'] });
    expect(whole.headline).toBe(
      `Denied: the trust policy of the role does not allow role hub sts:AssumeRole (at role session 2 of 2, ${roleArn('lambda')})`,
    );
    const { label: _, units: __, ...hopResult } = whole.through[1] as SimulationResult;
    expect(whole).toMatchObject({
      decidedBy: hopResult.decidedBy,
      missing: hopResult.missing,
      layers: hopResult.layers,
    });
  });

  test('allowed says through how many sessions', () => {
    const ending = (through: readonly string[]) => result({ through }).headline.split(', ').at(-1);
    expect(ending(['prod:role/plain'])).toBe('through one role session');
    expect(ending(['dev:role/hub', 'prod:role/data'])).toBe('through 2 role sessions');
  });

  test('an allowed call is as certain as its weakest hop; a denied one as what denies it', () => {
    const long = hop('prod:role/open', { durationSeconds: 7200 });
    expect(words({ through: [long] })).toBe('allowed incomplete | allowed');
    expect(result({ through: [long, 'prod:role/plain'] }).headline).toBe(
      'Incomplete, allowed as far as known: every role session of the chain and the call are allowed',
    );
    expect(result({ through: [long] }).problems.map((each) => each.message)).toEqual([
      'How long sessions of role open may last is not known ("maxSessionDuration", by default 3600 seconds); this one asks for 7200.',
    ]);
    expect(words({ through: [long, 'prod:role/lambda'] })).toBe('implicitDeny incomplete | allowed | implicitDeny');
    expect(words({ principal: 'dev:user/bob', through: ['prod:role/plain', '999999999999:role/x'] })).toBe(
      'implicitDeny certain | implicitDeny | implicitDeny',
    );
  });

  test('a hop may depend on what nobody stated, and so may the call', () => {
    const open = result({ through: ['prod:role/office'], missingContext: 'unknown' });
    expect([open.decision, open.headline]).toEqual([
      'depends',
      `Depends on aws:SourceIp: not stated in the request (at role session 1 of 1, ${roleArn('office')})`,
    ]);
    expect(open.dependsOn).toEqual([
      {
        key: 'aws:SourceIp',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['203.0.113.0/24'], decision: 'allowed' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
    ]);
  });

  test('of two that depend, what opens one leaves the other', () => {
    const { decision, dependsOn } = result({ through: ['prod:role/twofold'], missingContext: 'unknown' });
    expect(decision).toBe('depends');
    expect(dependsOn).toEqual([
      {
        key: 'sts:ExternalId',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['x-1'], decision: 'depends' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
      {
        key: 'aws:SourceIp',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['203.0.113.0/24'], decision: 'depends' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
    ]);
  });

  test('a key on which hop and call hang alike is listed once, with the answer of the whole', () => {
    const { dependsOn } = result({ through: ['prod:role/desk'], missingContext: 'unknown' });
    expect(dependsOn).toEqual([
      {
        key: 'aws:SourceIp',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['203.0.113.0/24'], decision: 'allowed' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
    ]);
  });

  test('a hop that depends does not matter where the call is denied anyway', () => {
    const request = {
      through: ['prod:role/desk'],
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:eu-west-1:${DEV}:q`,
    };
    const { decision, dependsOn } = result({ ...request, missingContext: 'unknown' });
    expect([decision, dependsOn]).toEqual(['implicitDeny', []]);
  });
});

describe('two ways to an answer', () => {
  const PRINCIPALS = [
    'dev:user/alice',
    'dev:user/bob',
    'dev:user/carl',
    'dev:root',
    'lambda.amazonaws.com',
    'prod:role/open',
  ];
  const ROLES = {
    hub: DEV,
    narrow: DEV,
    quiet: DEV,
    data: PROD,
    plain: PROD,
    open: PROD,
    external: PROD,
    named: PROD,
    identified: PROD,
    tagged: PROD,
    self: PROD,
    lambda: PROD,
  };
  const session = fc.record(
    { name: fc.constantFrom('alice', 's1'), sourceIdentity: fc.constant('alice') },
    { requiredKeys: ['name'] },
  );
  const hops = fc.array(fc.tuple(fc.constantFrom(...Object.entries(ROLES)), session), { minLength: 1, maxLength: 4 });

  /** What a hop asks, as a request of its own: by the session before it, with the keys of the session that it makes. */
  function asked(principal: SimulationRequest['principal'], role: string, account: string, made: RoleSession) {
    const { name = '', sourceIdentity } = made;
    const context = {
      'sts:RoleSessionName': name,
      ...(typeof sourceIdentity === 'string' ? { 'sts:SourceIdentity': sourceIdentity } : {}),
    };
    return result({ principal, action: 'sts:AssumeRole', resource: roleArn(role, account), context });
  }

  test('a hop is decided as the request that its session before would make', () => {
    const property = fc.property(fc.constantFrom(...PRINCIPALS), hops, (first, chain) => {
      const roles = [
        first.replace(/^prod:/, `${PROD}:`),
        ...chain.map(([[role, account]]) => `${account}:role/${role}`),
      ];
      fc.pre(new Set(roles).size === roles.length);
      const through = chain.map(([[role, account], made]) => hop(`${account}:role/${role}`, made as RoleSession));
      const whole = result({ principal: first, through });
      let principal: SimulationRequest['principal'] = first;
      let identity: string | undefined;
      const single = chain.map(([[role, account], made]) => {
        const answer = asked(principal, role, account, made as RoleSession);
        identity = made.sourceIdentity ?? identity;
        const carried = identity === undefined ? {} : { sourceIdentity: identity };
        principal = { role: `${account}:role/${role}`, session: { name: made.name, ...carried } };
        return answer;
      });
      const call = result({ principal });
      expect(whole.through.map(({ decision, certainty }) => [decision, certainty])).toEqual(
        single.map(({ decision, certainty }) => [decision, certainty]),
      );
      const deciding = [...single, call].find(({ decision }) => decision !== 'allowed') ?? call;
      expect(whole.decision).toBe(deciding.decision);
    });
    fc.assert(property, { numRuns: 200, seed: 7 });
  });
});

describe('what STS refuses is an error', () => {
  const comesBack = (role: string, hop: number) =>
    `The chain comes back to arn:aws:iam::222222222222:role/${role}: hop ${hop} names a role that it has been through. Leave out what lies between; ask for sts:AssumeRole by itself to see whether the role may be assumed again.`;
  const tags = { tags: { team: 'data' }, transitiveTagKeys: ['team'] };
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']));
  const passing = (session: RoleSession) => ({ through: [hop('prod:role/plain', session)] });
  test.each<[string, Partial<SimulationRequest>, string]>([
    [
      'a short session',
      passing({ durationSeconds: 899 }),
      'A role session lasts 900 to 43200 seconds; "durationSeconds" is 899.',
    ],
    [
      'a long session',
      passing({ durationSeconds: 43_201 }),
      'A role session lasts 900 to 43200 seconds; "durationSeconds" is 43201.',
    ],
    [
      'a part of a second',
      passing({ durationSeconds: 900.5 }),
      'A role session lasts 900 to 43200 seconds; "durationSeconds" is 900.5.',
    ],
    ['the shortest', passing({ durationSeconds: 900 }), 'no error'],
    ['the longest that the role allows', passing({ durationSeconds: 3600 }), 'no error'],
    [
      'longer than the role allows',
      passing({ durationSeconds: 3601 }),
      'Sessions of role plain last at most 3600 seconds ("maxSessionDuration"); "durationSeconds" is 3601.',
    ],
    ['the whole maximum, not chained', { through: [hop('dev:role/hub', { durationSeconds: 7200 })] }, 'no error'],
    [
      'more than an hour in a chain',
      { through: ['dev:role/hub', hop('prod:role/data', { durationSeconds: 3601 })] },
      'Role chaining limits a session to one hour: "durationSeconds" is 3601, and at most 3600 here, whatever role data allows.',
    ],
    [
      'more than an hour from a role that is the principal',
      { principal: 'dev:role/hub', through: [hop('prod:role/data', { durationSeconds: 7200 })] },
      'Role chaining limits a session to one hour: "durationSeconds" is 7200, and at most 3600 here, whatever role data allows.',
    ],
    [
      'a session that is the principal',
      { principal: { role: 'dev:role/hub', session: { durationSeconds: 7201 } } },
      'Sessions of role hub last at most 7200 seconds ("maxSessionDuration"); "durationSeconds" is 7201.',
    ],
    [
      'a session name',
      passing({ name: 'x' }),
      '"x" is no session name: it has 2 to 64 letters, digits or _ + = , . @ -.',
    ],
    ['the longest session name', passing({ name: 'x'.repeat(64) }), 'no error'],
    [
      'too many managed policies',
      passing({ policies: Array.from({ length: 11 }, () => 'arn:aws:iam::aws:policy/ReadOnlyAccess') }),
      'A session takes at most 10 managed policies; this one has 11.',
    ],
    ['too many tags', passing({ tags: many }), 'A session takes at most 50 tags; this one has 51.'],
    [
      'a long tag value',
      passing({ tags: { k: 'v'.repeat(257) } }),
      'The value of a session tag has at most 256 characters; that of "k" is longer.',
    ],
    ['an empty tag key', passing({ tags: { '': 'v' } }), 'The key of a session tag has 1 to 128 characters: "" has 0.'],
    [
      'a reserved tag',
      passing({ tags: { 'AWS:x': 'v' } }),
      'The session tag "AWS:x" begins with "aws:", which is reserved for AWS.',
    ],
    [
      'a tag twice',
      passing({ tags: { team: 'a', Team: 'b' } }),
      'The session tag "Team" stands there twice: keys are the same whatever their case.',
    ],
    [
      'a transitive key without tag',
      passing({ transitiveTagKeys: ['team'] }),
      '"transitiveTagKeys" names "team", which is no tag of the session: pass it in "tags" too.',
    ],
    [
      'a transitive tag again',
      { through: [hop('dev:role/hub', tags), hop('prod:role/data', { tags: { Team: 'data' } })] },
      'The session tag "Team" is transitive and comes from the session before: it cannot be passed again.',
    ],
    [
      'a tag that is not transitive again',
      { through: [hop('dev:role/hub', { tags: { team: 'a' } }), hop('prod:role/data', { tags: { team: 'b' } })] },
      'no error',
    ],
    [
      'a source identity',
      passing({ sourceIdentity: 'a b' }),
      '"a b" is no source identity: it has 2 to 64 letters, digits or _ + = , . @ -.',
    ],
    [
      'another source identity',
      { through: [hop('dev:role/hub', { sourceIdentity: 'alice' }), hop('prod:role/data', { sourceIdentity: 'bob' })] },
      'The source identity is "alice" since the session before; a role chain cannot change it to "bob".',
    ],
    [
      'the same source identity',
      {
        through: [hop('dev:role/hub', { sourceIdentity: 'alice' }), hop('prod:role/data', { sourceIdentity: 'alice' })],
      },
      'no error',
    ],
    [
      'the audience of a token',
      { principal: { oidc: ISSUER, claims: { aud: 'sts.amazonaws.co' } }, through: ['prod:role/ci'] },
      `STS refuses the token: "sts.amazonaws.co" is no audience of the OIDC provider "${ISSUER}". Did you mean "sts.amazonaws.com"?`,
    ],
    [
      'the name of a federated user',
      { principal: { user: 'dev:user/alice', session: { kind: 'getFederationToken', name: 'x'.repeat(33) } } },
      `"${'x'.repeat(33)}" is no name of a federated user: it has 2 to 32 letters, digits or _ + = , . @ -.`,
    ],
  ])('%s', (_name, request, expected) => {
    expect(message(request)).toBe(expected);
  });

  test.each<[string, Partial<SimulationRequest>, string]>([
    ['a group as a hop', { through: ['dev:group/Devs'] }, 'A group is no principal: name a user in it, or a role.'],
    [
      'a group as the principal',
      { principal: 'dev:group/Devs', through: ['prod:role/plain'] },
      'A group is no principal: name a user in it, or a role.',
    ],
    [
      'a user as a hop',
      { through: ['dev:user/bob'] },
      '"dev:user/bob" is no role: write ACCOUNT:role/NAME or its ARN.',
    ],
    [
      'a session as a hop',
      { through: [`arn:aws:sts::${PROD}:assumed-role/plain/s1`] },
      `"arn:aws:sts::${PROD}:assumed-role/plain/s1" is a session; name its role, and the session in "session".`,
    ],
    [
      'an alias that nobody has',
      { through: ['prd:role/plain'] },
      'No account has the alias "prd". Did you mean "prod"?',
    ],
    [
      'a role that does not exist, in the middle',
      { through: ['dev:role/hubb', 'prod:role/plain'] },
      `Account dev (${DEV}) has no role "hubb". Did you mean "hub"?`,
    ],
    [
      'a session policy that cannot be read',
      { through: [hop('prod:role/plain', { policies: ['gone.json'] })] },
      'There is no such file.',
    ],
    [
      'a chain without end',
      { through: Array.from({ length: 33 }, () => 'prod:role/self') },
      '"through" takes at most 32 roles; this chain has 33.',
    ],
    ['a role that assumes itself', { through: ['prod:role/self', 'prod:role/self'] }, comesBack('self', 2)],
    ['there and back', { through: ['prod:role/self', 'prod:role/open', 'prod:role/self'] }, comesBack('self', 3)],
    ['back to the principal', { principal: 'prod:role/self', through: ['prod:role/self'] }, comesBack('self', 1)],
  ])('%s', (_name, request, expected) => {
    expect(message(request)).toBe(expected);
  });
});
