import { parseArn } from '../../language/arn';
import { addTest } from '../condition-edits';
import { owningAccount } from '../owning-account';
import { rule } from '../rule';
import { namesSourceOwner } from '../source-keys';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'confused-deputy-s3-arn',
  severity: 'security',
  policyTypes: ['resource'],
  title: 'Bucket ARN without its account',
  why: 'The name of a deleted bucket can be taken by another account, whose bucket then has the same ARN.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html',
  messages: {
    bare: 'The ARN of a bucket holds no account: after the bucket is deleted somebody else can have one of that name. Add "aws:SourceAccount".',
  },
  fixes: {
    account: {
      title: 'Add "aws:SourceAccount" condition',
      effect: 'narrows',
      note: 'Without an account in Resource it is yours to fill in.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" }, "StringEquals": { "aws:SourceAccount": "111122223333" } } }',
    '{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:other" } } }',
  ],
  bad: [
    {
      ignore: ['condition-paired-keys'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" } } }
                                                                                                                                                                              ~~~~~~~~~~~~~~~ bare +fix
== fix Add "aws:SourceAccount" condition ==
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" }, "StringEquals": { "aws:SourceAccount": "111122223333" } } }`,
    },
    {
      ignore: ['condition-equivalent-null-false'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" }, "StringLike": { "aws:SourceAccount": "*" } } }
                                                                                                                                                                                       ~~~~~~~~~~~~~~~ bare +fix`,
    },
  ],
  checkDocument({ statements, tree, report, fix }) {
    const owner = owningAccount(statements);
    for (const { statement, conditions } of statements) {
      if (statement.effect !== 'Allow' || namesSourceOwner(conditions)) continue;
      const test = conditions.find(
        ({ lowerKey, parsed, values }) =>
          lowerKey === 'aws:sourcearn' && parsed?.base.isNegated === false && values.some(({ text }) => isBucket(text)),
      );
      if (test === undefined) continue;
      const fixes = () => {
        const edits = addTest(tree, statement, 'StringEquals', 'aws:SourceAccount', owner?.account ?? '');
        return [fix('account', {}, edits, caretInEmptyString(tree.text, edits))];
      };
      report(test.member.key, 'bare', {}, { fixes });
    }
  },
});

function isBucket(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 's3' && arn.account === '';
}
