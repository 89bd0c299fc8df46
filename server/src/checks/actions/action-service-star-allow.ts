import type { Catalog, Service } from '../../catalog/catalog';
import type { PolicyType, Statement } from '../../policy/document';
import { replaceEntry } from '../../syntax/edits';
import { actionNames } from '../action-entries';
import { rule } from '../rule';

export default rule({
  code: 'action-service-star-allow',
  severity: 'suggestion',
  policyTypes: ['identity', 'resource'],
  title: 'Every action of a service is allowed',
  why: 'A whole service is more than most need: it includes changes, permissions, and what AWS adds later.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
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
  ],
  checkStatement({ statement, actions, tree, type, catalog, report, fix }) {
    if (statement.effect !== 'Allow' || isUsual(statement, type)) return;
    for (const { text: action, node, name, prefix, list, state } of actions) {
      if (state !== 'pattern' || list.isNegated || !/^\*+$/.test(name)) continue;
      const service = catalog.service(prefix);
      if (service === undefined || !canChange(service)) continue;
      const edit = (values: readonly string[]) => replaceEntry(tree, list.member.value, node, values);
      const fixes = () => [
        ...readPatterns(catalog, service).map((patterns) => fix('read', {}, edit(patterns))),
        fix('expand', {}, edit([...actionNames(catalog, service)].map((each) => `${service.prefix}:${each}`))),
      ];
      report(node, 'service', { action, count: service.actionCount, service: service.name }, { fixes });
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

function canChange({ actions }: Service): boolean {
  return actions.some(({ accessLevels }) =>
    accessLevels.some((level) => level === 'Write' || level === 'Permissions management'),
  );
}

/** None, or one list: the usual beginnings of reading actions, as far as the service has such. */
function readPatterns(catalog: Catalog, { prefix }: Service): readonly (readonly string[])[] {
  const patterns = ['Get', 'List', 'Describe'].map((verb) => `${prefix}:${verb}*`);
  const found = patterns.filter((pattern) => catalog.actionRanges(pattern).length > 0);
  return found.length === 0 ? [] : [found];
}
