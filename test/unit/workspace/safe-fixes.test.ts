import { expect, test } from 'vitest';
import type { Finding, Fix } from '../../../server/src/checks/finding';
import { policyProofs } from '../../../server/src/checks/policy-proofs';
import { NO_TIME, UNLIMITED } from '../../../server/src/checks/proof-limits';
import { createKernel } from '../../../server/src/semantics/kernel';
import type { SiteFinding, TypedSite } from '../../../server/src/workspace/analysis';
import { type ProofsOf, safeFixes } from '../../../server/src/workspace/safe-fixes';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const kernel = createKernel(testCatalog());
const proofsWithin =
  (limits = UNLIMITED): ProofsOf =>
  ({ site, decisions }) =>
    decisions.map(({ type }) => policyProofs({ document: site.document, type, kernel: () => kernel, limits }));

const document = (...statements: string[]) => `{ "Version": "2012-10-17", "Statement": [${statements.join(', ')}] }`;
const allow = (action: string, resource = '*') =>
  `{ "Effect": "Allow", "Action": "${action}", "Resource": "${resource}" }`;
const deny = (action: string) => `{ "Effect": "Deny", "Action": "${action}", "Resource": "*" }`;

/** Findings with one fix each, said to be safe: the first occurrence of a text becomes another. */
function found(text: string, changes: readonly [string, string][], effect: Fix['effect'] = 'none'): SiteFinding[] {
  const typed: TypedSite = {
    site: siteOf(text),
    decisions: [{ type: 'identity', because: { kind: 'content' } } as never],
  };
  return changes.map(([from, to]) => {
    const range = { start: text.indexOf(from), end: text.indexOf(from) + from.length };
    const fix: Fix = { title: from, edits: [{ range, newText: to }], isSafe: true, effect };
    return { typed, finding: { range, fixes: [fix] } as unknown as Finding };
  });
}

const titles = (of: readonly SiteFinding[], limits = UNLIMITED) =>
  safeFixes(of, proofsWithin(limits)).map(({ fix }) => fix.title);

test.each<readonly [string, SiteFinding[], string[]]>([
  [
    'what changes nothing goes in',
    found(document(allow('S3:getobject')), [['S3:getobject', 's3:GetObject']]),
    ['S3:getobject'],
  ],
  ['what takes access away does not', found(document(allow('s3:*')), [['s3:*', 's3:Get*']]), []],
  ['unless that is what it says', found(document(allow('s3:*')), [['s3:*', 's3:Get*']], 'narrows'), ['s3:*']],
  ['what adds access never does', found(document(allow('s3:Get*')), [['s3:Get*', 's3:*']], 'narrows'), []],
  ['a Deny counts beside other policies', found(document(deny('s3:*')), [['s3:*', 's3:Get*']]), []],
  ['a Deny that denies less does not narrow', found(document(deny('s3:*')), [['s3:*', 's3:Get*']], 'narrows'), []],
  [
    'of fixes that fail together those go in that hold one after the other',
    found(document(allow('s3:Get*'), allow('S3:Get*'), allow('sqs:*')), [
      [`${allow('s3:Get*')}, `, ''],
      [`, ${allow('S3:Get*')}`, ''],
    ]),
    [`${allow('s3:Get*')}, `],
  ],
  [
    'of fixes that meet the first goes in',
    found(document(allow('S3:getobject')), [
      ['S3:getobject', 's3:GetObject'],
      ['getobject', 'GetObject'],
    ]),
    ['S3:getobject'],
  ],
  [
    'of a text that AWS would refuse the rule knows best',
    found(document(allow('s3:Get*').replace('Effect', 'effect')), [['effect', 'Effect']]),
    ['effect'],
  ],
  [
    'and of an effect that is not for the kernel',
    found(document(allow('s3:*')), [['s3:*', 's3:Get*']], 'activates'),
    ['s3:*'],
  ],
])('%s', (_name, of, expected) => {
  expect(titles(of)).toEqual(expected);
});

test('what cannot be proven in time does not go in', () => {
  const narrow = allow('s3:GetObject', 'arn:aws:s3:::a/*');
  const of = found(document(narrow, allow('s3:GetObject', 'arn:aws:s3:::?/*')), [[`${narrow}, `, '']]);
  expect(titles(of)).toHaveLength(1);
  expect(titles(of, NO_TIME)).toEqual([]);
});
