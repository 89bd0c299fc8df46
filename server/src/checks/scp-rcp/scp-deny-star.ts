import { isUnconditional, namesEveryResource } from '../grants';
import { rule } from '../rule';

export default rule({
  code: 'scp-deny-star',
  severity: 'warning',
  policyTypes: ['scp'],
  title: 'SCP that denies everything',
  why: 'No user, role or root user of the accounts under it can do anything, administrators included.',
  source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html',
  needsWholeStatement: true,
  needs: 'Deny',
  messages: {
    deny: 'This denies every action to everybody in the accounts under it, administrators included. Limit it by a Condition or NotAction.',
  },
  good: [
    '{ "Effect": "Deny", "NotAction": ["iam:*", "organizations:*", "sts:*"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*" }
            ~~~~~~ deny`,
  ],
  checkStatement({ statement, actions, report }) {
    const { Effect } = statement.elements;
    if (statement.effect !== 'Deny' || Effect === undefined || statement.action?.isNegated !== false) return;
    if (!actions.some(({ isEverything }) => isEverything)) return;
    if (namesEveryResource(statement) && isUnconditional(statement)) report(Effect.value, 'deny', {});
  },
});
