import { replaceString } from '../../syntax/edits';
import { addTest } from '../condition-edits';
import { owningAccount, rootArn } from '../owning-account';
import { replacePrincipals } from '../principal-edits';
import { narrowingOf } from '../public-narrowing';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { isDeniedToStrangers } from '../stranger-denial';

export default rule({
  code: 'public-access',
  severity: 'security',
  policyTypes: ['resource'],
  title: 'Public access',
  why: 'Anybody with any AWS account, and for some services anybody at all, may do what the statement allows.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html',
  messages: {
    public:
      'This allows everybody, in every AWS account. Name the principals, or add a condition such as "aws:PrincipalOrgID".',
  },
  fixes: {
    organization: {
      title: 'Restrict to your organization',
      effect: 'narrows',
      note: 'The id of the organization is yours to fill in.',
    },
    account: { title: 'Restrict to account {account}', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    '{ "Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "StringEquals": { "AWS:SourceAccount": "111122223333" } } }',
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"], "Condition": { "Bool": { "aws:SecureTransport": "false" } } }',
    {
      ignore: ['kms-key-lockout'],
      text: '{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:CallerAccount": "111122223333" } } }',
    },
    `{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"], "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } }`,
    `{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "s3:Get*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "Bool": { "aws:ViaAWSService": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                  ~~~ public +fix
== fix Restrict to your organization ==
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["*"] }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }
                                            ~~~ public +fix
== fix Restrict to account 111122223333 ==
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:root"] }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }`,
    {
      ignore: ['condition-securetransport-allow'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
                                  ~~~ public +fix
== fix Restrict to account 111122223333 ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    },
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
                                  ~~~ public +fix
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } },
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" }, "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "0.0.0.0/0" } } },
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "Bool": { "aws:PrincipalIsAWSService": "false" } } },
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "Bool": { "aws:ViaAWSService": "true" } } },
{ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    const owner = owningAccount(statements);
    for (const facts of statements) {
      const { statement, principals, conditions } = facts;
      if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) continue;
      const entry = principals.find(({ form }) => form.kind === 'everyone');
      // A condition that only seems to narrow is public-condition-ineffective.
      if (entry === undefined || narrowingOf(conditions).kind !== 'open') continue;
      if (isDeniedToStrangers(facts, statements)) continue;
      const fixes = () => {
        const limited = addTest(tree, statement, 'StringEquals', 'aws:PrincipalOrgID', '');
        const root = owner === undefined ? '' : rootArn(owner);
        const edits =
          entry.type === '*'
            ? replacePrincipals(tree, entry.element, { AWS: root })
            : [replaceString(entry.node, root)];
        return [
          fix('organization', {}, limited, caretInEmptyString(tree.text, limited)),
          ...(owner === undefined ? [] : [fix('account', { account: owner.account }, edits)]),
        ];
      };
      report(entry.node, 'public', {}, { fixes });
    }
  },
});
