import { samlEndpoint } from '../../catalog/tables/identity-providers';
import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { entrySelects } from '../statement-facts';
import { isReadable, namesAudience, trustedProviders } from '../trusted-providers';

export default rule({
  code: 'trust-saml-no-aud',
  severity: 'warning',
  policyTypes: ['trust'],
  title: 'SAML provider without audience',
  why: 'An assertion that was made for another recipient is accepted too.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
  needsWholeStatement: true,
  needs: 'Allow',
  messages: {
    missing:
      'Nothing holds "SAML:aud" to a value: assertions for any recipient are accepted. Name the sign-in endpoint of AWS.',
  },
  fixes: { add: { title: 'Add "SAML:aud" condition', effect: 'narrows' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "saml:AUD": "https://signin.aws.amazon.com/saml" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML" }
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix: Nothing holds "SAML:aud" to a value: assertions for any recipient are accepted. Name the sign-in endpoint of AWS.
== fix Add "SAML:aud" condition ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    {
      ignore: ['condition-equivalent-null-false'],
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws-us-gov:iam::111122223333:saml-provider/Corp" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                                                                                                                     ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix
  "Condition": { "StringLike": { "aws:RequestTag/team": "*" } } }`,
    },
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEqualsIfExists": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringNotEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "Null": { "SAML:aud": "false" } } }
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix`,
    {
      ignore: ['condition-equivalent-null-false', 'condition-always-match', 'condition-wildcard-too-permissive'],
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringLike": { "SAML:aud": "*" } } }
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix`,
    },
  ],
  checkStatement(facts) {
    const { statement, actions, principals, conditions, tree, report, fix } = facts;
    if (statement.effect !== 'Allow' || statement.action?.isNegated !== false) return;
    const entry = actions.find((each) => entrySelects(each, 'sts:AssumeRoleWithSAML'));
    const provider = trustedProviders(principals).find(({ kind }) => kind === 'saml');
    if (entry === undefined || provider === undefined || !isReadable(facts, conditions)) return;
    if (conditions.some((test) => test.lowerKey === 'saml:aud' && namesAudience(test))) return;
    const endpoint = samlEndpoint(provider.partition);
    const edits = endpoint === undefined ? [] : addTest(tree, statement, 'StringEquals', 'SAML:aud', endpoint);
    const fixes = [fix('add', {}, edits)];
    report(entry.node, 'missing', {}, { fixes });
  },
});
