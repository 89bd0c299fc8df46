import { rule } from '../rule';

export default rule({
  code: 'trust-self',
  severity: 'suggestion',
  policyTypes: ['trust'],
  title: 'Role that trusts itself',
  why: 'A role may assume itself only where its trust policy says so; mostly nobody needs that, for the session has the rights already.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html',
  offline: 'Whose trust policy it is says the identity model.',
  messages: {
    self: 'This is the role itself: its sessions have its rights already. Remove it unless a program assumes its own role.',
  },
  good: [
    {
      text: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }',
      model: {
        roles: [
          { arn: 'arn:aws:iam::111122223333:role/Other', administeredBy: undefined, hasInstanceProfile: undefined },
        ],
      },
    },
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }',
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/Ci", "arn:aws:iam::111122223333:role/App"] }, "Action": "sts:AssumeRole" }
                                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ self: This is the role itself: its sessions have its rights already. Remove it unless a program assumes its own role.`,
      model: {
        roles: [
          { arn: 'arn:aws:iam::111122223333:role/App', administeredBy: undefined, hasInstanceProfile: undefined },
        ],
      },
    },
  ],
  checkDocument({ statements, model, report }) {
    const own = new Set((model?.roles ?? []).map(({ arn }) => arn));
    if (own.size === 0) return;
    for (const { statement, principals } of statements) {
      if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) continue;
      for (const { form, node } of principals) {
        if (form.kind === 'role' && own.has(form.arn)) report(node, 'self', {});
      }
    }
  },
});
