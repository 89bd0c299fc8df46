import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createModelCache } from '../../../server/src/model/cache';
import { neededFiles } from '../../../server/src/model/files';
import { parseModel, readModel } from '../../../server/src/model/read';
import { loadSchemaCheck, type SchemaCheck } from '../../../server/src/model/schema-check';
import { usesOf } from '../../../server/src/model/uses';
import { testCatalog } from '../../kit/catalog';
import { ALLOW_ALL, filesOf, readTestModel, TRUST } from '../../kit/models';

const MODEL = JSON.stringify({
  organization: {
    id: 'o',
    managementAccount: 'm',
    serviceControlPolicies: { D: 'd.json' },
    root: {
      id: 'r',
      accounts: ['m'],
      organizationalUnits: { A: { id: 'ou', serviceControlPolicies: ['D'], accounts: ['prod'] } },
    },
  },
  accounts: {
    '111111111111': { alias: 'm' },
    '222222222222': {
      alias: 'prod',
      import: ['e.json'],
      users: { a: { groups: ['g'], accessKeys: [{ id: 'AKIA' }] } },
      groups: { g: { managedPolicies: ['M'] } },
      roles: { r: { trustPolicy: TRUST, inlinePolicies: { I: 'i.json' }, tags: { k: 'v' } } },
      managedPolicies: { M: { policy: 'i.json', path: '/x/' } },
      resources: {
        'arn:aws:kms:eu-west-1:222222222222:key/k': {
          policy: 'unknown',
          grants: [{ grantee: 'prod:role/r', operations: ['Decrypt'] }],
        },
      },
      vpcEndpoints: { v: { type: 'gateway' } },
    },
  },
  identityCenter: {
    permissionSets: { P: { customerManagedPolicies: ['M'] } },
    assignments: [{ permissionSet: 'P', accounts: ['prod'] }],
  },
});
const EXPORT = JSON.stringify({
  UserDetailList: [
    {
      UserName: 'b',
      Arn: 'arn:aws:iam::222222222222:user/b',
      UserPolicyList: [{ PolicyName: 'p', PolicyDocument: '%7B%7D' }],
      Tags: [{ Key: 'a' }],
    },
  ],
  RoleDetailList: [
    {
      RoleName: 'q',
      Arn: 'arn:aws:iam::222222222222:role/q',
      AssumeRolePolicyDocument: '%',
      InstanceProfileList: [{ InstanceProfileName: 'i' }],
    },
  ],
  Policies: [
    {
      PolicyName: 'N',
      Arn: 'arn:aws:iam::222222222222:policy/N',
      PolicyVersionList: [{ IsDefaultVersion: true, Document: {} }],
    },
  ],
});

let schema: SchemaCheck;
beforeAll(async () => {
  schema = await loadSchemaCheck();
});

/** Reads and touches everything that is computed late. */
function readAll(model: string, exported: string): number {
  const source = { uri: 'file:///w/iam-model.json', text: model, folder: '' };
  neededFiles(parseModel(source).tree, '');
  const files = filesOf({ 'e.json': exported, 'i.json': ALLOW_ALL, 'd.json': ALLOW_ALL });
  const reading = readModel(source, { files, catalog: testCatalog(), schema });
  for (const uri of usesOf(reading.model).uris()) usesOf(reading.model).of(uri);
  for (const account of reading.model.accounts.values()) {
    for (const list of [account.users, account.roles]) {
      for (const entity of list === 'unknown' ? [] : list.values()) {
        for (const slot of entity.inlinePolicies === 'unknown' ? [] : entity.inlinePolicies)
          if (slot.state === 'known') slot.policy.document();
        reading.model.positionsOf(entity.at);
      }
    }
  }
  for (const { range } of reading.problems)
    if (range.start < 0 || range.end > model.length || range.start > range.end)
      throw new Error('a range is outside of the text');
  return reading.problems.length;
}

describe('reading never throws, and every range lies in the text', () => {
  test('for a sound model', () => {
    expect(readAll(MODEL, EXPORT)).toBe(1);
  });

  test('for a model that is cut off anywhere', () => {
    for (let end = 0; end <= MODEL.length; end += 1) readAll(MODEL.slice(0, end), EXPORT);
  });

  test('for an export that is cut off anywhere', () => {
    for (let end = 0; end <= EXPORT.length; end += 1) readAll(MODEL, EXPORT.slice(0, end));
  });

  test('whatever stands in a place', () => {
    const places: (string | number)[][] = [];
    const collect = (node: unknown, path: (string | number)[]) => {
      places.push(path);
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node))
        collect(value, [...path, Array.isArray(node) ? Number(key) : key]);
    };
    collect(JSON.parse(MODEL), []);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        readAll(JSON.stringify(replaced(JSON.parse(MODEL), path, value)), EXPORT);
      }),
      { numRuns: 400 },
    );
  });
});

function replaced(node: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy: { [key: string | number]: unknown } = Array.isArray(node)
    ? ([...node] as never)
    : { ...(node as object) };
  copy[step] = replaced(copy[step], rest, value);
  return copy;
}

test('ten thousand roles, from exports and by hand, are all there; a second reading keeps their documents', () => {
  const exportOf = (account: number) => ({
    RoleDetailList: Array.from({ length: 500 }, (_, index) => ({
      RoleName: `role-${index}`,
      Arn: `arn:aws:iam::${account}:role/role-${index}`,
      AssumeRolePolicyDocument: TRUST,
      RolePolicyList: [{ PolicyName: 'p', PolicyDocument: ALLOW_ALL }],
      AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    })),
  });
  const accounts = Array.from({ length: 20 }, (_, index) => 100_000_000_000 + index);
  const files = Object.fromEntries(accounts.map((account) => [`${account}.json`, JSON.stringify(exportOf(account))]));
  const model = { accounts: Object.fromEntries(accounts.map((account) => [account, { import: [`${account}.json`] }])) };
  const cache = createModelCache(testCatalog());
  const read = () => readTestModel(model, { files, cache });
  const documentOf = ({ model: { accounts: all } }: ReturnType<typeof read>) => {
    const roles = all.get('100000000007')?.roles;
    const trust = roles === undefined || roles === 'unknown' ? undefined : roles.get('role-499')?.trust;
    return trust?.state === 'known' ? trust.policy.document() : undefined;
  };
  const first = read();
  expect(first.problems).toEqual([]);
  const count = [...first.model.accounts.values()].map(({ roles }) => (roles === 'unknown' ? 0 : roles.size));
  expect(count.reduce((sum, each) => sum + each, 0)).toBe(10_000);
  expect(documentOf(first)?.statements.length).toBe(1);
  expect(documentOf(read())).toBe(documentOf(first));
});
