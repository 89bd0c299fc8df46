import { describe, expect, test } from 'vitest';
import { principalLimits } from '../../../server/src/checks/principal-limits';
import { principalLabel, principalsOf } from '../../../server/src/model/uses';
import { ALLOW_ALL, TRUST, testModel } from '../../kit/models';

const role = (rest: object) => ({ trustPolicy: TRUST, ...rest });
const accounts = {
  '111111111111': { roles: { boss: role({}) } },
  '222222222222': {
    alias: 'prod',
    roles: {
      free: role({}),
      bounded: role({ permissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
      doubtful: role({ permissionsBoundary: 'unknown' }),
    },
  },
};
const organization = {
  managementAccount: '111111111111',
  serviceControlPolicies: { All: ALLOW_ALL },
  root: {
    id: 'r',
    accounts: ['111111111111'],
    organizationalUnits: { Work: { id: 'ou-1', serviceControlPolicies: ['All'], accounts: ['222222222222'] } },
  },
};

function limitsOf(model: ReturnType<typeof testModel>, ...names: string[]) {
  const labels = principalsOf(model)
    .filter(({ name }) => names.includes(name))
    .map((principal) => principalLabel(model, principal));
  return principalLimits(model, new Set(labels))?.map(({ principal, layers }) => [
    principal,
    ...layers.map(({ kind }) => kind),
  ]);
}

describe('limits', () => {
  const model = testModel({ accounts });
  test.each<readonly [string, readonly string[], unknown]>([
    ['nobody has the policy', [], undefined],
    ['no boundary', ['free'], [['prod:role/free']]],
    ['a boundary', ['bounded'], [['prod:role/bounded', 'boundary']]],
    ['a boundary that is not known takes nothing away', ['doubtful'], [['prod:role/doubtful']]],
  ])('%s', (_name, names, expected) => expect(limitsOf(model, ...names)).toEqual(expected));

  test('SCPs of each place bind all but the management account', () => {
    const organized = testModel({ accounts, organization });
    expect(limitsOf(organized, 'boss', 'bounded')).toEqual([
      ['111111111111:role/boss'],
      ['prod:role/bounded', 'boundary', 'scp', 'scp', 'scp'],
    ]);
  });

  test('layers that principals share are one object', () => {
    const organized = testModel({ accounts, organization });
    const [first, second] = principalLimits(organized, new Set(['prod:role/free', 'prod:role/doubtful'])) ?? [];
    expect(first?.layers.map(({ name }) => name)).toEqual(['root r', 'OU Work', 'account prod']);
    expect(second?.layers.every((layer, at) => layer === first?.layers[at])).toBe(true);
  });

  test('an account that is not known in full', () => {
    const open = { ...accounts, '333333333333': { roles: { any: role({ managedPolicies: 'unknown' }) } } };
    expect(limitsOf(testModel({ accounts: open }), 'free')).toBeUndefined();
  });
});
