import { changeOperator } from '../condition-edits';
import { claimOf, providerOf } from '../condition-entries';
import { withSet } from '../condition-operators';
import { setPrefixRange } from '../operator-parts';
import { rule } from '../rule';

export default rule({
  code: 'condition-aud-qualifier',
  severity: 'suggestion',
  policyTypes: ['trust'],
  title: 'ForAllValues on the audience',
  why: 'The audience has one value, and ForAllValues holds without it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-confirm-audience-claim-type',
  aaIssueCodes: ['CONFIRM_AUDIENCE_CLAIM_TYPE'],
  needs: 'Condition',
  messages: {
    aud: '"{key}" has one value, and "ForAllValues:" holds without it too. Remove "ForAllValues:".',
  },
  fixes: {
    remove: { title: 'Remove "ForAllValues:"', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id" } } }',
    '{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" }, "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:12345678-abcd-1234-abcd-123456789012" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAllValues:StringEquals": { "accounts.google.com:aud": "app-id" } } }
                                                                                                                                     ~~~~~~~~~~~~~ aud +fix
== fix Remove "ForAllValues:" ==
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    for (const test of conditions) {
      const { parsed, key, lowerKey } = test;
      if (parsed?.set !== 'ForAllValues' || claimOf(lowerKey) !== 'aud') continue;
      if (providerOf(key) === undefined && !lowerKey.startsWith('saml:')) continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, withSet(parsed, undefined));
        return [fix('remove', {}, edits)];
      };
      report(setPrefixRange(test), 'aud', { key }, { fixes });
    }
  },
});
