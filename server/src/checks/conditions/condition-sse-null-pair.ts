import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { selectsAction } from '../statement-facts';

export default rule({
  code: 'condition-sse-null-pair',
  severity: 'suggestion',
  defaultOn: false,
  policyTypes: ['resource'],
  title: 'Deny that also hits default encryption',
  why: 'Without the header the bucket encrypts by its default; a negated operator holds then, and the upload is denied.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  needs: ['Deny', 'Condition'],
  messages: {
    absent:
      'This also denies uploads without the header, which the bucket encrypts by default. Add "Null" with "false" if they are meant to pass.',
  },
  fixes: {
    add: { title: 'Add "Null" with "false" on the header', effect: 'widens' },
  },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" }, "Null": { "s3:x-amz-server-side-encryption": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" } } }
                                                                                                                                 ~~~~~~~~~~~~~~~~~ absent +fix
== fix Add "Null" with "false" on the header ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" }, "Null": { "s3:x-amz-server-side-encryption": "false" } } }`,
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    if (statement.effect !== 'Deny' || !selectsAction(facts, 's3:PutObject')) return;
    const key = 's3:x-amz-server-side-encryption';
    const test = conditions.find(({ lowerKey, parsed }) => lowerKey === key && parsed?.base.isNegated === true);
    if (
      test === undefined ||
      conditions.some(({ lowerKey, parsed }) => lowerKey === key && parsed?.base.type === 'Null')
    )
      return;
    const fixes = () => [fix('add', {}, addTest(tree, statement, 'Null', key, 'false'))];
    report(test.operatorMember.key, 'absent', {}, { fixes });
  },
});
