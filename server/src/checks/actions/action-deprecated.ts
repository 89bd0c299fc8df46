import { replaceEntry } from '../../syntax/edits';
import { countText } from '../message';
import { rule } from '../rule';

export default rule({
  code: 'action-deprecated',
  severity: 'warning',
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
  },
  good: ['{ "Effect": "Allow", "Action": ["billing:GetBillingData", "ce:GetCostAndUsage"], "Resource": "*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "aws-portal:ViewUsage", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~ replaced +fix: AWS replaced the aws-portal actions by finer ones in 2023. Replace "aws-portal:ViewUsage", which has no effect any more.
== fix Replace by 1 finer action ==
{ "Effect": "Allow", "Action": "cur:GetUsageReport", "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": ["purchase-orders:ViewPurchaseOrders", "a4b:GetRoom"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ replaced +fix
                                                                      ~~~~~~~~~~~~~ ended: AWS ended Alexa for Business in 2025. Remove "a4b:GetRoom", which has no effect any more.
== fix Replace by 3 finer actions ==
{ "Effect": "Allow", "Action": ["purchase-orders:GetPurchaseOrder", "purchase-orders:ListPurchaseOrderInvoices", "purchase-orders:ListPurchaseOrders", "a4b:GetRoom"], "Resource": "*" }`,
  ],
  checkStatement({ actions, tree, report, fix }) {
    for (const { text: action, node, list, retired } of actions) {
      if (retired === undefined) continue;
      const { reason, replacements } = retired;
      if (replacements.length === 0) {
        report(node, 'ended', { reason, action });
        continue;
      }
      const count = countText(replacements.length, 'finer action');
      const fixes = [fix('replace', { count }, replaceEntry(tree, list.member.value, node, replacements))];
      report(node, 'replaced', { reason, action }, { fixes });
    }
  },
});
