import { addTest } from '../condition-edits';
import { asksPresence } from '../operator-parts';
import { rule } from '../rule';

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
    '{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["\${aws:username}"] } } }
                                                                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open [security] +fix
== fix Add "Null" with "false" on "dynamodb:LeadingKeys" ==
{ "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["\${aws:username}"] }, "Null": { "dynamodb:LeadingKeys": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } } }
                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ open [suggestion] +fix`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    for (const { parsed, operator, operatorMember, key, lowerKey, known, values } of conditions) {
      if (values.length === 0) continue;
      if (parsed?.set !== 'ForAllValues' || known?.multivalued !== true) continue;
      if (asksPresence(conditions, lowerKey, 'false')) continue;
      if (conditions.some((other) => other.lowerKey === lowerKey && other.parsed?.set === 'ForAnyValue')) continue;
      const fixes = () => {
        const edits = addTest(tree, statement, 'Null', key, 'false');
        return edits.length === 0 ? [] : [fix('add', { key }, edits)];
      };
      const severityCase = lowerKey === 'aws:tagkeys' ? 'aws:TagKeys' : 'any other multivalued key';
      report(operatorMember.key, 'open', { operator, key }, { fixes, severityCase });
    }
  },
});
