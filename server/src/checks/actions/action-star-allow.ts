import { isUnconditional, namesEveryResource } from '../grants';
import { rule } from '../rule';

export default rule({
  code: 'action-star-allow',
  severity: 'security',
  policyTypes: ['identity', 'resource', 'session'],
  title: 'Everything is allowed',
  why: 'Every action on every resource makes an administrator of whoever has the policy.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  needsWholeStatement: true,
  needs: ['Allow', 'wildcard action'],
  messages: {
    admin: 'This allows every action on every resource: full administrator access. List the actions that are needed.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "*", "Resource": "*" }
                               ~~~ admin`,
    {
      text: `
{ "Effect": "Allow", "Action": ["s3:GetObject", "*:*"], "Resource": ["*"] }
                                                ~~~~~ admin`,
      ignore: ['action-redundant', 'action-service-wildcard'],
    },
    {
      ignore: ['condition-empty-object'],
      text: `
{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {} }
                               ~~~ admin`,
    },
  ],
  checkStatement({ statement, actions, report }) {
    if (statement.effect !== 'Allow' || statement.action?.isNegated !== false) return;
    const entry = actions.find(({ state }) => state === 'everything');
    if (entry === undefined) return;
    if (namesEveryResource(statement) && isUnconditional(statement)) report(entry.node, 'admin', {});
  },
});
