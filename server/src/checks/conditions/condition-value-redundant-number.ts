import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';
import { widestValue } from '../widest-value';

export default rule({
  code: 'condition-value-redundant-number',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Only one limit counts',
  why: 'One of the values has to pass, so that of several limits only the widest has an effect.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-condition-value-num',
  aaIssueCodes: ['REDUNDANT_CONDITION_VALUE_NUM'],
  needs: 'Condition',
  messages: {
    covered: '{operator} with "{value}" adds nothing to "{widest}", and one of them has to pass. Remove it.',
  },
  fixes: { keep: { title: 'Keep only "{widest}"', effect: 'none', safe: true } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "7200" }, "NumericEquals": { "s3:TlsVersion": ["1.2", "1.3"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": ["3600", "7200"] } } }
                                                                 ~~~~~~ covered (unused) +fix! => 2 The widest limit.: NumericLessThan with "3600" adds nothing to "7200", and one of them has to pass. Remove it.
== fix Keep only "7200" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "7200" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateGreaterThan": { "aws:CurrentTime": ["2026-03-01", "2026-01-01T00:00:00Z", "2026-02-01"] } } }
                                                          ~~~~~~~~~~~~ covered (unused) +fix!
                                                                                                ~~~~~~~~~~~~ covered (unused) +fix!
== fix-all ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "NumericLessThan": { "s3:max-keys": [5, 9007199254740993] } } }
                                                      ~ covered (unused) +fix!
== fix Keep only "9007199254740993" ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "NumericLessThan": { "s3:max-keys": 9007199254740993 } } }`,
  ],
  checkStatement({ conditions, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, values, member } = entry;
      const widest = widestValue(entry);
      if (widest === undefined || parsed === undefined) continue;
      const { start, end } = widest.node;
      const edits = [replaceNode(member.value, tree.text.slice(start, end))];
      const fixes = [fix('keep', { widest: widest.text }, edits)];
      const related = [{ range: widest.node, message: 'The widest limit.' }];
      for (const { text: value, node } of values) {
        if (node === widest.node) continue;
        const data = { operator: parsed.base.name, value, widest: widest.text };
        report(node, 'covered', data, { fixes, related, isUnnecessary: true });
      }
    }
  },
});
