import { apiNames } from '../../catalog/tables/api-names';
import { listText } from '../message';
import { rule } from '../rule';

/** Actions that are no API operation themselves, in lower case (Service Authorization Reference, "[permission only]"). */
const PERMISSION_ONLY: ReadonlySet<string> = new Set([
  'dynamodb:partiqldelete',
  'dynamodb:partiqlinsert',
  'dynamodb:partiqlselect',
  'dynamodb:partiqlupdate',
  'iam:passrole',
  'kms:reencryptfrom',
  'kms:reencryptto',
  'lambda:invokefunction',
  's3:bypassgovernanceretention',
  's3:listallmybuckets',
  's3:listbucket',
  's3:listbucketmultipartuploads',
  's3:listbucketversions',
  's3:listmultipartuploadparts',
  's3:getencryptionconfiguration',
  's3:putencryptionconfiguration',
  's3:getlifecycleconfiguration',
  's3:putlifecycleconfiguration',
  's3:getreplicationconfiguration',
  's3:putreplicationconfiguration',
]);

export default rule({
  code: 'action-permission-only-hint',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary', 'session'],
  defaultOn: false,
  title: 'Permission without an API operation of its name',
  why: 'Some actions are no API operations: logs and documentation of the API do not show them under this name.',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  offline: 'The AWS data does not mark such actions; a table of the common ones is used.',
  messages: {
    operations: '"{action}" is no API operation: it is the permission for {operations}.',
    none: '"{action}" is no API operation: services ask for it within other calls.',
  },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Deny", "Action": ["s3:ListAllMyBuckets", "iam:PassRole"], "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~ operations: "s3:ListAllMyBuckets" is no API operation: it is the permission for ListBuckets.
                                                      ~~~~~~~~~~~~~~ none`,
  ],
  checkStatement({ actions, report }) {
    for (const { text: action, node } of actions) {
      if (!PERMISSION_ONLY.has(action.toLowerCase())) continue;
      const operations = operationsOf(action.toLowerCase());
      if (operations.length === 0) report(node, 'none', { action });
      else report(node, 'operations', { action, operations: listText(operations) });
    }
  },
});

function operationsOf(action: string): readonly string[] {
  return apiNames
    .filter(({ permissions }) => permissions.some((permission) => permission.toLowerCase() === action))
    .map(({ operation }) => operation.slice(operation.indexOf(':') + 1));
}
