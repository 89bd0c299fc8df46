/**
 * Actions that always need a second one, whatever the request: each hands a role to a service, and AWS then asks for
 * iam:PassRole on that role (IAM User Guide, "Grant a user permissions to pass a role to an AWS service"; required roles
 * after the services' API references). Pairs that depend on the request are left out. State of 2026-11-24.
 */
const PASSES_ROLE_TO: readonly (readonly [service: string, actions: string])[] = [
  ['access-analyzer.amazonaws.com', 'access-analyzer:StartPolicyGeneration'],
  ['airflow.amazonaws.com', 'airflow:CreateEnvironment'],
  ['backup.amazonaws.com', 'backup:CreateBackupSelection backup:StartBackupJob'],
  ['codebuild.amazonaws.com', 'codebuild:CreateProject'],
  ['codedeploy.amazonaws.com', 'codedeploy:CreateDeploymentGroup'],
  ['codepipeline.amazonaws.com', 'codepipeline:CreatePipeline'],
  ['comprehend.amazonaws.com', 'comprehend:StartEntitiesDetectionJob comprehend:StartSentimentDetectionJob'],
  ['config.amazonaws.com', 'config:PutConfigurationRecorder'],
  ['databrew.amazonaws.com', 'databrew:CreateProfileJob databrew:CreateProject databrew:CreateRecipeJob'],
  ['datasync.amazonaws.com', 'datasync:CreateLocationS3'],
  ['dax.amazonaws.com', 'dax:CreateCluster'],
  ['dlm.amazonaws.com', 'dlm:CreateLifecyclePolicy'],
  [
    'ec2.amazonaws.com',
    'ec2:AssociateIamInstanceProfile ec2:ReplaceIamInstanceProfileAssociation iam:AddRoleToInstanceProfile',
  ],
  ['eks.amazonaws.com', 'eks:CreateCluster'],
  ['ec2.amazonaws.com', 'eks:CreateNodegroup'],
  ['elasticmapreduce.amazonaws.com', 'elasticmapreduce:RunJobFlow'],
  ['emr-serverless.amazonaws.com', 'emr-serverless:StartJobRun'],
  ['firehose.amazonaws.com', 'firehose:CreateDeliveryStream'],
  ['fis.amazonaws.com', 'fis:CreateExperimentTemplate'],
  ['glue.amazonaws.com', 'glue:CreateCrawler glue:CreateDevEndpoint glue:CreateJob glue:CreateMLTransform'],
  ['iotevents.amazonaws.com', 'iotevents:CreateDetectorModel'],
  ['kinesisanalytics.amazonaws.com', 'kinesisanalytics:CreateApplication'],
  ['lambda.amazonaws.com', 'lambda:CreateFunction'],
  ['logs.amazonaws.com', 'logs:PutDestination'],
  ['mediaconvert.amazonaws.com', 'mediaconvert:CreateJob'],
  ['pipes.amazonaws.com', 'pipes:CreatePipe'],
  ['rds.amazonaws.com', 'rds:AddRoleToDBCluster rds:AddRoleToDBInstance'],
  ['s3.amazonaws.com', 's3:PutReplicationConfiguration'],
  [
    'sagemaker.amazonaws.com',
    'sagemaker:CreateDomain sagemaker:CreateNotebookInstance sagemaker:CreateProcessingJob sagemaker:CreateTrainingJob',
  ],
  ['scheduler.amazonaws.com', 'scheduler:CreateSchedule'],
  ['ssm.amazonaws.com', 'ssm:CreateActivation'],
  ['states.amazonaws.com', 'states:CreateStateMachine'],
  ['streams.metrics.cloudwatch.amazonaws.com', 'cloudwatch:PutMetricStream'],
  ['transfer.amazonaws.com', 'transfer:CreateUser'],
  ['translate.amazonaws.com', 'translate:StartTextTranslationJob'],
  ['vpc-flow-logs.amazonaws.com', 'ec2:CreateFlowLogs'],
];

/** What an action needs besides. */
export interface Companion {
  readonly action: string;
  /** The service to which iam:PassRole hands the role. */
  readonly passedTo: string;
}

const companions: ReadonlyMap<string, Companion> = new Map(
  PASSES_ROLE_TO.flatMap(([passedTo, actions]) =>
    actions.split(' ').map((action) => [action.toLowerCase(), { action: 'iam:PassRole', passedTo }] as const),
  ),
);

/** The actions of the table, in lower case. */
export const actionsWithCompanion: readonly string[] = [...companions.keys()];

/** The action that a call of this one (in lower case) always needs besides; undefined for most. */
export function companionOf(folded: string): Companion | undefined {
  return companions.get(folded);
}
