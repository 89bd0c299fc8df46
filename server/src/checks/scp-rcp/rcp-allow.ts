import { namesEveryResource } from '../grants';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'rcp-allow',
  severity: 'error',
  policyTypes: ['rcp'],
  title: 'Allow in an RCP',
  why: 'RCPs of your own only deny; the Allow is RCPFullAWSAccess, which AWS attaches itself.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-rcp-syntax-error-allow',
  aaIssueCodes: ['RCP_SYNTAX_ERROR_ALLOW'],
  needs: 'Allow',
  messages: {
    allow: 'An RCP of your own has the Effect Deny, and Organizations refuses this Allow. Deny what you do not want.',
  },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }',
    {
      text: '{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }',
      ignore: ['rcp-action-service'],
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
            ~~~~~~~ allow`,
    {
      ignore: ['condition-empty-object'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {} }
            ~~~~~~~ allow`,
    },
  ],
  checkStatement({ statement, actions, resources, principals, conditions, report }) {
    const { Effect } = statement.elements;
    if (statement.effect !== 'Allow' || Effect === undefined) return;
    if (!isFullAccess({ statement, actions, resources, principals, conditions })) report(Effect.value, 'allow', {});
  },
});

/** The text of RCPFullAWSAccess. */
function isFullAccess({ statement, actions, principals }: StatementFacts): boolean {
  const isEverybody =
    principals.length === 1 && principals[0]?.text === '*' && statement.principal?.isNegated === false;
  const isEverything = statement.action?.isNegated === false && actions.some((entry) => entry.isEverything);
  return isEverybody && isEverything && namesEveryResource(statement) && statement.elements.Condition === undefined;
}
