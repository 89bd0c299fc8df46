import type { Catalog } from '../../catalog/catalog';
import type { ActionEntry } from '../action-entries';
import { addTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { asksPresence, isStrictTest } from '../operator-parts';
import { rule } from '../rule';
import { changesNamedTags } from '../tag-actions';

export default rule({
  code: 'condition-forallvalues-no-null',
  severity: 'security',
  severityBy: { 'aws:TagKeys': 'suggestion', 'any other multivalued key': 'security' },
  policyTypes: 'all',
  title: 'ForAllValues that holds without the key',
  why: 'ForAllValues is true when the key is absent, so that a request without it is allowed.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  needs: 'Condition',
  messages: {
    open: '"{operator}" also holds for a request without "{key}", which is then allowed. Add "Null" with "false" on "{key}".',
  },
  fixes: {
    add: { title: 'Add "Null" with "false" on "{key}"', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:username}"] }, "Null": { "dynamodb:LeadingKeys": "false" } } }',
    '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] }, "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } } }',
    '{ "Effect": "Allow", "Action": "sqs:CreateQueue", "Resource": "arn:aws:sqs:*:111122223333:*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] }, "StringEquals": { "aws:RequestTag/env": "test" } } }',
    '{ "Effect": "Allow", "Action": ["sqs:TagQueue", "sqs:UntagQueue"], "Resource": "arn:aws:sqs:*:111122223333:*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }',
    '{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["\${aws:username}"] } } }
                                                                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open [security] +fix
== fix Add "Null" with "false" on "dynamodb:LeadingKeys" ==
{ "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["\${aws:username}"] }, "Null": { "dynamodb:LeadingKeys": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "sqs:CreateQueue", "Resource": "arn:aws:sqs:*:111122223333:*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open [suggestion] +fix`,
    `
{ "Effect": "Allow", "Action": ["ec2:CreateTags", "ec2:DeleteTags"], "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }
                                                                                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open [suggestion] +fix`,
  ],
  checkStatement({ statement, actions, conditions, catalog, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    for (const { parsed, operator, operatorMember, key, lowerKey, known, values } of conditions) {
      if (values.length === 0) continue;
      if (parsed?.set !== 'ForAllValues' || known?.multivalued !== true) continue;
      if (asksPresence(conditions, lowerKey, 'false')) continue;
      if (conditions.some((other) => other.lowerKey === lowerKey && other.parsed?.set === 'ForAnyValue')) continue;
      const isTagKeys = lowerKey === 'aws:tagkeys';
      if (isTagKeys && (asksForTag(conditions) || actions.every((entry) => changesTags(catalog, entry)))) continue;
      const fixes = () => {
        const edits = addTest(tree, statement, 'Null', key, 'false');
        return edits.length === 0 ? [] : [fix('add', { key }, edits)];
      };
      const severityCase = isTagKeys ? 'aws:TagKeys' : 'any other multivalued key';
      report(operatorMember.key, 'open', { operator, key }, { fixes, severityCase });
    }
  },
});

/** A request with a tag also has the keys of its tags. */
function asksForTag(conditions: readonly ConditionEntry[]): boolean {
  return conditions.some(
    (test) =>
      test.lowerKey.startsWith('aws:requesttag/') &&
      ((isStrictTest(test) && test.values.length > 0) || asksPresence(conditions, test.lowerKey, 'false')),
  );
}

/** An action that has nothing to do where no tag is named. */
function changesTags(catalog: Catalog, { state, number }: ActionEntry): boolean {
  const action = state === 'known' && number !== undefined ? catalog.actionAt(number) : undefined;
  return action !== undefined && changesNamedTags(action);
}
