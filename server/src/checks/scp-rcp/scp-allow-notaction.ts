import { renameKey, replaceValue } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'scp-allow-notaction',
  severity: 'error',
  policyTypes: ['scp'],
  defaultOn: false,
  scpDialect: 'legacy',
  title: 'NotAction in an Allow of an SCP',
  why: 'The older dialect of SCPs takes NotAction with Deny only.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-allow-notaction',
  aaIssueCodes: ['SCP_SYNTAX_ERROR_ALLOW_NOTACTION'],
  offline:
    'Organizations has taken the whole policy language in SCPs since September 2025; this is for the older dialect (option `scpDialect`: "legacy").',
  needs: 'Allow',
  messages: {
    notAction:
      'In the older dialect of SCPs an Allow has no NotAction, and this one is refused. Allow all and deny the listed actions.',
  },
  fixes: {
    deny: {
      title: 'Convert to Deny + Action',
      effect: 'depends',
      note: 'Another statement has to allow everything else.',
    },
  },
  good: ['{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "arn:aws:iam::111122223333:role/App" }'],
  bad: [
    `
{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }
                     ~~~~~~~~~~~ notAction +fix
== fix Convert to Deny + Action ==
{ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }`,
    {
      ignore: ['element-combination'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "NotAction": "iam:*", "Resource": "*" }
                                               ~~~~~~~~~~~ notAction`,
    },
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { Effect, Action, NotAction } = statement.elements;
    if (statement.effect !== 'Allow' || Effect === undefined || NotAction === undefined) return;
    const edits = [replaceValue(tree, Effect.value, 'Deny'), renameKey(NotAction, 'Action')];
    report(NotAction.key, 'notAction', {}, { fixes: Action === undefined ? [fix('deny', {}, edits)] : [] });
  },
});
