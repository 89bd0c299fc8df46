import { rule } from '../rule';

export default rule({
  code: 'scp-notresource',
  severity: 'error',
  policyTypes: ['scp'],
  defaultOn: false,
  scpDialect: 'legacy',
  title: 'NotResource in an SCP',
  why: 'The older dialect of SCPs has no NotResource.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-notresource',
  aaIssueCodes: ['SCP_SYNTAX_ERROR_NOTRESOURCE'],
  offline:
    'Organizations has taken the whole policy language in SCPs since September 2025; this is for the older dialect (option `scpDialect`: "legacy").',
  messages: {
    notResource: 'The older dialect of SCPs has no NotResource and refuses it. List the resources in Resource.',
  },
  good: ['{ "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                      ~~~~~~~~~~~~~ notResource`,
  ],
  checkStatement({ statement, report }) {
    const { NotResource } = statement.elements;
    if (NotResource !== undefined) report(NotResource.key, 'notResource', {});
  },
});
