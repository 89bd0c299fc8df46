/** Code → what its findings in AWS's own policies are about, once somebody has looked at them. */
export const LOOKED_AT: { readonly [code: string]: string } = {
  'action-dependent-missing':
    'starting a job or a flow log passes a role; these policies expect iam:PassRole from another one',
  'action-deprecated':
    'services that AWS has ended (Evidently, Honeycode, QLDB and others, by the notices in their guides): the entries are left over. The 14 warnings are aws-portal and purchase-orders actions, which were replaced in 2023',
  'action-duplicate-across-allow':
    'half of them the same action on the same resources again, as where a read-only statement was copied in; the others on ARNs of which one list holds more',
  'action-needs-star-resource':
    'list and query actions beside ARNs, which the Service Authorization Reference gives no resource type',
  'action-notaction-allow': 'PowerUserAccess and an agent policy, both on every resource',
  'action-redundant': 'entries that stand twice, and names beside the pattern that covers them',
  'action-service-star-allow': 'the *FullAccess policies: a suggestion only',
  'action-star-allow': 'AdministratorAccess',
  'action-wildcard-no-match': 'DeepRacer and Ground Truth Synthetic have no such actions any more',
  'condition-arn-string-like': 'StringLike on keys that hold ARNs; AWS recommends the Arn operators',
  'condition-equivalent-null-false': 'StringLike "*" on tags: Access Analyzer says the same of it',
  'condition-forallvalues-no-null':
    'requests without the key pass: creating things without tags, and (security) marketplace agreements without a type. Tagging actions and statements that ask for a tag besides have no finding',
  'condition-forallvalues-single': 'codestar-connections:ProviderAction holds one value, and calls without it pass',
  'condition-foranyvalue-single':
    'iam:AWSServiceName and a tag of a resource hold one value by the Service Authorization Reference',
  'condition-key-not-for-action':
    'actions of a mixed list that do not carry the key by the Service Authorization Reference',
  'condition-tag-allow-negated':
    'files of repositories without the tag are open, on purpose: the tag is there to opt out',
  'condition-tag-allow-unsupported': 'actions that create or list, for which no resource with tags is there to test',
  'condition-type-mismatch': 'Bool keys under StringEquals, which compares their text',
  'credentials-exposure': 'actions that return secrets, on every resource',
  'data-exfiltration': 'parameters, objects and items of every resource can be read, mostly by roles of services',
  'deny-bypass-tagging':
    'roles of services that trust the tags which they set; the tagged resources are those of the guarded statement',
  'identity-policy-size': "AWS's own policies are not held to the quota; a copy of one is, in anybody's account",
  'passrole-passedtoservice-star': 'IfExists forms that hold without the key',
  'passrole-star-action-resource': 'IAMFullAccess',
  'passrole-star-resource': 'PassRole on * without iam:PassedToService, in old service roles',
  'passrole-tag-condition': 'tag conditions on PassRole, which the IAM User Guide advises against',
  'permissions-management': 'network interface permissions and the like on every resource',
  'privesc-assumerole-star': 'AssumeRole on * in tools that need it',
  'privesc-iam-self': 'IAMFullAccess and Amplify: they administer IAM',
  'privesc-passrole-combo': 'console policies that pass any role and start compute',
  'privesc-update-compute': 'FullAccess and automation policies',
  'resource-action-mismatch':
    'types that the AWS data does not list for the action; some are slips (`statemachine:` for `stateMachine:`), of others nobody outside AWS can tell, so that the message names its data',
  'resource-effectively-star': 'ARNs that hold all of the service, in statements without a condition',
  'resource-mixed-granularity': 'listing actions beside the ARN of objects only: a bucket has no slash in its name',
  'resource-notresource-allow': 'NotResource under Allow',
  'resource-policy-escalation': 'policies that may write resource policies, as their names say',
  'resource-redundant':
    'objects of a bucket whose pattern ends in a star already, paths of API Gateway beside the pattern for all',
  'resource-star-unneeded':
    'writing actions that take ARNs, as the policies for everybody cannot know them: a suggestion only',
  'resource-unused-by-actions':
    'ARNs of other services left over (a role beside IoT and S3 actions), and a bucket beside actions on objects',
  'slr-edit':
    'policies of service-linked roles: the service itself may delete its role, everybody else is refused (IAM API Reference, DeleteRole)',
  'slr-star-resource': 'PowerUserAccess and two more create any service-linked role',
};
