import { usualAudience } from '../../catalog/tables/identity-providers';
import { addTests } from '../condition-edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { claimTests, providersLetIn } from '../trusted-providers';

export default rule({
  code: 'trust-oidc-no-condition',
  severity: 'security',
  policyTypes: ['trust'],
  title: 'OIDC provider without condition',
  why: 'Whoever gets a token of the provider can assume the role: of a shared provider that is the whole world.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-condition-key-for-oidc-principal',
  aaIssueCodes: ['MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL'],
  needsWholeStatement: true,
  needs: ['Allow', 'Principal'],
  messages: {
    open: 'Every token of {issuer} can assume this role. Add conditions on its claims, such as "{issuer}:aud" and "{issuer}:sub".',
  },
  fixes: { add: { title: 'Add "{issuer}:{audience}" and "{issuer}:sub" conditions', effect: 'narrows' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id", "accounts.google.com:sub": "1234567890" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/\${Issuer}" }, "Action": "sts:AssumeRoleWithWebIdentity" }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "\${Issuer}:aud": "app-id" } } }`,
    '{ "Effect": "Deny", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }
                                                 ~~~~~~~~~~~~~~~~~~~~~ open +fix: Every token of accounts.google.com can assume this role. Add conditions on its claims, such as "accounts.google.com:aud" and "accounts.google.com:sub".
== fix Add "accounts.google.com:aud" and "accounts.google.com:sub" conditions ==
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "accounts.google.com:aud": "", "accounts.google.com:sub": "" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789" },
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
  ],
  checkStatement(facts) {
    const { statement, tree, report, fix } = facts;
    for (const provider of providersLetIn(facts)) {
      if (claimTests(facts, provider).length > 0) continue;
      const { issuer, name, fact } = provider;
      const audience = issuer === 'graph.facebook.com' || issuer === 'www.amazon.com' ? 'app_id' : 'aud';
      const edits = addTests(tree, statement, 'StringEquals', {
        [`${name}:${audience}`]: usualAudience(issuer) ?? '',
        [`${name}:sub`]: '',
      });
      report(
        fact.node,
        'open',
        { issuer: name },
        { fixes: [fix('add', { issuer: name, audience }, edits, caretInEmptyString(tree.text, edits))] },
      );
    }
  },
});
