import { passingEmptyLists } from '../empty-lists';
import { rule } from '../rule';

export default rule({
  code: 'condition-empty-array-ifexists',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Empty list with IfExists',
  why: 'An empty list with IfExists asks only whether the key is absent, in a way that few readers see.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-condition-ifexists',
  aaIssueCodes: ['EMPTY_ARRAY_CONDITION_IFEXISTS'],
  needs: 'Condition',
  messages: {
    absent: 'IfExists without values matches only requests that lack the key. Write that with Null.',
    always:
      'A negated operator with IfExists matches every request when it has no values. Add a value or remove the test.',
  },
  fixes: {
    absent: {
      title: 'Replace by Null with "true"',
      effect: 'none',
      safe: 'the operator is positive: a negated one matches every request',
    },
    always: { title: 'Remove condition key', effect: 'none' },
  },
  good: [
    {
      ignore: ['condition-ifexists-allow'],
      text: `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": ["o-a1b2c3d4e5"] }, "Null": { "aws:TokenIssueTime": "false" } } }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": [] } } }
                                                                 ~~ absent +fix!
== fix Replace by Null with "true" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "Null": { "aws:PrincipalOrgID": "true" } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": [] }, "Bool": { "aws:SecureTransport": "true" } } }
                                                                    ~~ always +fix
== fix Remove condition key ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
  ],
  checkStatement(facts) {
    const { report, fix } = facts;
    for (const { at, id, edits } of passingEmptyLists(facts, 'IfExists')) {
      const details = id === 'absent' ? { isSafe: true } : {};
      report(at, id, {}, { fixes: [fix(id, {}, edits, details)] });
    }
  },
});
