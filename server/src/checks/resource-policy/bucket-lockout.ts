import { isUnconditional } from '../grants';
import type { ResourceEntry } from '../resource-entries';
import { rule } from '../rule';
import { type StatementFacts, selectsAction } from '../statement-facts';

export default rule({
  code: 'bucket-lockout',
  severity: 'security',
  policyTypes: ['resource'],
  title: 'Bucket that nobody can open any more',
  why: 'After this policy only the root user of the account can change the policy or use the bucket.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html',
  needs: 'Deny',
  messages: {
    locked:
      'This denies everybody, you too, to use the bucket and to change this policy: only the root user can undo it. Add a Condition or an exception.',
  },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"], "Condition": { "Bool": { "aws:SecureTransport": "false" } } }',
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "NotResource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }
            ~~~~~~ locked => 1 It denies the change of this policy.`,
    `
{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": ["s3:Put*", "s3:Delete*"], "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~ locked`,
  ],
  checkStatement(facts) {
    const { statement, principals, report } = facts;
    const { Effect } = statement.elements;
    if (statement.effect !== 'Deny' || Effect === undefined || !isUnconditional(statement)) return;
    if (!principals.some(({ form, element }) => form.kind === 'everyone' && !element.isNegated)) return;
    if (!['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'].every((action) => selectsAction(facts, action))) return;
    if (!reachesBucket(facts) || statement.action === undefined) return;
    const related = [{ range: statement.action.member, message: 'It denies the change of this policy.' }];
    report(Effect.value, 'locked', {}, { related });
  },
});

/** A bucket itself; with NotResource every one that is not listed. */
function reachesBucket({ statement, resources }: StatementFacts): boolean {
  if (statement.resource === undefined || resources.length < statement.resource.entries.length) return false;
  return resources.some(isBucket) !== statement.resource.isNegated;
}

function isBucket({ arn, isEverything }: ResourceEntry): boolean {
  return isEverything || (arn?.service === 's3' && arn.account === '' && !arn.resource.includes('/'));
}
