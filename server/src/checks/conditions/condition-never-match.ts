import { rule } from '../rule';
import { removeStatement } from '../statement-place';
import { surelyUniversalValues } from '../universal-values';

export default rule({
  code: 'condition-never-match',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Condition that never holds',
  why: 'A statement that never applies misleads whoever reads the policy.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement-due-to-wildcard-in-condition',
  aaIssueCodes: ['REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION'],
  needs: 'Condition',
  messages: {
    never:
      '"{operator}" with "{value}" holds for no request, so that the statement never applies. Correct the value, or remove the statement.',
  },
  fixes: {
    remove: { title: 'Remove statement', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      ignore: ['condition-multivalue-negated'],
      text: '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "a*" } } }',
    },
  ],
  bad: [
    {
      ignore: ['condition-multivalue-negated'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "*" } } }
                                                                                                                                                        ~~~ never +fix
== fix Remove statement ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
  ],
  checkStatement({ statement, document, conditions, tree, report, fix }) {
    for (const test of conditions) {
      const { parsed, operator } = test;
      if (parsed?.set !== 'ForAnyValue' || !parsed.base.isNegated || parsed.ifExists) continue;
      if (!parsed.base.takesWildcards) continue;
      const [value] = surelyUniversalValues(test);
      if (value === undefined) continue;
      const removal = removeStatement(document, tree, statement);
      const fixes = [fix('remove', {}, removal)];
      report(value.node, 'never', { operator, value: value.text }, { fixes });
    }
  },
});
