import { apiPermissions } from '../../catalog/tables/api-names';
import { replaceString } from '../../syntax/edits';
import { nameRange } from '../action-entries';
import { suggestAction } from '../action-suggestion';
import { rule } from '../rule';

export default rule({
  code: 'action-unknown',
  severity: 'error',
  severityBy: { 'a known action is near (edit distance or case)': 'error', 'no near name': 'warning' },
  policyTypes: 'all',
  title: 'Unknown action',
  why: 'IAM accepts the policy, but a misspelt action grants nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-action',
  aaIssueCodes: ['INVALID_ACTION'],
  offline: 'An action without a near name may be newer than the data, so it is a warning only.',
  needs: 'unknown action',
  messages: {
    close: 'Unknown action "{action}" (AWS data of {date}): it matches no request. Did you mean "{best}"?',
    perhaps: 'The AWS data of {date} has no action "{action}". Did you mean "{best}"?',
    unknown: 'The AWS data of {date} has no action "{action}". If it is not newer than that, it matches no request.',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                   ~~~~~~~~ close [error] +fix: Unknown action "s3:GetObjct" (AWS data of 2026-09-26): it matches no request. Did you mean "s3:GetObject"?
== fix Change to "s3:GetObject" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": ["ec2:DescribeInstance", "iam:getuse"], "Resource": "*" }
                                     ~~~~~~~~~~~~~~~~ close [error] +fix
                                                             ~~~~~~ close [error] +fix
== fix Change to "ec2:DescribeInstances" ==
{ "Effect": "Allow", "Action": ["ec2:DescribeInstances", "iam:getuse"], "Resource": "*" }
== fix Change to "iam:GetUser" ==
{ "Effect": "Allow", "Action": ["ec2:DescribeInstance", "iam:GetUser"], "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": ["cloudwatch:PutLogEvents", "iam:ListPoliciesOfRole"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~~~ perhaps [warning] +fix: The AWS data of 2026-09-26 has no action "cloudwatch:PutLogEvents". Did you mean "logs:PutLogEvents"?
                                                                ~~~~~~~~~~~~~~~~~~ perhaps [warning] +fix
== fix Change to "logs:PutLogEvents" ==
{ "Effect": "Allow", "Action": ["logs:PutLogEvents", "iam:ListPoliciesOfRole"], "Resource": "*" }
== fix Change to "iam:ListRolePolicies" ==
{ "Effect": "Allow", "Action": ["cloudwatch:PutLogEvents", "iam:ListRolePolicies"], "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": "execute-api:Post", "Resource": "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/prod/POST/orders" }
                                            ~~~~ unknown [warning]`,
    `
{ "Effect": "Allow", "NotAction": "s3:Frobnicate", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                      ~~~~~~~~~~ unknown [warning]: The AWS data of 2026-09-26 has no action "s3:Frobnicate". If it is not newer than that, it matches no request.`,
  ],
  // A nearest name costs some hundredth of a millisecond: of thousands each is a step.
  *checkStatement({ statement, actions, catalog, report, fix }) {
    if (statement.effect === 'Deny') return;
    const date = catalog.dates.services;
    for (const entry of actions) {
      const { text: action, service } = entry;
      if (entry.state !== 'unknown' || service === undefined || apiPermissions(action) !== undefined) continue;
      yield;
      const suggestion = suggestAction(catalog, service, entry.name);
      if (suggestion === undefined) {
        report(nameRange(entry), 'unknown', { action, date }, { severityCase: 'no near name' });
        continue;
      }
      const best = suggestion.action;
      const fixes = [fix('change', { best }, [replaceString(entry.node, best)])];
      const isNear = suggestion.by === 'name';
      const severityCase = isNear ? 'a known action is near (edit distance or case)' : 'no near name';
      const range = suggestion.by === 'sister' ? entry.node : nameRange(entry);
      report(range, isNear ? 'close' : 'perhaps', { action, date, best }, { fixes, severityCase });
    }
  },
});
