import { replaceEntry } from '../../syntax/edits';
import { computeTakeovers } from '../compute-takeovers';
import { arnStart, fillInEntry } from '../fill-in';
import { listText } from '../message';
import { fittingActions } from '../resource-fit';
import { rule } from '../rule';
import { isWholeService, readPatterns } from '../service-wildcard';

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
    read: { title: 'Replace by read actions', effect: 'narrows' },
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
    `
{ "Effect": "Allow", "Action": "lambda:UpdateFunctionCode", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix
== fix Restrict Resource to an ARN template ==
{ "Effect": "Allow", "Action": "lambda:UpdateFunctionCode", "Resource": "arn:aws:lambda:*:*:function:" }`,
    `
{ "Effect": "Allow", "Action": "lambda:*", "Resource": "*" }
                               ~~~~~~~~~~ open +fix
== fix Replace by read actions ==
{ "Effect": "Allow", "Action": ["lambda:Get*", "lambda:List*"], "Resource": "*" }`,
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix: Allowing "cloudformation:CreateChangeSet" and "cloudformation:ExecuteChangeSet" on every resource gives the rights of every role that such resources run with. Name the resources.`,
    },
  ],
  checkDocument({ statements, catalog, tree, report, fix }) {
    for (const { names, grant } of computeTakeovers(statements)) {
      const { entry, facts } = grant;
      const fixes = () => {
        const reads = isWholeService(entry) ? readPatterns(catalog, entry.prefix) : [];
        if (reads.length > 0)
          return [
            fix(
              'read',
              {},
              replaceEntry(tree, entry.list.member.value, entry.node, fittingActions(catalog, facts, reads)),
            ),
          ];
        const action = catalog.action(names[0] ?? '');
        const start = action && arnStart(catalog, action);
        const star = facts.resources.find(({ isEverything }) => isEverything);
        if (start === undefined || star === undefined) return [];
        const { edits, completeAt } = fillInEntry(star, start);
        return [fix('template', {}, edits, { completeAt })];
      };
      report(entry.node, 'open', { actions: listText(names.map((name) => `"${name}"`)) }, { fixes });
    }
  },
});
