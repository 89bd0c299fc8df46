import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';
import { variableRange } from '../variable-uses';

export default rule({
  code: 'variable-username-in-role-context',
  severity: 'warning',
  policyTypes: ['trust', 'resource'],
  title: 'User name of a role',
  why: 'Requests of roles, services and federated identities carry no aws:username, so that a text with it matches nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-tableofvalues',
  needs: ['Principal', 'variable'],
  messages: {
    absent:
      'No principal of this statement has "aws:username", so the text with it matches nothing. Use "aws:PrincipalTag/…" or "aws:userid".',
  },
  good: [
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole",
  "Condition": { "StringLike": { "sts:RoleSessionName": "\${aws:username}" } } }`,
      type: 'trust',
    },
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }`,
      type: 'resource',
    },
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username, 'shared'}/*" }`,
      type: 'resource',
    },
    {
      text: `
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "s3:ExistingObjectTag/owner": "\${aws:username}" } } }`,
      type: 'resource',
    },
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }
                                                                                                                                                           ~~~~~~~~~~~~~~~ absent`,
      type: 'resource',
    },
    {
      ignore: ['trust-tag-session-missing'],
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "sts:SourceIdentity": "\${aws:username}" } } }
                                                          ~~~~~~~~~~~~~~~ absent`,
      type: 'trust',
    },
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:sts::111122223333:federated-user/Ana" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }
                                                                                                                                                                     ~~~~~~~~~~~~~~~ absent`,
      type: 'resource',
    },
  ],
  checkStatement({ statement, principals, variables, document, report }) {
    if (document.languageVersion !== '2012-10-17' || variables.length === 0) return;
    const isForUsers = statement.principal?.isNegated !== false || principals.some(mayBeUser);
    if (isForUsers || principals.length === 0) return;
    for (const use of variables) {
      if (use.known?.name !== 'aws:username' || use.fallback !== undefined || !use.isReadable) continue;
      // A negated test holds without a value. The session's name is compared with the name of the user who calls.
      if (use.test?.parsed?.base.isNegated || use.test?.lowerKey === 'sts:rolesessionname') continue;
      report(variableRange(use), 'absent', {});
    }
  },
});

/** An account stands for its users too. */
function mayBeUser({ type, text, isOpen }: PrincipalFact): boolean {
  if (isOpen) return true;
  if (type === 'Service' || type === 'Federated') return false;
  return type !== 'AWS' || !ROLE.test(text);
}

const ROLE = /^arn:[\w-]+:(?:iam::\d{12}:role\/|sts::\d{12}:(?:assumed-role|federated-user)\/)/;
