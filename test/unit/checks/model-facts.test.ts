import { describe, expect, test } from 'vitest';
import { modelFacts, type TrustedRole } from '../../../server/src/checks/model-facts';
import { principalsOf } from '../../../server/src/model/uses';
import { testCatalog } from '../../kit/catalog';
import { ALLOW_ALL, TRUST, testModel } from '../../kit/models';

const NARROW = allow('s3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket/*');
const ESCALATE = allow('iam:AttachRolePolicy', '*');

function allow(action: string, resource: string) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] };
}

function role(rest: object) {
  return { trustPolicy: TRUST, ...rest };
}

const model = testModel({
  accounts: {
    '222222222222': {
      users: { ana: { groups: ['Devs'], id: 'AIDAANA' }, bo: { groups: ['devs'] }, cy: { groups: [] } },
      groups: { Devs: {} },
      roles: {
        admin: role({ id: 'AROAADMIN', managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
        inline: role({ inlinePolicies: { All: ALLOW_ALL } }),
        escalating: role({ inlinePolicies: { Narrow: NARROW, Attach: ESCALATE } }),
        narrow: role({ inlinePolicies: { Narrow: NARROW } }),
        bounded: role({ inlinePolicies: { All: ALLOW_ALL }, permissionsBoundary: 'unknown' }),
        unknown: role({ inlinePolicies: 'unknown', managedPolicies: 'unknown' }),
      },
      instanceProfiles: { web: { role: 'narrow' } },
    },
    '333333333333': { roles: { plain: role({}) } },
  },
});

const roles = principalsOf(model).filter((principal) => principal.kind === 'role');
const facts = modelFacts(
  testCatalog(),
  model,
  roles.map((each) => ({ uri: '', pointer: '', type: 'trust', by: '', principals: () => [], role: each })),
);
const named = (name: string): TrustedRole => facts.roles.find(({ arn }) => arn.endsWith(`role/${name}`))!;

describe('a role', () => {
  test.each([
    ['admin', 'AdministratorAccess'],
    ['inline', 'All'],
    ['escalating', 'Attach'],
    ['narrow', undefined],
    ['bounded', undefined],
    ['unknown', undefined],
    ['plain', undefined],
  ])('%s is administered by %s', (name, expected) => expect(named(name).administeredBy).toBe(expected));

  test.each([
    ['narrow', true],
    ['admin', false],
    // Its account lists no instance profiles at all.
    ['plain', undefined],
  ])('%s has an instance profile: %s', (name, expected) => expect(named(name).hasInstanceProfile).toBe(expected));
});

test.each([
  ['arn:aws:iam::222222222222:group/Devs', ['ana', 'bo']],
  ['arn:aws:iam::222222222222:group/path/devs', ['ana', 'bo']],
  ['arn:aws:iam::222222222222:group/Others', []],
  ['arn:aws:iam::333333333333:group/Devs', []],
  ['arn:aws:iam::444444444444:group/Devs', undefined],
  ['no ARN', undefined],
])('members of %s', (arn, names) =>
  expect(facts.membersOf(arn)).toEqual(names?.map((name) => `arn:aws:iam::222222222222:user/${name}`)),
);

test.each([
  ['AIDAANA', 'arn:aws:iam::222222222222:user/ana'],
  ['AROAADMIN', 'arn:aws:iam::222222222222:role/admin'],
  ['AROANOBODY', undefined],
])('the ARN of %s', (id, arn) => expect(facts.arnOf(id)).toBe(arn));
