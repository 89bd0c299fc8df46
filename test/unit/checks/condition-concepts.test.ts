import { describe, expect, test } from 'vitest';
import { readConditionEntries } from '../../../server/src/checks/condition-entries';
import { splitOperator, withBase } from '../../../server/src/checks/condition-operators';
import { hasOwnWildcard } from '../../../server/src/checks/condition-values';
import { isoOfSeconds, meantDate } from '../../../server/src/checks/date-values';
import { isKmsKeyArn } from '../../../server/src/checks/key-arns';
import { organizationPathProblem } from '../../../server/src/checks/organization-values';
import { privateSourceTests } from '../../../server/src/checks/private-addresses';
import { universalValues } from '../../../server/src/checks/universal-values';
import { parseOperator } from '../../../server/src/language/operators';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();

/** The one test of a condition. */
function entryOf(operator: string, key: string, values: unknown) {
  const text = JSON.stringify({ Statement: [{ Condition: { [operator]: { [key]: values } } }] });
  return readConditionEntries(catalog, siteOf(text).document.statements[0]!)[0]!;
}

describe('universal values', () => {
  test.each([
    ['StringLike', ['*', 'a*', '**', '?*', '', '${*}'], ['*', '**']],
    ['StringNotLikeIfExists', ['*', 'a'], ['*']],
    ['ForAnyValue:StringLike', '*', ['*']],
    ['StringEquals', '*', []],
    ['StringNotEqualsIgnoreCase', '*', []],
    [
      'ArnLike',
      ['*', 'arn:*', 'arn:*:*:*:*:*', '*:*:*:*:*:*', 'arn:aws:*', 'arn:aws:iam::*:role/*', '*x'],
      ['*', 'arn:*', 'arn:*:*:*:*:*', '*:*:*:*:*:*'],
    ],
    ['ArnEquals', 'arn:*:*:*:*:*', ['arn:*:*:*:*:*']],
    ['IpAddress', ['0.0.0.0/0', '10.0.0.0/8', '::/0', '*'], ['0.0.0.0/0', '::/0']],
    ['NotIpAddress', '203.0.113.7/0', ['203.0.113.7/0']],
    ['Null', 'true', []],
    ['NumericEquals', '*', []],
    ['Nonsense', '*', []],
  ])('%s %j', (operator, values, expected) => {
    expect(universalValues(entryOf(operator, 'aws:PrincipalTag/x', values)).map(({ text }) => text)).toEqual(expected);
  });
});

describe('operators', () => {
  test.each([
    ['ForAnyValues:StringEqualIfExists', { prefix: 'ForAnyValues', base: 'StringEqual', ifExists: true }],
    ['Bool', { prefix: undefined, base: 'Bool', ifExists: false }],
    [':ifexists', { prefix: '', base: '', ifExists: true }],
  ])('%s', (text, expected) => {
    expect(splitOperator(text)).toEqual(expected);
  });

  test('another base keeps the rest', () => {
    expect(withBase(parseOperator('forallvalues:stringequalsifexists')!, 'StringLike')).toBe(
      'ForAllValues:StringLikeIfExists',
    );
  });
});

test.each([
  ['a*', true],
  ['a?', true],
  ['${*}', false],
  ['${aws:username}/${?}', false],
  ["${aws:PrincipalTag/team, '*'}", false],
  ['${aws:username}*', true],
  ['plain', false],
])('%s has a wildcard of its own: %s', (text, expected) => {
  expect(hasOwnWildcard(text)).toBe(expected);
});

test.each([
  ['31.01.2024', '2024-01-31T00:00:00Z'],
  ['2024/1/5', '2024-01-05T00:00:00Z'],
  ['2024-01-31 08:30:15', '2024-01-31T08:30:15Z'],
  ['2024-01-31 08:30+02:00', '2024-01-31T08:30:00+02:00'],
  ['31/01/2024', '2024-01-31T00:00:00Z'],
  ['01/31/2024', '2024-01-31T00:00:00Z'],
  ['05/05/2024', '2024-05-05T00:00:00Z'],
  ['02/03/2024', undefined],
  ['30.02.2024', undefined],
  ['2024-01.31', undefined],
  ['tomorrow', undefined],
])('the date %s is meant as %s', (text, expected) => {
  expect(meantDate(text)).toBe(expected);
});

test('seconds are a date up to the year 9999', () => {
  expect([0, 1_767_225_600, 253_402_300_799, 253_402_300_800].map(isoOfSeconds)).toEqual([
    '1970-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    undefined,
  ]);
});

test.each([
  ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/', undefined],
  ['o-a1b2c3d4e5/r-ab12/', undefined],
  ['o-a1b2c3d4e5/*', undefined],
  ['*', undefined],
  ['o-*/r-ab12/', undefined],
  ['o-a1b2c3d4e5/r-ab12/ou-ab12-1111*', undefined],
  ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111', 'slash'],
  ['o-a1b2c3d4e5/r-ab12', 'slash'],
  ['o-a1b2c3d4e5', 'incomplete'],
  ['o-a1b2c3d4e5/', 'incomplete'],
  ['r-ab12/ou-ab12-11111111/', 'incomplete'],
  ['o-a1b2c3d4e5/ou-ab12-11111111/*', 'incomplete'],
  ['', 'path'],
  ['/', 'path'],
  ['o-a1b2c3d4e5/r-ab12/Sales/', 'path'],
])('the organization path %s: %s', (text, expected) => {
  expect(organizationPathProblem(text)).toBe(expected);
});

test.each([
  ['10.1.2.3', true],
  ['172.16.0.0/12', true],
  ['172.0.0.0/8', false],
  ['100.64.0.0/10', false],
  ['fe80::1', true],
  ['0.0.0.0/0', false],
  ['ten', false],
])('%s is private: %s', (text, expected) => {
  const found = privateSourceTests([entryOf('IpAddress', 'aws:SourceIp', text)], 'IpAddress');
  expect(found.length > 0).toBe(expected);
});

test.each([
  ['arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', true],
  ['arn:aws:kms:*:111122223333:*', true],
  ['*', true],
  ['arn:aws:kms:us-east-1:111122223333:alias/app', false],
  ['arn:aws:kms:us-east-1:111122223333:alias/*', false],
  ['1234abcd-12ab-34cd-56ef-1234567890ab', false],
])('%s is a KMS key ARN: %s', (text, expected) => {
  expect(isKmsKeyArn(text)).toBe(expected);
});
