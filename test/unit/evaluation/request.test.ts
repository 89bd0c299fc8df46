import { describe, expect, test } from 'vitest';
import type { AttachedPolicy, EvaluationInput, PolicyLevel } from '../../../server/src/evaluation/input';
import { prepareRequest } from '../../../server/src/evaluation/request';
import { readPolicy } from '../../../server/src/policy/read';
import { parseJson } from '../../../server/src/syntax/json';
import type { PolicyReference, SimulationRequest } from '../../../shared/request';
import { testCatalog } from '../../kit/catalog';
import { Absent, ALLOW_ALL, TRUST, testModel } from '../../kit/models';

const MAIN = '111111111111';
const PROD = '222222222222';
const DEV = '333333333333';
const KEY = `arn:aws:kms:eu-west-1:${PROD}:key/k`;
const OBJECT = 'arn:aws:s3:::data/x';

const model = testModel(
  {
    organization: {
      id: 'o-a',
      managementAccount: 'main',
      serviceControlPolicies: { Deny: ALLOW_ALL, Gone: 'gone.json' },
      resourceControlPolicies: { Same: ALLOW_ALL },
      root: {
        id: 'r-1',
        resourceControlPolicies: ['Same'],
        accounts: ['main'],
        organizationalUnits: {
          Work: { id: 'ou-1', serviceControlPolicies: ['Deny'], accounts: ['prod'] },
          Half: { id: 'ou-2', serviceControlPolicies: ['Gone'], accounts: ['555555555555'] },
          Dark: { id: 'ou-3', serviceControlPolicies: 'unknown', accounts: ['666666666666'] },
        },
      },
    },
    accounts: {
      [MAIN]: { alias: 'main', roles: { admin: { trustPolicy: TRUST } } },
      [PROD]: {
        alias: 'prod',
        canonicalUserId: 'c0ffee',
        publicAccessBlock: { restrictPublicBuckets: false },
        users: {
          alice: {
            id: 'AIDAALICE',
            groups: ['Devs'],
            inlinePolicies: { Own: ALLOW_ALL },
            permissionsBoundary: 'Team',
            tags: { team: 'data' },
          },
          bob: { groups: 'unknown', tags: 'unknown' },
          eve: { inlinePolicies: { Gone: 'gone.json', Later: 'unknown', Own: ALLOW_ALL } },
        },
        groups: { Devs: { managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } },
        roles: {
          app: {
            id: 'AROAAPP',
            path: '/svc/',
            trustPolicy: TRUST,
            managedPolicies: ['Team'],
            tags: { team: 'data', env: 'prod' },
          },
          odd: { trustPolicy: 'unknown', permissionsBoundary: 'unknown' },
          AWSServiceRoleForX: { path: '/aws-service-role/x.amazonaws.com/', trustPolicy: TRUST },
        },
        managedPolicies: { Team: { policy: ALLOW_ALL, path: '/x/' } },
        instanceProfiles: { web: { role: 'app' } },
        identityProviders: { saml: ['Okta'], oidc: { 'token.example.com': {} } },
        resources: {
          'arn:aws:s3:::data': {
            policy: ALLOW_ALL,
            tags: { team: 'data' },
            abac: true,
            publicAccessBlock: { restrictPublicBuckets: true },
          },
          'arn:aws:s3:::plain': { tags: { team: 'data' } },
          [KEY]: { aliases: ['alias/data'], grants: 'unknown' },
          [`arn:aws:kms:eu-west-1:${PROD}:key/aws`]: { manager: 'aws', policy: 'unknown' },
          [`arn:aws:sqs:eu-west-1:${PROD}:q`]: { policy: 'unknown', tags: { a: 'b' } },
          [`arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc`]: { instanceProfile: 'web' },
          [`arn:aws:ec2:eu-west-1:${PROD}:instance/i-0bad`]: {},
        },
        vpcEndpoints: { 'vpce-1': { vpc: 'vpc-1', policy: ALLOW_ALL }, 'vpce-2': { vpc: 'vpc-1' } },
      },
      [DEV]: { roles: { tool: { trustPolicy: TRUST } } },
      '555555555555': { roles: { half: { trustPolicy: TRUST } } },
      '666666666666': { roles: { dark: { trustPolicy: TRUST } } },
    },
    identityCenter: { users: { 'jane@example.com': {} }, permissionSets: { Power: {} } },
  },
  { files: { 'gone.json': new Absent({ ok: false, reason: 'missing' }) } },
);

