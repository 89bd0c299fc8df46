import { AUDIENCE_CLAIMS, usualAudience } from '../../catalog/tables/identity-providers';
import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { claimTests, namesAudience, providersLetIn } from '../trusted-providers';

export default rule({
  code: 'trust-oidc-no-aud',
  severity: 'warning',
  policyTypes: ['trust'],
  title: 'OIDC provider without audience',
  why: 'A token that was made for another application is accepted, if the provider lists its audience in IAM.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  needsWholeStatement: true,
  needs: ['Allow', 'Principal', 'Condition'],
  messages: {
    missing:
      'Nothing holds "{issuer}:aud" to an audience: tokens for all that the provider has are accepted. Name the one that is meant.',
  },
  fixes: { add: { title: 'Add "{issuer}:aud" condition', effect: 'narrows' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "www.amazon.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "www.amazon.com:app_id": "amzn1.application-oa2-123456" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }
  ~~~~~~~~~~~ missing +fix: Nothing holds "token.actions.githubusercontent.com:aud" to an audience: tokens for all that the provider has are accepted. Name the one that is meant.
== fix Add "token.actions.githubusercontent.com:aud" condition ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main", "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringLike": { "idp.example.com:sub": "team-a/*" } } }
  ~~~~~~~~~~~ missing +fix`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEqualsIfExists": { "idp.example.com:aud": "app" } } }
  ~~~~~~~~~~~ missing +fix`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringNotEquals": { "idp.example.com:aud": "app" } } }
  ~~~~~~~~~~~ missing +fix`,
    {
      ignore: ['condition-equivalent-null-false', 'condition-always-match', 'condition-wildcard-too-permissive'],
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringLike": { "idp.example.com:aud": "*" } } }
  ~~~~~~~~~~~ missing +fix`,
    },
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "Null": { "idp.example.com:aud": "false" } } }
  ~~~~~~~~~~~ missing +fix`,
  ],
  checkStatement(facts) {
    const { statement, tree, report, fix } = facts;
    const condition = statement.elements.Condition;
    if (condition === undefined) return;
    for (const provider of providersLetIn(facts)) {
      const tests = claimTests(facts, provider);
      if (tests.length === 0 || tests.some(({ test, claim }) => AUDIENCE_CLAIMS.has(claim) && namesAudience(test)))
        continue;
      const { issuer, name } = provider;
      const edits = addTest(tree, statement, 'StringEquals', `${name}:aud`, usualAudience(issuer) ?? '');
      const fixes = [fix('add', { issuer: name }, edits, caretInEmptyString(tree.text, edits))];
      report(condition.key, 'missing', { issuer: name }, { fixes });
    }
  },
});
