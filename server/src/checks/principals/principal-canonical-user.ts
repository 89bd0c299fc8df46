import type { ActionEntry } from '../action-entries';
import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-canonical-user',
  severity: 'error',
  policyTypes: ['resource'],
  title: 'Canonical user ID that is none',
  why: 'Amazon S3 alone knows accounts by a canonical user ID of 64 hexadecimal digits, 96 for a CloudFront identity.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html',
  needs: 'Principal',
  messages: {
    format:
      'A canonical user ID has 64 hexadecimal digits, and this is none. Look it up, or name the account under "AWS".',
    service: 'Only Amazon S3 knows canonical user IDs, and {service} rejects the policy. Name the account under "AWS".',
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "CanonicalUser": ["79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
    "b8b6f5a0f1c6d9e4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0b8b6f5a0f1c6d9e4a3b2c1d0e9f8a7b6"] },
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "CanonicalUser": "12345" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
                                                     ~~~~~~~ format: A canonical user ID has 64 hexadecimal digits, and this is none. Look it up, or name the account under "AWS".
{ "Effect": "Allow", "Principal": { "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
                                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service: Only Amazon S3 knows canonical user IDs, and Amazon SQS rejects the policy. Name the account under "AWS".
  "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q" }`,
  ],
  checkStatement({ principals, actions, report }) {
    const canonical = principals.filter(isCanonical);
    if (canonical.length === 0) return;
    const service = otherService(actions);
    for (const { text, node } of canonical) {
      if (!/^([0-9a-f]{64}|[0-9a-f]{96})$/.test(text)) report(node, 'format', {});
      else if (service !== undefined) report(node, 'service', { service });
    }
  },
});

function isCanonical({ form, isOpen }: PrincipalFact): boolean {
  return form.kind === 'canonicalUser' && !isOpen;
}

/** The service of the actions, where all are of services and none is one of S3's. */
function otherService(actions: readonly ActionEntry[]): string | undefined {
  const services = actions.map(({ service }) => service);
  const isOther = services.every((service) => service !== undefined && !service.prefix.startsWith('s3'));
  return isOther ? services[0]?.name : undefined;
}
