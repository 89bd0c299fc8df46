import { compilePattern, matches } from '../../language/pattern';
import { renameKey, replaceValue } from '../../syntax/edits';
import type { ConditionEntry } from '../condition-entries';
import { rule } from '../rule';

export default rule({
  code: 'scp-region-deny-global',
  severity: 'warning',
  policyTypes: ['scp'],
  title: 'Region guardrail that stops global services',
  why: 'Calls to global services such as IAM carry us-east-1 as their Region; where that is denied, nobody can use them.',
  source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
  needs: 'Deny',
  messages: {
    global:
      'This also denies global services, whose calls go to us-east-1, so that IAM and Organizations stop working. Exempt them with NotAction.',
  },
  fixes: { exempt: { title: 'Exempt global services', effect: 'depends', note: 'Take out what you do not use.' } },
  good: [
    '{ "Effect": "Deny", "NotAction": ["iam:*", "organizations:*", "route53:*", "cloudfront:*", "support:*", "sts:*"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } } }',
    '{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "us-gov-west-1" } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["cn-north-1", "cn-northwest-1"] } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotLike": { "aws:RequestedRegion": ["eu-*", "us-east-?"] } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }
                              ~~~ global +fix
== fix Exempt global services ==
{ "Effect": "Deny", "NotAction": ["account:*", "billing:*", "budgets:*", "ce:*", "chime:*", "cloudfront:*", "cur:*", "globalaccelerator:*", "health:*", "iam:*", "organizations:*", "pricing:*", "route53:*", "route53domains:*", "shield:*", "sts:*", "support:*", "supportapp:*", "supportplans:*", "tax:*", "trustedadvisor:*", "waf:*", "wafv2:*"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }`,
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotLike": { "aws:RequestedRegion": "eu-*" } } }
                              ~~~ global +fix`,
  ],
  checkStatement({ statement, actions, conditions, tree, report, fix }) {
    const { Action } = statement.elements;
    if (statement.effect !== 'Deny' || statement.action?.isNegated !== false || Action === undefined) return;
    const everything = actions.find(({ isEverything }) => isEverything);
    if (everything === undefined || !conditions.some(isRegionDeny)) return;
    const edits = [renameKey(Action, 'NotAction'), replaceValue(tree, Action.value, GLOBAL_SERVICES)];
    report(everything.node, 'global', {}, { fixes: [fix('exempt', {}, edits)] });
  },
});

/** Denies what is outside a list of Regions, in which the one where the calls of global services go is not. */
function isRegionDeny({ lowerKey, parsed, values }: ConditionEntry): boolean {
  if (lowerKey !== 'aws:requestedregion' || parsed?.base.isNegated !== true || values.length === 0) return false;
  const { takesWildcards } = parsed.base;
  return !values.some(({ text }) => {
    const pattern = compilePattern(text);
    return text.includes('$') || HOMES.some((home) => (takesWildcards ? matches(pattern, home) : text === home));
  });
}

/** Where calls of global services go, a Region for each partition (AWS General Reference, "IAM endpoints and quotas"). */
const HOMES: readonly string[] = ['us-east-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1'];

/** Services with one endpoint for all Regions (Organizations User Guide, "Deny access to AWS based on the requested Region"). State of 2026-11-25. */
const GLOBAL_SERVICES: readonly string[] = [
  'account',
  'billing',
  'budgets',
  'ce',
  'chime',
  'cloudfront',
  'cur',
  'globalaccelerator',
  'health',
  'iam',
  'organizations',
  'pricing',
  'route53',
  'route53domains',
  'shield',
  'sts',
  'support',
  'supportapp',
  'supportplans',
  'tax',
  'trustedadvisor',
  'waf',
  'wafv2',
].map((prefix) => `${prefix}:*`);
