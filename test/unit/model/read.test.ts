import { describe, expect, test } from 'vitest';
import { createModelCache } from '../../../server/src/model/cache';
import type { Account, Model, PolicySlot, Role, User } from '../../../server/src/model/entities';
import { unreadableModel } from '../../../server/src/model/read';
import { testCatalog } from '../../kit/catalog';
import { ALLOW_ALL, filesOf, policy, ROOT, readTestModel, TRUST, testModel } from '../../kit/models';

const PROD = '222222222222';

function accountOf(model: Model, id = PROD): Account {
  const account = model.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id}`);
  return account;
}

function role(model: Model, name: string): Role {
  const { roles } = accountOf(model);
  const found = roles === 'unknown' ? undefined : roles.get(name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found;
}

function user(model: Model, name: string): User {
  const { users } = accountOf(model);
  const found = users === 'unknown' ? undefined : users.get(name);
  if (found === undefined) throw new Error(`no user ${name}`);
  return found;
}

/** A slot in one line: its policy's label and name, or its state. */
function slotLine(slot: PolicySlot): string {
  return slot.state === 'known' ? `${slot.policy.policy} (${slot.policy.name})` : slot.state;
}

const lines = (slots: readonly PolicySlot[] | 'unknown') => (slots === 'unknown' ? slots : slots.map(slotLine));

const COMPANY = {
  accounts: {
    [PROD]: {
      alias: 'prod',
      canonicalUserId: 'f00',
      publicAccessBlock: { restrictPublicBuckets: true },
      users: {
        alice: { id: 'AIDAEXAMPLEALICE0001', path: '/eng/', groups: ['Developers'], tags: { team: 'data' } },
        bob: { groups: 'unknown', managedPolicies: 'unknown', inlinePolicies: 'unknown', tags: 'unknown' },
      },
      groups: { Developers: { managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } },
      roles: {
        deployer: {
          path: '/ci/',
          trustPolicy: 'policies/deployer.trust.json',
          managedPolicies: ['Release', `arn:aws:iam::${PROD}:policy/Boundary`],
          inlinePolicies: { Extra: ALLOW_ALL, Later: 'unknown' },
          permissionsBoundary: 'Boundary',
        },
        free: { trustPolicy: 'unknown', permissionsBoundary: null },
        open: { trustPolicy: TRUST, permissionsBoundary: 'unknown' },
        AWSServiceRoleForX: { path: '/aws-service-role/x.amazonaws.com/', trustPolicy: TRUST },
      },
      managedPolicies: {
        Boundary: 'policies/boundary.json',
        Release: { path: '/release/', policy: 'policies/release.json' },
      },
      instanceProfiles: { Web: { role: 'deployer' } },
      identityProviders: { saml: ['Okta'], oidc: { 'token.example.com': { audiences: ['sts.amazonaws.com'] } } },
      resources: {
        'arn:aws:s3:::data': { policy: ALLOW_ALL, tags: { team: 'data' }, abac: true, publicAccessBlock: null },
        [`arn:aws:kms:eu-west-1:${PROD}:key/k`]: {
          aliases: ['alias/data'],
          grants: [{ grantee: 'prod:role/deployer', operations: ['Decrypt'], encryptionContextEquals: { a: 'b' } }],
        },
        'arn:aws:s3:::other': 'unknown',
      },
      vpcEndpoints: { 'vpce-1': { type: 'gateway', service: 'com.amazonaws.eu-west-1.s3', vpc: 'vpc-1' } },
    },
    '333333333333': { users: 'unknown', roles: 'unknown', identityProviders: 'unknown' },
  },
};
const FILES = {
  'policies/deployer.trust.json': TRUST,
  'policies/boundary.json': ALLOW_ALL,
  'policies/release.json': ALLOW_ALL,
};

describe('entities', () => {
  const { model, problems, text } = readTestModel(COMPANY, { files: FILES });

  test('nothing is wrong with it', () => {
    expect(problems).toEqual([]);
  });

  test('a role: path, ARN, policies by label and name', () => {
    const deployer = role(model, 'deployer');
    expect(deployer.arn).toBe(`arn:aws:iam::${PROD}:role/ci/deployer`);
    expect(lines(deployer.managedPolicies)).toEqual([
      'policies/release.json (Release)',
      'policies/boundary.json (Boundary)',
    ]);
    expect(lines(deployer.inlinePolicies)).toEqual([
      `iam-model.json#/accounts/${PROD}/roles/deployer/inlinePolicies/Extra (Extra)`,
      'unknown',
    ]);
    expect(slotLine(deployer.trust)).toBe('policies/deployer.trust.json (undefined)');
    expect(slotLine(deployer.boundary)).toBe('policies/boundary.json (Boundary)');
    expect(text.slice(deployer.at.range.start, deployer.at.range.end)).toBe('"deployer"');
  });

  test('known, none, unknown', () => {
    expect(slotLine(role(model, 'free').trust)).toBe('unknown');
    expect(slotLine(role(model, 'free').boundary)).toBe('none');
    expect(slotLine(role(model, 'open').boundary)).toBe('unknown');
    expect(role(model, 'free').managedPolicies).toEqual([]);
    expect(role(model, 'free').tags).toEqual(new Map());
    const bob = user(model, 'bob');
    expect([bob.groups, bob.managedPolicies, bob.inlinePolicies, bob.tags]).toEqual(Array(4).fill('unknown'));
    const other = accountOf(model, '333333333333');
    expect([other.users, other.roles, other.samlProviders, other.oidcProviders]).toEqual(Array(4).fill('unknown'));
    expect(other.restrictPublicBuckets).toBe('unknown');
    expect(other.groups).toEqual(new Map());
  });

  test('a user with its group', () => {
    const alice = user(model, 'alice');
    expect([alice.arn, alice.id]).toEqual([`arn:aws:iam::${PROD}:user/eng/alice`, 'AIDAEXAMPLEALICE0001']);
    const [membership] = alice.groups === 'unknown' ? [] : alice.groups;
    expect(membership?.group?.name).toBe('Developers');
    expect(lines(membership?.group?.managedPolicies ?? [])).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess (ReadOnlyAccess)',
    ]);
  });

  test('what belongs to a service is marked', () => {
    expect(role(model, 'awsserviceroleforx').isServiceLinked).toBe(true);
    expect(role(model, 'deployer').isServiceLinked).toBe(false);
  });

  test('managed policies have the ARN of their path', () => {
    const { managedPolicies } = accountOf(model);
    expect(managedPolicies === 'unknown' ? [] : [...managedPolicies.values()].map(({ arn }) => arn)).toEqual([
      `arn:aws:iam::${PROD}:policy/Boundary`,
      `arn:aws:iam::${PROD}:policy/release/Release`,
    ]);
  });

  test('resources', () => {
    const data = model.resources.get('arn:aws:s3:::data');
    expect([data?.account, data?.restrictPublicBuckets, data?.usesTagsForAccess]).toEqual([PROD, false, true]);
    expect(model.resources.get('arn:aws:s3:::other')?.content.state).toBe('unknown');
    const key = model.keyByAlias.get(`arn:aws:kms:eu-west-1:${PROD}:alias/data`);
    expect(key?.content.state).toBe('none');
    expect(key?.grants).toEqual([
      {
        grantee: `arn:aws:iam::${PROD}:role/ci/deployer`,
        operations: ['Decrypt'],
        encryptionContextEquals: { a: 'b' },
      },
    ]);
    expect(accountOf(model).instanceProfiles.get('web')?.role?.name).toBe('deployer');
    expect(model.vpcEndpoints.get('vpce-1')).toMatchObject({ account: PROD, vpc: 'vpc-1', content: { state: 'none' } });
  });

  test('accounts by alias, whatever its case', () => {
    expect(model.accountByAlias.get('prod')?.id).toBe(PROD);
  });
});