function policyReference(reference: PolicyReference): AttachedPolicy | { readonly message: string } {
  if (reference === 'gone.json') return { message: 'There is no file "gone.json".' };
  const text = typeof reference === 'string' ? JSON.stringify(ALLOW_ALL) : JSON.stringify(reference);
  const policy = typeof reference === 'string' ? reference : 'request';
  return { document: readPolicy(parseJson(text, { comments: false })), policy };
}

const NOW = '2026-11-24T10:00:00Z';

function prepare(request: Partial<SimulationRequest>, of = model) {
  const full = { principal: 'prod:role/app', action: 's3:GetObject', resource: OBJECT, ...request };
  // A member that is stated as undefined is left out, so that a case can take a default away.
  const stated = Object.fromEntries(Object.entries(full).filter(([, value]) => value !== undefined));
  return prepareRequest(stated as unknown as SimulationRequest, {
    model: of,
    catalog: testCatalog(),
    now: NOW,
    policyReference,
  });
}

function inputs(request: Partial<SimulationRequest>, of = model): readonly EvaluationInput[] {
  const prepared = prepare(request, of);
  if (!prepared.ok) throw new Error(prepared.message);
  return prepared.units.map(({ input }) => input);
}

function input(request: Partial<SimulationRequest>, of = model): EvaluationInput {
  const [first] = inputs(request, of);
  if (first === undefined) throw new Error('no unit');
  return first;
}

const gaps = (request: Partial<SimulationRequest>) => input(request).gaps.map(({ message }) => message);
const error = (request: Partial<SimulationRequest>) => {
  const prepared = prepare(request);
  return prepared.ok ? 'no error' : prepared.message;
};
const names = (policies: readonly AttachedPolicy[] | 'unknown' | undefined) =>
  typeof policies === 'string' || policies === undefined ? policies : policies.map((each) => each.name ?? each.policy);
const levels = (control: readonly PolicyLevel[] | 'unknown' | undefined) =>
  typeof control === 'string' || control === undefined
    ? control
    : control.map(({ at, policies }) => [at, names(policies)]);

