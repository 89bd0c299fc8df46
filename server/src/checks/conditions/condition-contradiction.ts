import { contradictionOf } from '../contradictions';
import { rule } from '../rule';
import { removeStatement } from '../statement-place';

export default rule({
  code: 'condition-contradiction',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Conditions that cannot hold together',
  why: 'No request meets both tests, so that the statement never applies.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
  needs: 'Condition',
  messages: {
    both: 'No request meets this together with the other test of "{key}", so that the statement never applies. Correct one of them.',
  },
  fixes: {
    remove: { title: 'Remove statement', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    {
      ignore: ['condition-key-not-for-action'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "NumericGreaterThan": { "s3:max-keys": "5" }, "NumericLessThan": { "s3:max-keys": "10" } } }',
    },
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { "aws:PrincipalTag/team": ["a*"] }, "StringNotEquals": { "aws:PrincipalTag/team": ["ab"] } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalTag/team": "a" }, "Null": { "aws:PrincipalTag/team": "true" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEqualsIgnoreCase": { "aws:PrincipalTag/team": "A" }, "StringNotEquals": { "aws:PrincipalTag/team": "A" } } }',
    {
      ignore: ['condition-ifexists-allow'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "IpAddressIfExists": { "aws:SourceIp": "203.0.113.7" } } }',
    },
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "NumericLessThanEquals": { "aws:MultiFactorAuthAge": "300" }, "NumericNotEquals": { "aws:MultiFactorAuthAge": "300" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:PrincipalOrgID": "true" }, "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                                                          ~~~~~~~~~~~~~~ both => 1 The other test.`,
    {
      ignore: ['condition-key-not-for-action'],
      text: `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "NumericLessThan": { "s3:max-keys": "5" }, "NumericGreaterThan": { "s3:max-keys": "10" } } }
                                                                                                                                                           ~~~~~~~~~~~~~~~~~~~~ both +fix
== fix Remove statement ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["a"] }, "StringNotEquals": { "aws:PrincipalTag/team": ["a", "b"] } } }
                                                                                                                                                                    ~~~~~~~~~~~~~~~~~ both`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" }, "DateLessThan": { "aws:CurrentTime": "2025-01-01T00:00:00Z" } } }
                                                                                                                                                                                 ~~~~~~~~~~~~~~ both`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.7/32" }, "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }
                                                                                                                                                                   ~~~~~~~~~~~~~~ both`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "A" }, "StringNotEqualsIgnoreCase": { "aws:PrincipalTag/team": "a" } } }
                                                                                                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~ both`,
    {
      ignore: ['condition-ifexists-allow'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "IpAddressIfExists": { "aws:SourceIp": ["198.51.100.0/24", "2001:db8::/32"] } } }
                                                                                                                                                                   ~~~~~~~~~~~~~~~~~~~ both`,
    },
  ],
  checkStatement({ statement, document, conditions, tree, report, fix }) {
    if (conditions.length < 2) return;
    const found = contradictionOf(conditions);
    if (found === undefined) return;
    const removal = statement.effect === 'Allow' ? removeStatement(document, tree, statement) : [];
    const fixes = [fix('remove', {}, removal)];
    const related = [{ range: found.earlier.operatorMember.key, message: 'The other test.' }];
    report(found.later.operatorMember.key, 'both', { key: found.later.key }, { fixes, related });
  },
});
