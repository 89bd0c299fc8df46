import { changeOperator } from '../condition-edits';
import { claimOf } from '../condition-entries';
import { withSet } from '../condition-operators';
import { isSingleValued, setPrefixRange } from '../operator-parts';
import { rule } from '../rule';

export default rule({
  code: 'condition-forallvalues-single',
  severity: 'security',
  severityBy: { Allow: 'security', Deny: 'suggestion' },
  policyTypes: 'all',
  title: 'ForAllValues on a key of one value',
  why: 'ForAllValues is also true when the key is absent, which a plain operator is not.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-forallvalues-with-single-valued-key',
  aaIssueCodes: ['FORALLVALUES_WITH_SINGLE_VALUED_KEY'],
  needs: 'Condition',
  messages: {
    allow:
      '"{key}" has one value, and with "ForAllValues:" a request without it is allowed too. Remove "ForAllValues:".',
    deny: '"{key}" has one value, and with "ForAllValues:" a request without it is denied too. Remove "ForAllValues:" if that is not meant.',
  },
  fixes: {
    remove: {
      title: 'Remove "ForAllValues:"',
      effect: 'narrows',
      safe: 'the statement is an Allow: a Deny would deny less',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] }, "Null": { "aws:TagKeys": "false" } } }',
    {
      ignore: ['condition-null-qualifier'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAllValues:Null": { "aws:PrincipalTag/team": "true" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                 ~~~~~~~~~~~~~ allow [security] +fix!
== fix Remove "ForAllValues:" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAllValues:StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                ~~~~~~~~~~~~~ deny [suggestion] +fix`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    const { effect } = statement;
    if (effect === undefined) return;
    for (const test of conditions) {
      const { parsed, key, lowerKey } = test;
      // The audience of a provider has checks of its own.
      if (parsed?.set !== 'ForAllValues' || !isSingleValued(test) || claimOf(lowerKey) === 'aud') continue;
      // condition-null-qualifier
      if (parsed.base.type === 'Null') continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, withSet(parsed, undefined));
        return [fix('remove', {}, edits, { isSafe: effect === 'Allow' })];
      };
      report(setPrefixRange(test), effect === 'Allow' ? 'allow' : 'deny', { key }, { fixes, severityCase: effect });
    }
  },
});
