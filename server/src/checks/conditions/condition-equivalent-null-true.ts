import { replaceTest } from '../condition-edits';
import { exemptsEveryone } from '../everyone-exempt';
import { lacksSetOperator } from '../operator-parts';
import { rule } from '../rule';
import { surelyUniversalValues } from '../universal-values';

export default rule({
  code: 'condition-equivalent-null-true',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Condition that asks only whether a key is absent',
  why: 'No value passes, which a pattern of its own hides; Null says it in so many words.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-equivalent-to-null-true',
  aaIssueCodes: ['EQUIVALENT_TO_NULL_TRUE'],
  needs: 'Condition',
  messages: {
    presence: 'No value of "{key}" passes, so that only its absence counts. Write "Null" with "true".',
  },
  fixes: {
    null: {
      title: 'Use "Null" with "true" on "{key}"',
      effect: 'none',
      safe: 'the test has no set operator: ForAllValues also passes an empty value, which Null does not',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:PrincipalOrgID": "true" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotLike": { "aws:PrincipalOrgID": "o-*" } } }',
    {
      ignore: ['condition-missing-qualifier'],
      text: '{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringNotLike": { "aws:TagKeys": "*" } } }',
    },
    // To an ARN operator a user name matches nothing, not even a star.
    {
      ignore: ['condition-type-mismatch', 'condition-arn-with-string'],
      text: '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnNotLike": { "aws:username": "*" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotLike": { "aws:PrincipalTag/team": "*" } } }
                                                                                                                                                           ~~~ presence +fix!
== fix Use "Null" with "true" on "aws:PrincipalTag/team" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:PrincipalTag/team": "true" } } }`,
    `
{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringNotLike": { "aws:TagKeys": "*" } } }
                                                                                                                                                        ~~~ presence +fix`,
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    for (const test of conditions) {
      const { parsed, key } = test;
      if (parsed?.base.takesWildcards !== true || !parsed.base.isNegated || parsed.set === 'ForAnyValue') continue;
      if (lacksSetOperator(test)) continue;
      const [value] = surelyUniversalValues(test);
      if (value === undefined || exemptsEveryone(facts, test)) continue;
      const fixes = () => {
        const edits = replaceTest(tree, statement, test, { operator: 'Null', key, value: 'true' });
        return [fix('null', { key }, edits, { isSafe: parsed.set === undefined })];
      };
      report(value.node, 'presence', { key }, { fixes });
    }
  },
});
