import { changeOperator } from '../condition-edits';
import { claimOf, providerOf } from '../condition-entries';
import { withSet } from '../condition-operators';
import { isSingleValued, setPrefixRange } from '../operator-parts';
import { rule } from '../rule';

export default rule({
  code: 'condition-foranyvalue-single',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'ForAnyValue on a key of one value',
  why: 'A set operator makes readers look for several values that the key never has.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  needs: 'Condition',
  messages: {
    single: '"{key}" has one value, so that "ForAnyValue:" changes nothing for it. Remove it.',
    negated:
      '"{key}" has one value: "ForAnyValue:" only keeps a request without it from passing. Remove it, or say that with "Null" and "false".',
  },
  fixes: {
    remove: { title: 'Remove "ForAnyValue:"', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }',
    {
      type: 'trust',
      text: '{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" }, "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:12345678-abcd-1234-abcd-123456789012" } } }',
    },
    {
      ignore: ['condition-null-qualifier'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAnyValue:Null": { "aws:PrincipalTag/team": "true" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAnyValue:StringEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }
                                                                                                                 ~~~~~~~~~~~~ single +fix
== fix Remove "ForAnyValue:" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAnyValue:StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                ~~~~~~~~~~~~ negated +fix`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    for (const test of conditions) {
      const { parsed, key, lowerKey } = test;
      if (parsed?.set !== 'ForAnyValue' || !isSingleValued(test)) continue;
      // condition-null-qualifier
      if (parsed.base.type === 'Null') continue;
      if (providerOf(key) !== undefined || claimOf(lowerKey) === 'aud' || lowerKey.startsWith('saml:')) continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, withSet(parsed, undefined));
        return [fix('remove', {}, edits)];
      };
      report(setPrefixRange(test), parsed.base.isNegated ? 'negated' : 'single', { key }, { fixes });
    }
  },
});
