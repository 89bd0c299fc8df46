import { removeItem, replaceEntry } from '../../syntax/edits';
import { countText } from '../message';
import { rule } from '../rule';

/** What is left of it does no harm, and so does an exception or a denial of what nobody can do; an Allow was meant to grant something. */
const LEFT_OVER = 'left over';

export default rule({
  code: 'action-deprecated',
  severity: 'warning',
  severityBy: { 'allowed, and finer actions took its place': 'warning', [LEFT_OVER]: 'suggestion' },
  policyTypes: 'all',
  title: 'Retired action',
  why: 'AWS no longer asks for this action, so the entry grants and denies nothing.',
  source:
    'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/migrate-granularaccess-iam-mapping-reference.html',
  needs: 'retired action',
  messages: {
    replaced: '{reason} Replace "{action}", which has no effect.',
    ended: '{reason} Remove "{action}", which has no effect.',
  },
  fixes: {
    replace: {
      title: 'Replace by {count}',
      effect: 'depends',
      note: 'The finer actions cover the larger part of what the old one did; check which of them are needed.',
    },
    remove: { title: 'Remove "{action}"', effect: 'none' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["billing:GetBillingData", "ce:GetCostAndUsage"], "Resource": "*" }',
    '{ "Effect": "Allow", "Action": ["purchase-orders:*Orders", "purchase-orders:Update*"], "Resource": "*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "aws-portal:ViewUsage", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~ replaced [warning] +fix: AWS replaced the aws-portal actions by finer ones in 2023. Replace "aws-portal:ViewUsage", which has no effect.
== fix Replace by 1 finer action ==
{ "Effect": "Allow", "Action": "cur:GetUsageReport", "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": ["purchase-orders:ViewPurchaseOrders", "a4b:GetRoom"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ replaced +fix
                                                                      ~~~~~~~~~~~~~ ended [suggestion] (unused) +fix: AWS ended Alexa for Business in 2025. Remove "a4b:GetRoom", which has no effect.
== fix Replace by 3 finer actions ==
{ "Effect": "Allow", "Action": ["purchase-orders:GetPurchaseOrder", "purchase-orders:ListPurchaseOrderInvoices", "purchase-orders:ListPurchaseOrders", "a4b:GetRoom"], "Resource": "*" }
== fix Remove "a4b:GetRoom" ==
{ "Effect": "Allow", "Action": ["purchase-orders:ViewPurchaseOrders"], "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": ["aws-portal:*", "ce:GetTags"], "Resource": "*" }
                                ~~~~~~~~~~~~~~ ended [warning] +fix`,
    `
{ "Effect": "Deny", "NotAction": ["aws-portal:*", "iam:*"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } } }
                                  ~~~~~~~~~~~~~~ ended [suggestion] (unused) +fix`,
    `
{ "Effect": "Allow", "Action": ["purchase-orders:View*", "aws-portal:*Usage"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~ replaced [warning] +fix: AWS replaced this action by finer ones in 2023. Replace "purchase-orders:View*", which has no effect.
                                                         ~~~~~~~~~~~~~~~~~~~ replaced [warning] +fix
== fix Replace by 3 finer actions ==
{ "Effect": "Allow", "Action": ["purchase-orders:GetPurchaseOrder", "purchase-orders:ListPurchaseOrderInvoices", "purchase-orders:ListPurchaseOrders", "aws-portal:*Usage"], "Resource": "*" }
== fix Replace by 1 finer action ==
{ "Effect": "Allow", "Action": ["purchase-orders:View*", "cur:GetUsageReport"], "Resource": "*" }`,
    {
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sns:Subscribe", "SNS:Receive"], "Resource": "arn:aws:sns:eu-west-1:444455556666:t" }
                                                                                         ~~~~~~~~~~~~~ ended [suggestion] (unused) +fix: Amazon SNS has no such action any more. Remove "SNS:Receive", which has no effect.`,
    },
  ],
  checkStatement({ statement, actions, tree, report, fix }) {
    for (const { text: action, node, list, retired } of actions) {
      if (retired === undefined) continue;
      const { reason, replacements, isOver } = retired;
      const isMeant = statement.effect === 'Allow' && !list.isNegated && !isOver;
      const severityCase = isMeant ? 'allowed, and finer actions took its place' : LEFT_OVER;
      if (replacements.length === 0) {
        const array = list.member.value;
        const canGo = array.kind === 'array' && array.items.length > 1;
        const fixes = () => (canGo ? [fix('remove', { action }, removeItem(tree, array, node))] : []);
        report(node, 'ended', { reason, action }, { fixes, severityCase, isUnnecessary: !isMeant });
        continue;
      }
      const count = countText(replacements.length, 'finer action');
      const fixes = () => [fix('replace', { count }, replaceEntry(tree, list.member.value, node, replacements))];
      report(node, 'replaced', { reason, action }, { fixes, severityCase });
    }
  },
});
