import type { StringNode } from '../../syntax/tree';
import { rule } from '../rule';
import type { VariableUse } from '../variable-uses';

export default rule({
  code: 'variable-too-permissive',
  severity: 'error',
  policyTypes: ['trust', 'resource', 'rcp'],
  title: 'Variable that lets anybody in',
  why: 'Who calls decides what stands in tags and names, so that a pattern that begins with a variable holds for callers that nobody meant.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-variable-usage-too-permissive',
  aaIssueCodes: ['VARIABLE_USAGE_TOO_PERMISSIVE'],
  offline: 'The list of keys with which AWS does this is public in part only.',
  needs: ['Allow', 'variable'],
  messages: {
    never:
      'The caller may decide what "{variable}" is, so that this value of {key} keeps nobody out. Write a fixed value.',
    start:
      'The caller may decide how this value of {key} begins. Put at least six fixed characters before "{variable}".',
    userid: 'The part of aws:userid before ":" is an ID of AWS\'s. Use "{variable}" alone there, or a fixed ID.',
  },
  good: [
    {
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/\${aws:PrincipalTag/role}" } } }`,
      type: 'resource',
    },
    {
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalOrgID": "\${aws:ResourceOrgID}" } } }`,
      type: 'resource',
    },
    {
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "aws:PrincipalArn": "\${aws:PrincipalTag/role}" } } }`,
      type: 'resource',
    },
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "\${aws:PrincipalTag/role}" } } }
                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~ start: The caller may decide how this value of aws:PrincipalArn begins. Put at least six fixed characters before "\${aws:PrincipalTag/role}".`,
      type: 'resource',
    },
    {
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalOrgID": "o-\${aws:PrincipalTag/org}" } } }
                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~ never`,
      type: 'resource',
    },
    {
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:userid": "A\${aws:PrincipalTag/id}:*" } } }
                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~ userid`,
      type: 'resource',
    },
  ],
  checkStatement({ statement, document, variables, report }) {
    if (document.languageVersion !== '2012-10-17' || statement.effect !== 'Allow' || variables.length === 0) return;
    let last: StringNode | undefined;
    for (const use of variables) {
      const base = use.test?.parsed?.base;
      if (use.test === undefined || use.known === undefined || !base?.name.endsWith('Like') || base.isNegated) continue;
      const message = judge(use, use.test.lowerKey);
      if (message === undefined || use.node === last) continue;
      last = use.node;
      report(use.node, message, { key: use.test.key, variable: use.node.value.slice(use.start, use.end) });
    }
  },
});

function judge({ node, start, end, known }: VariableUse, lowerKey: string): 'never' | 'start' | 'userid' | undefined {
  // What belongs to the resource is the owner's word, not the caller's.
  if (known?.name.startsWith('aws:Resource')) return undefined;
  if (WITHOUT_VARIABLES.has(lowerKey)) return 'never';
  const before = node.value.slice(0, start);
  if (lowerKey === 'aws:userid') {
    const isAlone = before === '' && (end === node.value.length || node.value.charAt(end) === ':');
    return isAlone || before.includes(':') ? undefined : 'userid';
  }
  const fixed = before.replaceAll('*', '').replaceAll('?', '').length;
  return WITH_FIXED_START.has(lowerKey) && fixed < FIXED_START ? 'start' : undefined;
}

/** Organizations, accounts and networks: what is meant is known when the policy is written. */
const WITHOUT_VARIABLES: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'kms:calleraccount',
]);

const WITH_FIXED_START: ReadonlySet<string> = new Set(['aws:principalarn', 'aws:sourcearn', 'aws:sourcevpcarn']);

const FIXED_START = 6;
