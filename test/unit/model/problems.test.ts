import { describe, expect, test } from 'vitest';
import { Absent, ALLOW_ALL, problemLines, readTestModel, type TestFiles, TRUST } from '../../kit/models';

const role = (more: object = {}) => ({ trustPolicy: TRUST, ...more });
const account = (entry: object) => ({ accounts: { '222222222222': entry } });
const organization = (root: object, more: object = {}) => ({
  organization: { id: 'o-a', managementAccount: '111111111111', root: { id: 'r-ab12', ...root }, ...more },
});

interface Case {
  readonly name: string;
  readonly model: unknown;
  readonly files?: TestFiles;
  readonly folder?: string;
  readonly problems: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a file that is not there',
    model: account({ managedPolicies: { Release: 'policies/release.json' } }),
    problems: [
      'model-file-missing @ "policies/release.json": There is no file "policies/release.json" beside the model.',
    ],
  },
  {
    name: 'a file that cannot be read',
    model: account({ managedPolicies: { Release: 'a.json' } }),
    files: { 'a.json': new Absent({ ok: false, reason: 'unreadable' }) },
    problems: ['model-file-missing @ "a.json": The file "a.json" cannot be read.'],
  },
  {
    name: 'a file that is too large',
    model: account({ import: ['big.json'] }),
    files: { 'big.json': new Absent({ ok: false, reason: 'tooLarge', bytes: 50 * 1024 * 1024 }) },
    problems: ['model-file-too-large @ "big.json": "big.json" has 50 MiB; files above 20 MiB are not read.'],
  },
  {
    name: 'a path that leaves the workspace folder',
    model: account({ managedPolicies: { A: '../a.json', B: '/etc/b.json', C: 'C:/c.json', D: 'file:///d.json' } }),
    problems: ['../a.json', '/etc/b.json', 'C:/c.json', 'file:///d.json'].map(
      (path) =>
        `model-path-outside @ "${path}": "${path}" leads out of the workspace folder; a model reads files inside it only.`,
    ),
  },
  {
    name: 'a link that leaves the workspace folder',
    model: account({ managedPolicies: { A: 'a.json' } }),
    files: { 'a.json': new Absent({ ok: false, reason: 'outside' }) },
    problems: [
      'model-path-outside @ "a.json": "a.json" leads out of the workspace folder; a model reads files inside it only.',
    ],
  },
  {
    name: 'a path with backslashes',
    model: account({ managedPolicies: { A: 'policies\\a.json' } }),
    problems: [
      'model-path-outside @ "policies\\\\a.json": "policies\\a.json" holds a backslash: write the path with "/".',
    ],
  },
  {
    name: 'a path upwards that stays inside',
    model: account({ managedPolicies: { A: '../policies/a.json' } }),
    folder: 'infra',
    files: { '../policies/a.json': ALLOW_ALL },
    problems: [],
  },
  {
    name: 'a key that is no account number',
    model: { accounts: { prod: {}, '22222222222': {} } },
    problems: ['prod', '22222222222'].map(
      (key) =>
        `model-account-id @ "${key}": "${key}" is no account number: it has twelve digits. A name goes in "alias".`,
    ),
  },
  {
    name: 'an alias that is used twice, whatever its case',
    model: { accounts: { '111111111111': { alias: 'prod' }, '222222222222': { alias: 'Prod' } } },
    problems: [
      'model-alias-twice @ "Prod": Account 111111111111 has the alias "Prod" already: an alias names one account.',
    ],
  },
  {
    name: 'names that IAM refuses',
    model: account({
      roles: { 'team/app': role(), 'a b': role() },
      users: { '': {} },
      groups: { ['g'.repeat(129)]: {} },
    }),
    problems: [
      'model-name-invalid @ "team/app": The name of a role holds no path: write "app", and the path in "path".',
      'model-name-invalid @ "a b": The name of a role takes letters, digits and + = , . @ _ - only; IAM refuses "a b".',
      'model-name-invalid @ "": The name of a user is empty.',
      `model-name-invalid @ "${'g'.repeat(129)}": The name of a group has at most 128 characters; this one has 129.`,
    ],
  },
  {
    name: 'names that differ by case only',
    model: account({ users: { alice: {}, Alice: {} } }),
    problems: [
      'model-name-invalid @ "Alice": The account has a user "alice" already: names are unique whatever their case and path.',
    ],
  },
  {
    name: 'a path without its slashes',
    model: account({ users: { alice: { path: 'team' } } }),
    problems: ['model-name-invalid @ "team": A path begins and ends with "/": "team" does not.'],
  },
  {
    name: 'attachments that do not exist, with the nearest names',
    model: account({
      managedPolicies: { Release: ALLOW_ALL },
      roles: {
        app: role({
          managedPolicies: [
            'Relase',
            'arn:aws:iam::222222222222:policy/ci/Release',
            'arn:aws:iam::aws:policy/ReadOnlyAcess',
            'ReadOnlyAccess',
          ],
          permissionsBoundary: 'Boundary',
        }),
      },
    }),
    problems: [
      'model-reference-unknown @ "Relase": Account 222222222222 has no managed policy "Relase". Did you mean "Release"?',
      'model-reference-unknown @ "arn:aws:iam::222222222222:policy/ci/Release": Account 222222222222 has no managed policy "arn:aws:iam::222222222222:policy/ci/Release".',
      'model-reference-unknown @ "arn:aws:iam::aws:policy/ReadOnlyAcess": The AWS data of this version has no managed policy "arn:aws:iam::aws:policy/ReadOnlyAcess". Did you mean "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/IAMReadOnlyAccess" or "arn:aws:iam::aws:policy/IVSReadOnlyAccess"?',
      'model-reference-unknown @ "ReadOnlyAccess": Account 222222222222 has no managed policy "ReadOnlyAccess"; the one of AWS is written "arn:aws:iam::aws:policy/ReadOnlyAccess".',
      'model-reference-unknown @ "Boundary": Account 222222222222 has no managed policy "Boundary".',
    ],
  },
  {
    name: 'a group, a profile and a grantee that do not exist',
    model: account({
      groups: { Developers: {} },
      users: { alice: { groups: ['Developer'] } },
      instanceProfiles: { web: { role: 'web' } },
      resources: {
        'arn:aws:ec2:eu-west-1:222222222222:instance/i-0abc': { instanceProfile: 'wep' },
        'arn:aws:kms:eu-west-1:222222222222:key/k': {
          policy: ALLOW_ALL,
          grants: [{ grantee: '222222222222:role/app', operations: ['Decrypt'] }],
        },
        bucket: {},
      },
    }),
    problems: [
      'model-reference-unknown @ "Developer": Account 222222222222 has no group "Developer". Did you mean "Developers"?',
      'model-reference-unknown @ "web": Account 222222222222 has no role "web".',
      'model-reference-unknown @ "wep": Account 222222222222 has no instance profile "wep".',
      'model-reference-unknown @ "222222222222:role/app": Account 222222222222 has no role "app". There is none.',
      'model-name-invalid @ "bucket": "bucket" is no ARN: a resource is listed by its ARN.',
    ],
  },
  {
    name: 'a resource in two accounts',
    model: {
      accounts: {
        '111111111111': { resources: { 'arn:aws:s3:::b': {} } },
        '222222222222': { resources: { 'arn:aws:s3:::b': {} } },
      },
    },
    problems: [
      'model-resource-twice @ "arn:aws:s3:::b": Account 111111111111 lists this resource already: a resource has one owner.',
    ],
  },
  {
    name: 'a role without trust policy, with null, and with two',
    model:
      '{"accounts":{"222222222222":{"roles":{"a":{},"b":{"trustPolicy":null},"c":{"trustPolicy":{},"trustPolicy":{}},"d":{"trustPolicy":"unknown"}}}}}',
    problems: [
      'model-role-no-trust @ "a": Role a has no trust policy: nobody can assume it. Give "trustPolicy", or "unknown".',
      'model-role-no-trust @ "b": Role b has no trust policy: nobody can assume it. Give "trustPolicy", or "unknown".',
      'model-role-multiple-trust @ "trustPolicy": A role has exactly one trust policy; this is one more.',
    ],
  },
  {
    name: 'the organization: accounts twice, unknown, or no numbers; units in themselves',
    model: {
      accounts: { '111111111111': { alias: 'management' } },
      ...organization({
        accounts: ['management', '333333333333', '333', 'prod'],
        organizationalUnits: {
          A: {
            id: 'ou-1',
            accounts: ['333333333333'],
            organizationalUnits: { B: { id: 'ou-1', accounts: ['444444444444'] } },
          },
          C: { id: 'ou-1' },
        },
      }),
    },
    problems: [
      'model-account-id @ "333": An account number has twelve digits; "333" has 3. There are "111111111111", "management".',
      'model-reference-unknown @ "prod": No account has the alias "prod". There are "111111111111", "management".',
      'model-account-twice @ "333333333333": Account 333333333333 is in root r-ab12 already: an account has one place in the organization.',
      'model-ou-cycle @ "ou-1": "ou-1" is a unit above this one: a unit cannot lie in itself. What lies here is left out.',
      'model-name-invalid @ "ou-1": Another unit has the id "ou-1" already.',
    ],
  },
  {
    name: 'SCPs: a name that does not exist, an empty list, RCPFullAWSAccess',
    model: organization(
      {
        serviceControlPolicies: [],
        resourceControlPolicies: ['RCPFullAWSAccess', 'SameOrg'],
        organizationalUnits: { A: { id: 'ou-1', serviceControlPolicies: ['FullAWSAcces', 'Deny'] } },
      },
      { serviceControlPolicies: { Deny: ALLOW_ALL } },
    ),
    problems: [
      'model-file-invalid @ []: No SCP is attached here, so nothing is allowed below. Leave the list out for FullAWSAccess.',
      'model-reference-unknown @ "SameOrg": The organization has no RCP "SameOrg".',
      'model-reference-unknown @ "FullAWSAcces": The organization has no SCP "FullAWSAcces". Did you mean "FullAWSAccess"?',
    ],
  },
  {
    name: 'what is in the format and not used yet',
    model: { ...organization({}, { delegatedAdministrators: {} }), identityCenter: {} },
    problems: [
      'model-feature-later @ "delegatedAdministrators": Delegated administrators are not used yet: calls that only they may make are decided as for any account.',
      'model-feature-later @ "identityCenter": IAM Identity Center is not used yet: a request of one of its users is answered as incomplete.',
    ],
  },
  {
    name: 'assignments of what does not exist',
    model: {
      accounts: { '222222222222': { alias: 'prod' } },
      identityCenter: {
        groups: { Admins: {} },
        permissionSets: { Power: { customerManagedPolicies: ['Extra'] } },
        assignments: [
          { permissionSet: 'Powr', group: 'Admin', accounts: ['prd', '333333333333'] },
          { permissionSet: 'Power', group: 'Admins', accounts: ['prod'] },
        ],
      },
    },
    problems: [
      'model-feature-later @ "identityCenter": IAM Identity Center is not used yet: a request of one of its users is answered as incomplete.',
      'model-reference-unknown @ "Powr": Identity Center has no permission set "Powr". Did you mean "Power"?',
      'model-reference-unknown @ "Admin": Identity Center has no group "Admin". Did you mean "Admins"?',
      'model-reference-unknown @ "prd": No account has the alias "prd". Did you mean "prod"?',
      'model-reference-unknown @ "333333333333": The model has no account 333333333333.',
      'model-reference-unknown @ "prod": Account 222222222222 has no managed policy "Extra", which permission set Power attaches.',
    ],
  },
  {
    name: 'exports that are none, broken, of another account, or cut off',
    model: account({ import: ['users.json', 'broken.json', 'policy.json', 'other.json'] }),
    files: {
      'users.json': { Users: [] },
      'broken.json': '{\n  "UserDetailList": [ }',
      'policy.json': ALLOW_ALL,
      'other.json': {
        UserDetailList: [{ UserName: 'bob', Arn: 'arn:aws:iam::333333333333:user/bob' }],
      },
    },
    problems: [
      'model-import-invalid @ "users.json": "users.json": An import is the output of "aws iam get-account-authorization-details". It looks like the output of "aws iam list-users".',
      'model-import-invalid @ "broken.json": "broken.json": It is no valid JSON at line 2, column 21; what stands before is used.',
      'model-import-invalid @ "policy.json": "policy.json": An import is the output of "aws iam get-account-authorization-details". It is a policy.',
      'model-import-invalid @ "other.json": "other.json" is an export of account 333333333333, not of 222222222222: import it there.',
    ],
  },
  {
    name: 'an export all of whose pages say that more follow',
    model: account({ import: ['1.json', '2.json'] }),
    files: {
      '1.json': { UserDetailList: [], IsTruncated: true },
      '2.json': { UserDetailList: [], IsTruncated: true },
    },
    problems: [
      'model-import-invalid @ "2.json": The export is cut off: each page says that more follow. Import the remaining pages too.',
    ],
  },
  {
    name: 'a service-linked role of an export whose policies the model changes',
    model: account({ import: ['e.json'], roles: { AWSServiceRoleForX: { managedPolicies: [], tags: {} } } }),
    files: {
      'e.json': {
        RoleDetailList: [
          {
            RoleName: 'AWSServiceRoleForX',
            Path: '/aws-service-role/x.amazonaws.com/',
            Arn: 'arn:aws:iam::222222222222:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX',
            AssumeRolePolicyDocument: TRUST,
          },
        ],
      },
    },
    problems: [
      'model-service-linked-edit @ "managedPolicies": AWSServiceRoleForX is a service-linked role: its policies belong to the service and cannot be changed.',
    ],
  },
  {
    name: 'broken JSON: the rest counts',
    model: '{ "accounts": { "222222222222": { "alias": "prod" "users": { "alice": {} } } } }',
    problems: ['model-file-invalid @  : The model is no valid JSON here (comma expected); what is sound is used.'],
  },
  {
    name: 'an empty text',
    model: '',
    problems: ['model-file-invalid @ : The model is empty: begin with { "accounts": { } }.'],
  },
];

describe('what a loader cannot use', () => {
  test.each(CASES)('$name', ({ model, files = {}, folder = '', problems }) => {
    expect(problemLines(readTestModel(model, { files, folder }))).toEqual(problems);
  });

  test('severities: errors, but for an empty level, a cut export and what comes later', () => {
    const reading = readTestModel({ ...organization({ serviceControlPolicies: [] }), identityCenter: {} });
    expect(reading.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['model-file-invalid', 'warning'],
      ['model-feature-later', 'suggestion'],
    ]);
  });

  test('broken JSON is what an editor reports itself', () => {
    expect(readTestModel('{ "accounts": ').problems.every(({ isBuiltIn }) => isBuiltIn)).toBe(true);
  });

  test('a buffer above the limit counts as too large', () => {
    const files = { 'a.json': JSON.stringify(ALLOW_ALL) };
    const reading = readTestModel(account({ managedPolicies: { A: 'a.json' } }), { files, maxFileBytes: 10 });
    expect(reading.problems.map(({ code }) => code)).toEqual(['model-file-too-large']);
  });
});
