import { narrowingOf } from '../public-narrowing';
import { rule } from '../rule';

export default rule({
  code: 'public-condition-ineffective',
  severity: 'security',
  policyTypes: ['resource', 'trust'],
  title: 'Condition that does not keep anybody out',
  why: 'The statement looks protected and is public all the same.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html',
  needs: ['Allow', 'Principal'],
  messages: {
    universal: '"{value}" holds for everybody, so that the statement is public. Use the values that are meant.',
    negated:
      '"{operator}" leaves everybody else in, so that the statement is public. Name those who are meant with a positive operator.',
    null: '"Null" asks only whether "{key}" is there, so that the statement is public. Name the values that are meant.',
  },
  good: [
    '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }',
    '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }',
    {
      ignore: ['condition-equivalent-null-false', 'condition-always-match'],
      text: '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "0.0.0.0/0" }, "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    },
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-0a1b2c3d" } } }',
  ],
  bad: [
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } } }
                                                                                                                                                                                    ~~~~~~~~~~~ universal`,
    },
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" } } }
                                                                                                                                                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~ universal`,
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                                                                             ~~~~~~~~~~~~~~ negated`,
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:PrincipalOrgID": "false" } } }
                                                                                                                                                                  ~~~~~~~ null`,
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:*" } } }
                                                                                                                                                                ~~~~~~~~~~~ universal`,
    {
      ignore: ['condition-arn-string-like'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam:*" } } }
                                                                                                                                                                      ~~~~~~~~~~~~~~~ universal`,
    },
  ],
  checkStatement({ statement, principals, conditions, report }) {
    if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false || conditions.length === 0) return;
    if (!principals.some(({ form }) => form.kind === 'everyone')) return;
    const narrowing = narrowingOf(conditions);
    // What IfExists and ForAllValues leave open has checks of its own.
    if (narrowing.kind !== 'ineffective' || narrowing.why === 'ifExists') return;
    const { test, value, why } = narrowing;
    const data = { value: value.text, operator: test.operator, key: test.key };
    report(value.node, why, data);
  },
});