describe('principals', () => {
  const ROLE = {
    kind: 'roleSession',
    account: PROD,
    role: { name: 'app', arn: `arn:aws:iam::${PROD}:role/svc/app` },
    uniqueId: 'AROAAPP',
    canonicalUserId: 'c0ffee',
  };
  test.each<[string, Partial<SimulationRequest>, object]>([
    [
      'a role',
      { principal: 'prod:role/app' },
      {
        ...ROLE,
        arn: `arn:aws:sts::${PROD}:assumed-role/app/writ-session`,
        sessionNameIsMadeUp: true,
        isServiceLinked: false,
        isManagementAccount: false,
      },
    ],
    ['a role by ARN', { principal: `arn:aws:iam::${PROD}:role/svc/app` }, ROLE],
    [
      'a session',
      { principal: `arn:aws:sts::${PROD}:assumed-role/app/s1` },
      { ...ROLE, sessionName: 's1', sessionNameIsMadeUp: false },
    ],
    [
      'a named session',
      { principal: { role: 'prod:role/app', session: { name: 's1' } } },
      { arn: `arn:aws:sts::${PROD}:assumed-role/app/s1` },
    ],
    [
      'a role of an account that nobody lists',
      { principal: '999999999999:role/x' },
      { kind: 'roleSession', role: { name: 'x', arn: undefined }, uniqueId: undefined },
    ],
    ['a service-linked role', { principal: 'prod:role/AWSServiceRoleForX' }, { isServiceLinked: true }],
    ['a role of the management account', { principal: 'main:role/admin' }, { isManagementAccount: true }],
    [
      'a user',
      { principal: 'prod:user/alice' },
      { kind: 'user', arn: `arn:aws:iam::${PROD}:user/alice`, credential: 'accessKey', uniqueId: 'AIDAALICE' },
    ],
    ['a user with MFA', { principal: 'prod:user/alice', mfa: true }, { kind: 'user', credential: 'console' }],
    [
      'a user in the console',
      { principal: { user: 'prod:user/alice', session: { kind: 'console' } } },
      { credential: 'console' },
    ],
    [
      'a GetSessionToken session',
      { principal: { user: 'prod:user/alice', session: { kind: 'getSessionToken' } } },
      { kind: 'user', credential: 'sessionToken' },
    ],
    [
      'a federated user',
      { principal: { user: 'prod:user/alice', session: { kind: 'getFederationToken', name: 'kiosk', console: true } } },
      {
        kind: 'federatedUser',
        arn: `arn:aws:sts::${PROD}:federated-user/kiosk`,
        parent: { kind: 'user', arn: `arn:aws:iam::${PROD}:user/alice` },
        console: true,
        uniqueId: 'AIDAALICE',
      },
    ],
    [
      'the root user',
      { principal: 'prod:root' },
      { kind: 'rootUser', arn: `arn:aws:iam::${PROD}:root`, account: PROD },
    ],
    ['the root user as an object', { principal: { root: 'prod' } }, { kind: 'rootUser', account: PROD }],
    [
      'an AssumeRoot session',
      { principal: { root: 'prod', session: { kind: 'assumeRoot' } } },
      { kind: 'rootSession', arn: `arn:aws:iam::${PROD}:root` },
    ],
    [
      'a service',
      { principal: 'ec2.amazonaws.com' },
      { kind: 'service', service: 'ec2.amazonaws.com', account: undefined },
    ],
    ['anybody', { principal: 'anonymous' }, { kind: 'anonymous', account: undefined }],
    [
      'an instance',
      { principal: { instance: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc` } },
      { kind: 'roleSession', arn: `arn:aws:sts::${PROD}:assumed-role/app/i-0abc`, sessionNameIsMadeUp: false },
    ],
    [
      'a SAML caller',
      { principal: { saml: 'prod:saml-provider/Okta' } },
      { kind: 'samlCaller', provider: `arn:aws:iam::${PROD}:saml-provider/Okta`, account: undefined },
    ],
    [
      'a web identity',
      {
        principal: { oidc: 'token.example.com' },
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: `arn:aws:iam::${PROD}:role/svc/app`,
      },
      { kind: 'oidcCaller', provider: `arn:aws:iam::${PROD}:oidc-provider/token.example.com` },
    ],
    [
      'a web identity of a built-in provider',
      { principal: { oidc: 'accounts.google.com' } },
      { kind: 'oidcCaller', provider: 'accounts.google.com' },
    ],
    [
      'the last session of a chain',
      { principal: 'prod:user/alice', through: ['prod:role/odd', { role: 'prod:role/app', session: { name: 'ci' } }] },
      { arn: `arn:aws:sts::${PROD}:assumed-role/app/ci` },
    ],
    [
      'a user of Identity Center',
      { principal: { identityCenterUser: 'jane@example.com', permissionSet: 'Power', account: 'prod' } },
      { kind: 'roleSession', account: PROD, sessionName: 'jane@example.com' },
    ],
  ])('%s', (_name, request, expected) => {
    expect(input(request).caller).toMatchObject(expected);
  });

  test.each<[string, Partial<SimulationRequest>, string]>([
    [
      'a role that does not exist',
      { principal: 'prod:role/ap' },
      `Account prod (${PROD}) has no role "ap". Did you mean "app"?`,
    ],
    [
      'an account that does not exist',
      { principal: 'prd:role/app' },
      'No account has the alias "prd". Did you mean "prod"?',
    ],
    ['a group', { principal: 'prod:group/Devs' }, 'A group is no principal: name a user in it, or a role.'],
    [
      'a role where a user belongs',
      { principal: { user: 'prod:role/app' } },
      '"prod:role/app" is no user: write ACCOUNT:user/NAME or its ARN.',
    ],
    [
      'a session name that STS refuses',
      { principal: { role: 'prod:role/app', session: { name: 'a b' } } },
      '"a b" is no session name: it has 2 to 64 letters, digits or _ + = , . @ -.',
    ],
    [
      'a first principal of a chain that does not exist',
      { principal: 'prod:user/alise', through: ['prod:role/app'] },
      `Account prod (${PROD}) has no user "alise". Did you mean "alice"?`,
    ],
    [
      'MFA with access keys',
      { principal: { user: 'prod:user/alice', session: { kind: 'accessKey' } }, mfa: true },
      'Requests with access keys carry no MFA information, but for those that assume a role: use a session of kind "console" or "getSessionToken".',
    ],
    [
      'an instance that does not exist',
      { principal: { instance: 'arn:aws:ec2:eu-west-1:222222222222:instance/i-0abd' } },
      `The model has no instance "arn:aws:ec2:eu-west-1:222222222222:instance/i-0abd". Did you mean "arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc" or "arn:aws:ec2:eu-west-1:${PROD}:instance/i-0bad"?`,
    ],
    [
      'an instance without a profile',
      { principal: { instance: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-0bad` } },
      `The instance "arn:aws:ec2:eu-west-1:${PROD}:instance/i-0bad" has no instance profile with a role that the model knows.`,
    ],
    [
      'a SAML provider that does not exist',
      { principal: { saml: 'prod:saml-provider/Octa' } },
      `Account ${PROD} has no SAML provider "Octa". Did you mean "Okta"?`,
    ],
    [
      'an OIDC provider that does not exist',
      { principal: { oidc: 'token.exmple.com' }, resource: `arn:aws:iam::${PROD}:role/svc/app` },
      `Account ${PROD} has no OIDC provider "token.exmple.com". Did you mean "token.example.com"?`,
    ],
    [
      'a permission set that does not exist',
      { principal: { identityCenterUser: 'jane@example.com', permissionSet: 'Powr', account: 'prod' } },
      'Identity Center has no permission set "Powr". Did you mean "Power"?',
    ],
    [
      'a task policy that does not exist',
      {
        principal: {
          root: 'prod',
          session: { kind: 'assumeRoot', taskPolicy: 'arn:aws:iam::aws:policy/root-task/IAMAuditRoot' },
        },
      },
      'The AWS data of this version has no managed policy "arn:aws:iam::aws:policy/root-task/IAMAuditRoot". Did you mean "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"?',
    ],
    [
      'a session policy that cannot be read',
      { principal: { role: 'prod:role/app', session: { policies: ['gone.json'] } } },
      'There is no file "gone.json".',
    ],
    [
      'a session policy of the account that does not exist',
      { principal: { role: 'prod:role/app', session: { policies: [`arn:aws:iam::${PROD}:policy/x/Tam`] } } },
      `Account ${PROD} has no managed policy "arn:aws:iam::${PROD}:policy/x/Tam". Did you mean "Team"?`,
    ],
    [
      'no principal at all',
      { principal: 'alice' },
      '"alice" is no principal: write ACCOUNT:user/NAME, ACCOUNT:role/NAME, ACCOUNT:root or an ARN.',
    ],
  ])('%s is an error', (_name, request, message) => {
    expect(error(request)).toBe(message);
  });

  test('without any model the message says so', () => {
    const prepared = prepare({ principal: 'prod:role/app' }, testModel({}));
    expect(prepared).toEqual({
      ok: false,
      message: 'No account has the alias "prod". No identity model lists an account here.',
    });
  });
});

