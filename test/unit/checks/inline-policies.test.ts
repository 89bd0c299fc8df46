import { expect, test } from 'vitest';
import { inlineUse } from '../../../server/src/checks/inline-policies';
import { ROOT, TRUST, testModel } from '../../kit/models';

/** 91 characters and the name. */
const sized = (size: number) => {
  const policy = (name: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: name }],
  });
  return policy('x'.repeat(size - JSON.stringify(policy('')).length));
};

const model = testModel(
  {
    accounts: {
      '222222222222': {
        alias: 'prod',
        users: {
          ana: { inlinePolicies: { Short: 'short.json', Long: 'long.json' } },
          bo: { inlinePolicies: { Short: 'short.json' } },
          cy: { inlinePolicies: 'unknown' },
        },
        groups: { Devs: { inlinePolicies: { Group: 'group.json' } } },
        roles: {
          app: { trustPolicy: TRUST, inlinePolicies: { Wide: 'wide.json', Gone: 'unknown' } },
          both: { trustPolicy: TRUST, inlinePolicies: { Short: 'short.json' }, managedPolicies: ['managed.json'] },
        },
        managedPolicies: { Managed: 'managed.json' },
      },
    },
  },
  {
    files: {
      'short.json': sized(1000),
      'long.json': sized(1049),
      'group.json': sized(5120),
      'wide.json': sized(10_241),
      'managed.json': sized(200),
    },
  },
);

test.each([
  [
    'fits beside nothing, and is not the longest where it is too much',
    'short.json',
    3,
    { isOnlyInline: true, overfull: [] },
  ],
  ['used in another way too', 'short.json', 4, { isOnlyInline: false, overfull: [] }],
  [
    'the longest of a user says it',
    'long.json',
    1,
    {
      isOnlyInline: true,
      overfull: [{ holder: 'user prod:user/ana', count: 2, size: 2049, limit: 2048 }],
    },
  ],
  ['a group that is just full', 'group.json', 1, { isOnlyInline: true, overfull: [] }],
  [
    'a role with a policy that is not known besides',
    'wide.json',
    1,
    {
      isOnlyInline: true,
      overfull: [{ holder: 'role prod:role/app', count: 1, size: 10_241, limit: 10_240 }],
    },
  ],
  ['a managed policy', 'managed.json', 1, undefined],
])('%s', (_name, file, uses, expected) => {
  expect(inlineUse(model, `${ROOT}${file}`, '', uses)).toEqual(expected);
});
