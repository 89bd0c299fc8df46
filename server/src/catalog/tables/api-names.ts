/**
 * API operations whose permission has another name: as an action they grant nothing. Common knowledge of the services'
 * API references, not re-read page by page; a test holds that no name is an action and each permission is one. The pages
 * of the Service Authorization Reference now have a table "API operations defined by …" to check against. 2026-11-24.
 */

export interface ApiName {
  /** As one might write it, `s3:ListObjectsV2`. */
  readonly operation: string;
  /** The actions that AWS checks for it; at least one. */
  readonly permissions: readonly string[];
}

/** Service, permissions separated by blanks, operations separated by blanks. */
const ROWS: readonly (readonly [service: string, permissions: string, operations: string])[] = [
  ['s3', 'ListBucket', 'ListObjects ListObjectsV2 HeadBucket'],
  ['s3', 'GetObject', 'HeadObject SelectObjectContent'],
  ['s3', 'PutObject', 'CreateMultipartUpload UploadPart CompleteMultipartUpload'],
  ['s3', 'GetObject PutObject', 'CopyObject UploadPartCopy'],
  ['s3', 'DeleteObject', 'DeleteObjects'],
  ['s3', 'ListAllMyBuckets', 'ListBuckets'],
  ['s3', 'ListBucketVersions', 'ListObjectVersions'],
  ['s3', 'ListBucketMultipartUploads', 'ListMultipartUploads'],
  ['s3', 'ListMultipartUploadParts', 'ListParts'],
  ['s3', 'GetEncryptionConfiguration', 'GetBucketEncryption'],
  ['s3', 'PutEncryptionConfiguration', 'PutBucketEncryption DeleteBucketEncryption'],
  ['s3', 'GetLifecycleConfiguration', 'GetBucketLifecycle GetBucketLifecycleConfiguration'],
  ['s3', 'PutLifecycleConfiguration', 'PutBucketLifecycle PutBucketLifecycleConfiguration DeleteBucketLifecycle'],
  ['s3', 'GetReplicationConfiguration', 'GetBucketReplication'],
  ['s3', 'PutReplicationConfiguration', 'PutBucketReplication DeleteBucketReplication'],
  ['s3', 'GetAccelerateConfiguration', 'GetBucketAccelerateConfiguration'],
  ['s3', 'PutAccelerateConfiguration', 'PutBucketAccelerateConfiguration'],
  ['s3', 'GetBucketNotification', 'GetBucketNotificationConfiguration'],
  ['s3', 'PutBucketNotification', 'PutBucketNotificationConfiguration'],
  ['s3', 'GetInventoryConfiguration', 'GetBucketInventoryConfiguration ListBucketInventoryConfigurations'],
  ['s3', 'PutInventoryConfiguration', 'PutBucketInventoryConfiguration DeleteBucketInventoryConfiguration'],
  ['s3', 'GetAnalyticsConfiguration', 'GetBucketAnalyticsConfiguration ListBucketAnalyticsConfigurations'],
  ['s3', 'PutAnalyticsConfiguration', 'PutBucketAnalyticsConfiguration DeleteBucketAnalyticsConfiguration'],
  ['s3', 'GetMetricsConfiguration', 'GetBucketMetricsConfiguration ListBucketMetricsConfigurations'],
  ['s3', 'PutMetricsConfiguration', 'PutBucketMetricsConfiguration DeleteBucketMetricsConfiguration'],
  [
    's3',
    'GetIntelligentTieringConfiguration',
    'GetBucketIntelligentTieringConfiguration ListBucketIntelligentTieringConfigurations',
  ],
  [
    's3',
    'PutIntelligentTieringConfiguration',
    'PutBucketIntelligentTieringConfiguration DeleteBucketIntelligentTieringConfiguration',
  ],
  ['s3', 'GetBucketPublicAccessBlock', 'GetPublicAccessBlock'],
  ['s3', 'PutBucketPublicAccessBlock', 'PutPublicAccessBlock DeletePublicAccessBlock DeleteBucketPublicAccessBlock'],
  ['s3', 'GetBucketObjectLockConfiguration', 'GetObjectLockConfiguration'],
  ['s3', 'PutBucketObjectLockConfiguration', 'PutObjectLockConfiguration'],
  ['s3', 'PutBucketTagging', 'DeleteBucketTagging'],
  ['s3', 'PutBucketCORS', 'DeleteBucketCors'],
  ['s3', 'PutBucketOwnershipControls', 'DeleteBucketOwnershipControls'],
  ['lambda', 'InvokeFunction', 'Invoke InvokeWithResponseStream'],
  ['lambda', 'GetLayerVersion', 'GetLayerVersionByArn'],
  ['sqs', 'SendMessage', 'SendMessageBatch'],
  ['sqs', 'DeleteMessage', 'DeleteMessageBatch'],
  ['sqs', 'ChangeMessageVisibility', 'ChangeMessageVisibilityBatch'],
  ['sns', 'Publish', 'PublishBatch'],
  ['dynamodb', 'GetItem', 'TransactGetItems'],
  ['dynamodb', 'PutItem UpdateItem DeleteItem ConditionCheckItem', 'TransactWriteItems'],
  [
    'dynamodb',
    'PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete',
    'ExecuteStatement ExecuteTransaction BatchExecuteStatement',
  ],
  ['kms', 'ReEncryptFrom ReEncryptTo', 'ReEncrypt'],
  ['bedrock', 'InvokeModel', 'Converse'],
  ['bedrock', 'InvokeModelWithResponseStream', 'ConverseStream'],
  ['ecr', 'GetAuthorizationToken', 'GetLogin GetLoginPassword'],
  ['cloudfront', 'CreateDistribution TagResource', 'CreateDistributionWithTags'],
  ['apigateway', 'GET', 'GetApi GetApis GetRestApi GetRestApis GetStage GetStages GetResources GetDeployments'],
  ['apigateway', 'POST', 'CreateApi CreateRestApi CreateStage CreateResource CreateDeployment CreateApiKey'],
  ['apigateway', 'PUT', 'PutMethod PutIntegration PutRestApi'],
  ['apigateway', 'PATCH', 'UpdateApi UpdateRestApi UpdateStage UpdateResource'],
  ['apigateway', 'DELETE', 'DeleteApi DeleteRestApi DeleteStage DeleteResource DeleteDeployment DeleteApiKey'],
];

export const apiNames: readonly ApiName[] = ROWS.flatMap(([service, permissions, operations]) =>
  operations.split(' ').map((operation) => ({
    operation: `${service}:${operation}`,
    permissions: permissions.split(' ').map((permission) => `${service}:${permission}`),
  })),
);

const byOperation: ReadonlyMap<string, readonly string[]> = new Map(
  apiNames.map((name) => [name.operation.toLowerCase(), name.permissions]),
);

/** The actions to write in place of an API operation's name; undefined where the name is none of the table. Case ignored. */
export function apiPermissions(fullName: string): readonly string[] | undefined {
  return byOperation.get(fullName.toLowerCase());
}
