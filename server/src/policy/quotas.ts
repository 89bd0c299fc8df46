/** How long policies may be. Where a quota is an option (`CheckOptions`), the option counts. State of 2026-11-25. */

/** Characters of a managed policy, white space not counted (IAM User Guide, reference_iam-quotas). */
export const MANAGED_POLICY_SIZE = 6144;

/** Characters of all inline policies of one entity together (the same page). */
export const INLINE_SIZES = { user: 2048, group: 5120, role: 10240 } as const;

/** Characters of an inline session policy (the same page). */
export const SESSION_POLICY_SIZE = 2048;

/** Characters of an SCP until 15 May 2026 (Organizations User Guide, orgs_reference_limits). */
export const OLD_SCP_SIZE = 5120;

/** Characters of a VPC endpoint policy, white space counted (AWS PrivateLink Guide, vpc-endpoints-access). */
export const ENDPOINT_POLICY_SIZE = 20480;

/** Bytes of the policy of a resource, by the prefix of its service. Others are not known. */
export const RESOURCE_POLICY_SIZES: ReadonlyMap<string, number> = new Map([
  // DynamoDB API Reference, PutResourcePolicy.
  ['dynamodb', 20480],
  // Amazon ECR User Guide, service quotas.
  ['ecr', 10240],
  // KMS Developer Guide, key-policy-overview.
  ['kms', 32768],
  // Lambda Developer Guide, gettingstarted-limits.
  ['lambda', 20480],
  // Amazon S3 User Guide, bucket-policies.
  ['s3', 20480],
  // Secrets Manager User Guide, reference_limits.
  ['secretsmanager', 20480],
  // AWS General Reference, endpoints and quotas of Amazon SNS.
  ['sns', 30720],
  // SQS Developer Guide, quotas-policies.
  ['sqs', 8192],
]);
