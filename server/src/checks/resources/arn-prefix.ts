import { replaceString } from '../../syntax/edits';
import type { ActionEntry } from '../action-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-prefix',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Resource that is no ARN',
  why: 'Resource takes ARNs and "*". A name, a URL or an account number is rejected.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-arn-prefix',
  aaIssueCodes: ['INVALID_ARN_PREFIX'],
  needs: 'ARN slip',
  messages: {
    empty: 'The resource is empty, and AWS rejects the policy. Write an ARN.',
    prefix: '"{text}" is no ARN, and AWS rejects the policy. An ARN begins with "arn:".',
  },
  fixes: {
    bucket: { title: 'Change to "{arn}"', effect: 'activates' },
    addArn: { title: 'Put "arn:" in front', effect: 'activates' },
  },
  good: [
    {
      type: 'resource',
      text: `{ "Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" } } },
{ "Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/*" }`,
    },
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      ignore: ['data-exfiltration', 'resource-redundant'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["${bucket_arn}", "*"] }',
    },
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["{{resolve:ssm:/bucket-arn}}", "{{bucket_arn}}/*"] }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["<%= bucket_arn %>", "<%= bucket_arn %>/*", "#{bucket_arn}/*", "arn:#{partition}:s3:::#{bucket}/*"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "amzn-s3-demo-bucket/*" }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~ prefix +fix: "amzn-s3-demo-bucket/*" is no ARN, and AWS rejects the policy. An ARN begins with "arn:".
== fix Change to "arn:aws:s3:::amzn-s3-demo-bucket/*" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/*" }
                                                                 ~~~~~~~~~~~~~~~~~~~~~ prefix`,
    `
{ "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": ["amzn-s3-demo-bucket", "https://amzn-s3-demo-bucket.s3.amazonaws.com", "111122223333", ""] }
                                                               ~~~~~~~~~~~~~~~~~~~~~ prefix +fix
                                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ prefix
                                                                                                                                      ~~~~~~~~~~~~~~ prefix
                                                                                                                                                      ~~ empty
== fix Change to "arn:aws:s3:::amzn-s3-demo-bucket" ==
{ "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "https://amzn-s3-demo-bucket.s3.amazonaws.com", "111122223333", ""] }`,
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "aws:sqs:us-east-1:111122223333:orders" }
                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ prefix +fix
== fix Put "arn:" in front ==
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }`,
  ],
  checkStatement({ resources, actions, type, report, fix }) {
    for (const { text, node, slips } of resources) {
      if (!slips.includes('arn-prefix') || (type === 'resource' && isCompleted(text))) continue;
      if (text === '') {
        report(node, 'empty', {});
        continue;
      }
      const arn = bucketArn(text, actions);
      const fixes = [
        ...(/^aws[a-z-]*:/.test(text) ? [fix('addArn', {}, [replaceString(node, `arn:${text}`)])] : []),
        ...(arn === undefined ? [] : [fix('bucket', { arn }, [replaceString(node, arn)])]),
      ];
      report(node, 'prefix', { text }, { fixes });
    }
  },
});

/** `execute-api:/stage/GET/pets`: API Gateway makes an ARN of it when a policy is saved (API Gateway Developer Guide, resource policies). */
function isCompleted(text: string): boolean {
  return text.startsWith('execute-api:/');
}

/** A legal bucket name, perhaps with a key behind it (S3 User Guide, bucket naming rules); an account number is none. */
const BUCKET = /^(?!\d{12}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/\S*)?$/;

function bucketArn(text: string, actions: readonly ActionEntry[]): string | undefined {
  const isS3 = actions.length > 0 && actions.every(({ prefix }) => prefix.toLowerCase() === 's3');
  return isS3 && BUCKET.test(text) ? `arn:aws:s3:::${text}` : undefined;
}
