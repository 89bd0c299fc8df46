/** Names that people write for a service whose actions have another prefix. State of 2026-11-24. */

const ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  ['alb', ['elasticloadbalancing']],
  ['api-gateway', ['apigateway', 'execute-api']],
  ['apigatewayv2', ['apigateway']],
  ['asg', ['autoscaling']],
  ['cloudwatch-logs', ['logs']],
  ['cloudwatchlogs', ['logs']],
  ['cognito', ['cognito-idp', 'cognito-identity']],
  ['documentdb', ['rds']],
  ['docdb', ['rds']],
  ['ecrpublic', ['ecr-public']],
  ['efs', ['elasticfilesystem']],
  ['elb', ['elasticloadbalancing']],
  ['elbv2', ['elasticloadbalancing']],
  ['elasticsearch', ['es']],
  ['emr', ['elasticmapreduce']],
  ['eventbridge', ['events']],
  ['iam-identity-center', ['sso']],
  ['identitycenter', ['sso']],
  ['kinesis-firehose', ['firehose']],
  ['msk', ['kafka']],
  ['neptune', ['neptune-db', 'rds']],
  ['opensearchservice', ['es']],
  ['parameterstore', ['ssm']],
  ['prometheus', ['aps']],
  ['secrets-manager', ['secretsmanager']],
  ['secretmanager', ['secretsmanager']],
  ['sesv2', ['ses']],
  ['sfn', ['states']],
  ['step-functions', ['states']],
  ['stepfunctions', ['states']],
  ['systems-manager', ['ssm']],
  ['vpc', ['ec2']],
]);

/** Prefixes that may be meant by a name that is none; empty where the table does not say. Case ignored. */
export function prefixesMeantBy(name: string): readonly string[] {
  return ALIASES.get(name.toLowerCase()) ?? [];
}
