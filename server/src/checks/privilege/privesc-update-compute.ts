import { EXISTING_COMPUTE_METHODS } from '../../catalog/tables/escalation';
import { type ActionGrant, grantsOf } from '../action-grant';
import { arnStart, fillInEntry } from '../fill-in';
import { listText } from '../message';
import { isOpenAllow } from '../open-grants';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'privesc-update-compute',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Rights of existing compute can be taken over',
  why: 'Whoever may change the code of anything that runs, or log in to it, acts with the rights of its role.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  messages: {
    open: 'Allowing {actions} on every resource gives the rights of every role that such resources run with. Name the resources.',
  },
  fixes: {
    template: {
      title: 'Restrict Resource to an ARN template',
      effect: 'narrows',
      note: 'The name is yours to fill in. It holds for all actions of the statement.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "lambda:UpdateFunctionCode", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:app-*" }',
    '{ "Effect": "Allow", "Action": "ssm:StartSession", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }',
    {
      ignore: ['action-dependent-missing'],
      text: '{ "Effect": "Allow", "Action": "cloudformation:CreateChangeSet", "Resource": "*" }',
    },
  ],
  bad: [
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": "lambda:UpdateFunctionCode", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix
== fix Restrict Resource to an ARN template ==
{ "Effect": "Allow", "Action": "lambda:UpdateFunctionCode", "Resource": "arn:aws:lambda:*:*:function:" }`,
    },
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix: Allowing "cloudformation:CreateChangeSet" and "cloudformation:ExecuteChangeSet" on every resource gives the rights of every role that such resources run with. Name the resources.`,
    },
  ],
  checkDocument({ statements, catalog, report, fix }) {
    const open = statements.filter(isOpenAllow);
    if (open.length === 0) return;
    const reported = new Set<unknown>();
    for (const names of EXISTING_COMPUTE_METHODS) {
      const [first] = grantedSteps(statements, open, names);
      if (first === undefined || first.how === 'notAction' || reported.has(first.entry)) continue;
      reported.add(first.entry);
      const { entry, facts } = first;
      const fixes = () => {
        const action = catalog.action(names[0] ?? '');
        const start = action && arnStart(catalog, action);
        const [star] = facts.resources;
        if (start === undefined || star === undefined) return [];
        const { edits, completeAt } = fillInEntry(star, start);
        return [fix('template', {}, edits, { completeAt })];
      };
      report(entry.node, 'open', { actions: listText(names.map((name) => `"${name}"`)) }, { fixes });
    }
  },
});

/** The open Allow for each step of the method; none where a step lacks or a Deny takes it away. */
function grantedSteps(
  statements: readonly StatementFacts[],
  open: readonly StatementFacts[],
  names: readonly string[],
): readonly ActionGrant[] {
  const steps = names.map((name) => (grantsOf(open, name).length === 0 ? undefined : grantsOf(statements, name)));
  if (steps.some((grants) => grants === undefined || grants.length === 0)) return [];
  return grantsOf(open, names[0] ?? '');
}
