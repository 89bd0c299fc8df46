import { removeTest } from '../condition-edits';
import { policyHost } from '../policy-host';
import { rule } from '../rule';

export default rule({
  code: 'kms-key-policy-condition-not-permitted',
  severity: 'error',
  policyTypes: ['resource'],
  title: 'Condition key that a key policy does not take',
  why: 'AWS KMS refuses a key policy with a condition on the tags or aliases of the key.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html',
  messages: {
    refused: 'AWS KMS takes no condition on "{key}" in a key policy. Use it in IAM policies, and remove it here.',
  },
  fixes: {
    remove: { title: 'Remove condition key', effect: 'depends' },
  },
  good: [
    `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } }`,
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }
                                                                                                                                                              ~~~~~~~~~~~~~~~~~~~~~~ refused +fix
== fix Remove condition key ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "kms:Decrypt", "Resource": "*" }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    if (policyHost(statements) !== 'kms') return;
    for (const { statement, conditions } of statements) {
      for (const test of conditions) {
        if (!/^(aws:resourcetag\/.*|kms:resourcetag|kms:resourcealiases)$/.test(test.lowerKey)) continue;
        const fixes = [fix('remove', {}, removeTest(tree, statement, test))];
        report(test.member.key, 'refused', { key: test.key }, { fixes });
      }
    }
  },
});
