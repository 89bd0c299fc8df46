import { removePrincipal } from '../principal-edits';
import { rule } from '../rule';

export default rule({
  code: 'principal-redundant-session',
  severity: 'suggestion',
  policyTypes: ['trust'],
  title: 'Session beside its role',
  why: 'The ARN of a role covers all its sessions, so that naming one of them too changes nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-principal-in-role-trust-policy',
  aaIssueCodes: ['REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY'],
  needs: ['Allow', 'Principal'],
  messages: { covered: 'The role "{role}" is named too and covers this session. Remove the session.' },
  fixes: {
    remove: {
      title: 'Remove the session',
      effect: 'narrows',
      safe: true,
      note: 'A session that is named itself is not limited by a permissions boundary; as one of the role it is.',
    },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:sts::444455556666:assumed-role/App/ci",
    "arn:aws:sts::111122223333:assumed-role/Other/ci"] }, "Action": "sts:AssumeRole" }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/team/App", "arn:aws:sts::111122223333:assumed-role/App/ci"] }, "Action": "sts:AssumeRole" }
                                                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ covered (unused) +fix! => 1 The role.: The role "arn:aws:iam::111122223333:role/team/App" is named too and covers this session. Remove the session.
== fix Remove the session ==
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/team/App"] }, "Action": "sts:AssumeRole" }`,
  ],
  checkStatement({ statement, principals, tree, report, fix }) {
    if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) return;
    const roles = new Map(
      principals.flatMap(({ form, node }) =>
        form.kind === 'role' ? [[`${form.account} ${form.name}`, { arn: form.arn, node }] as const] : [],
      ),
    );
    for (const fact of principals) {
      if (fact.form.kind !== 'session') continue;
      const role = roles.get(`${fact.form.account} ${fact.form.role}`);
      if (role === undefined) continue;
      const fixes = [fix('remove', {}, removePrincipal(tree, fact))];
      const related = [{ range: role.node, message: 'The role.' }];
      report(fact.node, 'covered', { role: role.arn }, { fixes, related, isUnnecessary: true });
    }
  },
});
