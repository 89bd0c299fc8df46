import { describe, expect, test } from 'vitest';
import { findResource } from '../../../server/src/model/find-resource';
import { membershipOf, organizationPath } from '../../../server/src/model/membership';
import { nearestNames } from '../../../server/src/model/nearest';
import { findAccount, findPrincipal } from '../../../server/src/model/resolve';
import { testCatalog } from '../../kit/catalog';
import { ALLOW_ALL, TRUST, testModel } from '../../kit/models';

const PROD = '222222222222';
const model = testModel({
  organization: {
    id: 'o-a',
    managementAccount: '111111111111',
    root: {
      id: 'r-1',
      organizationalUnits: {
        A: { id: 'ou-1', organizationalUnits: { B: { accounts: ['prod'] } } },
        C: { id: 'ou-2', accounts: ['555555555555'] },
      },
    },
  },
  accounts: {
    [PROD]: {
      alias: 'prod',
      users: { alice: {}, alan: {} },
      roles: { deployer: { path: '/ci/', trustPolicy: TRUST } },
      publicAccessBlock: { restrictPublicBuckets: false },
      resources: {
        'arn:aws:s3:::on': { publicAccessBlock: { restrictPublicBuckets: true }, tags: { a: 'b' } },
        'arn:aws:s3:::off': {
          publicAccessBlock: { restrictPublicBuckets: false },
          tags: { a: 'b' },
          abac: true,
          policy: ALLOW_ALL,
        },
        'arn:aws:s3:::open': { abac: 'unknown' },
        [`arn:aws:dynamodb:eu-west-1:${PROD}:table/t`]: { tags: { a: 'b' }, policy: ALLOW_ALL },
        [`arn:aws:logs:eu-west-1:${PROD}:log-group:g`]: { policy: ALLOW_ALL },
      },
    },
    '333333333333': { users: 'unknown', import: ['gone.json'] },
    '444444444444': {},
  },
});

describe('accounts', () => {
  test.each([
    ['222222222222', PROD],
    ['Prod', PROD],
    ['999999999999', '999999999999'],
  ])('%s', (text, id) => {
    expect(findAccount(model, text)).toMatchObject({ ok: true, id });
  });

  test.each([
    ['prd', 'No account has the alias "prd". Did you mean "prod"?'],
    ['22222222222', 'An account number has twelve digits; "22222222222" has 11. Did you mean "222222222222"?'],
    [
      'staging',
      'No account has the alias "staging". There are "222222222222", "333333333333", "444444444444", "prod".',
    ],
  ])('%s is an error that says what there is', (text, message) => {
    expect(findAccount(model, text)).toEqual({ ok: false, message });
  });
});

describe('principals', () => {
  test.each([
    ['prod:user/alice', { kind: 'user', arn: `arn:aws:iam::${PROD}:user/alice` }],
    ['prod:user/ALICE', { kind: 'user', arn: `arn:aws:iam::${PROD}:user/alice` }],
    [`${PROD}:role/deployer`, { kind: 'role', arn: `arn:aws:iam::${PROD}:role/ci/deployer`, name: 'deployer' }],
    ['prod:role/ci/deployer', { kind: 'role', arn: `arn:aws:iam::${PROD}:role/ci/deployer` }],
    [`arn:aws:iam::${PROD}:role/ci/deployer`, { kind: 'role', arn: `arn:aws:iam::${PROD}:role/ci/deployer` }],
    ['prod:root', { kind: 'root', arn: `arn:aws:iam::${PROD}:root` }],
    ['999999999999:role/x', { kind: 'role', role: 'unknown', arn: undefined, name: 'x' }],
    [
      'arn:aws:iam::999999999999:role/a/x',
      { kind: 'role', role: 'unknown', arn: 'arn:aws:iam::999999999999:role/a/x' },
    ],
    ['333333333333:user/x', { kind: 'user', user: 'unknown', arn: 'arn:aws:iam::333333333333:user/x' }],
    ['333333333333:role/x', { kind: 'role', role: 'unknown' }],
  ])('%s', (text, expected) => {
    expect(findPrincipal(model, text)).toMatchObject({ ok: true, ...expected });
  });

  test.each([
    ['prod:user/alise', `Account prod (${PROD}) has no user "alise". Did you mean "alice"?`],
    ['prod:user/zoe', `Account prod (${PROD}) has no user "zoe". There are "alan", "alice".`],
    ['444444444444:role/x', 'Account 444444444444 has no role "x". There is none.'],
    ['prod:role/cd/deployer', `Account prod (${PROD}) has the role "deployer" under the path "/ci/", not "/cd/".`],
    [
      `arn:aws:iam::${PROD}:role/deployer`,
      `Account prod (${PROD}) has the role "deployer" under the path "/ci/", not "/".`,
    ],
    ['prod:group/Devs', 'A group is no principal: name a user in it, or a role.'],
    [`arn:aws:iam::${PROD}:group/Devs`, 'A group is no principal: name a user in it, or a role.'],
    ['prod:bucket/x', `"bucket/x" is no principal of account ${PROD}: write user/NAME, role/NAME or root.`],
    ['prod:user/', `"user/" is no principal of account ${PROD}: write user/NAME, role/NAME or root.`],
    ['alice', '"alice" is no principal: write ACCOUNT:user/NAME, ACCOUNT:role/NAME, ACCOUNT:root or an ARN.'],
    ['arn:aws:s3:::b', '"arn:aws:s3:::b" is no IAM user, role or root: write its ARN, or ACCOUNT:role/NAME.'],
  ])('%s is an error', (text, message) => {
    expect(findPrincipal(model, text)).toEqual({ ok: false, message });
  });
});

