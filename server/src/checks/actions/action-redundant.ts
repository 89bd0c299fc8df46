import { removeItem, removeItems } from '../../syntax/edits';
import type { TreeNode } from '../../syntax/tree';
import { foldAction, redundantActions } from '../redundant-entries';
import { rule } from '../rule';
import { areDistinctNames } from '../statement-facts';

export default rule({
  code: 'action-redundant',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Redundant action',
  why: 'An action that another entry of the list covers changes nothing and makes the policy longer.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-action',
  aaIssueCodes: ['REDUNDANT_ACTION'],
  messages: {
    covered: '"{action}" is covered by "{by}" in the same list. Remove it.',
    twice: '"{action}" is in the list already. Remove it.',
  },
  fixes: {
    remove: { title: 'Remove redundant "{action}"', effect: 'none', safe: true },
    removeAll: { title: 'Remove all redundant actions in this statement', effect: 'none', safe: true },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      ignore: ['action-format'],
      text: '{ "Effect": "Allow", "Action": ["s3:GetObject", "**", "GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
    {
      type: 'rcp',
      ignore: ['rcp-action-service'],
      text: '{ "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "*"], "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["s3:Get*", "s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~ covered (unused) +fix! => 1 The covering one.: "s3:GetObject" is covered by "s3:Get*" in the same list. Remove it.
== fix Remove redundant "s3:GetObject" ==
{ "Effect": "Allow", "Action": ["s3:Get*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": ["s3:GetObjectAcl", "S3:get*", "s3:GetObject*", "s3:Get*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                ~~~~~~~~~~~~~~~~~ covered (unused) +fix!
                                                              ~~~~~~~~~~~~~~~ covered (unused) +fix!
                                                                               ~~~~~~~~~ twice (unused) +fix!
== fix Remove all redundant actions in this statement ==
{ "Effect": "Allow", "Action": ["S3:get*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      text: `
{ "Effect": "Deny", "NotAction": ["*", "iam:*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                       ~~~~~~~ covered (unused) +fix!`,
      ignore: ['deny-excludes-everything'],
    },
  ],
  checkStatement({ statement, actions, tree, type, report, fix }) {
    const list = statement.action;
    const array = list?.member.value;
    if (list === undefined || array?.kind !== 'array' || list.entries.length < 2) return;
    if (actions.length === list.entries.length && areDistinctNames(actions)) return;
    const covered = redundantActions(list, type === 'rcp');
    const all = new Set<TreeNode>(covered.map(({ entry }) => entry.node));
    for (const { entry, by } of covered) {
      const action = entry.text;
      const fixes = () => [
        fix('remove', { action }, removeItem(tree, array, entry.node)),
        ...(all.size > 1 && (all.size <= MAX_WITH_ALL || entry === covered[0]?.entry)
          ? [fix('removeAll', {}, removeItems(tree, array, all))]
          : []),
      ];
      const related = [{ range: by.node, message: 'The covering one.' }];
      const details = { fixes, related, isUnnecessary: true };
      if (foldAction(action) === foldAction(by.text)) report(entry.node, 'twice', { action }, details);
      else report(entry.node, 'covered', { action, by: by.text }, details);
    }
  },
});

/** Of more findings only the first offers to mend them all: each would carry the edits of all. */
const MAX_WITH_ALL = 50;
