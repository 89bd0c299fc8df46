import { replaceTest } from '../condition-edits';
import { lacksSetOperator } from '../operator-parts';
import { rule } from '../rule';
import { surelyUniversalValues } from '../universal-values';
import { isSaidOfWildcard } from '../wildcard-precedence';

export default rule({
  code: 'condition-equivalent-null-false',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Condition that asks only whether a key is there',
  why: 'Every value passes, which a pattern of its own hides; Null says it in so many words.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-equivalent-to-null-false',
  aaIssueCodes: ['EQUIVALENT_TO_NULL_FALSE'],
  needs: 'Condition',
  messages: {
    presence: 'Every value of "{key}" passes, so that only its presence counts. Write "Null" with "false".',
  },
  fixes: {
    null: {
      title: 'Use "Null" with "false" on "{key}"',
      effect: 'none',
      safe: 'the test has no set operator: ForAnyValue does not pass an empty value',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:PrincipalOrgID": "false" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { "aws:PrincipalOrgID": "o-*" } } }',
    {
      // Without a set operator the test never passes: Null would let everybody in.
      ignore: ['condition-missing-qualifier'],
      text: '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringLike": { "aws:TagKeys": "*" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { "aws:PrincipalTag/team": "*" } } }
                                                                                                                                                         ~~~ presence +fix!
== fix Use "Null" with "false" on "aws:PrincipalTag/team" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:PrincipalTag/team": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringLike": { "aws:TagKeys": "*" } } }
                                                                                                                                                     ~~~ presence +fix`,
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    for (const test of conditions) {
      const { parsed, key } = test;
      if (parsed?.base.takesWildcards !== true || parsed.base.isNegated || parsed.ifExists) continue;
      if (parsed.set === 'ForAllValues' || lacksSetOperator(test)) continue;
      const [value] = surelyUniversalValues(test);
      if (value === undefined || isSaidOfWildcard(facts, test)) continue;
      const fixes = () => {
        const edits = replaceTest(tree, statement, test, { operator: 'Null', key, value: 'false' });
        return [fix('null', { key }, edits, { isSafe: parsed.set === undefined })];
      };
      report(value.node, 'presence', { key }, { fixes });
    }
  },
});
