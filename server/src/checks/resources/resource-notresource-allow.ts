import type { ActionEntry } from '../action-entries';
import type { ConditionEntry } from '../condition-entries';
import { isUnconditional } from '../grants';
import { rule } from '../rule';
import { entrySelects } from '../statement-facts';

const OTHERWISE = 'otherwise';
const LIMITED = 'no IAM or STS action, and Condition restricts aws:ResourceAccount or aws:ResourceOrgID';

export default rule({
  code: 'resource-notresource-allow',
  severity: 'security',
  severityBy: { [OTHERWISE]: 'security', [LIMITED]: 'suggestion' },
  policyTypes: ['identity', 'resource', 'session'],
  title: 'Allow with NotResource',
  why: 'It allows the actions on all resources but the listed ones, also on those that are made later and those of other accounts.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html',
  needs: ['Allow', 'NotResource'],
  messages: {
    allow: 'Allow with NotResource reaches every resource but the listed ones. List what is needed in Resource.',
  },
  good: [
    {
      text: '{ "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::team-a-data", "arn:aws:s3:::team-a-data/*"] }',
      ignore: ['action-service-star-allow'],
    },
    '{ "Effect": "Deny", "Action": "s3:*", "NotResource": ["arn:aws:s3:::team-a-data", "arn:aws:s3:::team-a-data/*"] }',
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket" }
                                       ~~~~~~~~~~~~~ allow [security]`,
      ignore: ['action-service-star-allow'],
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
                                               ~~~~~~~~~~~~~ allow [suggestion]
  "Condition": { "StringEquals": { "aws:ResourceAccount": "111122223333" } } }`,
  ],
  checkStatement({ statement, actions, conditions, report }) {
    const { resource } = statement;
    if (statement.effect !== 'Allow' || resource?.isNegated !== true) return;
    // Excluding everything is deny-excludes-everything.
    if (resource.entries.some(({ text }) => text === '*')) return;
    if (isOwnCheck(actions) && isUnconditional(statement)) return;
    const isLimited =
      statement.action?.isNegated === false && !actions.some(reachesIdentities) && conditions.some(limitsOwner);
    report(resource.member.key, 'allow', {}, { severityCase: isLimited ? LIMITED : OTHERWISE });
  },
});

/** Statements that only hand out roles are passrole-notresource, slr-notresource and their kin. */
function isOwnCheck(actions: readonly ActionEntry[]): boolean {
  return actions.every((entry) => !entry.isEverything && handsOutRoles(entry) && !entrySelects(entry, 'iam:GetRole'));
}

function handsOutRoles(entry: ActionEntry): boolean {
  return entrySelects(entry, 'iam:PassRole') || entrySelects(entry, 'iam:CreateServiceLinkedRole');
}

function reachesIdentities({ isEverything, prefixHasWildcard, prefix }: ActionEntry): boolean {
  return isEverything || prefixHasWildcard || ['iam', 'sts'].includes(prefix.toLowerCase());
}

function limitsOwner({ lowerKey, parsed }: ConditionEntry): boolean {
  const isOwner = lowerKey === 'aws:resourceaccount' || lowerKey === 'aws:resourceorgid';
  return isOwner && parsed !== undefined && !parsed.base.isNegated && !parsed.ifExists && parsed.base.type !== 'Null';
}