describe('where a policy stands', () => {
  test('a file of its own: label, pointer, positions', () => {
    const model = testModel(COMPANY, {
      files: { ...FILES, 'policies/release.json': '{\n  "Version": "2012-10-17",\n  "Statement": []\n}' },
    });
    const { managedPolicies } = role(model, 'deployer');
    const slot = managedPolicies === 'unknown' ? undefined : managedPolicies[0];
    if (slot?.state !== 'known') throw new Error('not known');
    const { uri, pointer, rangeOf, document } = slot.policy;
    expect([uri, pointer]).toEqual([`${ROOT}policies/release.json`, '']);
    expect(rangeOf?.(document().statementMember?.value ?? { start: 0, end: 0 })).toEqual({
      start: { line: 2, character: 15 },
      end: { line: 2, character: 17 },
    });
  });

  test('the output of get-policy-version and of get-bucket-policy is read as the policy in it', () => {
    const files = {
      'a.json': { PolicyVersion: { Document: ALLOW_ALL, VersionId: 'v1' } },
      'b.json': { Policy: JSON.stringify(ALLOW_ALL) },
    };
    const model = testModel({ accounts: { [PROD]: { managedPolicies: { A: 'a.json', B: 'b.json' } } } }, { files });
    const { managedPolicies } = accountOf(model);
    const found = managedPolicies === 'unknown' ? [] : [...managedPolicies.values()];
    expect(
      found.map(
        ({ content }) =>
          content.state === 'known' && [content.policy.pointer, content.policy.document().statements.length],
      ),
    ).toEqual([
      ['/PolicyVersion/Document', 1],
      ['/Policy', 1],
    ]);
  });

  test('in the model itself', () => {
    const { model, text } = readTestModel(COMPANY, { files: FILES });
    const { inlinePolicies } = role(model, 'deployer');
    const slot = inlinePolicies === 'unknown' ? undefined : inlinePolicies[0];
    if (slot?.state !== 'known') throw new Error('not known');
    const { statements } = slot.policy.document();
    const range = slot.policy.rangeOf?.(statements[0]?.node ?? { start: 0, end: 0 });
    const line = text.split('\n')[range?.start.line ?? 0];
    expect(line?.slice(range?.start.character)).toBe('{');
  });

  test('documents keep their identity as long as their text stays', () => {
    const cache = createModelCache(testCatalog());
    const documentOf = (files: object) => {
      const { trust } = role(testModel(COMPANY, { files: { ...FILES, ...files }, cache }), 'deployer');
      return trust.state === 'known' ? trust.policy.document() : undefined;
    };
    const first = documentOf({});
    expect(documentOf({ 'policies/release.json': policy({ Effect: 'Deny', Action: '*', Resource: '*' }) })).toBe(first);
    expect(documentOf({ 'policies/deployer.trust.json': ALLOW_ALL })).not.toBe(first);
  });
});

