import { rule } from '../rule';

export default rule({
  code: 'trust-notprincipal',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'NotPrincipal in a trust policy',
  why: 'A trust policy says who may assume the role; IAM rejects one that says who may not.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-role-trust-policy-syntax-error-notprincipal',
  aaIssueCodes: ['ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL'],
  needs: 'Principal',
  messages: {
    notPrincipal:
      'A trust policy takes no "NotPrincipal", and IAM rejects it. Name in "Principal" who may assume the role.',
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }',
  ],
  bad: [
    `
{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }
                    ~~~~~~~~~~~~~~ notPrincipal: A trust policy takes no "NotPrincipal", and IAM rejects it. Name in "Principal" who may assume the role.`,
  ],
  checkStatement({ statement, report }) {
    const member = statement.elements.NotPrincipal;
    if (member !== undefined) report(member.key, 'notPrincipal', {});
  },
});
