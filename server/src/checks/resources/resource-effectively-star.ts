import type { Catalog } from '../../catalog/catalog';
import { replaceString } from '../../syntax/edits';
import type { ActionEntry } from '../action-entries';
import type { ResourceEntry } from '../resource-entries';
import { isEveryArn, isServiceWide } from '../resource-extent';
import { rule } from '../rule';

export default rule({
  code: 'resource-effectively-star',
  severity: 'suggestion',
  policyTypes: ['identity', 'session', 'resource'],
  title: 'Another way to write "*"',
  why: 'An entry that names everything looks narrower than it is.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  messages: {
    same: '"{resource}" matches every resource. Write "*", so that everybody sees it.',
    service: '"{resource}" matches every resource of these actions. Name the resources that are needed.',
  },
  fixes: { star: { title: 'Change to "*"', effect: 'depends' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::*" }',
    '{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::*" }',
    '{ "Effect": "Allow", "Action": "rds:DeleteDBCluster", "Resource": "arn:aws:rds:*:*:*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }',
    '{ "Effect": "Allow", "Action": "migrationhub-strategy:GetMessage", "Resource": "arn:aws:migrationhub-strategy:*:*:*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::*" }
                                                           ~~~~~~~~~~~~~~~~ service`,
    {
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": ["**", "arn:aws:*:*:*:*"] }
                                                           ~~~~ same +fix
                                                                 ~~~~~~~~~~~~~~~~~ same +fix
== fix Change to "*" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": ["*", "arn:aws:*:*:*:*"] }`,
      ignore: ['resource-redundant'],
    },
  ],
  checkStatement({ statement, actions, resources, catalog, report, fix }) {
    if (statement.resource?.isNegated !== false) return;
    // A condition may name the resources by their tags or their account, as beside "*" (resource-star-unneeded).
    const isOpen = statement.effect === 'Allow' && statement.elements.Condition === undefined;
    for (const entry of resources) {
      if (isSame(entry)) {
        report(
          entry.node,
          'same',
          { resource: entry.text },
          { fixes: [fix('star', {}, [replaceString(entry.node, '*')])] },
        );
      } else if (isOpen && isServiceWide(entry) && isAllOf(catalog, entry, actions)) {
        report(entry.node, 'service', { resource: entry.text });
      }
    }
  },
});

/** `**`, and six fields that are all open; ARNs with fewer fields are arn-field-count. */
function isSame(entry: ResourceEntry): boolean {
  if (entry.isEverything) return entry.text !== '*';
  return entry.fields.length === 6 && isEveryArn(entry);
}

/** What the S3 console asks for on every bucket (IAM User Guide, "Allows read and write access to objects in an S3 bucket"). */
const CONSOLE: ReadonlySet<string> = new Set(['s3:listallmybuckets', 's3:getbucketlocation']);

/** Are all actions of the service whose resources the entry names, and more than the pair of the console? */
function isAllOf(catalog: Catalog, { fields }: ResourceEntry, actions: readonly ActionEntry[]): boolean {
  if (fields.length < 6 || actions.length === 0) return false;
  const isOwn = actions.every(({ prefix }) => prefix.toLowerCase() === fields[2]);
  return (
    isOwn &&
    actions.some((entry) => mayHaveResources(catalog, entry)) &&
    !actions.every(({ text }) => CONSOLE.has(text.toLowerCase()))
  );
}

/** False for an action that is known to work on no resource: nothing can be named for it. */
function mayHaveResources(catalog: Catalog, { number }: ActionEntry): boolean {
  const action = number === undefined ? undefined : catalog.actionAt(number);
  return action === undefined || action.resourceTypes.length > 0;
}
