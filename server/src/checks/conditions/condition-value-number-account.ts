import { isAccountId } from '../../language/arn';
import { replaceNode } from '../../syntax/edits';
import type { TreeNode } from '../../syntax/tree';
import { holdsAccount } from '../account-keys';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-number-account',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Account ID as a number',
  why: 'Account IDs are texts of twelve digits; written as a number they lose their leading zeros.',
  source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html',
  needs: 'Condition',
  messages: {
    whole: 'An account ID is a text of 12 digits, not a number. Put it in quotes.',
    short:
      'An account ID is a text of 12 digits, and this number has {count}: leading zeros are lost. Write all digits in quotes.',
  },
  fixes: {
    quote: { title: 'Quote account ID', effect: 'none', safe: 'all numbers of the list have exactly 12 digits' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" }, "NumericLessThan": { "s3:signatureAge": 600000 } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalAccount": 111122223333 } } }
                                                           ~~~~~~~~~~~~ whole +fix!: An account ID is a text of 12 digits, not a number. Put it in quotes.
== fix Quote account ID ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ResourceAccount": [12345678901, 111122223333] } } }
                                                          ~~~~~~~~~~~ short +fix: An account ID is a text of 12 digits, and this number has 11: leading zeros are lost. Write all digits in quotes.
                                                                       ~~~~~~~~~~~~ whole +fix
== fix Quote account ID ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ResourceAccount": ["012345678901", "111122223333"] } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ResourceAccount": [111122223333, 444455556666] } } }
                                                          ~~~~~~~~~~~~ whole +fix!
                                                                        ~~~~~~~~~~~~ whole +fix!
== fix Quote account ID ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ResourceAccount": ["111122223333", "444455556666"] } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { lowerKey, values, parsed } of conditions) {
      if (!holdsAccount(lowerKey) || parsed?.base.type === 'Null') continue;
      // Texts and numbers side by side are condition-value-json-type, which quotes them all.
      if (values.some(({ node }) => node.kind !== 'number')) continue;
      // All at once: IAM refuses a list of texts and numbers.
      const canQuote = values.every(({ text }) => /^\d{9,12}$/.test(text));
      const isSafe = values.every(({ text }) => isAccountId(text));
      for (const { text, node } of values) {
        if (!/^\d{1,12}$/.test(text)) continue;
        const isWhole = isAccountId(text);
        const edits = canQuote ? values.map((each) => quoted(each.node, each.text)) : [];
        const fixes = canQuote ? [fix('quote', {}, edits, { isSafe })] : [];
        if (isWhole) report(node, 'whole', {}, { fixes });
        else report(node, 'short', { count: text.length }, { fixes });
      }
    }
  },
});

function quoted(node: TreeNode, digits: string) {
  return replaceNode(node, JSON.stringify(digits.padStart(12, '0')));
}
