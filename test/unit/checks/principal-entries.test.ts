import { describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { checkSite } from '../../../server/src/checks/run';
import type { PolicyType } from '../../../server/src/policy/document';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();
const ofPrincipals = rules.filter(({ family }) => family === 'principals');

/** What the family says of one principal. */
function codesFor(type: PolicyType, effect: string, principal: object | string): readonly string[] {
  const statement =
    type === 'trust'
      ? { Effect: effect, Principal: principal, Action: 'sts:AssumeRole' }
      : {
          Effect: effect,
          Principal: principal,
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
        };
  const site = siteOf(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  return checkSite({ site, types: [type], catalog, rules: ofPrincipals }).map(({ code }) => code);
}

describe('a principal that AWS refuses is reported by exactly one check', () => {
  const cases: readonly (readonly [key: string, value: string, code: string])[] = [
    ['AWS', '', 'principal-value-format'],
    ['AWS', 'App', 'principal-value-format'],
    ['AWS', 'role/App', 'principal-value-format'],
    ['AWS', 'arn:aws:iam::role/App', 'principal-value-format'],
    ['AWS', 'arn:aws:iam:::role/App', 'principal-value-format'],
    ['AWS', 'arn:aws:iam::111122223333:role/', 'principal-value-format'],
    ['AWS', 'arn:aws:iam::111122223333:root/x', 'principal-value-format'],
    ['AWS', 'arn:aws:sts::111122223333:assumed-role', 'principal-value-format'],
    ['AWS', 'arn:aws:s3:::amzn-s3-demo-bucket', 'principal-value-format'],
    ['AWS', 'arn:aws:iam::111122223333:assumed-role/App/ci', 'principal-sts-iam-mixup'],
    ['AWS', 'arn:aws:sts::111122223333:assumed-role/App', 'principal-sts-iam-mixup'],
    ['AWS', 'arn:aws:sts::111122223333:assumed-role/App/', 'principal-sts-iam-mixup'],
    ['AWS', 'arn:aws:sts::111122223333:user/ana', 'principal-sts-iam-mixup'],
    ['AWS', '1111', 'principal-account-invalid'],
    ['AWS', '1111 2222 3333', 'principal-account-invalid'],
    ['AWS', 'arn:aws:iam::1111:root', 'principal-account-invalid'],
    ['AWS', 'arn:aws:iam::111122223333:group/Devs', 'principal-group'],
    ['AWS', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'principal-policy-arn'],
    ['AWS', 'AKIAIOSFODNN7EXAMPLE', 'principal-other-unique-id'],
    ['AWS', 'ec2.amazonaws.com', 'principal-service-under-aws'],
    ['AWS', 'accounts.google.com', 'principal-service-under-aws'],
    ['AWS', 'arn:aws:iam::111122223333:oidc-provider/gitlab.com', 'principal-service-under-aws'],
    ['AWS', 'arn:aws:iam::111122223333:role/a*', 'principal-wildcard'],
    ['AWS', 'arn:aws:iam::*:root', 'principal-wildcard'],
    ['AWS', '11112222333?', 'principal-wildcard'],
    ['Service', '*', 'principal-wildcard'],
    ['Service', '111122223333', 'principal-service-under-aws'],
    ['Service', 'arn:aws:iam::111122223333:role/App', 'principal-service-under-aws'],
    ['Service', '', 'principal-service-unknown'],
    ['Service', 'ec2 .amazonaws.com', 'principal-service-unknown'],
    ['Federated', '*', 'principal-wildcard'],
    ['Users', 'ana', 'principal-key-unknown'],
  ];
  for (const [key, value, code] of cases) {
    for (const type of ['resource', 'trust', 'vpce'] as const) {
      test(`${type}: ${key} "${value}"`, () => expect(codesFor(type, 'Allow', { [key]: value })).toEqual([code]));
    }
    // An RCP has "*" and nothing else, which a check of its own says.
    test(`rcp: ${key} "${value}"`, () => expect(codesFor('rcp', 'Deny', { [key]: value })).toEqual([]));
  }
});

describe('what a template fills in is not judged', () => {
  test.each([
    ['AWS', '${Account}'],
    ['AWS', 'arn:aws:iam::${Account}:role/*'],
    ['Service', '${Service}.amazonaws.com'],
    ['Fn::If', 'x'],
  ])('%s "%s"', (key, value) => expect(codesFor('resource', 'Allow', { [key]: value })).toEqual([]));
});
