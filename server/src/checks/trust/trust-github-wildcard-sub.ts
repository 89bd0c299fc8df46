import { isGithubIssuer } from '../../catalog/tables/identity-providers';
import type { ConditionValue } from '../../policy/document';
import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { type Openness, opennessOf } from '../github-subjects';
import { rule } from '../rule';
import { type ClaimTest, claimTests, holdsToValues, providersLetIn } from '../trusted-providers';

export default rule({
  code: 'trust-github-wildcard-sub',
  severity: 'warning',
  severityBy: {
    'organization open ("*", "repo:*", "repo:oct*/...")': 'security',
    'repository open ("repo:o/*")': 'warning',
    'only ref, environment or event open ("repo:o/r:*")': 'suggestion',
  },
  policyTypes: ['trust'],
  title: 'GitHub Actions of more than one branch',
  why: 'A wildcard in the subject lets in other organizations, repositories, branches or pull requests than are meant.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-specific-github-repo-and-branch-recommended',
  aaIssueCodes: ['SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED'],
  needs: ['Allow', 'Principal'],
  messages: {
    organization: 'This lets in workflows of other organizations on GitHub. Write out organization and repository.',
    repository: 'This lets in workflows of every repository that matches, future ones too. Write out the repository.',
    context:
      'This lets in every branch, pull request or environment that matches. Name those that may assume the role.',
  },
  fixes: { main: { title: 'Pin to branch "main"', effect: 'narrows' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:ref": "refs/heads/main" },
    "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo/app:*" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo/\${repository}:*" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo/*" } } }
                                                               ~~~~~~~~~~~~~ repository [warning]: This lets in workflows of every repository that matches, future ones too. Write out the repository.`,
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    "StringLike": { "token.actions.githubusercontent.com:sub": ["repo:octo/app:ref:refs/heads/*", "repo:octo/app:pull_request", "repo:oct*/app:ref:refs/heads/main", "repo:octo/*"] } } }
                                                                                                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ organization [security]: This lets in workflows of other organizations on GitHub. Write out organization and repository.`,
    },
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo@12345/app@67890:*" } } }
                                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ context [suggestion] +fix: This lets in every branch, pull request or environment that matches. Name those that may assume the role.
== fix Pin to branch "main" ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo@12345/app@67890:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:repository_owner_id": "12345" },
    "StringLike": { "token.actions.githubusercontent.com:sub": "repo:*" } } }
                                                               ~~~~~~~~ repository [warning]`,
  ],
  checkStatement(facts) {
    const { report, fix } = facts;
    for (const provider of providersLetIn(facts)) {
      if (!isGithubIssuer(provider.issuer)) continue;
      const tests = claimTests(facts, provider);
      const found = openSubject(tests);
      const openness = found && narrowed(found.openness, tests);
      if (found === undefined || openness === undefined) continue;
      const { node, text } = found.value;
      const pinned = /^repo:[^*?]+:\*$/.test(text) ? `${text.slice(0, -1)}ref:refs/heads/main` : undefined;
      const fixes = pinned === undefined ? [] : [fix('main', {}, [replaceNode(node, JSON.stringify(pinned))])];
      report(node, openness, {}, { fixes, severityCase: CASE[openness] });
    }
  },
});

const CASE: { readonly [How in Openness]: string } = {
  organization: 'organization open ("*", "repo:*", "repo:oct*/...")',
  repository: 'repository open ("repo:o/*")',
  context: 'only ref, environment or event open ("repo:o/r:*")',
};

/** From the widest on. */
const WIDTH: readonly Openness[] = ['organization', 'repository', 'context'];

interface OpenSubject {
  readonly value: ConditionValue;
  readonly openness: Openness;
}

/** Values of one test are alternatives, so that the widest decides; tests hold together, so that the narrowest does. */
function openSubject(tests: readonly ClaimTest[]): OpenSubject | undefined {
  let narrowest: OpenSubject | undefined;
  for (const { test, claim } of tests) {
    if (claim !== 'sub' || test.parsed?.base.isNegated !== false || test.parsed.base.type !== 'String') continue;
    const widest = test.parsed.base.takesWildcards ? widestOf(test.values) : undefined;
    if (widest === undefined) return undefined;
    if (narrowest === undefined || WIDTH.indexOf(widest.openness) > WIDTH.indexOf(narrowest.openness))
      narrowest = widest;
  }
  return narrowest;
}

function widestOf(values: readonly ConditionValue[]): OpenSubject | undefined {
  let widest: OpenSubject | undefined;
  for (const value of values) {
    const openness = isOpenText(value.text) ? undefined : opennessOf(value.text);
    if (openness === undefined) continue;
    if (widest === undefined || WIDTH.indexOf(openness) < WIDTH.indexOf(widest.openness)) widest = { value, openness };
  }
  return widest;
}

/** Other claims that hold what the subject leaves open. */
const HELD_BY: { readonly [How in Openness]: ReadonlySet<string> } = {
  organization: new Set(['enterprise_id', 'repository_owner', 'repository_owner_id']),
  repository: new Set(['repository', 'repository_id']),
  context: new Set(['base_ref', 'environment', 'job_workflow_ref', 'ref', 'workflow_ref']),
};

/** What is open after all tests; undefined where nothing is. */
function narrowed(openness: Openness, tests: readonly ClaimTest[]): Openness | undefined {
  const holds = (how: Openness) => tests.some(({ test, claim }) => HELD_BY[how].has(claim) && holdsToValues(test));
  const isRepositoryHeld = holds('repository');
  const isOwnerHeld = isRepositoryHeld || holds('organization');
  if (openness === 'organization' && !isOwnerHeld) return 'organization';
  if (openness !== 'context' && !isRepositoryHeld) return 'repository';
  return holds('context') ? undefined : 'context';
}
