import { removeTest } from '../condition-edits';
import { lacksSetOperator } from '../operator-parts';
import { rule } from '../rule';
import { surelyUniversalValues } from '../universal-values';
import { isSaidOfWildcard } from '../wildcard-precedence';

export default rule({
  code: 'condition-always-match',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Condition that always holds',
  why: 'A test that every request passes protects nothing and looks as if it did.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-key-due-to-wildcard-in-condition',
  aaIssueCodes: ['REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION'],
  needs: 'Condition',
  messages: {
    one: '"{operator}" with "{value}" holds for every request. Remove "{key}".',
    only: '"{operator}" with "{value}" holds for every request, so that the statement has no condition at all. Remove "{key}".',
  },
  fixes: {
    remove: { title: 'Remove condition key', effect: 'none', safe: true },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      ignore: ['condition-ifexists-allow'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLikeIfExists": { "aws:PrincipalOrgID": "o-*" } } }',
    },
    {
      ignore: ['condition-ifexists-allow', 'condition-wildcard-no-like', 'condition-value-org'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "*" } } }',
    },
    {
      // Where the key is there the test never passes: without it everybody would come in.
      ignore: ['condition-missing-qualifier'],
      text: '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringLikeIfExists": { "aws:TagKeys": "*" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLikeIfExists": { "aws:PrincipalTag/team": "*" } } }
                                                                                                                                        ~~~~~~~~~~~~~~~~~~~~~~~ only +fix!
== fix Remove condition key ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringLike": { "aws:TagKeys": ["a", "*"] }, "Bool": { "aws:SecureTransport": "true" } } }
                                                                                                                                      ~~~~~~~~~~~~~ one +fix!`,
    },
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    for (const test of conditions) {
      const { parsed, operator, key, member } = test;
      if (parsed?.base.takesWildcards !== true || parsed.base.isNegated) continue;
      if (parsed.set === 'ForAnyValue' || !(parsed.ifExists || parsed.set === 'ForAllValues')) continue;
      if (lacksSetOperator(test)) continue;
      const [value] = surelyUniversalValues(test);
      if (value === undefined || isSaidOfWildcard(facts, test)) continue;
      const fixes = () => [fix('remove', {}, removeTest(tree, statement, test))];
      const data = { operator, value: value.text, key };
      report(member.key, conditions.length === 1 ? 'only' : 'one', data, { fixes });
    }
  },
});
