/**
 * Actions that give more than they seem to: rights of one's own, rights of a role that a service uses, credentials, data.
 * Each follows from what the action does (API reference of its service). State of 2026-11-25.
 */

/** What an action of IAM changes, and whether doing it to oneself gives rights that one did not have. */
export interface IamEscalation {
  readonly action: string;
  readonly kind: 'user' | 'group' | 'role' | 'policy';
  /** On one's own user it gives nothing new: another access key, another password. */
  readonly isHarmlessOnSelf?: true;
  /** Condition keys, lower case, that decide what may be attached or whether a boundary holds. */
  readonly limitedBy: readonly string[];
}

const BOUNDARY = ['iam:permissionsboundary'];
const ATTACH = ['iam:permissionsboundary', 'iam:policyarn'];

/** With one of these on everybody, whoever has it can become an administrator in one step. */
export const IAM_ESCALATIONS: readonly IamEscalation[] = [
  { action: 'iam:CreateAccessKey', kind: 'user', isHarmlessOnSelf: true, limitedBy: [] },
  { action: 'iam:CreateLoginProfile', kind: 'user', isHarmlessOnSelf: true, limitedBy: [] },
  { action: 'iam:UpdateLoginProfile', kind: 'user', isHarmlessOnSelf: true, limitedBy: [] },
  { action: 'iam:CreatePolicyVersion', kind: 'policy', limitedBy: [] },
  { action: 'iam:SetDefaultPolicyVersion', kind: 'policy', limitedBy: [] },
  { action: 'iam:AttachUserPolicy', kind: 'user', limitedBy: ATTACH },
  { action: 'iam:AttachGroupPolicy', kind: 'group', limitedBy: ATTACH },
  { action: 'iam:AttachRolePolicy', kind: 'role', limitedBy: ATTACH },
  { action: 'iam:PutUserPolicy', kind: 'user', limitedBy: BOUNDARY },
  { action: 'iam:PutGroupPolicy', kind: 'group', limitedBy: [] },
  { action: 'iam:PutRolePolicy', kind: 'role', limitedBy: BOUNDARY },
  { action: 'iam:AddUserToGroup', kind: 'group', limitedBy: [] },
  { action: 'iam:UpdateAssumeRolePolicy', kind: 'role', limitedBy: [] },
  { action: 'iam:DeleteUserPermissionsBoundary', kind: 'user', limitedBy: BOUNDARY },
  { action: 'iam:DeleteRolePermissionsBoundary', kind: 'role', limitedBy: BOUNDARY },
  { action: 'iam:PutUserPermissionsBoundary', kind: 'user', limitedBy: BOUNDARY },
];

/** Actions that together do one thing: one of each list is needed. */
export interface Method {
  readonly steps: readonly (readonly string[])[];
  /** The service to which the role is passed. */
  readonly service: string;
}

function method(service: string, ...steps: readonly string[]): Method {
  return { service, steps: steps.map((step) => step.split(' ')) };
}

/** Ways to run code with a role that one passes to a service. */
export const PASS_ROLE_METHODS: readonly Method[] = [
  method('ec2.amazonaws.com', 'ec2:RunInstances ec2:RequestSpotInstances'),
  method(
    'lambda.amazonaws.com',
    'lambda:CreateFunction',
    'lambda:InvokeFunction lambda:AddPermission lambda:CreateEventSourceMapping',
  ),
  method('glue.amazonaws.com', 'glue:CreateDevEndpoint'),
  method('glue.amazonaws.com', 'glue:CreateJob glue:UpdateJob', 'glue:StartJobRun glue:CreateTrigger'),
  method('cloudformation.amazonaws.com', 'cloudformation:CreateStack cloudformation:UpdateStackSet'),
  method('cloudformation.amazonaws.com', 'cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'),
  method('datapipeline.amazonaws.com', 'datapipeline:CreatePipeline'),
  method('codebuild.amazonaws.com', 'codebuild:CreateProject', 'codebuild:StartBuild codebuild:StartBuildBatch'),
  method('ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition', 'ecs:RunTask ecs:StartTask ecs:CreateService'),
  method(
    'sagemaker.amazonaws.com',
    'sagemaker:CreateNotebookInstance sagemaker:CreateTrainingJob sagemaker:CreateProcessingJob',
  ),
  method('tasks.apprunner.amazonaws.com', 'apprunner:CreateService'),
  method(
    'bedrock-agentcore.amazonaws.com',
    'bedrock-agentcore:CreateCodeInterpreter',
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ),
];

/** Ways to run code with a role that something existing has already. */
export const EXISTING_COMPUTE_METHODS: readonly (readonly string[])[] = [
  ['lambda:UpdateFunctionCode'],
  ['glue:UpdateDevEndpoint'],
  ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
  ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'],
  ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
  ['ec2-instance-connect:SendSSHPublicKey'],
  ['ssm:SendCommand'],
  ['ssm:StartSession'],
  ['ecs:ExecuteCommand'],
  ['sagemaker:CreatePresignedNotebookInstanceUrl'],
];

/** Actions whose answer holds credentials, or that make some. */
export const CREDENTIAL_ACTIONS: readonly string[] = [
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'sts:GetFederationToken',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'redshift:GetClusterCredentials',
  'rds-db:connect',
  'sso:GetRoleCredentials',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'codepipeline:PollForJobs',
  'gamelift:RequestUploadCredentials',
  'connect:GetFederationToken',
  'connect:GetFederationTokens',
  'cognito-idp:AssociateSoftwareToken',
  'cognito-idp:DescribeUserPoolClient',
  'iot:AssumeRoleWithCertificate',
  'mediapackage:RotateIngestEndpointCredentials',
];

/** Actions that read what people keep secret. */
export const DATA_ACTIONS: readonly string[] = [
  's3:GetObject',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'secretsmanager:GetSecretValue',
  'kms:Decrypt',
  'rds:CopyDBSnapshot',
  'rds:CreateDBSnapshot',
  'dynamodb:Scan',
  'dynamodb:Query',
];
