import { listText } from '../message';
import { rule } from '../rule';
import { addActions, incompleteTrust } from '../trust-actions';

export default rule({
  code: 'trust-rolesanywhere-actions',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'Actions that Roles Anywhere lacks',
  why: 'IAM Roles Anywhere sets a source identity and session tags; without leave for both it cannot assume the role.',
  source: 'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#role-trusts',
  aaIssueCodes: ['MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY'],
  messages: {
    missing: 'IAM Roles Anywhere needs {missing} too, and cannot assume the role without. Add what is missing.',
  },
  fixes: { add: { title: 'Add {missing}', effect: 'widens' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
  "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/TA_ID" } } }`,
    {
      ignore: ['statement-mergeable'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": "sts:AssumeRole" },
{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:TagSession", "sts:SetSourceIdentity"] }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": "sts:AssumeRole",
                                                                                          ~~~~~~~~~~~~~~~~ missing +fix: IAM Roles Anywhere needs sts:SetSourceIdentity and sts:TagSession too, and cannot assume the role without. Add what is missing.
  "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/TA_ID" } } }
== fix Add sts:SetSourceIdentity and sts:TagSession ==
{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
  "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/TA_ID" } } }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    const found = incompleteTrust(statements, 'rolesanywhere.amazonaws.com', NEEDED);
    const list = found?.facts.statement.action;
    if (found === undefined || list === undefined) return;
    const missing = listText(found.missing);
    const edits = addActions(tree, found.facts, found.missing);
    report(list.member.value, 'missing', { missing }, { fixes: [fix('add', { missing }, edits)] });
  },
});

/** IAM Roles Anywhere User Guide, "Trust model", read on 2026-11-25. */
const NEEDED = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'] as const;
