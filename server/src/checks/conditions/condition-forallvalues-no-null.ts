import type { Catalog } from '../../catalog/catalog';
import type { Member } from '../../syntax/tree';
import type { ActionEntry } from '../action-entries';
import { addTests } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { listText } from '../message';
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
  needs: ['Allow', 'Condition'],
  messages: {
    open: '"{operator}" also holds for a request without "{key}", which is then allowed. Add "Null" with "false" on "{key}".',
    several:
      '"{operator}" also holds for a request without {keys}, which is then allowed. Add "Null" with "false" on them.',
  },
  fixes: {
    add: { title: 'Add "Null" with "false" on "{key}"', effect: 'narrows' },
    addAll: { title: 'Add "Null" with "false" on the {count} keys', effect: 'narrows' },
  },
  good: [
    `{ "Effect": "Allow", "Action": "route53:ChangeResourceRecordSets", "Resource": "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ",
  "Condition": { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] } } }`,
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
    {
      ignore: ['condition-dynamodb-attributes-select'],
      text: `
{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "a", "dynamodb:Attributes": ["b"] } } }
                                                                                                                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ several [security] +fix: "ForAllValues:StringEquals" also holds for a request without "dynamodb:LeadingKeys" and "dynamodb:Attributes", which is then allowed. Add "Null" with "false" on them.
== fix Add "Null" with "false" on the 2 keys ==
{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "a", "dynamodb:Attributes": ["b"] }, "Null": { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" } } }`,
    },
    `
{ "Effect": "Allow", "Action": "sqs:CreateQueue", "Resource": "arn:aws:sqs:*:111122223333:*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open [suggestion] +fix`,
    `
{ "Effect": "Allow", "Action": ["ec2:CreateTags", "ec2:DeleteTags"], "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }
                                                                                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open [suggestion] +fix`,
  ],
  checkStatement({ statement, actions, conditions, catalog, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    for (const [operatorMember, open] of byOperator(conditions.filter(isOpen))) {
      const [first, ...others] = open;
      if (first === undefined) continue;
      const { operator, key, lowerKey } = first;
      const severityCase =
        lowerKey === 'aws:tagkeys' && others.length === 0 ? 'aws:TagKeys' : 'any other multivalued key';
      const names = Object.fromEntries(open.map((entry) => [entry.key, 'false']));
      const edits = () => addTests(tree, statement, 'Null', names);
      if (others.length === 0) {
        const fixes = () => (edits().length === 0 ? [] : [fix('add', { key }, edits())]);
        report(operatorMember.key, 'open', { operator, key }, { fixes, severityCase });
        continue;
      }
      const keys = listText(open.map((entry) => `"${entry.key}"`));
      const fixes = () => (edits().length === 0 ? [] : [fix('addAll', { count: open.length }, edits())]);
      report(operatorMember.key, 'several', { operator, keys }, { fixes, severityCase });
    }

    function isOpen({ parsed, lowerKey, known, values }: ConditionEntry): boolean {
      if (values.length === 0 || parsed?.set !== 'ForAllValues' || known?.multivalued !== true) return false;
      if (ALWAYS_SENT.has(lowerKey) || asksPresence(conditions, lowerKey, 'false')) return false;
      if (conditions.some((other) => other.lowerKey === lowerKey && other.parsed?.set === 'ForAnyValue')) return false;
      return (
        lowerKey !== 'aws:tagkeys' || !(asksForTag(conditions) || actions.every((entry) => changesTags(catalog, entry)))
      );
    }
  },
});

/** Keys that every request of their one action has: a change of records has names, types and actions (Route 53 Developer Guide). */
const ALWAYS_SENT: ReadonlySet<string> = new Set([
  'route53:changeresourcerecordsetsactions',
  'route53:changeresourcerecordsetsnormalizedrecordnames',
  'route53:changeresourcerecordsetsrecordtypes',
]);

/** Two keys under one operator are one slip. */
function byOperator(conditions: readonly ConditionEntry[]): ReadonlyMap<Member, readonly ConditionEntry[]> {
  const groups = new Map<Member, ConditionEntry[]>();
  for (const entry of conditions) {
    groups.set(entry.operatorMember, [...(groups.get(entry.operatorMember) ?? []), entry]);
  }
  return groups;
}

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
