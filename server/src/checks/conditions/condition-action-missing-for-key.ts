import { addEntries } from '../../syntax/edits';
import { actionsCarrying } from '../key-actions';
import { listText } from '../message';
import { rule } from '../rule';
import { selectsAction } from '../statement-facts';

export default rule({
  code: 'condition-action-missing-for-key',
  severity: 'error',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Action of a condition key is missing',
  why: 'A key that only some actions carry is absent for all others, so that the condition never holds for them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-action-for-condition-key',
  aaIssueCodes: ['MISSING_ACTION_FOR_CONDITION_KEY'],
  needs: 'Condition',
  messages: {
    missing:
      'Only requests for {actions} carry "{key}", and the statement names none of them. Add the action that is meant, or remove the key.',
  },
  fixes: {
    add: { title: 'Add "{action}"', effect: 'widens' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["iam:GetRole", "iam:PassRole"], "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    '{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    {
      ignore: ['slr-edit', 'resource-policy-escalation'],
      text: '{ "Effect": "Allow", "Action": ["iam:AttachRolePolicy", "iam:PutRolePolicy"], "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/*", "Condition": { "StringLike": { "iam:AWSServiceName": "rds.amazonaws.com" } } }',
    },
  ],
  bad: [
    {
      ignore: ['condition-key-not-for-action'],
      text: `
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }
                                                                                                                                 ~~~~~~~~~~~~~~~~~~~~~ missing +fix
== fix Add "iam:PassRole" ==
{ "Effect": "Allow", "Action": ["iam:GetRole", "iam:PassRole"], "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }`,
    },
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    const { action: list } = statement;
    if (list?.isNegated !== false || conditions.length === 0) return;
    for (const { lowerKey, key, member } of conditions) {
      const carrying = actionsCarrying(lowerKey);
      if (carrying === undefined || carrying.some((name) => selectsAction(facts, name))) continue;
      const [action = ''] = carrying;
      const actions = listText(carrying.map((name) => `"${name}"`));
      const fixes = () => [fix('add', { action }, addEntries(tree, list.member.value, [action]))];
      report(member.key, 'missing', { actions, key }, { fixes });
    }
  },
});
