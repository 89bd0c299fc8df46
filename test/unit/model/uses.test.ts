import { describe, expect, test } from 'vitest';
import { principalLabel, principalsOf, usesOf } from '../../../server/src/model/uses';
import { ALLOW_ALL, ROOT, TRUST, testModel } from '../../kit/models';

const files = Object.fromEntries(
  ['scp', 'rcp', 'boundary', 'shared', 'trust', 'bucket', 'endpoint', 'unused', 'group'].map((name) => [
    `${name}.json`,
    name === 'trust' ? TRUST : ALLOW_ALL,
  ]),
);
const model = testModel(
  {
    organization: {
      id: 'o',
      managementAccount: '111111111111',
      serviceControlPolicies: { Deny: 'scp.json' },
      resourceControlPolicies: { Same: 'rcp.json' },
      root: { id: 'r', organizationalUnits: { A: { id: 'ou', serviceControlPolicies: ['Deny'], accounts: ['prod'] } } },
    },
    accounts: {
      '111111111111': { roles: { admin: { trustPolicy: 'unknown' } } },
      '222222222222': {
        alias: 'prod',
        users: { alice: { groups: ['Devs'], managedPolicies: ['Shared'] } },
        groups: { Devs: { inlinePolicies: { Own: 'group.json' } } },
        roles: { app: { trustPolicy: 'trust.json', permissionsBoundary: 'Shared', inlinePolicies: { In: ALLOW_ALL } } },
        managedPolicies: { Shared: 'shared.json', Unused: 'unused.json' },
        resources: { 'arn:aws:s3:::b': { policy: 'bucket.json' } },
        vpcEndpoints: { 'vpce-1': { policy: 'endpoint.json' } },
      },
    },
  },
  { files },
);

describe('which policy is used as what', () => {
  const uses = usesOf(model);
  test.each<[string, readonly (readonly [string, string, readonly string[]])[]]>([
    ['scp.json', [['scp', 'SCP Deny', ['prod:user/alice', 'prod:role/app']]]],
    ['rcp.json', [['rcp', 'RCP Same', []]]],
    [
      'shared.json',
      [
        ['identity', 'user prod:user/alice', ['prod:user/alice']],
        ['boundary', 'role prod:role/app', ['prod:role/app']],
      ],
    ],
    ['group.json', [['identity', 'group prod:group/Devs', ['prod:user/alice']]]],
    ['trust.json', [['trust', 'role prod:role/app', []]]],
    ['bucket.json', [['resource', 'resource arn:aws:s3:::b', []]]],
    ['endpoint.json', [['vpce', 'VPC endpoint vpce-1', []]]],
    ['unused.json', [['identity', 'managed policy Unused of prod', []]]],
    ['other.json', []],
  ])('%s', (path, expected) => {
    expect(uses.of(ROOT + path, '').map(({ type, by, principals }) => [type, by, principals()])).toEqual(expected);
  });

  test('a policy in the model itself, by its pointer', () => {
    const pointer = '/accounts/222222222222/roles/app/inlinePolicies/In';
    expect(uses.of(model.uri, pointer).map(({ type }) => type)).toEqual(['identity']);
    expect(uses.of(model.uri, '/accounts')).toEqual([]);
  });

  test('every principal', () => {
    expect(principalsOf(model).map((each) => principalLabel(model, each))).toEqual([
      '111111111111:role/admin',
      'prod:user/alice',
      'prod:role/app',
    ]);
  });
});
