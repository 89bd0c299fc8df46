import { callsForCustomers } from '../../catalog/tables/calling-services';
import { addTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { pinningTests } from '../narrowing';
import { owningAccount } from '../owning-account';
import { policyHost } from '../policy-host';
import { rule } from '../rule';
import { asksForSource, isNeverSentByServices, servicePrincipals, standInKeys } from '../source-keys';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'confused-deputy',
  severity: 'security',
  policyTypes: ['resource', 'trust'],
  title: 'Service that acts for other customers',
  why: 'A service calls for all its customers: without the source in a condition somebody else can make it use your resource.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-restrict-access-to-service-principal',
  aaIssueCodes: ['RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL'],
  messages: {
    open: '"{service}" acts for every customer, not only for you. Say for which resources or accounts, with "aws:SourceArn" or "aws:SourceAccount".',
  },
  fixes: {
    account: {
      title: 'Add "aws:SourceAccount" condition',
      effect: 'narrows',
      note: 'Without an account in Resource it is yours to fill in.',
    },
    arn: { title: 'Add "aws:SourceArn" condition', effect: 'narrows', note: 'The ARN is yours to fill in.' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" }, "ArnLike": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" } } }',
    {
      type: 'trust',
      text: '{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }',
    },
    {
      type: 'trust',
      text: '{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }',
    },
    '{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" } } }',
    '{ "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }
                                               ~~~~~~~~~~~~~~~~~~ open +fix
== fix Add "aws:SourceAccount" condition ==
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
== fix Add "aws:SourceArn" condition ==
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "" } } }`,
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Service": "scheduler.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                               ~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix`,
    },
    `
{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders", "Condition": { "StringNotEquals": { "aws:SourceAccount": "444455556666" }, "Null": { "aws:SourceArn": "false" } } }
                                               ~~~~~~~~~~~~~~~~~~~ open +fix`,
  ],
  checkDocument({ type, statements, tree, report, fix }) {
    // For functions lambda-permission-source says it, with an ARN for each service.
    const host = policyHost(statements);
    if (host === 'lambda') return;
    const owner = owningAccount(statements);
    for (const { statement, principals, conditions } of statements) {
      if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) continue;
      if (asksForSource(conditions) || isHeldOtherwise(conditions)) continue;
      // "You can't use Condition blocks in Amazon SNS topic policies for EventBridge" (its User Guide, eb-use-resource-based).
      const isForTopic = host === 'sns';
      for (const { fact, service } of servicePrincipals(principals)) {
        if (!callsForCustomers(service, type === 'trust')) continue;
        if (isForTopic && service === 'events.amazonaws.com') continue;
        const fixes = () => {
          const byAccount = addTest(tree, statement, 'StringEquals', 'aws:SourceAccount', owner?.account ?? '');
          const byArn = addTest(tree, statement, 'ArnLike', 'aws:SourceArn', '');
          return [
            fix('account', {}, byAccount, caretInEmptyString(tree.text, byAccount)),
            fix('arn', {}, byArn, caretInEmptyString(tree.text, byArn)),
          ];
        };
        report(fact.node, 'open', { service: fact.text }, { fixes });
      }
    }
  },
});

/** By a key that checks of their own speak of, or by what a key encrypts. */
function isHeldOtherwise(conditions: readonly ConditionEntry[]): boolean {
  return (
    standInKeys(conditions).length > 0 ||
    conditions.some(
      ({ lowerKey }) =>
        lowerKey.startsWith('kms:encryptioncontext:') ||
        (isNeverSentByServices(lowerKey) && pinningTests(conditions, lowerKey).length > 0),
    )
  );
}
