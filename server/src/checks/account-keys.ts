/** Condition keys, lower case, that hold the number of an AWS account (IAM User Guide, S3 and KMS: "condition keys"). */
const ACCOUNT_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:resourceaccount',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:vpceaccount',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
  's3:resourceaccount',
  's3express:dataaccesspointaccount',
  's3express:resourceaccount',
]);

export function holdsAccount(lowerKey: string): boolean {
  return ACCOUNT_KEYS.has(lowerKey);
}
