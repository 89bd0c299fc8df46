import type { Action, Catalog } from '../../catalog/catalog';
import { CREDENTIAL_ACTIONS, EXISTING_COMPUTE_METHODS, IAM_ESCALATIONS } from '../../catalog/tables/escalation';
import { replaceEntry } from '../../syntax/edits';
import type { ActionEntry } from '../action-entries';
import { isUnconditional } from '../grants';
import { listText } from '../message';
import { managesPermissions } from '../open-grants';
import { typesOf } from '../resource-fit';
import { rule } from '../rule';
import { arnFrom, placeOf } from '../template-arns';

export default rule({
  code: 'resource-star-unneeded',
  severity: 'suggestion',
  policyTypes: ['identity'],
  title: '"*" where ARNs would do',
  why: 'Actions that change something should be allowed on the resources that are meant, not on all.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  needs: 'Allow',
  messages: { star: '{actions} can be limited to single resources. Name them in place of "*".' },
  fixes: {
    templates: { title: 'Replace "*" by ARNs of the types that the actions work on', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }',
    '{ "Effect": "Allow", "Action": ["dynamodb:GetItem", "s3:ListAllMyBuckets", "ecr:GetAuthorizationToken"], "Resource": "*" }',
    '{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }',
    '{ "Effect": "Deny", "Action": "dynamodb:DeleteTable", "Resource": "*" }',
    {
      ignore: ['privesc-update-compute', 'permissions-management', 'privesc-assumerole-star'],
      text: '{ "Effect": "Allow", "Action": ["lambda:UpdateFunctionCode", "s3:PutBucketPolicy", "sts:AssumeRole"], "Resource": "*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*" }
                                                               ~~~ star +fix: "dynamodb:PutItem" can be limited to single resources. Name them in place of "*".
== fix Replace "*" by ARNs of the types that the actions work on ==
{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:*:*:table/*" }`,
    `
{ "Effect": "Allow", "Action": ["sqs:SendMessage", "sns:Publish", "s3:ListAllMyBuckets"], "Resource": ["*"] }
                                                                                                       ~~~ star: "sqs:SendMessage" and "sns:Publish" can be limited to single resources. Name them in place of "*".`,
  ],
  checkStatement({ statement, actions, resources, tree, catalog, report, fix }) {
    const { action, resource } = statement;
    if (statement.effect !== 'Allow' || action?.isNegated !== false || resource?.isNegated !== false) return;
    const star = resources.find(({ isEverything }) => isEverything);
    if (star === undefined || !isUnconditional(statement)) return;
    const limitable = actions.filter(isLimitable);
    if (limitable.length === 0) return;
    const fixes = () => {
      const arns = arnsFor(catalog, actions);
      if (arns === undefined || arns.length > MAX_ARNS) return [];
      return [fix('templates', {}, replaceEntry(tree, resource.member.value, star.node, arns))];
    };
    const names = listText(
      limitable.map(({ text }) => `"${text}"`),
      4,
    );
    report(star.node, 'star', { actions: names }, { fixes });
  },
});

const CHANGES: ReadonlySet<string> = new Set(['Write', 'Permissions management', 'Tagging']);
const MAX_ARNS = 10;

/** Of what is grave on "*" a check of its own speaks: passrole-star-resource, slr-star-resource, privesc-…, credentials-exposure. */
const OWN_CHECK: ReadonlySet<string> = new Set(
  [
    'iam:PassRole',
    'iam:CreateServiceLinkedRole',
    'sts:AssumeRole',
    ...IAM_ESCALATIONS.map(({ action }) => action),
    ...EXISTING_COMPUTE_METHODS.filter(({ length }) => length === 1).flat(),
    ...CREDENTIAL_ACTIONS,
  ].map((action) => action.toLowerCase()),
);

/** An action that is named, changes something, and always works on one of its resource types. Of others checks of their own speak. */
function isLimitable({ state, traits, name, lowerText }: ActionEntry): boolean {
  if (state !== 'known' || traits?.resourceTypeUse !== 'always') return false;
  if (OWN_CHECK.has(lowerText) || managesPermissions(name, traits)) return false;
  return traits.accessLevels.some((level) => CHANGES.has(level));
}

function actionOf(catalog: Catalog, entry: ActionEntry): Action | undefined {
  return entry.state === 'known' && entry.number !== undefined ? catalog.actionAt(entry.number) : undefined;
}

/** An ARN for each type that the actions work on; undefined where one of them works on "*" only, or is a pattern. */
function arnsFor(catalog: Catalog, entries: readonly ActionEntry[]): readonly string[] | undefined {
  const arns = new Set<string>();
  for (const entry of entries) {
    const action = actionOf(catalog, entry);
    const types = action === undefined ? [] : typesOf(catalog, action);
    if (types.length === 0) return undefined;
    for (const { templates } of types) {
      for (const template of templates) arns.add(arnFrom(template, placeOf([])));
    }
  }
  return [...arns];
}
