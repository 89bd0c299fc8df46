import { isAccountId } from '../../language/arn';
import { hasWildcard } from '../../language/pattern';
import { replaceNode } from '../../syntax/edits';
import { holdsAccount } from '../account-keys';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-account',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value is no account ID',
  why: 'The key holds an account ID of twelve digits, so that a test for anything else never matches.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  needs: 'Condition',
  messages: {
    value: '"{key}" holds an account ID, and "{value}" is none. Write its 12 digits without separators.',
  },
  fixes: { dashes: { title: 'Remove dashes from account ID', effect: 'depends' } },
  good: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:ResourceAccount": ["111122223333", "\${aws:PrincipalAccount}"], "aws:PrincipalAccount": "anonymous" } } }`,
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "1111-2222-3333" } } }
                                                              ~~~~~~~~~~~~~~~~ value +fix: "aws:PrincipalAccount" holds an account ID, and "1111-2222-3333" is none. Write its 12 digits without separators.
== fix Remove dashes from account ID ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "111122223333" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ResourceAccount": ["111122223333", "11112222333", "arn:aws:iam::111122223333:root", "self"] } } }
                                                                          ~~~~~~~~~~~~~ value
                                                                                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ value
                                                                                                                           ~~~~~~ value`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { lowerKey, parsed, key, values } of conditions) {
      if (!holdsAccount(lowerKey) || parsed?.base.type !== 'String') continue;
      for (const { text: value, node } of values) {
        // A number is condition-value-number-account, a wildcard condition-wildcard-no-like.
        if (node.kind !== 'string' || isOpenText(value) || hasWildcard(value) || isAccountId(value)) continue;
        if (lowerKey === 'aws:principalaccount' && value === 'anonymous') continue;
        const digits = value.replaceAll(/[-\s]/g, '');
        const fixes = isAccountId(digits) ? [fix('dashes', {}, [replaceNode(node, JSON.stringify(digits))])] : [];
        report(node, 'value', { key, value }, { fixes });
      }
    }
  },
});
