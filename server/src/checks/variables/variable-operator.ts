import { rule } from '../rule';
import { variableRange } from '../variable-uses';

export default rule({
  code: 'variable-operator',
  severity: 'error',
  severityBy: { 'Numeric*, Date*, IpAddress, BinaryEquals, Null': 'error', Bool: 'suggestion' },
  policyTypes: 'all',
  title: 'Variable under an operator without variables',
  why: 'IAM replaces variables under String and ARN operators only, so that the test never matches.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-variable-for-operator',
  aaIssueCodes: ['INVALID_VARIABLE_FOR_OPERATOR'],
  needs: 'variable',
  messages: {
    never:
      '{operator} takes no variables: "{variable}" stays as it is, and the test never matches. Write a fixed value.',
    unsure: 'AWS documents disagree whether {operator} replaces variables. Write "true" or "false".',
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "s3:ExistingObjectTag/owner": "\${aws:username}*" }, "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::\${aws:ResourceAccount}:role/app" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": "\${OfficeRange}" }, "Bool": { "aws:SecureTransport": "\${var.tls}" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "NumericLessThan": { "s3:max-keys": "\${aws:PrincipalTag/max}" } } }
                                                      ~~~~~~~~~~~~~~~~~~~~~~~ never [error]: NumericLessThan takes no variables: "\${aws:PrincipalTag/max}" stays as it is, and the test never matches. Write a fixed value.`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "\${aws:PrincipalTag/tls}" } } }
                                                   ~~~~~~~~~~~~~~~~~~~~~~~ unsure [suggestion]`,
  ],
  checkStatement({ variables, report }) {
    for (const use of variables) {
      const base = use.test?.parsed?.base;
      if (base === undefined || !use.isReadable || use.kind === 'empty') continue;
      const operator = use.test?.operator ?? '';
      const range = variableRange(use);
      if (base.name === 'Bool') report(range, 'unsure', { operator }, { severityCase: 'Bool' });
      else if (!base.takesVariables)
        report(range, 'never', { operator, variable: use.node.value.slice(use.start, use.end) });
    }
  },
});
