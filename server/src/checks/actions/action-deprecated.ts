import { removeItem, replaceEntry } from '../../syntax/edits';
import { countText } from '../message';
import { rule } from '../rule';

/** An entry that is left over does no harm; one that was meant to grant something is a fault. */
const ENDED = 'its service has ended';

export default rule({
  code: 'action-deprecated',
  severity: 'warning',
  severityBy: { 'finer actions took its place': 'warning', [ENDED]: 'suggestion' },
  policyTypes: 'all',
  title: 'Retired action',
  why: 'AWS no longer asks for this action, so the entry grants and denies nothing.',
  source:
    'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/migrate-granularaccess-iam-mapping-reference.html',
  messages: {
    replaced: '{reason} Replace "{action}", which has no effect any more.',
    ended: '{reason} Remove "{action}", which has no effect any more.',
  },
  fixes: {
    replace: {
      title: 'Replace by {count}',
      effect: 'depends',
      note: 'The finer actions cover the larger part of what the old one did; check which of them are needed.',
    },
    remove: { title: 'Remove "{action}"', effect: 'none' },
  },
  good: ['{ "Effect": "Allow", "Action": ["billing:GetBillingData", "ce:GetCostAndUsage"], "Resource": "*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "aws-portal:ViewUsage", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~ replaced [warning] +fix: AWS replaced the aws-portal actions by finer ones in 2023. Replace "aws-portal:ViewUsage", which has no effect any more.
== fix Replace by 1 finer action ==
{ "Effect": "Allow", "Action": "cur:GetUsageReport", "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": ["purchase-orders:ViewPurchaseOrders", "a4b:GetRoom"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ replaced +fix
                                                                      ~~~~~~~~~~~~~ ended [suggestion] (unused) +fix: AWS ended Alexa for Business in 2025. Remove "a4b:GetRoom", which has no effect any more.
== fix Replace by 3 finer actions ==
{ "Effect": "Allow", "Action": ["purchase-orders:GetPurchaseOrder", "purchase-orders:ListPurchaseOrderInvoices", "purchase-orders:ListPurchaseOrders", "a4b:GetRoom"], "Resource": "*" }
== fix Remove "a4b:GetRoom" ==
{ "Effect": "Allow", "Action": ["purchase-orders:ViewPurchaseOrders"], "Resource": "*" }`,
  ],
  checkStatement({ actions, tree, report, fix }) {
    for (const { text: action, node, list, retired } of actions) {
      if (retired === undefined) continue;
      const { reason, replacements } = retired;
      if (replacements.length === 0) {
        const array = list.member.value;
        const canGo = array.kind === 'array' && array.items.length > 1;
        const fixes = () => (canGo ? [fix('remove', { action }, removeItem(tree, array, node))] : []);
        report(node, 'ended', { reason, action }, { fixes, severityCase: ENDED, isUnnecessary: true });
        continue;
      }
      const count = countText(replacements.length, 'finer action');
      const fixes = [fix('replace', { count }, replaceEntry(tree, list.member.value, node, replacements))];
      report(node, 'replaced', { reason, action }, { fixes });
    }
  },
});
