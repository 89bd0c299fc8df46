import { rule } from '../rule';

export default rule({
  code: 'principal-iam-user',
  severity: 'suggestion',
  policyTypes: ['trust', 'resource'],
  title: 'IAM user as principal',
  why: 'IAM users have long-lived credentials, which leak more easily and do more harm than those of a role.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
  needs: ['Allow', 'Principal'],
  messages: {
    user: 'This allows an IAM user, whose access keys live long. Prefer a role with temporary credentials.',
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }',
    '{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:user/ana" }, "Action": "sts:AssumeRole" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::111122223333:user/ana"] }, "Action": "sts:AssumeRole" }
                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ user: This allows an IAM user, whose access keys live long. Prefer a role with temporary credentials.`,
  ],
  checkStatement({ statement, principals, report }) {
    if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) return;
    for (const { form, node } of principals) {
      if (form.kind === 'user') report(node, 'user', {});
    }
  },
});
