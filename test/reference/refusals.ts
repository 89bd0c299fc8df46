/** Section 8: what services refuse or grant whatever policies say. */
import type { Catalog } from '../../server/src/catalog/catalog';
import {
  acceptsUnsigned,
  narrowsPublicAccess,
  neverAcrossAccounts,
  writesManagedPolicy,
} from '../../server/src/catalog/tables/request-rules';
import type { Case } from './case';
import { MFA_KEY } from './context';
import type { Statement } from './documents';
import { isRole } from './layers';
import type { Test } from './operators';
import { readCidr } from './values';
import { hasVariable } from './variables';

export type Relation = 'same' | 'cross' | 'resourceOnly';

const AFTER_SESSION_TOKEN = [
  'sts:assumerole',
  'sts:getcalleridentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
];

export function isRefused(input: Case, relation: Relation, catalog: Catalog): boolean {
  const { caller, action, resource } = input;
  const name = action.toLowerCase();
  const isSts = name.startsWith('sts:');
  const isIamCall = name.startsWith('iam:') && name !== 'iam:passrole';
  const hasMfa = input.context.get(MFA_KEY)?.[0]?.toLowerCase() === 'true';
  return [
    caller.kind === 'roleSession' && (name === 'sts:getfederationtoken' || name === 'sts:getsessiontoken'),
    caller.kind === 'federatedUser' &&
      ((isIamCall && !caller.isConsole) || (isSts && name !== 'sts:getcalleridentity')),
    caller.isSessionToken && isIamCall && !hasMfa,
    caller.isSessionToken && isSts && !AFTER_SESSION_TOKEN.includes(name),
    caller.kind === 'rootUser' && name === 'sts:assumerole',
    name === 'iam:passrole' && relation === 'cross',
    resource.split(':')[4] === 'aws' && writesManagedPolicy(action),
    !caller.isServiceLinked && changesReservedRole(resource, name, catalog),
    relation === 'cross' && neverAcrossAccounts(action),
    caller.kind === 'anonymous' && !acceptsUnsigned(action),
  ].includes(true);
}

/** Roles of Identity Center: only its service-linked role changes them. */
function changesReservedRole(resource: string, name: string, catalog: Catalog): boolean {
  if (!isRole(resource) || !resource.includes(':role/aws-reserved/')) return false;
  if (!name.startsWith('iam:') || name === 'iam:passrole') return false;
  const levels = catalog.action(name)?.accessLevels ?? [];
  return levels.includes('Write') || levels.includes('Permissions management') || levels.includes('Tagging');
}

/** Would RestrictPublicBuckets refuse the request if it were on? */
export function restrictionWouldHit(input: Case, relation: Relation, statements: readonly Statement[]): boolean {
  const isOutside = relation === 'cross' || input.caller.kind === 'anonymous';
  const isBucket = input.action.toLowerCase().startsWith('s3:');
  return isOutside && isBucket && statements.some(isPublic);
}

function isPublic(statement: Statement): boolean {
  if (statement.effect !== 'Allow' || statement.invalid || statement.principal?.negated !== false) return false;
  const namesEveryone = statement.principal.entries.some((entry) => entry.type === 'everyone');
  return namesEveryone && !statement.tests.some((test) => narrows(test, statement.hasVariables));
}

/** A test that pins a key to fixed values. */
function narrows({ operator, key, values, isRefused }: Test, hasVariables: boolean): boolean {
  if (operator === undefined || isRefused || operator.negated || operator.ifExists || operator.set === 'all')
    return false;
  if (!['string', 'like', 'arn', 'ip'].includes(operator.family) || !narrowsPublicAccess(key)) return false;
  return values.every((value) => {
    const cidr = operator.family === 'ip' ? readCidr(value) : undefined;
    if (cidr !== undefined) return cidr.prefix >= (cidr.bits.length === 32 ? 8 : 32);
    if (hasVariables && hasVariable(value)) return false;
    const isAccessPoint = key.toLowerCase() === 's3:dataaccesspointarn' && /^\d{12}$/.test(value.split(':')[4] ?? '');
    return isAccessPoint || !/[*?]/.test(value);
  });
}
