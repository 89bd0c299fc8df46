import { removeTest } from '../condition-edits';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-irrelevant',
  severity: 'suggestion',
  policyTypes: ['resource', 'trust'],
  title: 'Key that is the same for every request',
  why: 'A policy on a resource applies to that resource only, so that a test of who owns it has one answer for every request.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-irrelevant-condition-key-in-policy',
  aaIssueCodes: ['IRRELEVANT_CONDITION_KEY_IN_POLICY'],
  offline:
    'AWS does not publish which keys it takes for irrelevant: the owner of the resource and iam:PassedToService are checked.',
  needs: 'Condition',
  messages: {
    owner:
      '"{key}" names the owner of this resource, which is the same for every request. To limit callers test "{caller}".',
    passed: '"{key}" is sent with iam:PassRole only, which a policy on a resource does not decide. Remove the test.',
  },
  fixes: { remove: { title: 'Remove condition key', effect: 'depends' } },
  good: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "\${aws:ResourceAccount}", "aws:ResourceAccount": "\${aws:PrincipalAccount}" } } }`,
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "s3:ResourceAccount": "111122223333" }, "Bool": { "aws:SecureTransport": "true" } } }
                                      ~~~~~~~~~~~~~~~~~~~~ owner +fix: "s3:ResourceAccount" names the owner of this resource, which is the same for every request. To limit callers test "aws:PrincipalAccount".
== fix Remove condition key ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }
                                   ~~~~~~~~~~~~~~~~~~~~~ passed +fix`,
    },
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { key, lowerKey, values, member } = entry;
      const caller = CALLER_KEYS.get(lowerKey);
      const isPassed = lowerKey === 'iam:passedtoservice';
      if (!isPassed && caller === undefined) continue;
      // Compared with a variable the owner does tell requests apart.
      if (values.some(({ text }) => isOpenText(text))) continue;
      const fixes = [fix('remove', {}, removeTest(tree, statement, entry))];
      if (caller === undefined) report(member.key, 'passed', { key }, { fixes });
      else report(member.key, 'owner', { key, caller }, { fixes });
    }
  },
});

/** Keys about the owner of the resource, lower case, and those about the caller. */
const CALLER_KEYS: ReadonlyMap<string, string> = new Map([
  ['aws:resourceaccount', 'aws:PrincipalAccount'],
  ['aws:resourceorgid', 'aws:PrincipalOrgID'],
  ['aws:resourceorgpaths', 'aws:PrincipalOrgPaths'],
  ['s3:resourceaccount', 'aws:PrincipalAccount'],
]);
