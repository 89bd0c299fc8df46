import { removeItem } from '../../syntax/edits';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'action-shadowed-by-deny',
  severity: 'suggestion',
  asksKernel: true,
  policyTypes: 'all',
  title: 'Action that a Deny takes away',
  why: 'An explicit Deny always wins, so that listing the action allows nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  messages: {
    denied: 'A Deny of this policy takes "{action}" away again wherever it is allowed here. Remove it.',
  },
  fixes: {
    remove: { title: 'Remove denied "{action}"', effect: 'none', safe: true },
  },
  good: [
    `{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }`,
    {
      ignore: ['resource-unused-by-actions'],
      text: `{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:Delete*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
                                                ~~~~~~~~~~~~~~~~~ denied (unused) +fix!
{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
== fix Remove denied "s3:DeleteObject" ==
{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }`,
    {
      type: 'resource',
      ignore: ['principal-iam-user'],
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/ana" }, "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" },
                                                                                                                 ~~~~~~~~~~~~~~~~~~~~ denied (unused) +fix!
{ "Effect": "Deny", "Principal": "*", "Action": "sqs:ReceiveMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }
== fix Remove denied "sqs:ReceiveMessage" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/ana" }, "Action": ["sqs:SendMessage"], "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" },
{ "Effect": "Deny", "Principal": "*", "Action": "sqs:ReceiveMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }`,
    },
  ],
  checkDocument({ statements, tree, proofs, report, fix }) {
    const denies = statements.filter(({ statement }) => statement.effect === 'Deny');
    if (denies.length === 0) return;
    for (const { statement } of statements) {
      const list = statement.action;
      const array = list?.member.value;
      if (statement.effect !== 'Allow' || list?.isNegated !== false || array?.kind !== 'array') continue;
      // Where all of it is denied the statement is reported, not each action.
      if (
        list.entries.length < 2 ||
        list.entries.length > MAX_ENTRIES ||
        proofs.worthOf(statement.index)?.kind === 'dead'
      )
        continue;
      list.entries.forEach(({ text: action, node }, entry) => {
        if (!denies.some((facts) => mayDeny(facts, action)) || !proofs.isEntryDenied(statement.index, entry)) return;
        const fixes = () => [fix('remove', { action }, removeItem(tree, array, node))];
        report(node, 'denied', { action }, { fixes, isUnnecessary: true });
      });
    }
  },
});

/** Longer lists are not looked through entry by entry. */
const MAX_ENTRIES = 100;

/** A cheap look before the kernel is asked: does the Deny speak of the service at all? */
function mayDeny({ statement, actions }: StatementFacts, action: string): boolean {
  if (statement.action?.isNegated !== false) return true;
  const prefix = action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();
  return actions.some((entry) => entry.isEverything || entry.prefix.toLowerCase() === prefix);
}
