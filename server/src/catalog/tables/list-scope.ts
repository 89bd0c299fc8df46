/**
 * What AWS checks for actions that the service reference lists without a resource type. Known from the ARNs in
 * AccessDenied messages. State of 2026-11-24.
 */
import { actionList } from './action-list';

/** Where a request goes: fills the account and the Region of a scope. */
export interface ScopePlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const SCOPES: Readonly<Record<string, (place: ScopePlace) => string>> = {
  'iam:listusers': ({ partition, account }) => `arn:${partition}:iam::${account}:user/`,
  'iam:listroles': ({ partition, account }) => `arn:${partition}:iam::${account}:role/`,
  'iam:listgroups': ({ partition, account }) => `arn:${partition}:iam::${account}:group/`,
  'dynamodb:listtables': ({ partition, region, account }) => `arn:${partition}:dynamodb:${region}:${account}:table/*`,
  'logs:describeloggroups': ({ partition, region, account }) =>
    `arn:${partition}:logs:${region}:${account}:log-group::log-stream:`,
  's3:listallmybuckets': ({ partition }) => `arn:${partition}:s3:::`,
};

const checkedAsStar = actionList(['ec2:Describe*', 'kms:CreateKey', 'kms:ListKeys', 'kms:ListAliases']);

/**
 * The resource that AWS checks for the action: an ARN, or `*` where AWS is known to report that. Undefined where the
 * table does not say. Case of the action ignored.
 */
export function listScope(fullName: string, place: ScopePlace): string | undefined {
  const name = fullName.toLowerCase();
  const scope = Object.hasOwn(SCOPES, name) ? SCOPES[name] : undefined;
  if (scope !== undefined) return scope(place);
  return checkedAsStar(name) ? '*' : undefined;
}
