/** Which services take part in what, by the prefix of their actions. State of 2026-11-24. */

function prefixes(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** Organizations User Guide, "Services that support RCPs" (page of 2026-09-26). */
const RCP = prefixes(
  'appstream dsql clouddirectory cloudfront cloudsearch logs networkmonitor cognito-identity cognito-idp comprehend ' +
    'comprehendmedical firehose dynamodb dax autoscaling ecr ecr-public gamelift inspector-scan kendra kinesisvideo ' +
    'memorydb aoss personalize polly s3 swf sqs textract timestream-influxdb transcribe translate workspaces appconfig ' +
    'autoscaling-plans budgets servicediscovery cloudtrail-data codeartifact codebuild codecommit codepipeline ' +
    'compute-optimizer cost-optimization-hub events fms fis health rolesanywhere kms opensearch pricing ' +
    'pca-connector-ad resource-groups secretsmanager sts signin support transfer notifications wafv2 xray',
);

/** Services whose actions resource control policies limit. */
export const rcpServices: readonly string[] = [...RCP].sort();

export function supportsRcp(prefix: string): boolean {
  return RCP.has(prefix.toLowerCase());
}

/** IAM User Guide, description of `aws:SourceVpcArn`. */
const SOURCE_VPC_ARN = prefixes(
  'apprunner discovery athena servicediscovery applicationinsights cloudformation comprehendmedical compute-optimizer ' +
    'ecr ecs kinesisanalytics route53 datasync ebs scheduler firehose medical-imaging healthlake omics iam iotfleetwise ' +
    'iotwireless kms lambda payment-cryptography polly acm-pca rbin rekognition servicequotas s3 storagegateway ' +
    'ssm-contacts textract transcribe transfer',
);

/** Does a request for the action carry `aws:SourceVpcArn` when it comes through a VPC endpoint? Case ignored. */
export function sendsSourceVpcArn(fullName: string): boolean {
  const name = fullName.toLowerCase();
  return name !== 'iam:passrole' && SOURCE_VPC_ARN.has(name.split(':', 1)[0] ?? '');
}

/** The second line: AWS's data perimeter examples on GitHub, which name these services for the keys (read on 2026-11-25). */
const ALSO_VPCE_OWNER = prefixes(
  'dynamodb gamelift shield ' +
    'b2bi cassandra cognito-identity dms ds-data identitystore iottwinmaker network-firewall pricing ses sms-voice sqs workmail',
);

/** The same for `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths`. */
export function sendsVpceOwner(fullName: string): boolean {
  return sendsSourceVpcArn(fullName) || ALSO_VPCE_OWNER.has(fullName.toLowerCase().split(':', 1)[0] ?? '');
}

/**
 * ARN service fields of resources that can carry a policy of their own. To check against: IAM User Guide, "AWS services
 * that work with IAM", column "Resource-based policies". Rather too long than too short.
 */
const POLICY_HOSTS = prefixes(
  's3 s3-object-lambda s3-outposts s3express s3tables s3vectors glacier sqs sns kms lambda ecr secretsmanager events ' +
    'schemas apigateway execute-api es opensearch aoss backup codeartifact codebuild dynamodb kinesis elasticfilesystem ' +
    'glue logs iot mediastore acm-pca serverlessrepo ses vpc-lattice iam organizations lex rekognition ' +
    'cloudtrail xray bedrock bedrock-agentcore ssm ssm-contacts ssm-incidents signer redshift redshift-serverless ' +
    'refactor-spaces rolesanywhere mediapackagev2 medialive network-firewall ram resource-explorer-2 q qbusiness ' +
    'wisdom payment-cryptography s3files cloudhsm deadline',
);

/** Can a resource of this ARN service field carry a policy, so that access from another account is possible at all? */
export function hostsResourcePolicies(arnService: string): boolean {
  return POLICY_HOSTS.has(arnService.toLowerCase());
}
