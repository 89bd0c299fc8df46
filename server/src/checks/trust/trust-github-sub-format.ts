import { isGithubIssuer } from '../../catalog/tables/identity-providers';
import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { subjectProblem } from '../github-subjects';
import { rule } from '../rule';
import { claimTests, providersLetIn } from '../trusted-providers';

export default rule({
  code: 'trust-github-sub-format',
  severity: 'error',
  severityBy: {
    'no subject claim can have this form': 'error',
    'only a customised subject has this form': 'warning',
  },
  policyTypes: ['trust'],
  title: 'Subject that GitHub does not send',
  why: 'The subject is compared as a whole: no workflow can assume the role with a value of another form.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub',
  offline: 'Whether an organization has made up its own subject is known to GitHub only.',
  needs: ['Allow', 'Principal'],
  messages: {
    impossible:
      'No token of GitHub has such a subject. It reads "repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH", or ends with an environment.',
    custom:
      'GitHub sends such a subject only where the organization has customised it. Otherwise write "repo:OWNER/REPOSITORY:…" with a branch or environment.',
  },
  fixes: { change: { title: 'Change to "{subject}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": ["repo:octo/app:ref:refs/heads/main", "repo:octo@12345/app@67890:environment:prod", "repo:octo/app:pull_request"] } } }`,
    `{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, "StringEqualsIgnoreCase": { "token.actions.githubusercontent.com:sub": "Repo:Octo/App:Ref:refs/heads/main" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "octo/app" } } }
                                               ~~~~~~~~~~ impossible [error] +fix: No token of GitHub has such a subject. It reads "repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH", or ends with an environment.
== fix Change to "repo:octo/app:ref:refs/heads/main" ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": ["repo:octo/app", "repo:octo/app:refs/heads/main", "repository_owner:octo"] } } }
                                                ~~~~~~~~~~~~~~~ custom [warning] +fix: GitHub sends such a subject only where the organization has customised it. Otherwise write "repo:OWNER/REPOSITORY:…" with a branch or environment.
                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impossible [error] +fix
                                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~ custom [warning]`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
  "StringEqualsIgnoreCase": { "token.actions.githubusercontent.com:sub": "Octo/App" } } }
                                                                         ~~~~~~~~~~ impossible +fix`,
  ],
  checkStatement(facts) {
    const { report, fix } = facts;
    const providers = providersLetIn(facts).filter(({ issuer }) => isGithubIssuer(issuer));
    const tests = providers.flatMap((provider) => claimTests(facts, provider));
    for (const { test, claim } of tests) {
      if (claim !== 'sub' || test.parsed?.base.isNegated !== false || test.parsed.base.type !== 'String') continue;
      const { base } = test.parsed;
      for (const { text, node } of test.values) {
        const compared = base.name.endsWith('IgnoreCase') ? text.toLowerCase() : text;
        const problem = isOpenText(text) ? undefined : subjectProblem(compared);
        if (problem === undefined) continue;
        const subject = problem.suggestion;
        const fixes =
          subject === undefined ? [] : [fix('change', { subject }, [replaceNode(node, JSON.stringify(subject))])];
        report(node, problem.kind, {}, { fixes, severityCase: CASE[problem.kind] });
      }
    }
  },
});

const CASE = {
  impossible: 'no subject claim can have this form',
  custom: 'only a customised subject has this form',
} as const;
