import { rule } from '../rule';

export default rule({
  code: 'rcp-notaction',
  severity: 'error',
  policyTypes: ['rcp'],
  title: 'NotAction in an RCP',
  why: 'RCPs have no NotAction; Organizations refuses it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-rcp-syntax-error-notaction',
  aaIssueCodes: ['RCP_SYNTAX_ERROR_NOTACTION'],
  messages: { notAction: 'An RCP has no NotAction, and Organizations refuses it. List the actions to deny in Action.' },
  good: ['{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*" }'],
  bad: [
    {
      text: `
{ "Effect": "Deny", "Principal": "*", "NotAction": "s3:Get*", "Resource": "*" }
                                      ~~~~~~~~~~~ notAction`,
      ignore: ['action-missing', 'element-unknown'],
    },
  ],
  checkStatement({ statement, report }) {
    const { NotAction } = statement.elements;
    if (NotAction !== undefined) report(NotAction.key, 'notAction', {});
  },
});