describe('nearest names', () => {
  test.each([
    ['deplyer', ['deployer', 'reader'], ['deployer']],
    ['DEPLOYER', ['deployer'], ['deployer']],
    ['app', ['my-app', 'other'], ['my-app']],
    ['xyz', ['deployer'], []],
    ['', ['a'], ['a']],
  ])('%s', (word, names, expected) => {
    expect(nearestNames(word, names)).toEqual(expected);
  });

  test('among ten thousand', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `role-${index}`);
    expect(nearestNames('role-99991', names)[0]).toBe('role-9991');
  });
});

describe('membership', () => {
  test.each([
    [PROD, 'member'],
    ['111111111111', 'member'],
    ['555555555555', 'member'],
    ['444444444444', 'outside'],
    ['999999999999', 'unknown'],
  ])('%s: %s', (account, state) => {
    expect(membershipOf(model, account).state).toBe(state);
  });

  test('paths of units; not known where a unit has no id', () => {
    const path = (account: string) => {
      const membership = membershipOf(model, account);
      return membership.state === 'member' ? organizationPath(membership) : undefined;
    };
    expect([path('555555555555'), path('111111111111'), path(PROD)]).toEqual(['o-a/r-1/ou-2/', 'o-a/r-1/', undefined]);
  });

  test('no organization, and none known', () => {
    expect(membershipOf(testModel({ organization: null }), PROD)).toEqual({ state: 'outside' });
    expect(membershipOf(testModel({}), PROD)).toEqual({ state: 'unknown' });
  });
});

describe('resources', () => {
  const B = new Map([['a', 'b']]);
  const NONE = new Map();
  test.each<
    [
      string,
      { governing: string | undefined; account: string | undefined; policy: string; tags: unknown; block: unknown },
    ]
  >([
    ['arn:aws:s3:::on', { governing: 'arn:aws:s3:::on', account: PROD, policy: 'none', tags: NONE, block: true }],
    ['arn:aws:s3:::on/a/b', { governing: 'arn:aws:s3:::on', account: PROD, policy: 'none', tags: NONE, block: true }],
    ['arn:aws:s3:::off', { governing: 'arn:aws:s3:::off', account: PROD, policy: 'known', tags: B, block: false }],
    [
      'arn:aws:s3:::off/x',
      { governing: 'arn:aws:s3:::off', account: PROD, policy: 'known', tags: 'unknown', block: false },
    ],
    [
      'arn:aws:s3:::off/*',
      { governing: 'arn:aws:s3:::off', account: PROD, policy: 'known', tags: 'unknown', block: false },
    ],
    [
      'arn:aws:s3:::open',
      { governing: 'arn:aws:s3:::open', account: PROD, policy: 'none', tags: 'unknown', block: 'unknown' },
    ],
    [
      'arn:aws:s3:::elsewhere/x',
      { governing: undefined, account: undefined, policy: 'unknown', tags: 'unknown', block: 'unknown' },
    ],
    [
      `arn:aws:dynamodb:eu-west-1:${PROD}:table/t/index/i`,
      {
        governing: `arn:aws:dynamodb:eu-west-1:${PROD}:table/t`,
        account: PROD,
        policy: 'known',
        tags: 'unknown',
        block: 'unknown',
      },
    ],
    [
      `arn:aws:logs:eu-west-1:${PROD}:log-group:g:log-stream:s`,
      {
        governing: `arn:aws:logs:eu-west-1:${PROD}:log-group:g`,
        account: PROD,
        policy: 'known',
        tags: 'unknown',
        block: 'unknown',
      },
    ],
    [
      'arn:aws:sqs:eu-west-1:999999999999:q',
      { governing: undefined, account: '999999999999', policy: 'unknown', tags: 'unknown', block: 'unknown' },
    ],
    [
      `arn:aws:ec2:eu-west-1:${PROD}:instance/i-1`,
      { governing: undefined, account: PROD, policy: 'none', tags: 'unknown', block: 'unknown' },
    ],
    [
      `arn:aws:iam::${PROD}:role/ci/deployer`,
      { governing: undefined, account: PROD, policy: 'known', tags: NONE, block: false },
    ],
    [
      `arn:aws:iam::${PROD}:user/alice`,
      { governing: undefined, account: PROD, policy: 'none', tags: NONE, block: false },
    ],
    [
      `arn:aws:iam::${PROD}:role/other`,
      { governing: undefined, account: PROD, policy: 'unknown', tags: 'unknown', block: 'unknown' },
    ],
    [
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      { governing: undefined, account: 'aws', policy: 'none', tags: 'unknown', block: 'unknown' },
    ],
    ['*', { governing: undefined, account: undefined, policy: 'none', tags: 'unknown', block: 'unknown' }],
  ])('%s', (arn, expected) => {
    const { governing, account, content, tags, restrictPublicBuckets } = findResource(model, testCatalog(), arn);
    expect({ governing: governing?.arn, account, policy: content.state, tags, block: restrictPublicBuckets }).toEqual(
      expected,
    );
  });
});
