/** ARN formats that AWS uses and documents in its guides, but that the service reference does not list. State of 2026-11-24. */
import type { SourceService } from './sources';

/** `service:resource type` → formats besides those listed, without `arn:${Partition}:`. */
export const formatsBeside: Readonly<Record<string, readonly string[]>> = {
  // A log group's ARN ends with `:*` (CloudWatch Logs User Guide, "Resources and operations").
  'logs:log-group': ['logs:${Region}:${Account}:log-group:${LogGroupName}:*'],
  // Documents and parameters that AWS owns have no account (Systems Manager User Guide).
  'ssm:document': ['ssm:${Region}::document/${DocumentName}'],
  'ssm:parameter': ['ssm:${Region}::parameter/${ParameterNameWithoutLeadingSlash}'],
};

const transform = {
  type: { key: 'transform', arn: 'arn:${Partition}:cloudformation:${Region}:aws:transform/${TransformName}' },
  actions: new Set(['CreateChangeSet', 'CreateStack', 'CreateStackSet', 'UpdateStack', 'UpdateStackSet']),
};

/** CloudFormation checks macros that AWS hosts as resources (CloudFormation User Guide, "Controlling access with IAM"). */
export function withMoreTypes(service: SourceService): SourceService {
  if (service.prefix !== 'cloudformation') return service;
  const use = { name: transform.type.key, required: false, conditionKeys: [] };
  return {
    ...service,
    resourceTypes: [...service.resourceTypes, transform.type],
    actions: service.actions.map((action) =>
      transform.actions.has(action.name) ? { ...action, resourceTypes: [...action.resourceTypes, use] } : action,
    ),
  };
}
