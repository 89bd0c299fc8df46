import { removeItem } from '../../syntax/edits';
import { redundantValues } from '../redundant-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-redundant',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Redundant value',
  why: 'A value that another one of the list covers changes nothing and makes the policy longer.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
  needs: 'Condition',
  messages: {
    covered: '"{value}" is covered by "{by}" in the same list. Remove it.',
    twice: '"{value}" is in the list already. Remove it.',
  },
  fixes: { remove: { title: 'Remove redundant value', effect: 'none', safe: true } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": ["", "home/", "home/\${aws:username}/*"], "aws:PrincipalTag/role": ["admin*", "\${aws:PrincipalTag/role}"] } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["Blue", "blue"] }, "IpAddress": { "aws:SourceIp": ["203.0.113.0/25", "203.0.113.128/25"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalTag/role": ["admin*", "admin-db"] } } }
                                                                     ~~~~~~~~~~ covered (unused) +fix! => 2 The covering one.: "admin-db" is covered by "admin*" in the same list. Remove it.
== fix Remove redundant value ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalTag/role": ["admin*"] } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEqualsIgnoreCase": { "aws:PrincipalTag/team": ["Blue", "red", "blue"] },
                                                                                      ~~~~~~ twice (unused) +fix!
    "IpAddress": { "aws:SourceIp": ["203.0.113.7", "203.0.113.0/24", "2001:db8::/32"] } } }
                                    ~~~~~~~~~~~~~ covered (unused) +fix!
== fix-all ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEqualsIgnoreCase": { "aws:PrincipalTag/team": ["Blue", "red"] },
    "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/app-a", "arn:aws:iam::*:role/app-*"] } } }
                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ covered (unused) +fix!`,
  ],
  checkStatement({ conditions, tree, report, fix }) {
    for (const entry of conditions) {
      const list = entry.member.value;
      if (list.kind !== 'array') continue;
      for (const { value, by, isEqual } of redundantValues(entry)) {
        const fixes = () => [fix('remove', {}, removeItem(tree, list, value.node))];
        const details = { fixes, related: [{ range: by.node, message: 'The covering one.' }], isUnnecessary: true };
        if (isEqual) report(value.node, 'twice', { value: value.text }, details);
        else report(value.node, 'covered', { value: value.text, by: by.text }, details);
      }
    }
  },
});