describe('organization', () => {
  const read = (organization: unknown, accounts: object = { '111111111111': {}, [PROD]: {} }) =>
    testModel({ organization, accounts }).organization;

  test('missing is unknown, null is none', () => {
    expect(testModel({}).organization).toBe('unknown');
    expect(read(null)).toBe('none');
  });

  const TREE = {
    id: 'o-a',
    managementAccount: '111111111111',
    serviceControlPolicies: { Deny: ALLOW_ALL },
    root: {
      id: 'r-1',
      organizationalUnits: {
        Workloads: { id: 'ou-1', serviceControlPolicies: ['Deny'], accounts: [PROD, '444444444444'] },
      },
    },
  };

  test('levels from the root to the account; what states no list has FullAWSAccess', () => {
    const organization = read(TREE);
    if (typeof organization === 'string') throw new Error('no organization');
    const path = organization.paths.get(PROD) ?? [];
    expect(
      path.map(({ kind, id, name, serviceControlPolicies }) => [kind, id, name, lines(serviceControlPolicies)]),
    ).toEqual([
      [
        'root',
        'r-1',
        'root r-1',
        ['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess (FullAWSAccess)'],
      ],
      ['unit', 'ou-1', 'OU Workloads', ['iam-model.json#/organization/serviceControlPolicies/Deny (Deny)']],
      [
        'account',
        PROD,
        `account ${PROD}`,
        ['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess (FullAWSAccess)'],
      ],
    ]);
    expect(path.map(({ resourceControlPolicies }) => resourceControlPolicies)).toEqual([[], [], []]);
    expect([organization.knowsServiceControl, organization.knowsResourceControl]).toEqual([true, false]);
    expect([...organization.paths.keys()]).toEqual([PROD, '444444444444', '111111111111']);
  });

  test.each<[string, object, object, boolean]>([
    ['nowhere', {}, {}, false],
    ['an empty map', { serviceControlPolicies: {} }, {}, true],
    [
      'a list at a unit',
      { root: { id: 'r', organizationalUnits: { A: { serviceControlPolicies: ['FullAWSAccess'] } } } },
      {},
      true,
    ],
    ['a list at an account', {}, { serviceControlPolicies: ['FullAWSAccess'] }, true],
    ['the word unknown', { serviceControlPolicies: 'unknown' }, {}, false],
  ])('SCPs stated: %s', (_name, more, account, expected) => {
    const organization = read({ id: 'o', managementAccount: PROD, root: { id: 'r' }, ...more }, { [PROD]: account });
    expect(typeof organization === 'string' ? organization : organization.knowsServiceControl).toBe(expected);
  });
});

