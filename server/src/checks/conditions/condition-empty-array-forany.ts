import { appendItem } from '../../syntax/edits';
import { replaceTest } from '../condition-edits';
import { emptyLists } from '../empty-lists';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'condition-empty-array-forany',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Empty list under ForAnyValue',
  why: 'ForAnyValue needs a value that passes; without values the test never matches, or asks only for the key.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-condition-foranyvalue',
  aaIssueCodes: ['EMPTY_ARRAY_CONDITION_FORANYVALUE'],
  needs: 'Condition',
  messages: {
    never: 'ForAnyValue without values never matches, so the statement never applies. Add a value.',
    present:
      'A negated operator under ForAnyValue matches every request with the key when it has no values. Write that with Null.',
  },
  fixes: {
    add: { title: 'Add a value', effect: 'depends' },
    present: { title: 'Use Null with "false"', effect: 'none' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": [] } } }
                                                              ~~ never +fix: ForAnyValue without values never matches, so the statement never applies. Add a value.
== fix Add a value ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": [""] } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": [] } } }
                                                               ~~ present +fix
== fix Use Null with "false" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "Null": { "aws:TagKeys": "false" } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const { entry, parsed } of emptyLists(conditions, 'ForAnyValue')) {
      const list = entry.member.value;
      if (list.kind !== 'array' || parsed.base.type === 'Null') continue;
      const added = appendItem(tree, list, '');
      const add = fix('add', {}, added, caretInEmptyString(tree.text, added));
      if (!parsed.base.isNegated) {
        report(list, 'never', {}, { fixes: [add] });
        continue;
      }
      const edits = replaceTest(tree, statement, entry, { operator: 'Null', key: entry.key, value: 'false' });
      const present = edits.length === 0 || parsed.ifExists ? [] : [fix('present', {}, edits)];
      report(list, 'present', {}, { fixes: [...present, add] });
    }
  },
});
