import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { holdsKmsKey, isKmsKeyArn, kmsPlaceOf } from '../key-arns';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-kms-key',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value is no KMS key ARN',
  why: 'The request carries the ARN of the KMS key, so that a test for a key ID or an alias never matches it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-kms-key-value',
  aaIssueCodes: ['INVALID_KMS_KEY_VALUE'],
  needs: 'Condition',
  messages: {
    alias: '"{key}" holds the ARN of a KMS key, and "{value}" is an alias. Write the ARN of the key behind it.',
    value: '"{key}" holds the ARN of a KMS key, and "{value}" is none. Write "arn:aws:kms:REGION:ACCOUNT:key/KEY-ID".',
  },
  fixes: { change: { title: 'Change to "{arn}"', effect: 'depends' } },
  good: [
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id":
    ["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "\${KeyArn}"] } } }`,
    },
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "s3:x-amz-server-side-encryption-aws-kms-key-id": ["arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:us-east-1:111122223333:*"] } } }`,
    },
  ],
  bad: [
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/my-key" } } }
                                                                                        ~~~~~~~~~~~~~~ alias: "s3:x-amz-server-side-encryption-aws-kms-key-id" holds the ARN of a KMS key, and "alias/my-key" is an alias. Write the ARN of the key behind it.`,
    },
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id":
    ["arn:aws:kms:us-east-1:111122223333:alias/app", "1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:us-east-1:111122223333:key/x"] } } }
     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ alias
                                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ value +fix
== fix Change to "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id":
    ["arn:aws:kms:us-east-1:111122223333:alias/app", "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:us-east-1:111122223333:key/x"] } } }`,
    },
  ],
  checkStatement({ conditions, resources, report, fix }) {
    for (const { known, parsed, key, values } of conditions) {
      if (!holdsKmsKey(known) || (parsed?.base.type !== 'String' && parsed?.base.type !== 'ARN')) continue;
      for (const { text: value, node } of values) {
        if (isOpenText(value) || isKmsKeyArn(value)) continue;
        if (isAlias(value)) {
          report(node, 'alias', { key, value });
          continue;
        }
        const place = KEY_ID.test(value) ? kmsPlaceOf(resources, conditions) : undefined;
        const arn = `arn:${place?.partition}:kms:${place?.region}:${place?.account}:key/${value}`;
        const fixes = place === undefined ? [] : [fix('change', { arn }, [replaceNode(node, JSON.stringify(arn))])];
        report(node, 'value', { key, value }, { fixes });
      }
    }
  },
});

function isAlias(text: string): boolean {
  return text.startsWith('alias/') || /^arn:[a-z-]+:kms:[^:]*:[^:]*:alias\//.test(text);
}

/** A key ID: a UUID, or `mrk-` and 32 digits. */
const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;