describe('layers', () => {
  test('identity policies: own, attached, of groups', () => {
    expect(names(input({ principal: 'prod:user/alice' }).layers.identity)).toEqual(['Own', 'ReadOnlyAccess']);
    expect(names(input({}).layers.identity)).toEqual(['Team']);
    expect(input({ principal: '999999999999:role/x' }).layers.identity).toBe('unknown');
    expect(input({ principal: 'prod:root' }).layers.identity).toEqual([]);
  });

  test('policies that cannot be read are gaps, and the others count', () => {
    expect(names(input({ principal: 'prod:user/eve' }).layers.identity)).toEqual(['Own']);
    expect(gaps({ principal: 'prod:user/eve' })).toEqual([
      'A policy of user eve cannot be used: There is no file "gone.json" beside the model.',
      'The content of a policy of user eve is not known.',
    ]);
    expect(gaps({ principal: 'prod:user/bob' })).toEqual(['The groups of user bob are not known.']);
  });

  test('boundaries: known, none, unknown', () => {
    const boundary = (principal: string) => {
      const found = input({ principal }).layers.boundary;
      return typeof found === 'object' ? found.name : found;
    };
    expect(['prod:user/alice', 'prod:role/app', 'prod:role/odd', '999999999999:role/x'].map(boundary)).toEqual([
      'Team',
      undefined,
      'unknown',
      'unknown',
    ]);
  });

  test('session policies: none, by path, by ARN, as a document, unknown', () => {
    const session = (policies: readonly PolicyReference[] | undefined) =>
      names(
        input({ principal: { role: 'prod:role/app', session: policies === undefined ? {} : { policies } } }).layers
          .session,
      );
    expect(session(undefined)).toBeUndefined();
    expect(session([])).toBeUndefined();
    expect(
      session([
        's.json',
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        `arn:aws:iam::${PROD}:policy/x/Team`,
        ALLOW_ALL as PolicyReference,
      ]),
    ).toEqual(['s.json', 'ReadOnlyAccess', 'Team', 'request']);
    expect(session(['unknown'])).toBe('unknown');
    expect(
      names(
        input({
          principal: {
            root: 'prod',
            session: {
              kind: 'assumeRoot',
              taskPolicy: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
            },
          },
        }).layers.session,
      ),
    ).toEqual(['IAMAuditRootUserCredentials']);
    expect(
      input({ principal: { user: 'prod:user/alice', session: { kind: 'getFederationToken' } } }).layers.session,
    ).toBeUndefined();
  });

  test('SCPs of the caller: by level, none outside, unknown where nothing is stated', () => {
    const scps = (principal: string) => levels(input({ principal }).layers.serviceControl);
    expect(scps('prod:role/app')).toEqual([
      ['r-1', ['FullAWSAccess']],
      ['ou-1', ['Deny']],
      [PROD, ['FullAWSAccess']],
    ]);
    expect(scps(`${DEV}:role/tool`)).toBeUndefined();
    expect(input({ principal: `${DEV}:role/tool` }).layers.why.serviceControl).toBe(
      `account ${DEV} is in no organization`,
    );
    expect(scps('666666666666:role/dark')).toBe('unknown');
    expect(scps('999999999999:role/x')).toBe('unknown');
    expect(scps('ec2.amazonaws.com')).toBeUndefined();
    // A level whose only SCP cannot be read limits nothing, and the answer is incomplete.
    expect(scps('555555555555:role/half')).toEqual([
      ['r-1', ['FullAWSAccess']],
      ['555555555555', ['FullAWSAccess']],
    ]);
    expect(gaps({ principal: '555555555555:role/half' })).toEqual([
      'An SCP of OU Half cannot be used: There is no file "gone.json" beside the model.',
    ]);
    expect(input({ principal: '999999999999:role/x' }, testModel({})).layers.serviceControl).toBe('unknown');
    expect(
      input({ principal: '999999999999:role/x' }, testModel({ organization: null })).layers.serviceControl,
    ).toBeUndefined();
  });

  test('RCPs of the owner', () => {
    const rcps = (resource: string, principal = `${DEV}:role/tool`) =>
      levels(input({ principal, resource }).layers.resourceControl);
    expect(rcps(OBJECT)).toEqual([
      ['r-1', ['Same']],
      ['ou-1', []],
      [PROD, []],
    ]);
    expect(rcps('arn:aws:s3:::elsewhere/x', 'prod:role/app')).toEqual([
      ['r-1', ['Same']],
      ['ou-1', []],
      [PROD, []],
    ]);
    expect(rcps(`arn:aws:sqs:eu-west-1:${DEV}:q`)).toBeUndefined();
    expect(rcps('arn:aws:sqs:eu-west-1:999999999999:q')).toBe('unknown');
    expect(input({}).layers.callerResourceControl).toHaveLength(3);
  });

  test.each<[string, Partial<SimulationRequest>, string | undefined]>([
    ['a bucket policy, for an object in it', {}, 'policy'],
    ['a bucket without one', { resource: 'arn:aws:s3:::plain/x' }, undefined],
    ['a bucket that nobody lists', { resource: 'arn:aws:s3:::elsewhere/x' }, 'unknown'],
    [
      'a policy whose content is not known',
      { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${PROD}:q` },
      'unknown',
    ],
    ['a key without policy', { action: 'kms:Decrypt', resource: KEY }, 'notGiven'],
    ['a key that nobody lists', { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${PROD}:key/z` }, 'notGiven'],
    ['a key by its alias', { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${PROD}:alias/data` }, 'notGiven'],
    ['a trust policy', { action: 'sts:AssumeRole', resource: `arn:aws:iam::${PROD}:role/svc/app` }, 'policy'],
    [
      'a trust policy that is not known',
      { action: 'sts:AssumeRole', resource: `arn:aws:iam::${PROD}:role/odd` },
      'notGiven',
    ],
    [
      'an instance',
      { action: 'ec2:StartInstances', resource: `arn:aws:ec2:eu-west-1:${PROD}:instance/i-0abc` },
      undefined,
    ],
    ['no resource', { action: 'ec2:DescribeInstances', resource: '*' }, undefined],
    ['every resource', { resource: '*' }, 'unknown'],
  ])('resource policy: %s', (_name, request, expected) => {
    const { resource } = input(request).layers;
    expect(typeof resource === 'object' ? 'policy' : resource).toBe(expected);
  });

  test('VPC endpoints: by member or by key; not known; with the default policy; not for forwarded requests', () => {
    const endpoint = (request: Partial<SimulationRequest>) => {
      const { layers } = input(request);
      return [typeof layers.vpcEndpoint === 'object' ? 'policy' : layers.vpcEndpoint, layers.why.vpcEndpoint];
    };
    expect(endpoint({})).toEqual([undefined, undefined]);
    expect(endpoint({ vpcEndpoint: 'vpce-1' })).toEqual(['policy', undefined]);
    expect(endpoint({ context: { 'AWS:SourceVpce': 'vpce-1' } })).toEqual(['policy', undefined]);
    expect(endpoint({ vpcEndpoint: 'vpce-9' })).toEqual(['unknown', undefined]);
    expect(endpoint({ vpcEndpoint: 'vpce-2' })).toEqual([
      undefined,
      'the endpoint has the default policy, full access',
    ]);
    expect(endpoint({ vpcEndpoint: 'vpce-1', via: ['athena.amazonaws.com'] })[0]).toBeUndefined();
  });

  test('facts about the resource', () => {
    expect(input({}).facts).toEqual({
      restrictPublicBuckets: true,
      ownerIsManagementAccount: false,
      isAwsManagedKey: false,
      kmsGrants: 'none',
    });
    expect(input({ resource: 'arn:aws:s3:::plain/x' }).facts.restrictPublicBuckets).toBe('unknown');
    expect(input({ action: 'kms:Decrypt', resource: KEY }).facts.kmsGrants).toBe('unknown');
    expect(input({ action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${PROD}:key/aws` }).facts).toMatchObject({
      isAwsManagedKey: true,
      kmsGrants: 'unknown',
    });
    expect(
      input({ action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${MAIN}:q` }).facts.ownerIsManagementAccount,
    ).toBe(true);
  });
});

describe('resources', () => {
  test.each<[string, Partial<SimulationRequest>, string, boolean, string | undefined]>([
    ['an object', {}, OBJECT, false, PROD],
    ['a pattern', { resource: 'arn:aws:s3:::data/*' }, 'arn:aws:s3:::data/*', true, PROD],
    [
      'a pattern that is meant literally',
      { resource: 'arn:aws:s3:::data/*', resourceIsPattern: false },
      'arn:aws:s3:::data/*',
      false,
      PROD,
    ],
    ['everything', { resource: '*' }, '*', true, undefined],
    [
      'nothing, where the action works on nothing',
      { action: 'ec2:DescribeInstances', resource: '*' },
      '*',
      false,
      PROD,
    ],
    ['nothing, left out', { action: 'ec2:DescribeInstances', resource: undefined } as never, '*', false, PROD],
    ['a list of buckets', { action: 's3:ListAllMyBuckets', resource: '*' }, 'arn:aws:s3:::', false, PROD],
    [
      'a list of users, left out',
      { action: 'iam:ListUsers', resource: undefined } as never,
      `arn:aws:iam::${PROD}:user/`,
      false,
      PROD,
    ],
    [
      'a list of tables with the star that AWS writes',
      { action: 'dynamodb:ListTables', resource: `arn:aws:dynamodb:eu-west-1:${PROD}:table/*` },
      `arn:aws:dynamodb:eu-west-1:${PROD}:table/*`,
      false,
      PROD,
    ],
    [
      'a list of tables in the stated Region',
      { action: 'dynamodb:ListTables', resource: undefined, context: { 'aws:RequestedRegion': 'eu-west-1' } } as never,
      `arn:aws:dynamodb:eu-west-1:${PROD}:table/*`,
      false,
      PROD,
    ],
    [
      'a key by its alias',
      { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${PROD}:alias/data` },
      KEY,
      false,
      PROD,
    ],
    [
      'an alias that is changed itself',
      { action: 'kms:UpdateAlias', resource: `arn:aws:kms:eu-west-1:${PROD}:alias/data` },
      `arn:aws:kms:eu-west-1:${PROD}:alias/data`,
      false,
      PROD,
    ],
    [
      'an owner that nobody knows',
      { resource: 'arn:aws:s3:::elsewhere/x' },
      'arn:aws:s3:::elsewhere/x',
      false,
      undefined,
    ],
    [
      'an owner that the request states',
      { resource: 'arn:aws:s3:::elsewhere/x', resourceAccount: 'prod' },
      'arn:aws:s3:::elsewhere/x',
      false,
      PROD,
    ],
    ['an owner that the model knows better', { resourceAccount: DEV }, OBJECT, false, PROD],
    [
      'an AWS managed policy',
      { action: 'iam:GetPolicy', resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      false,
      'aws',
    ],
  ])('%s', (_name, request, resource, isPattern, owner) => {
    const found = input(request);
    expect([found.resource, found.resourceIsPattern, found.resourceAccount]).toEqual([resource, isPattern, owner]);
  });

  test.each<[string, Partial<SimulationRequest>, string]>([
    [
      'no ARN',
      { resource: 'data/x' },
      '"data/x" is no ARN; s3:GetObject works on arn:${Partition}:s3:::${BucketName}/${ObjectName}',
    ],
    [
      'left out',
      { resource: undefined } as never,
      'The request has no "resource"; s3:GetObject works on arn:${Partition}:s3:::${BucketName}/${ObjectName}',
    ],
    [
      'left out where AWS checks a regional ARN',
      { action: 'dynamodb:ListTables', resource: undefined } as never,
      `The request has no "resource"; dynamodb:ListTables works on arn:aws:dynamodb:REGION:${PROD}:table/*.`,
    ],
    ['given twice', { resources: [OBJECT] }, 'Give "resource" or "resources", not both.'],
    [
      'an empty list',
      { resource: undefined, resources: [] } as never,
      '"resources" is empty: name at least one resource.',
    ],
    [
      'an owner that does not exist',
      { resourceAccount: 'prd' },
      'No account has the alias "prd". Did you mean "prod"?',
    ],
    [
      'an action that does not exist',
      { action: 's3:GetObjekt' },
      'There is no action "s3:GetObjekt" in the AWS data of ',
    ],
    [
      'a service that does not exist',
      { action: 's4:GetObject' },
      `There is no service "s4" in the AWS data of ${testCatalog().dates.services}. Did you mean "s3"`,
    ],
    [
      'a pattern as action',
      { action: 's3:Get*' },
      '"s3:Get*" is no action: write one exact action as service:Name, such as s3:GetObject.',
    ],
    ['a time that is none', { time: 'noon' }, '"noon" is no time: write it as 2026-11-24T10:00:00Z.'],
    [
      'a passed role that does not exist',
      { passRole: 'prod:role/ap' },
      `Account prod (${PROD}) has no role "ap". Did you mean "app"?`,
    ],
    [
      'a passed user',
      { passRole: 'prod:user/alice' },
      '"prod:user/alice" is no role: "passRole" takes ACCOUNT:role/NAME or its ARN.',
    ],
  ])('%s is an error', (_name, request, message) => {
    expect(error(request).slice(0, message.length)).toBe(message);
  });

  test('the action gets the spelling of AWS', () => {
    expect(input({ action: 'S3:getobject' }).action).toBe('s3:GetObject');
  });
});

describe('units', () => {
  const labels = (request: Partial<SimulationRequest>) => {
    const prepared = prepare(request);
    return prepared.ok ? prepared.units.map(({ label }) => label) : prepared.message;
  };

  test('each resource is one', () => {
    expect(labels({ resource: undefined, resources: [OBJECT, 'arn:aws:s3:::plain/y'] } as never)).toEqual([
      `s3:GetObject on ${OBJECT}`,
      's3:GetObject on arn:aws:s3:::plain/y',
    ]);
  });

  test('handing a role to a service: its own unit, and the trust policy where the service is stated', () => {
    const request = {
      action: 'lambda:CreateFunction',
      resource: `arn:aws:lambda:eu-west-1:${PROD}:function:f`,
      passRole: 'prod:role/app',
    };
    const role = `arn:aws:iam::${PROD}:role/svc/app`;
    expect(labels(request)).toEqual([`lambda:CreateFunction on ${request.resource}`, `iam:PassRole on ${role}`]);
    const stated = { ...request, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
    expect(labels(stated)).toEqual([...(labels(request) as string[]), `sts:AssumeRole on ${role}`]);
    const [, pass, trust] = inputs(stated);
    expect(pass?.caller.kind).toBe('roleSession');
    expect(trust?.caller).toMatchObject({ kind: 'service', service: 'lambda.amazonaws.com' });
    expect(trust?.context.has('iam:PassedToService')).toBe(false);
  });

  test('an access point without its bucket is incomplete', () => {
    const point = `arn:aws:s3:eu-west-1:${PROD}:accesspoint/p/object/x`;
    expect(gaps({ resource: point })).toEqual([
      'Behind an access point the policy of its bucket has to allow too: name both in "resources".',
    ]);
    expect(gaps({ resource: undefined, resources: [point, OBJECT] } as never)).toEqual([]);
  });
});

test('what is not used yet makes the answer incomplete', () => {
  expect(
    gaps({ principal: { identityCenterUser: 'jane@example.com', permissionSet: 'Power', account: 'prod' } }),
  ).toEqual(['IAM Identity Center is not used yet: what the permission set allows is not known.']);
  expect(gaps({ action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${PROD}:alias/other` })).toEqual([
    'The model lists no key with the alias/other, so its policy is not known.',
  ]);
});