describe('imports', () => {
  const encoded = encodeURIComponent(JSON.stringify(ALLOW_ALL));
  const EXPORT = {
    UserDetailList: [
      {
        UserName: 'alice',
        UserId: 'AIDA1',
        Path: '/',
        Arn: `arn:aws:iam::${PROD}:user/alice`,
        GroupList: ['Devs'],
        UserPolicyList: [{ PolicyName: 'Own', PolicyDocument: encoded }],
        AttachedManagedPolicies: [],
        Tags: [{ Key: 'team', Value: 'data' }],
      },
    ],
    GroupDetailList: [
      {
        GroupName: 'Devs',
        GroupId: 'AGPA1',
        Path: '/',
        Arn: `arn:aws:iam::${PROD}:group/Devs`,
        GroupPolicyList: [],
        AttachedManagedPolicies: [{ PolicyName: 'Release', PolicyArn: `arn:aws:iam::${PROD}:policy/ci/Release` }],
      },
    ],
    RoleDetailList: [
      {
        RoleName: 'app',
        RoleId: 'AROA1',
        Path: '/svc/',
        Arn: `arn:aws:iam::${PROD}:role/svc/app`,
        AssumeRolePolicyDocument: TRUST,
        RolePolicyList: [],
        AttachedManagedPolicies: [
          { PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
          { PolicyName: 'Brandnew', PolicyArn: 'arn:aws:iam::aws:policy/Brandnew' },
        ],
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: `arn:aws:iam::${PROD}:policy/ci/Release`,
        },
        InstanceProfileList: [{ InstanceProfileName: 'web' }],
      },
    ],
    Policies: [
      {
        PolicyName: 'Release',
        PolicyId: 'ANPA1',
        Path: '/ci/',
        Arn: `arn:aws:iam::${PROD}:policy/ci/Release`,
        PolicyVersionList: [
          { VersionId: 'v2', IsDefaultVersion: false, Document: {} },
          { VersionId: 'v1', IsDefaultVersion: true, Document: ALLOW_ALL },
        ],
      },
      {
        PolicyName: 'Brandnew',
        Path: '/',
        Arn: 'arn:aws:iam::aws:policy/Brandnew',
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: ALLOW_ALL }],
      },
    ],
    IsTruncated: false,
  };
  const model = (account: object, files: object = { 'e.json': EXPORT }) =>
    readTestModel({ accounts: { [PROD]: { import: ['e.json'], ...account } } }, { files: { ...files } });

  test('entities, ids, documents in both forms, the default version, instance profiles', () => {
    const reading = model({});
    expect(reading.problems).toEqual([]);
    const app = role(reading.model, 'app');
    expect([app.arn, app.id, slotLine(app.trust)]).toEqual([
      `arn:aws:iam::${PROD}:role/svc/app`,
      'AROA1',
      'e.json#/RoleDetailList/0/AssumeRolePolicyDocument (undefined)',
    ]);
    expect(lines(app.managedPolicies)).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess (ReadOnlyAccess)',
      'arn:aws:iam::aws:policy/Brandnew (Brandnew)',
    ]);
    expect(slotLine(app.boundary)).toBe('e.json#/Policies/0/PolicyVersionList/1/Document (Release)');
    const alice = user(reading.model, 'alice');
    const [own] = alice.inlinePolicies === 'unknown' ? [] : alice.inlinePolicies;
    expect(own?.state === 'known' && own.policy.document().statements[0]?.effect).toBe('Allow');
    expect(alice.tags).toEqual(new Map([['team', 'data']]));
    const [group] = alice.groups === 'unknown' ? [] : alice.groups;
    expect(lines(group?.group?.managedPolicies ?? [])).toEqual([
      'e.json#/Policies/0/PolicyVersionList/1/Document (Release)',
    ]);
    expect(accountOf(reading.model).instanceProfiles.get('web')?.role?.name).toBe('app');
  });

  test('the model wins property by property', () => {
    const reading = model({
      roles: { App: { trustPolicy: 'unknown', tags: { a: 'b' } } },
      managedPolicies: { Release: { id: 'ANPA2' } },
    });
    const app = role(reading.model, 'app');
    expect([app.name, app.path, app.id, app.trust.state, [...app.tags]]).toEqual([
      'app',
      '/svc/',
      'AROA1',
      'unknown',
      [['a', 'b']],
    ]);
    expect(slotLine(app.boundary)).toBe('e.json#/Policies/0/PolicyVersionList/1/Document (Release)');
  });

  test('a page that is missing leaves the account open: a name that is not there may exist', () => {
    const reading = model({ roles: { other: { trustPolicy: TRUST, managedPolicies: ['Elsewhere'] } } }, {});
    expect(reading.problems.map(({ code }) => code)).toEqual(['model-file-missing']);
    expect(accountOf(reading.model).isComplete).toBe(false);
    expect(lines(role(reading.model, 'other').managedPolicies)).toEqual(['unknown']);
  });

  test('several files and lists of pages merge', () => {
    const { UserDetailList, ...rest } = EXPORT;
    const reading = readTestModel(
      { accounts: { [PROD]: { import: ['a.json', 'b.json'] } } },
      { files: { 'a.json': [{ UserDetailList, IsTruncated: true }, { GroupDetailList: [] }], 'b.json': rest } },
    );
    expect(reading.problems).toEqual([]);
    expect([user(reading.model, 'alice').name, role(reading.model, 'app').name]).toEqual(['alice', 'app']);
  });
});

test('a model file that cannot be read says so and knows nothing', () => {
  const options = { files: filesOf({}), catalog: testCatalog() };
  const reading = unreadableModel(
    { uri: 'file:///w/iam-model.json', folder: '' },
    { reason: 'tooLarge', bytes: 52_428_800 },
    options,
  );
  expect(reading.problems).toEqual([
    {
      code: 'model-file-too-large',
      severity: 'error',
      range: { start: 0, end: 0 },
      message: 'The model file has 50 MiB and is not read.',
      isBuiltIn: false,
    },
  ]);
  expect(reading.model.organization).toBe('unknown');
});
