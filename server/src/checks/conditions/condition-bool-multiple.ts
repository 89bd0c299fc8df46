import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-bool-multiple',
  severity: 'error',
  policyTypes: 'all',
  title: 'Several boolean values',
  why: 'Either value of a boolean test passes, so that "true" beside "false" tests nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-multiple-boolean',
  aaIssueCodes: ['INVALID_CONDITION_MULTIPLE_BOOLEAN'],
  needs: 'Condition',
  messages: { several: '{operator} takes one value for "{key}", and here are {count}. Keep "true" or "false".' },
  fixes: { keep: { title: 'Keep "{word}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": ["true"] } } }`,
    `
{ "Effect": "Allow", "Action": "apigateway:POST", "Resource": "arn:aws:apigateway:us-east-1::/restapis/*/resources/*",
  "Condition": { "ForAnyValue:Bool": { "apigateway:Request/ApiKeyRequired": ["true", "false"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": ["true", "false"] } } }
                                                  ~~~~~~~~~~~~~~~~~ several +fix: Bool takes one value for "aws:SecureTransport", and here are 2. Keep "true" or "false".
== fix Keep "true" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
== fix Keep "false" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": [true, false, true] } } }
                                                 ~~~~~~~~~~~~~~~~~~~ several +fix`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, known, key, member, values, invalid } of conditions) {
      if (parsed?.base.type !== 'Bool' && parsed?.base.type !== 'Null') continue;
      if (values.length < 2 || invalid.length > 0) continue;
      if (parsed.set !== undefined && known?.multivalued === true) continue;
      const fixes = ['true', 'false'].map((word) =>
        fix('keep', { word }, [replaceNode(member.value, JSON.stringify(word))]),
      );
      report(member.value, 'several', { operator: parsed.base.name, key, count: values.length }, { fixes });
    }
  },
});
