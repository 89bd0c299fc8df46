import { changeOperator } from '../condition-edits';
import { claimOf, providerOf } from '../condition-entries';
import { withSet } from '../condition-operators';
import { setPrefixRange } from '../operator-parts';
import { rule } from '../rule';

export default rule({
  code: 'condition-aud-foranyvalue',
  severity: 'security',
  policyTypes: ['trust'],
  title: 'ForAnyValue on the audience',
  why: 'The audience has one value; a set operator is for keys with several, and AWS advises against it here.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-foranyvalue-with-audience-claim-type',
  aaIssueCodes: ['FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE'],
  needs: 'Condition',
  messages: {
    aud: '"{key}" has one value, for which "ForAnyValue:" is not made. Remove it.',
  },
  fixes: {
    remove: { title: 'Remove "ForAnyValue:"', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id" } } }',
    '{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" }, "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:12345678-abcd-1234-abcd-123456789012" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAnyValue:StringEquals": { "accounts.google.com:aud": "app-id" } } }
                                                                                                                                     ~~~~~~~~~~~~ aud +fix
== fix Remove "ForAnyValue:" ==
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    for (const test of conditions) {
      const { parsed, key, lowerKey } = test;
      if (parsed?.set !== 'ForAnyValue' || claimOf(lowerKey) !== 'aud') continue;
      if (providerOf(key) === undefined && !lowerKey.startsWith('saml:')) continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, withSet(parsed, undefined));
        return [fix('remove', {}, edits)];
      };
      report(setPrefixRange(test), 'aud', { key }, { fixes });
    }
  },
});
