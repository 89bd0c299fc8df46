import { removeItem, removeItems } from '../../syntax/edits';
import type { TreeNode } from '../../syntax/tree';
import { redundantResources } from '../redundant-entries';
import { rule } from '../rule';

export default rule({
  code: 'resource-redundant',
  severity: 'suggestion',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Redundant resource',
  why: 'A resource that another entry of the list covers changes nothing and makes the policy longer.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-resource',
  aaIssueCodes: ['REDUNDANT_RESOURCE'],
  messages: {
    covered: '"{resource}" is covered by "{by}" in the same list. Remove it.',
    twice: '"{resource}" is in the list already. Remove it.',
  },
  fixes: {
    remove: { title: 'Remove redundant "{resource}"', effect: 'none', safe: true },
    removeAll: { title: 'Remove all redundant resources in this statement', effect: 'none', safe: true },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/logs/*", "arn:aws:s3:::amzn-s3-demo-bucket/Logs/*"] }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/${*}", "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}"] }',
    '{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:*-1:111122223333:a", "arn:aws:sqs:us-east-2:111122223333:a"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3:::amzn-s3-demo-bucket/logs/*"] }
                                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ covered (unused) +fix! => 1 The covering one.
== fix Remove redundant "arn:aws:s3:::amzn-s3-demo-bucket/logs/*" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*", "arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }
                                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ covered (unused) +fix!
                                                                                                                                                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ twice (unused) +fix!
== fix Remove all redundant resources in this statement ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    const list = statement.resource;
    const array = list?.member.value;
    if (list === undefined || array?.kind !== 'array' || list.entries.length < 2) return;
    const covered = redundantResources(list);
    const all = new Set<TreeNode>(covered.map(({ entry }) => entry.node));
    for (const { entry, by } of covered) {
      const resource = entry.text;
      const fixes = () => [
        fix('remove', { resource }, removeItem(tree, array, entry.node)),
        ...(all.size > 1 && (all.size <= MAX_WITH_ALL || entry === covered[0]?.entry)
          ? [fix('removeAll', {}, removeItems(tree, array, all))]
          : []),
      ];
      const related = [{ range: by.node, message: 'The covering one.' }];
      const details = { fixes, related, isUnnecessary: true };
      if (resource === by.text) report(entry.node, 'twice', { resource }, details);
      else report(entry.node, 'covered', { resource, by: by.text }, details);
    }
  },
});

/** Of more findings only the first offers to mend them all: each would carry the edits of all. */
const MAX_WITH_ALL = 50;
