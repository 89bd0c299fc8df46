import { replaceNode } from '../../syntax/edits';
import { meantBoolean, notBooleans } from '../boolean-words';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-bool',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Value of Bool is neither true nor false',
  why: 'Bool compares with "true" and "false" only, so that a test for anything else never passes.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-type-mismatch-boolean',
  aaIssueCodes: ['TYPE_MISMATCH_BOOLEAN'],
  needs: 'Condition',
  messages: { value: 'Bool takes "true" or "false", and "{value}" is neither. No request passes the test.' },
  fixes: { change: { title: 'Change to "{word}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": true, "aws:ViaAWSService": "False", "aws:MultiFactorAuthPresent": "\${Mfa}" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "yes" } } }
                                                  ~~~~~ value +fix: Bool takes "true" or "false", and "yes" is neither. No request passes the test.
== fix Change to "true" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "BoolIfExists": { "aws:SecureTransport": 0, "aws:ViaAWSService": "" } } }
                                                          ~ value +fix
                                                                                  ~~ value
== fix Change to "false" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "BoolIfExists": { "aws:SecureTransport": "false", "aws:ViaAWSService": "" } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, values } of conditions) {
      if (parsed?.base.type !== 'Bool') continue;
      for (const { text: value, node } of notBooleans(values)) {
        const meant = meantBoolean(value);
        const word = String(meant);
        const fixes = meant === undefined ? [] : [fix('change', { word }, [replaceNode(node, JSON.stringify(word))])];
        report(node, 'value', { value }, { fixes });
      }
    }
  },
});
