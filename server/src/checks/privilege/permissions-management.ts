import type { Action, Catalog } from '../../catalog/catalog';
import type { ActionEntry } from '../action-entries';
import { isDeniedToAll } from '../action-grant';
import { escalatingEntries } from '../escalating-entries';
import { arnStart, fillInEntry } from '../fill-in';
import { listText } from '../message';
import { firstOf, isOpenAllow, managesPermissions, mayManagePermissions } from '../open-grants';
import { rule } from '../rule';
import { isWholeService } from '../service-wildcard';

export default rule({
  code: 'permissions-management',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Permissions of every resource can be changed',
  why: 'Whoever changes the permissions of a resource decides who may use it, themselves included.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  messages: {
    one: '"{action}" changes permissions, here of every resource. Name the resources.',
    services: '{actions} include actions that change the permissions of every resource. Name the resources.',
    several: '"{action}" includes {first}: permissions of every resource can be changed. Name the resources.',
  },
  fixes: {
    template: {
      title: 'Restrict Resource to ARN templates',
      effect: 'narrows',
      note: 'The name is yours to fill in. It holds for all actions of the statement.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }',
    '{ "Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceAccount": "111122223333" } } }',
    { ignore: ['data-exfiltration'], text: '{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }' },
    {
      ignore: ['credentials-exposure'],
      text: '{ "Effect": "Allow", "Action": "rds-db:connect", "Resource": "*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~ one +fix
== fix Restrict Resource to ARN templates ==
{ "Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::" }`,
    {
      ignore: ['data-exfiltration'],
      text: `
{ "Effect": "Allow", "Action": ["s3:GetObject", "sns:Add*", "sqs:*Permission"], "Resource": "*" }
                                                            ~~~~~~~~~~~~~~~~~ several: "sqs:*Permission" includes "sqs:AddPermission" and 1 other: permissions of every resource can be changed. Name the resources.
                                                ~~~~~~~~~~ several`,
    },
    {
      ignore: ['action-service-star-allow'],
      text: `
{ "Effect": "Allow", "Action": ["rds:*", "kms:*", "s3:PutBucketPolicy"], "Resource": "*" }
                                ~~~~~~~ services => 1 This one too.: "rds:*" and "kms:*" include actions that change the permissions of every resource. Name the resources.
                                                  ~~~~~~~~~~~~~~~~~~~~ one +fix`,
    },
  ],
  checkDocument({ statements, catalog, report, fix }) {
    const open = statements.filter(isOpenAllow);
    if (open.length === 0) return;
    // What makes an administrator, or takes over what runs, is said already, of the same literal.
    const said = escalatingEntries(statements);
    for (const { actions, resources } of open) {
      const managers = actions.filter((entry) => mayManage(entry) && !said.has(entry));
      const found = managers.flatMap((entry) => {
        const managing = managingActions(catalog, entry).filter(({ fullName }) => !isDeniedToAll(statements, fullName));
        return managing.length === 0 ? [] : [{ entry, managing }];
      });
      // That whole services include it is said once: action-service-star-allow speaks of each.
      const [service, ...others] = found.filter(({ entry }) => isWholeService(entry));
      if (service !== undefined && others.length > 0) {
        const names = [service, ...others].map(({ entry }) => `"${entry.text}"`);
        const related = others
          .slice(0, MAX_RELATED)
          .map(({ entry }) => ({ range: entry.node, message: 'This one too.' }));
        report(service.entry.node, 'services', { actions: listText(names, 4) }, { related });
      }
      for (const { entry, managing } of found) {
        const [first] = managing;
        if (first === undefined || (others.length > 0 && isWholeService(entry))) continue;
        const star = resources.find(({ isEverything }) => isEverything);
        const start = arnStart(catalog, first);
        const canFix = entry.number !== undefined && start !== undefined && star !== undefined;
        const filled = canFix ? fillInEntry(star, start) : undefined;
        const fixes =
          filled === undefined ? [] : [fix('template', {}, filled.edits, { completeAt: filled.completeAt })];
        const action = entry.text;
        const names = managing
          .toSorted((left, right) => weightOf(left) - weightOf(right))
          .map(({ fullName }) => fullName);
        if (!entry.nameHasWildcard) report(entry.node, 'one', { action }, { fixes });
        else report(entry.node, 'several', { action, first: firstOf(names) }, { fixes });
      }
    }
  },
});

/** What gives permissions is a better example than what takes them. */
function weightOf({ name }: Action): number {
  return /^(Delete|Disassociate|Remove|Revoke)/.test(name) ? 1 : 0;
}

/** Related places are for a glance, not for a list. */
const MAX_RELATED = 5;

function mayManage({ state, traits }: ActionEntry): boolean {
  return state === 'pattern' || (state === 'known' && traits !== undefined && mayManagePermissions(traits));
}

function managingActions(catalog: Catalog, entry: ActionEntry): readonly Action[] {
  return catalog
    .actionsMatching(entry.text, mayManagePermissions)
    .filter((action) => managesPermissions(action.name, action));
}
