import { rule } from '../rule';

export default rule({
  code: 'scp-allow-resource',
  severity: 'error',
  policyTypes: ['scp'],
  defaultOn: false,
  scpDialect: 'legacy',
  title: 'Resource in an Allow of an SCP',
  why: 'The older dialect of SCPs takes only "*" as the Resource of an Allow.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-allow-resource',
  aaIssueCodes: ['SCP_SYNTAX_ERROR_ALLOW_RESOURCE'],
  offline:
    'Organizations has taken the whole policy language in SCPs since September 2025; this is for the older dialect (option `scpDialect`: "legacy").',
  needs: 'Allow',
  messages: {
    resource:
      'In the older dialect of SCPs the Resource of an Allow is "*", and this one is refused. Deny what is outside of it.',
  },
  good: ['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ resource`,
  ],
  checkStatement({ statement, resources, report }) {
    if (statement.effect !== 'Allow' || statement.resource?.isNegated !== false) return;
    for (const { node, isEverything } of resources) {
      if (!isEverything) report(node, 'resource', {});
    }
  },
});
