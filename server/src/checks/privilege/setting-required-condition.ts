import type { RequiredKey } from '../../../../shared/settings';
import { compilePattern, intersects } from '../../language/pattern';
import type { ActionEntry } from '../action-entries';
import { addTest } from '../condition-edits';
import { keyName, missingKeys } from '../required-conditions';
import { rule } from '../rule';

export default rule({
  code: 'setting-required-condition',
  severity: 'warning',
  policyTypes: ['identity', 'resource', 'trust'],
  title: 'Required condition is missing',
  why: 'The project asks for a condition wherever these actions are allowed.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  needs: 'Allow',
  messages: {
    missing: 'This project allows "{action}" only with a condition on "{key}". Add it.',
  },
  fixes: {
    add: {
      title: 'Add condition "{key}"',
      effect: 'narrows',
      note: 'Without a value in the setting it is yours to fill in.',
    },
  },
  good: [
    {
      options: { requiredConditions: { 'iam:Create*': ['iam:PermissionsBoundary'] } },
      text: '{ "Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/Boundary" } } }',
    },
    {
      options: { requiredConditions: { 'iam:Create*': ['iam:PermissionsBoundary'] } },
      text: '{ "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*" }',
    },
    { ignore: ['resource-star-unneeded'], text: '{ "Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*" }' },
  ],
  bad: [
    {
      ignore: ['resource-star-unneeded'],
      options: { requiredConditions: { 'iam:Create*': ['iam:PermissionsBoundary'] } },
      text: `
{ "Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~ missing +fix
== fix Add condition "iam:PermissionsBoundary" ==
{ "Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "" } } }`,
    },
    {
      options: {
        requiredConditions: {
          'ec2:RunInstances': {
            allOf: [
              { key: 'aws:RequestTag/owner', operator: 'StringLike', value: '*@example.com' },
              'aws:RequestedRegion',
            ],
          },
        },
      },
      text: `
{ "Effect": "Allow", "Action": "ec2:Run*", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }
                               ~~~~~~~~~~ missing +fix: This project allows "ec2:Run*" only with a condition on "aws:RequestTag/owner". Add it.
== fix Add condition "aws:RequestTag/owner" ==
{ "Effect": "Allow", "Action": "ec2:Run*", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" }, "StringLike": { "aws:RequestTag/owner": "*@example.com" } } }`,
    },
  ],
  checkStatement({ statement, actions, conditions, options, tree, report, fix }) {
    const required = Object.entries(options.requiredConditions);
    if (required.length === 0 || statement.effect !== 'Allow' || statement.action?.isNegated !== false) return;
    for (const entry of actions) {
      for (const [pattern, keys] of required) {
        if (!meets(entry, pattern)) continue;
        for (const missing of missingKeys(conditions, keys)) {
          const key = keyName(missing);
          const { operator, value } = operatorFor(missing);
          const fixes = () => {
            const edits = addTest(tree, statement, operator, key, value);
            return edits.length === 0 ? [] : [fix('add', { key }, edits)];
          };
          report(entry.node, 'missing', { action: entry.text, key }, { fixes });
        }
      }
    }
  },
});

function meets({ text }: ActionEntry, pattern: string): boolean {
  return intersects(compilePattern(text.toLowerCase()), compilePattern(pattern.toLowerCase()));
}

function operatorFor(key: RequiredKey): { readonly operator: string; readonly value: string } {
  const { operator = 'StringEquals', value = '' } = typeof key === 'string' ? {} : key;
  return { operator, value };
}
