import { samlEndpoint } from '../../catalog/tables/identity-providers';
import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { entrySelects } from '../statement-facts';
import { isReadable, trustedProviders } from '../trusted-providers';

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
    missing: 'No condition on "SAML:aud": assertions for any recipient are accepted. Name the sign-in endpoint of AWS.',
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
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix: No condition on "SAML:aud": assertions for any recipient are accepted. Name the sign-in endpoint of AWS.
== fix Add "SAML:aud" condition ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    {
      ignore: ['condition-equivalent-null-false'],
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws-us-gov:iam::111122223333:saml-provider/Corp" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                                                                                                                     ~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix
  "Condition": { "StringLike": { "aws:RequestTag/team": "*" } } }`,
    },
  ],
  checkStatement(facts) {
    const { statement, actions, principals, conditions, tree, report, fix } = facts;
    if (statement.effect !== 'Allow' || statement.action?.isNegated !== false) return;
    const entry = actions.find((each) => entrySelects(each, 'sts:AssumeRoleWithSAML'));
    const provider = trustedProviders(principals).find(({ kind }) => kind === 'saml');
    if (entry === undefined || provider === undefined || !isReadable(facts, conditions)) return;
    if (conditions.some(({ lowerKey }) => lowerKey === 'saml:aud')) return;
    const endpoint = samlEndpoint(provider.partition);
    const fixes =
      endpoint === undefined ? [] : [fix('add', {}, addTest(tree, statement, 'StringEquals', 'SAML:aud', endpoint))];
    report(entry.node, 'missing', {}, { fixes });
  },
});
