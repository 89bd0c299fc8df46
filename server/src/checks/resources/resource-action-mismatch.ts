import { compileArnPattern } from '../../catalog/arn-template';
import type { Catalog } from '../../catalog/catalog';
import { typeMatches } from '../../catalog/resource-types';
import { addEntries } from '../../syntax/edits';
import { hasOwnFormat, reshapedResources } from '../arn-slips';
import { listText } from '../message';
import { moveToStar } from '../move-action';
import type { ResourceEntry } from '../resource-entries';
import { type UnfitAction, unfitActions } from '../resource-fit';
import { rule } from '../rule';
import { arnFrom, partnerArn, placeOf } from '../template-arns';

const PERHAPS = 'another type of the same service, or ARNs for any account';

export default rule({
  code: 'resource-action-mismatch',
  severity: 'error',
  severityBy: { Allow: 'error', Deny: 'warning', [PERHAPS]: 'warning' },
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Action that works on none of the resources',
  why: 'A statement decides an action only on resources of the types that the action works on.',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  messages: {
    allow: '"{action}" works on {types}, and Resource names none, so this allows nothing. Add an ARN of that type.',
    deny: '"{action}" works on {types}, and Resource names none, so this denies nothing. Add an ARN of that type.',
    perhaps:
      'AWS lists only {types} for "{action}" (data of {date}), and Resource names none. Add an ARN of that type, or see that the action works.',
    several: '{count} actions of this statement work on none of its resources, so it decides nothing for {actions}.',
    severalPerhaps:
      'AWS lists other resource types for {count} actions of this statement (data of {date}): {actions}. Add ARNs of those types, or see that the actions work.',
    pattern: 'No action that "{action}" matches works on these resources. Add the resources that you mean.',
  },
  fixes: {
    add: { title: 'Add "{arn}" to Resource', effect: 'widens' },
    move: { title: 'Move "{action}" to a statement with "Resource": "*"', effect: 'widens' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Action": ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"], "Resource": ["arn:aws:iam::*:mfa/${aws:username}", "arn:aws:iam::*:user/${aws:username}"] }',
    '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:111122223333:instance/*" }',
    {
      text: '{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
      ignore: ['action-service-star-allow'],
    },
    '{ "Effect": "Allow", "Action": "lambda:AddLayerVersionPermission", "Resource": "arn:aws:lambda:*:111122223333:layer:sol-*:*" }',
    '{ "Effect": "Allow", "Action": "cloudformation:CreateChangeSet", "Resource": "arn:aws:cloudformation:us-west-2:aws:transform/Serverless-2016-10-31" }',
    '{ "Effect": "Allow", "Action": "rds:DescribeDBClusters", "Resource": "arn:aws:rds:us-east-1:111122223333:cluster:neptune-1" }',
    '{ "Effect": "Allow", "Action": "s3express:CreateSession", "Resource": "arn:aws:s3express:us-west-2:111122223333:bucket/b--usw2-az1--x-s3" }',
    // The colon of a variable ends no field.
    {
      ignore: ['variable-unknown'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:${aws:Partition}:s3:::amzn-s3-demo-bucket/*", "arn:aws:${aws:PrincipalTag/service}:::x"] }',
    },
    // AWSGlueServiceRole has one like it: the star in front of the last colon runs over "log-group".
    '{ "Effect": "Allow", "Action": "logs:CreateLogStream", "Resource": "arn:aws:logs:*:*:/aws-glue/*" }',
    // A form that the data does not know, and that no small change makes one that it knows.
    '{ "Effect": "Allow", "Action": "sagemaker:CreateModel", "Resource": "arn:aws:sagemaker:us-east-1:111122223333:brand-new-type:x" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "${aws_s3_bucket.logs.arn}/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }
                                ~~~~~~~~~~~~~~ allow [error] +fix => 1 Not of that type.
== fix Add "arn:aws:s3:::amzn-s3-demo-bucket/*" to Resource ==
{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }`,
    {
      text: `
{ "Effect": "Deny", "Action": ["s3:DeleteBucket", "s3:DeleteObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~~~~~~~ deny [warning] +fix
== fix Add "arn:aws:s3:::amzn-s3-demo-bucket" to Resource ==
{ "Effect": "Deny", "Action": ["s3:DeleteBucket", "s3:DeleteObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3:::amzn-s3-demo-bucket"] }
== fix Move "s3:DeleteBucket" to a statement with "Resource": "*" ==
{ "Effect": "Deny", "Action": ["s3:DeleteObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }, { "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }`,
      ignore: ['resource-mixed-granularity'],
    },
    `
{ "Effect": "Allow", "Action": ["sqs:SendMessage", "dynamodb:*Item"], "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }
                                                   ~~~~~~~~~~~~~~~~ pattern [warning]: No action that "dynamodb:*Item" matches works on these resources. Add the resources that you mean.`,
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~~~~~~~~ allow +fix
== fix Add "arn:aws:dynamodb:*:*:table/*" to Resource ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:dynamodb:*:*:table/*"] }`,
    `
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket:*" }
                               ~~~~~~~~~~~~~~ allow [error] +fix`,
    `
{ "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "arn:aws:ecs:us-east-1:111122223333:cluster/app" }
                               ~~~~~~~~~~~~~ perhaps [warning] +fix`,
    `
{ "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:UpdateItem", "dynamodb:Query", "dynamodb:Scan"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                ~~~~~~~~~~~~~~~~~~ several [error]: 6 actions of this statement work on none of its resources, so it decides nothing for "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem" and 3 more.`,
    `
{ "Effect": "Allow", "Action": ["iam:GetUser", "iam:DeleteUser", "iam:UpdateUser", "iam:PutUserPolicy", "iam:DeleteUserPolicy", "iam:AttachUserPolicy"], "Resource": "arn:aws:iam::111122223333:role/App" }
                                ~~~~~~~~~~~~~ severalPerhaps [warning]: AWS lists other resource types for 6 actions of this statement (data of 2026-09-26): "iam:GetUser", "iam:DeleteUser", "iam:UpdateUser" and 3 more. Add ARNs of those types, or see that the actions work.`,
    // No star runs so far that a volume would be an instance.
    `
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:*:volume/*" }
                               ~~~~~~~~~~~~~~~~~~~~ perhaps [warning] +fix`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket:*" }
                               ~~~~~~~~~~~~~~ allow +fix
== fix Add "arn:aws:s3:::amzn-s3-demo-bucket/*" to Resource ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket:*", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:\${aws:PrincipalTag/service}:::x" }
                               ~~~~~~~~~~~~~~ allow +fix
== fix Add "arn:aws:s3:*:*:accesspoint/*/object/*" to Resource ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:\${aws:PrincipalTag/service}:::x", "arn:aws:s3:*:*:accesspoint/*/object/*"] }`,
  ],
  checkStatement({ statement, actions, resources, principals, conditions, catalog, tree, document, report, fix }) {
    const { effect, resource } = statement;
    if (effect === undefined || resource === undefined) return;
    const facts = { statement, actions, resources, principals, conditions };
    const found = unfitActions(catalog, facts).filter(({ problem }) => problem === 'type');
    const [first] = found;
    const date = catalog.dates.services;
    const related = resources.slice(0, MAX_RELATED).map(({ node }) => ({ range: node, message: 'Not of that type.' }));
    if (first !== undefined && found.length > MAX_SINGLE) {
      const names = listText(
        found.map(({ entry }) => `"${entry.text}"`),
        4,
      );
      const data = { count: found.length, actions: names, date };
      if (found.some(({ isCertain }) => isCertain)) {
        report(first.entry.node, 'several', data, { severityCase: effect, related });
      } else {
        report(first.entry.node, 'severalPerhaps', data, { severityCase: PERHAPS, related });
      }
      return;
    }
    for (const { entry, types, isCertain } of found) {
      const action = entry.text;
      const severityCase = isCertain ? effect : PERHAPS;
      if (types.length === 0) {
        report(entry.node, 'pattern', { action }, { severityCase, related });
        continue;
      }
      const fixes = () => {
        const moved = moveToStar(document, statement, entry);
        return [
          ...arnsFor(catalog, types, resources).map((arn) =>
            fix('add', { arn }, addEntries(tree, resource.member.value, [arn])),
          ),
          fix('move', { action }, moved),
        ];
      };
      const names = listText(
        types.map(({ name }) => `"${name}"`),
        4,
      );
      const id = !isCertain ? 'perhaps' : effect === 'Allow' ? 'allow' : 'deny';
      report(entry.node, id, { action, types: names, date }, { severityCase, related, fixes });
    }
  },
});

/** More actions than this are said in one finding. */
const MAX_SINGLE = 5;
const MAX_RELATED = 5;
const MAX_ARNS = 3;

/**
 * The ARNs around or inside those that stand there, or those as the service writes them; where there are none, one that names every
 * resource of the first type.
 */
function arnsFor(
  catalog: Catalog,
  types: UnfitAction['types'],
  resources: readonly ResourceEntry[],
): readonly string[] {
  const partners = new Set<string>(
    resources.flatMap((entry) => respelledArns(catalog, types, entry)).slice(0, MAX_ARNS),
  );
  for (const type of types) {
    for (const entry of resources) {
      const arn = partners.size < MAX_ARNS ? partnerArn(entry, type) : undefined;
      if (arn !== undefined) partners.add(arn);
    }
  }
  if (partners.size > 0) return [...partners];
  const [template] = types[0]?.templates ?? [];
  return template === undefined ? [] : [arnFrom(template, placeOf(resources))];
}

/** `bucket:*` → `bucket/*`. */
function respelledArns(catalog: Catalog, types: UnfitAction['types'], entry: ResourceEntry): readonly string[] {
  if (entry.arn === undefined || hasOwnFormat(entry)) return [];
  const head = entry.text.slice(0, entry.text.length - entry.arn.resource.length);
  return reshapedResources(catalog, entry.arn)
    .map((resource) => head + resource)
    .filter((arn) => types.some((type) => typeMatches(type, compileArnPattern(arn))));
}
