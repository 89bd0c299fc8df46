import type { Catalog } from '../../catalog/catalog';
import { removeItem } from '../../syntax/edits';
import type { ActionEntry } from '../action-entries';
import { aliasesForKeys, logGroupsWithoutStreams } from '../near-arns';
import type { ResourceEntry } from '../resource-entries';
import { isServiceWide } from '../resource-extent';
import { isUnknownForm, typesOf, unfitActions, usesArnsOf } from '../resource-fit';
import { rule } from '../rule';

export default rule({
  code: 'resource-unused-by-actions',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Resource on which no action works',
  why: 'A resource that none of the actions works on decides nothing; an action is missing, or the ARN is wrong.',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  messages: {
    unused:
      'No action of this statement works on "{resource}" (AWS data of {date}). Remove it, or add the action that it is for.',
  },
  fixes: {
    remove: { title: 'Remove "{resource}"', effect: 'depends', note: 'The AWS data may lack a resource type.' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:GetObject", "sqs:SendMessage"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:sqs:us-east-1:111122223333:q"] }',
    {
      text: '{ "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }',
      ignore: ['action-service-star-allow'],
    },
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }',
    '{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "${key_arn}" }',
    '{ "Effect": "Allow", "Action": "ssmmessages:OpenDataChannel", "Resource": "arn:aws:ssm:*:*:session/${aws:userid}-*" }',
    '{ "Effect": "Allow", "Action": "migrationhub-strategy:GetMessage", "Resource": "arn:aws:migrationhub-strategy:*:*:*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:sqs:us-east-1:111122223333:q"] }
                                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unused +fix
== fix Remove "arn:aws:sqs:us-east-1:111122223333:q" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }`,
    `
{ "Effect": "Allow", "Action": "s3:Get*Object", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3:::amzn-s3-demo-log"] }
                                                                                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unused +fix`,
  ],
  checkStatement({ statement, actions, resources, principals, conditions, tree, catalog, report, fix }) {
    const { action, resource: list } = statement;
    if (action?.isNegated !== false || list?.isNegated !== false) return;
    if (actions.length === 0 || actions.length !== action.entries.length || action.invalid.length > 0) return;
    if (!actions.every(({ state }) => state === 'known' || state === 'pattern')) return;
    const unused = resources.filter((each) => !isUsed(catalog, each, actions));
    if (unused.length === 0 || actions.every(({ text }) => text.toLowerCase() === 'iam:passrole')) return;
    // The other end of the same mistake is reported at the actions.
    const facts = { statement, actions, resources, principals, conditions };
    if (unfitActions(catalog, facts).length > 0) return;
    const reported = [...logGroupsWithoutStreams(facts), ...aliasesForKeys(facts)];
    const candidates = unused.filter((each) => !reported.includes(each) && !hasPartner(each, resources));
    const array = list.member.value;
    for (const { text: resource, node } of candidates) {
      const canGo = array.kind === 'array' && array.items.length > 1;
      const fixes = () => (canGo ? [fix('remove', { resource }, removeItem(tree, array, node))] : []);
      report(node, 'unused', { resource, date: catalog.dates.services }, { fixes });
    }
  },
});

/** A bucket beside its objects, a log group beside its streams: people list both forms, and it does no harm. */
function hasPartner({ text }: ResourceEntry, resources: readonly ResourceEntry[]): boolean {
  return resources.some((other) => isInside(other.text, text) || isInside(text, other.text));
}

function isInside(text: string, outer: string): boolean {
  return text.startsWith(`${outer}/`) || text.startsWith(`${outer}:`);
}

/**
 * True also where it is not known: the service of the ARN is open, or an action of the same service may work on it though the data
 * does not say so. Only a bucket for actions on objects, and the reverse, is sure to be of no use there.
 */
function isUsed(catalog: Catalog, resource: ResourceEntry, actions: readonly ActionEntry[]): boolean {
  const service = resource.pattern.service;
  if (resource.isEverything || service === undefined || resource.slips.length > 0) return true;
  // Of actions without a resource type AWS may check an ARN that stands for the whole service.
  if (isServiceWide(resource) && actions.some(({ prefix }) => prefix.toLowerCase() === service)) return true;
  const prefixes = new Set(catalog.servicesWithArnSegment(service));
  // No service: a star in front runs over it.
  if (prefixes.size === 0 && catalog.summary(service) === undefined) return true;
  return actions.some((entry) => {
    const prefix = entry.prefix.toLowerCase();
    if (!prefixes.has(prefix)) return usesArnsOf(prefix, service) || worksElsewhere(catalog, prefix, resource);
    return service !== 's3' || prefix !== 's3' || mayWorkOn(catalog, entry, resource);
  });
}

function mayWorkOn(catalog: Catalog, entry: ActionEntry, resource: ResourceEntry): boolean {
  if (entry.text.endsWith(':*') || isUnknownForm(catalog, resource, 's3')) return true;
  const actions = catalog.actionsMatching(entry.text);
  // A pattern that matches nothing is action-wildcard-no-match.
  if (actions.length === 0) return true;
  return actions.some((action) => {
    if (action.resourceTypes.length === 0) return true;
    return typesOf(catalog, action).some((type) => resource.fits(type) || resource.fitsAcross(type));
  });
}

/** Types whose format leaves the service open are of one service and fit ARNs of others. */
function worksElsewhere(catalog: Catalog, prefix: string, resource: ResourceEntry): boolean {
  const isOpen = catalog.servicesWithArnSegment('*').includes(prefix);
  return isOpen && (catalog.service(prefix)?.resourceTypes ?? []).some((type) => resource.fits(type));
}
