import { passingEmptyLists } from '../empty-lists';
import { rule } from '../rule';

export default rule({
  code: 'condition-empty-array-forall',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Empty list under ForAllValues',
  why: 'An empty list under ForAllValues asks only whether the key is absent, in a way that few readers see.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-condition-forallvalues',
  aaIssueCodes: ['EMPTY_ARRAY_CONDITION_FORALLVALUES'],
  needs: 'Condition',
  messages: {
    absent: 'ForAllValues without values matches only requests that lack the key. Write that with Null.',
    always:
      'A negated operator under ForAllValues matches every request when it has no values. Add a value or remove the test.',
  },
  fixes: {
    absent: {
      title: 'Replace by Null with "true"',
      effect: 'narrows',
      safe: 'the operator is positive, and the statement an Allow: ForAllValues also passes an empty value, which Null does not',
    },
    always: { title: 'Remove condition key', effect: 'none' },
  },
  good: [
    {
      ignore: ['condition-forallvalues-no-null'],
      text: `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] }, "Null": { "aws:TokenIssueTime": "false" } } }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": [] } } }
                                                               ~~ absent +fix!
== fix Replace by Null with "true" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "Null": { "aws:TagKeys": "true" } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAllValues:StringNotEquals": { "aws:TagKeys": [] }, "Bool": { "aws:SecureTransport": "true" } } }
                                                                  ~~ always +fix
== fix Remove condition key ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
  ],
  checkStatement(facts) {
    const { report, fix } = facts;
    for (const { at, id, edits } of passingEmptyLists(facts, 'ForAllValues')) {
      const details = id === 'absent' ? { isSafe: facts.statement.effect === 'Allow' } : {};
      report(at, id, {}, { fixes: [fix(id, {}, edits, details)] });
    }
  },
});
