import { rule } from '../rule';

export default rule({
  code: 'scp-allow-condition',
  severity: 'error',
  policyTypes: ['scp'],
  defaultOn: false,
  scpDialect: 'legacy',
  title: 'Condition in an Allow of an SCP',
  why: 'The older dialect of SCPs takes conditions with Deny only.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-allow-condition',
  aaIssueCodes: ['SCP_SYNTAX_ERROR_ALLOW_CONDITION'],
  offline:
    'Organizations has taken the whole policy language in SCPs since September 2025; this is for the older dialect (option `scpDialect`: "legacy").',
  messages: {
    condition:
      'In the older dialect of SCPs an Allow has no Condition, and this one is refused. Deny what the condition excludes.',
  },
  good: [
    '{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }
                                                     ~~~~~~~~~~~ condition`,
  ],
  checkStatement({ statement, report }) {
    const { Condition } = statement.elements;
    if (statement.effect === 'Allow' && Condition !== undefined) report(Condition.key, 'condition', {});
  },
});
