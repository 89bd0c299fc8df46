import { AUDIENCE_CLAIMS, COGNITO_ISSUER, GITHUB_ISSUER, sharedIssuer } from '../../catalog/tables/identity-providers';
import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { claimTests, holdsToValues, providersLetIn } from '../trusted-providers';

export default rule({
  code: 'trust-oidc-no-sub',
  severity: 'security',
  policyTypes: ['trust'],
  title: 'Shared OIDC provider without subject',
  why: 'The provider signs for everybody who has an account there, and the subject alone says who it is.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  offline: 'Only the shared providers that AWS lists are known; another one may be shared too.',
  needsWholeStatement: true,
  needs: ['Allow', 'Principal', 'Condition'],
  messages: {
    missing:
      '{name} signs tokens for everybody, and nothing here says whose may assume the role. Add a condition on "{key}".',
    pool: 'Whoever has any identity of the pool may assume the role, guests too if it has them. Add a condition on "{key}".',
  },
  fixes: { add: { title: 'Add "{key}" condition', effect: 'narrows' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": "project_path:octo/app:ref_type:branch:ref:main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:12345678-abcd-1234-abcd-123456789012" },
    "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "idp.example.com:aud": "app" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:12345678-abcd-1234-abcd-123456789012" } } }
  ~~~~~~~~~~~ pool +fix: Whoever has any identity of the pool may assume the role, guests too if it has them. Add a condition on "cognito-identity.amazonaws.com:amr".
== fix Add "cognito-identity.amazonaws.com:amr" condition ==
{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:12345678-abcd-1234-abcd-123456789012" }, "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com" } } }
  ~~~~~~~~~~~ missing +fix: GitLab signs tokens for everybody, and nothing here says whose may assume the role. Add a condition on "gitlab.com:sub".
== fix Add "gitlab.com:sub" condition ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": "" } } }`,
    {
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/app.terraform.io" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "app.terraform.io:aud": "aws.workload.identity" }, "StringLike": { "app.terraform.io:sub": "*" } } }
  ~~~~~~~~~~~ missing`,
      ignore: ['condition-equivalent-null-false', 'condition-always-match', 'condition-wildcard-too-permissive'],
    },
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    const condition = statement.elements.Condition;
    if (condition === undefined) return;
    for (const provider of providersLetIn(facts)) {
      const { issuer, name } = provider;
      const shared = sharedIssuer(issuer);
      // GitHub has a check of its own, and an audience is asked for by trust-oidc-no-aud.
      if (shared === undefined || issuer === GITHUB_ISSUER) continue;
      const isPool = issuer === COGNITO_ISSUER;
      if (shared.claim === 'aud' && !isPool) continue;
      const tests = claimTests(facts, provider);
      const isBound = tests.some(({ test, claim }) => !AUDIENCE_CLAIMS.has(claim) && holdsToValues(test));
      const isNamed = conditions.some(({ lowerKey }) => lowerKey === shared.claim.toLowerCase());
      if (tests.length === 0 || isBound || isNamed) continue;
      const { claim, operator, value } = isPool ? SIGNED_IN : SUBJECT;
      const key = shared.claim === 'sub' || isPool ? `${name}:${claim}` : shared.claim;
      const fixes = () => {
        if (tests.some((each) => each.claim === claim)) return [];
        const edits = addTest(tree, statement, operator, key, value);
        return [fix('add', { key }, edits, caretInEmptyString(tree.text, edits))];
      };
      if (isPool) report(condition.key, 'pool', { key }, { fixes });
      else report(condition.key, 'missing', { name: shared.name, key }, { fixes });
    }
  },
});

/** What the fix asks for; who is meant only the author knows. */
const SUBJECT = { claim: 'sub', operator: 'StringEquals', value: '' } as const;
/** Of a pool of identities: those that have signed in. */
const SIGNED_IN = { claim: 'amr', operator: 'ForAnyValue:StringLike', value: 'authenticated' } as const;
