import type { RequiredConditions, RequiredKey } from '../../../../shared/settings';
import { compilePattern, covers, intersects } from '../../language/pattern';
import type { Range } from '../../syntax/tree';
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
    {
      options: { requiredConditions: { 's3:PutObject': ['aws:PrincipalOrgID'] } },
      text: '{ "Effect": "Allow", "NotAction": "s3:Put*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
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
    {
      options: { requiredConditions: { 's3:PutObject': ['aws:PrincipalOrgID'] } },
      text: `
{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                     ~~~~~~~~~~~ missing +fix: This project allows "s3:PutObject" only with a condition on "aws:PrincipalOrgID". Add it.`,
    },
  ],
  checkStatement({ statement, actions, conditions, options, tree, report, fix }) {
    const required = Object.entries(options.requiredConditions);
    const { action: list } = statement;
    if (required.length === 0 || statement.effect !== 'Allow' || list === undefined) return;
    const reportMissing = (at: Range, action: string, keys: RequiredConditions) => {
      for (const missing of missingKeys(conditions, keys)) {
        const key = keyName(missing);
        const { operator, value } = operatorFor(missing);
        const fixes = () => [fix('add', { key }, addTest(tree, statement, operator, key, value))];
        report(at, 'missing', { action, key }, { fixes });
      }
    };
    if (list.isNegated) {
      for (const [pattern, keys] of required) {
        if (!actions.some((entry) => excludes(entry, pattern))) reportMissing(list.member.key, pattern, keys);
      }
      return;
    }
    for (const entry of actions) {
      for (const [pattern, keys] of required) {
        if (meets(entry, pattern)) reportMissing(entry.node, entry.text, keys);
      }
    }
  },
});

function excludes({ text }: ActionEntry, pattern: string): boolean {
  return covers(compilePattern(text.toLowerCase()), compilePattern(pattern.toLowerCase()));
}

function meets({ text }: ActionEntry, pattern: string): boolean {
  return intersects(compilePattern(text.toLowerCase()), compilePattern(pattern.toLowerCase()));
}

function operatorFor(key: RequiredKey): { readonly operator: string; readonly value: string } {
  const { operator = 'StringEquals', value = '' } = typeof key === 'string' ? {} : key;
  return { operator, value };
}
