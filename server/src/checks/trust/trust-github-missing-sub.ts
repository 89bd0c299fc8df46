import { GITHUB_ISSUER } from '../../catalog/tables/identity-providers';
import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { claimTests, holdsToValues, providersLetIn } from '../trusted-providers';

export default rule({
  code: 'trust-github-missing-sub',
  severity: 'security',
  policyTypes: ['trust'],
  title: 'GitHub Actions without repository',
  why: 'Every workflow of every repository on GitHub gets a token of this provider and could assume the role.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-github-repo-condition-key',
  aaIssueCodes: ['MISSING_GITHUB_REPO_CONDITION_KEY'],
  needsWholeStatement: true,
  needs: ['Allow', 'Principal'],
  messages: {
    missing:
      'Workflows of every repository on GitHub can assume this role. Add a condition on "token.actions.githubusercontent.com:sub".',
  },
  fixes: { add: { title: 'Add "token.actions.githubusercontent.com:sub" condition', effect: 'narrows' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:repository_id": "123456" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/octocorp" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com/octocorp:aud": "sts.amazonaws.com" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix: Workflows of every repository on GitHub can assume this role. Add a condition on "token.actions.githubusercontent.com:sub".
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }
== fix Add "token.actions.githubusercontent.com:sub" condition ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    "StringNotLike": { "token.actions.githubusercontent.com:sub": "repo:octo/*" } } }`,
  ],
  checkStatement(facts) {
    const { statement, tree, report, fix } = facts;
    for (const provider of providersLetIn(facts)) {
      const tests = claimTests(facts, provider);
      if (provider.issuer !== GITHUB_ISSUER || tests.length === 0 || tests.some(namesRepository)) continue;
      const edits = addTest(tree, statement, 'StringEquals', `${GITHUB_ISSUER}:sub`, '');
      const fixes = [fix('add', {}, edits, caretInEmptyString(tree.text, edits))];
      report(provider.fact.node, 'missing', {}, { fixes });
    }
  },
});

/** Claims that say whose workflow it is (GitHub Docs, "OpenID Connect reference"). */
const OWNER_CLAIMS: ReadonlySet<string> = new Set([
  'enterprise_id',
  'job_workflow_ref',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'workflow_ref',
]);

/** A subject that is too open is trust-github-wildcard-sub. */
function namesRepository({
  claim,
  test,
}: {
  readonly claim: string;
  readonly test: Parameters<typeof holdsToValues>[0];
}): boolean {
  if (claim === 'sub') return test.parsed?.base.isNegated !== true && test.parsed?.base.type !== 'Null';
  return OWNER_CLAIMS.has(claim) && holdsToValues(test);
}
