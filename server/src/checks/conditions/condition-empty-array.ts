import { appendItem } from '../../syntax/edits';
import { removeTest } from '../condition-edits';
import { emptyLists } from '../empty-lists';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'condition-empty-array',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Empty list of values',
  why: 'Without values a test gives the same answer for every request, so that the statement never applies or the test is idle.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-condition',
  aaIssueCodes: ['EMPTY_ARRAY_CONDITION'],
  needs: 'Condition',
  messages: {
    never: '{operator} without values never matches, so the statement never applies. Add a value.',
    always: '{operator} without values matches every request, so the test limits nothing. Add a value or remove it.',
  },
  fixes: {
    add: { title: 'Add a value', effect: 'depends' },
    remove: { title: 'Remove condition key', effect: 'none' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringEquals": { "aws:RequestTag/env": ["test", ""] }, "Null": { "aws:TagKeys": "false" } } }`,
    // Where the key is there, the test fails.
    {
      ignore: ['condition-missing-qualifier', 'condition-multivalue-negated'],
      text: '{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringNotEquals": { "aws:TagKeys": [] } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringEquals": { "aws:PrincipalOrgID": [] } } }
                                                         ~~ never +fix: StringEquals without values never matches, so the statement never applies. Add a value.
== fix Add a value ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringEquals": { "aws:PrincipalOrgID": [""] } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringNotEquals": { "aws:RequestTag/env": [], "aws:PrincipalTag/team": "blue" } } }
                                                            ~~ always +fix
== fix Remove condition key ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "blue" } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const { entry, parsed } of emptyLists(conditions, 'plain')) {
      const list = entry.member.value;
      if (list.kind !== 'array') continue;
      const added = appendItem(tree, list, '');
      const add = fix('add', {}, added, caretInEmptyString(tree.text, added));
      const data = { operator: parsed.base.name };
      if (!parsed.base.isNegated) {
        report(list, 'never', data, { fixes: [add] });
        continue;
      }
      const remove = fix('remove', {}, removeTest(tree, statement, entry));
      report(list, 'always', data, { fixes: [add, remove] });
    }
  },
});
