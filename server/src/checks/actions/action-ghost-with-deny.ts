import { apiPermissions } from '../../catalog/tables/api-names';
import { replaceEntry, replaceString } from '../../syntax/edits';
import { suggestAction } from '../action-suggestion';
import { listText } from '../message';
import { rule } from '../rule';

const NEAR = 'a known action is near, or the name is in the API table';
const FAR = 'no near name (may be newer than the data)';

export default rule({
  code: 'action-ghost-with-deny',
  severity: 'security',
  severityBy: { [NEAR]: 'security', [FAR]: 'suggestion' },
  policyTypes: 'all',
  title: 'Deny of an unknown action',
  why: 'A Deny with a misspelt action denies nothing, so the guardrail that people rely on is not there.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-action',
  offline: 'An action without a near name may be newer than the data, so it is a suggestion only.',
  needs: ['Deny', 'unknown action'],
  messages: {
    close: 'The AWS data of {date} has no action "{action}", so this denies nothing. Did you mean "{best}"?',
    mapped: '"{action}" is an API operation and no action, so this denies nothing. Its permission is {permission}.',
    exempt: 'The AWS data of {date} has no action "{action}", so NotAction exempts nothing by it. Did you mean {best}?',
    unknown: 'The AWS data of {date} has no action "{action}". If it is not newer than that, this denies nothing.',
  },
  fixes: { change: { title: 'Change to {best}', effect: 'activates' } },
  good: ['{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }'],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:DeleteBuckets", "Resource": "*" }
                              ~~~~~~~~~~~~~~~~~~ close [security] +fix: The AWS data of 2026-09-26 has no action "s3:DeleteBuckets", so this denies nothing. Did you mean "s3:DeleteBucket"?
== fix Change to "s3:DeleteBucket" ==
{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }`,
    `
{ "Effect": "Deny", "Action": ["s3:DeleteObjects", "s3:Frobnicate"], "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~ mapped [security] +fix
                                                   ~~~~~~~~~~~~~~~ unknown [suggestion]
== fix Change to "s3:DeleteObject" ==
{ "Effect": "Deny", "Action": ["s3:DeleteObject", "s3:Frobnicate"], "Resource": "*" }`,
    `
{ "Effect": "Deny", "NotAction": "iam:GetUsers", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }
                                 ~~~~~~~~~~~~~~ exempt [security] +fix`,
  ],
  checkStatement({ statement, actions, catalog, tree, report, fix }) {
    if (statement.effect !== 'Deny') return;
    const date = catalog.dates.services;
    for (const entry of actions) {
      const { text: action, service } = entry;
      if (entry.state !== 'unknown' || service === undefined) continue;
      const permissions = apiPermissions(action);
      if (permissions !== undefined) {
        const permission = listText(permissions.map((each) => `"${each}"`));
        const edits = replaceEntry(tree, entry.list.member.value, entry.node, permissions);
        const fixes = [fix('change', { best: permission }, edits)];
        if (entry.list.isNegated) report(entry.node, 'exempt', { action, date, best: permission }, { fixes });
        else report(entry.node, 'mapped', { action, permission }, { fixes });
        continue;
      }
      const suggestion = suggestAction(catalog, service, entry.name);
      if (suggestion?.by !== 'name') {
        report(entry.node, 'unknown', { action, date }, { severityCase: FAR });
        continue;
      }
      const best = suggestion.action;
      const fixes = [fix('change', { best: `"${best}"` }, [replaceString(entry.node, best)])];
      if (entry.list.isNegated) report(entry.node, 'exempt', { action, date, best: `"${best}"` }, { fixes });
      else report(entry.node, 'close', { action, date, best }, { fixes, severityCase: NEAR });
    }
  },
});
