import type { ConditionValue } from '../../policy/document';
import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-json-type',
  severity: 'error',
  policyTypes: 'all',
  title: 'Values of different JSON types',
  why: 'The values of one key must have one JSON type, and IAM refuses a list that mixes them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-data-type',
  aaIssueCodes: ['INVALID_CONDITION_DATA_TYPE'],
  needs: 'Condition',
  messages: { mixed: 'This is a {kind}, and other values of "{key}" are not. Put all values in quotes.' },
  fixes: { quote: { title: 'Quote all values', effect: 'none', safe: true } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalAccount": ["111122223333", "444455556666"] }, "NumericEquals": { "s3:TlsVersion": [1.2, 1.3] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalAccount": ["111122223333", 444455556666] } } }
                                                                            ~~~~~~~~~~~~ mixed +fix!: This is a number, and other values of "aws:PrincipalAccount" are not. Put all values in quotes.
== fix Quote all values ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalAccount": ["111122223333", "444455556666"] } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/level": [1, true, 2, "3"] } } }
                                                                 ~~~~ mixed +fix!
                                                                          ~~~ mixed +fix!
== fix-all ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/level": ["1", "true", "2", "3"] } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { key, values } of conditions) {
      const main = commonKind(values);
      const others = values.filter(({ node }) => node.kind !== main);
      if (others.length === 0) continue;
      const edits = values
        .filter(({ node }) => node.kind !== 'string')
        .map(({ node, text }) => replaceNode(node, JSON.stringify(text)));
      const fixes = [fix('quote', {}, edits)];
      for (const { node } of others) report(node, 'mixed', { kind: node.kind, key }, { fixes });
    }
  },
});

/** The kind of most values; of equally frequent ones the string. */
function commonKind(values: readonly ConditionValue[]): string {
  const kinds = ['string', 'number', 'boolean'];
  const count = (kind: string) => values.filter(({ node }) => node.kind === kind).length;
  return kinds.reduce((best, kind) => (count(kind) > count(best) ? kind : best));
}
