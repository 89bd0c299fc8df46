import type { Action, Service } from '../../catalog/catalog';
import type { PolicyType, Statement } from '../../policy/document';
import { replaceEntry } from '../../syntax/edits';
import { escalatingEntries } from '../escalating-entries';
import { fittingActions } from '../resource-fit';
import { rule } from '../rule';
import { isWholeService, readPatterns } from '../service-wildcard';

export default rule({
  code: 'action-service-star-allow',
  severity: 'suggestion',
  policyTypes: ['identity', 'resource'],
  title: 'Every action of a service is allowed',
  why: 'A whole service is more than most need: it includes changes, permissions, and what AWS adds later.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  needs: 'wildcard action',
  messages: {
    service: '"{action}" allows all {count} actions of {service}, changes included. List the actions that are needed.',
  },
  fixes: {
    read: { title: 'Replace by read actions', effect: 'narrows' },
    expand: {
      title: 'Expand wildcard',
      effect: 'narrows',
      note: 'Actions that AWS adds later are no longer included.',
    },
  },
  good: [
    {
      ignore: ['privesc-update-compute'],
      text: '{ "Effect": "Allow", "Action": "lambda:*", "Resource": "*" }',
    },
    {
      ignore: ['data-exfiltration'],
      text: '{ "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*" }',
    },
    {
      type: 'resource',
      text: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }',
    },
    {
      ignore: ['confused-deputy'],
      type: 'resource',
      text: '{ "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "kms:*", "Resource": "*" }',
    },
  ],
  bad: [
    {
      ignore: ['permissions-management'],
      text: `
{ "Effect": "Allow", "Action": "ecr-public:*", "Resource": "*" }
                               ~~~~~~~~~~~~~~ service +fix
== fix Replace by read actions ==
{ "Effect": "Allow", "Action": ["ecr-public:Get*", "ecr-public:List*", "ecr-public:Describe*"], "Resource": "*" }`,
    },
    {
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["ebs:*"], "Resource": "*" }
                                                                                              ~~~~~~~ service +fix
== fix Expand wildcard ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["ebs:CompleteSnapshot", "ebs:GetSnapshotBlock", "ebs:ListChangedBlocks", "ebs:ListSnapshotBlocks", "ebs:PutSnapshotBlock", "ebs:StartSnapshot"], "Resource": "*" }`,
    },
    {
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:*", "Resource": "arn:aws:sqs:us-east-1:111122223333:queue" }
                                                                                             ~~~~~~~ service +fix
== fix Expand wildcard ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sqs:AddPermission", "sqs:CancelMessageMoveTask", "sqs:ChangeMessageVisibility", "sqs:CreateQueue", "sqs:DeleteMessage", "sqs:DeleteQueue", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListDeadLetterSourceQueues", "sqs:ListMessageMoveTasks", "sqs:ListQueueTags", "sqs:PurgeQueue", "sqs:ReceiveMessage", "sqs:RemovePermission", "sqs:SendMessage", "sqs:SetQueueAttributes", "sqs:StartMessageMoveTask", "sqs:TagQueue", "sqs:UntagQueue"], "Resource": "arn:aws:sqs:us-east-1:111122223333:queue" }`,
    },
  ],
  checkDocument({ statements, tree, type, catalog, report, fix }) {
    const said = type === 'identity' ? escalatingEntries(statements) : undefined;
    for (const facts of statements) {
      const { statement, actions } = facts;
      if (statement.effect !== 'Allow' || isUsual(statement, type)) continue;
      for (const entry of actions) {
        const { text: action, node, list, prefix } = entry;
        if (list.isNegated || !isWholeService(entry) || said?.has(entry) === true) continue;
        const service = catalog.service(prefix);
        if (service === undefined || !canChange(service)) continue;
        const edit = (values: readonly string[]) =>
          replaceEntry(tree, list.member.value, node, fittingActions(catalog, facts, values));
        const fixes = () => {
          const reads = readPatterns(catalog, service.prefix);
          const names = namesFor(service, type).map((each) => `${service.prefix}:${each}`);
          return [...(reads.length === 0 ? [] : [fix('read', {}, edit(reads))]), fix('expand', {}, edit(names))];
        };
        report(node, 'service', { action, count: service.actionCount, service: service.name }, { fixes });
      }
    }
  },
});

/** Account roots and service principals in the policy of a resource: the default key policy of KMS has this form. */
function isUsual({ principal }: Statement, type: PolicyType): boolean {
  if (type !== 'resource' || principal === undefined || principal.entries.length === 0) return false;
  return principal.entries.every(
    ({ type: principalType, text }) =>
      principalType === 'Service' || (principalType === 'AWS' && /^(\d{12}|arn:[\w-]+:iam::\d{12}:root)$/.test(text)),
  );
}

/** The policy of a resource lists what can be done to the resource: other actions some services refuse. */
function namesFor({ actions }: Service, type: PolicyType): readonly string[] {
  const isMeant = ({ resourceTypes, undocumented }: Action) => undocumented || resourceTypes.length > 0;
  return (type === 'resource' ? actions.filter(isMeant) : actions).map(({ name }) => name);
}

function canChange({ actions }: Service): boolean {
  return actions.some(({ accessLevels }) =>
    accessLevels.some((level) => level === 'Write' || level === 'Permissions management'),
  );
}
