/**
 * Facts about how services treat requests that no policy shows: what never works across accounts, what may come
 * unsigned, which keys a request lacks. State of 2026-11-24.
 */
import { actionList, actionsOf } from './action-list';

/** KMS says which operations work across accounts; all others do not (KMS Developer Guide, "AWS KMS permissions"). */
const kmsAcrossAccounts = actionList(
  actionsOf(
    'kms',
    'Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyPair GenerateDataKeyWithoutPlaintext ' +
      'GenerateDataKeyPairWithoutPlaintext GenerateMac VerifyMac Sign Verify DeriveSharedSecret GenerateRandom ' +
      'CreateGrant DescribeKey GetKeyRotationStatus GetPublicKey ListGrants RetireGrant RevokeGrant',
  ),
);

/** SQS Developer Guide, "Limitations of custom policies"; S3 bucket policy operations. */
const refusedAcrossAccounts = actionList([
  ...actionsOf(
    'sqs',
    'AddPermission CancelMessageMoveTask CreateQueue DeleteQueue ListMessageMoveTask ListMessageMoveTasks ListQueues ' +
      'ListQueueTags RemovePermission SetQueueAttributes StartMessageMoveTask TagQueue UntagQueue',
  ),
  ...actionsOf('s3', 'GetBucketPolicy PutBucketPolicy DeleteBucketPolicy'),
]);

/** Actions that a service refuses to principals of other accounts, whatever both sides allow. Case ignored. */
export function neverAcrossAccounts(fullName: string): boolean {
  const isKms = fullName.toLowerCase().startsWith('kms:');
  return isKms ? !kmsAcrossAccounts(fullName) : refusedAcrossAccounts(fullName);
}

/** Actions that a service accepts in unsigned requests (of anonymous callers). All others are refused. */
export const acceptsUnsigned: (fullName: string) => boolean = actionList([
  's3:*',
  'sqs:*',
  'sns:*',
  'lambda:InvokeFunctionUrl',
  'lambda:InvokeFunction',
  'execute-api:Invoke',
  'es:ESHttp*',
]);

/** Writes that AWS managed policies refuse, whatever is allowed: they belong to AWS. */
export const writesManagedPolicy: (fullName: string) => boolean = actionList(
  actionsOf(
    'iam',
    'CreatePolicyVersion DeletePolicy DeletePolicyVersion SetDefaultPolicyVersion TagPolicy UntagPolicy',
  ),
);

/** Actions whose requests lack `aws:ResourceAccount`, `aws:ResourceOrgID` and `aws:ResourceOrgPaths` (their descriptions). */
export const lacksResourceOwnerKeys: (fullName: string) => boolean = actionList([
  'ebs:*',
  ...actionsOf(
    'ec2',
    'AcceptTransitGatewayPeeringAttachment AcceptVpcEndpointConnections AcceptVpcPeeringConnection ' +
      'CreateTransitGatewayPeeringAttachment CreateVpcEndpoint CreateVpcPeeringConnection',
  ),
  'auditmanager:UpdateAssessmentFrameworkShare',
  'detective:AcceptInvitation',
  'ds:AcceptSharedDirectory',
  'guardduty:AcceptAdministratorInvitation',
  'macie2:AcceptInvitation',
  'securityhub:AcceptAdministratorInvitation',
  'es:AcceptInboundConnection',
  'route53:AssociateVpcWithHostedZone',
  'route53:CreateVPCAssociationAuthorization',
]);

/** For these actions on a role, and for every action on a KMS key, the resource's own policy must allow. */
const checksTrustPolicy = actionList([...actionsOf('sts', 'AssumeRole* TagSession SetSourceIdentity')]);

/** Does the request need an Allow of the resource's own policy even within one account (KMS keys, roles under sts)? */
export function needsResourcePolicy(fullName: string, resourceArn: string): boolean {
  const [, , service, , , resource = ''] = resourceArn.split(':', 6);
  if (service === 'kms') return resource.startsWith('key/');
  return service === 'iam' && resource.startsWith('role/') && checksTrustPolicy(fullName);
}

/** Keys that make a statement with a public principal not public for S3 (S3 User Guide, "The meaning of public"). */
const NARROWING: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  'aws:principalorgid',
  'aws:principalarn',
  'aws:principalaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

/** Case ignored. */
export function narrowsPublicAccess(conditionKey: string): boolean {
  return NARROWING.has(conditionKey.toLowerCase());
}
