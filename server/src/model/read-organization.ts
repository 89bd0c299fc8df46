/** The organization: its tree, and which SCPs and RCPs are attached at each root, unit and account. */
import type { Member, ObjectNode, StringNode, TreeNode } from '../syntax/tree';
import { memberNamed } from '../syntax/tree';
import type { Organization, OrganizationNode, PolicySlot, Unknown } from './entities';
import { didYouMean, nearestNames } from './nearest';
import { isUnknown, membersOf, stringAt, stringItems, textAt, valueAt } from './nodes';
import type { PrincipalsOfAccount } from './read-account';
import { placeOf, policySlot, type Reading, report } from './reading';
import { type Directory, findAccount } from './resolve';

type PolicyMap = ReadonlyMap<string, PolicySlot>;

interface OrganizationReading {
  readonly reading: Reading;
  readonly directory: Directory;
  /** Entries of `accounts`, whose own attachments end each path. */
  readonly accounts: ReadonlyMap<
    string,
    { readonly read: PrincipalsOfAccount; readonly object: ObjectNode | undefined }
  >;
  readonly serviceControl: PolicyMap | Unknown;
  readonly resourceControl: PolicyMap | Unknown;
  readonly paths: Map<string, readonly OrganizationNode[]>;
  readonly unitIds: Set<string>;
}

/** Built in; attached at each level that states no list of its own. */
const FULL_AWS_ACCESS = 'FullAWSAccess';
/** Built in and attached everywhere, so that it decides nothing. */
const RCP_FULL_AWS_ACCESS = 'RCPFullAWSAccess';

const SERVICE_CONTROL = 'serviceControlPolicies';
const RESOURCE_CONTROL = 'resourceControlPolicies';

/** Reads the member `organization`; null means in no organization, a missing member that nobody knows. */
export function readOrganization(
  reading: Reading,
  value: TreeNode | undefined,
  accounts: OrganizationReading['accounts'],
  directory: Directory,
): Organization | 'none' | Unknown {
  if (value?.kind === 'null') return 'none';
  if (value?.kind !== 'object') return 'unknown';
  const policies = (list: string): PolicyMap | Unknown =>
    isUnknown(valueAt(value, list)) ? 'unknown' : policyMap(reading, valueAt(value, list), list);
  const state: OrganizationReading = {
    reading,
    directory,
    accounts,
    serviceControl: policies(SERVICE_CONTROL),
    resourceControl: policies(RESOURCE_CONTROL),
    paths: new Map(),
    unitIds: new Set(),
  };
  const root = valueAt(value, 'root');
  const member = memberNamed(value, 'root');
  const rootNode = root?.kind === 'object' && member !== undefined ? readUnit(state, 'root', member, []) : undefined;
  const managementAccount = accountNumber(state, stringAt(value, 'managementAccount'));
  if (rootNode !== undefined && managementAccount !== undefined && !state.paths.has(managementAccount)) {
    // The management account is a member wherever the tree forgets it.
    state.paths.set(managementAccount, [rootNode, accountNode(state, managementAccount, rootNode.at)]);
  }
  return {
    id: textAt(value, 'id'),
    managementAccount,
    knowsServiceControl: states(state, value, SERVICE_CONTROL),
    knowsResourceControl: states(state, value, RESOURCE_CONTROL),
    serviceControlPolicies: state.serviceControl === 'unknown' ? new Map() : state.serviceControl,
    resourceControlPolicies: state.resourceControl === 'unknown' ? new Map() : state.resourceControl,
    paths: state.paths,
  };
}

function policyMap(reading: Reading, value: TreeNode | undefined, list: string): PolicyMap {
  return new Map(
    membersOf(value).map((member) => {
      const name = member.key.value;
      return [name, policySlot(reading, member.value, ['organization', list, name], name)];
    }),
  );
}

/** A root or unit with everything below it; `above` are the nodes that lead to it. */
function readUnit(
  state: OrganizationReading,
  kind: 'root' | 'unit',
  { key, value }: Member,
  above: readonly OrganizationNode[],
): OrganizationNode | undefined {
  const object = value.kind === 'object' ? value : undefined;
  const idNode = stringAt(object, 'id');
  const id = idNode?.value;
  if (idNode !== undefined && !isNewUnit(state, idNode, above)) return undefined;
  const node: OrganizationNode = {
    kind,
    id: id ?? key.value,
    hasId: id !== undefined,
    name: kind === 'root' ? `root ${id ?? ''}`.trim() : `OU ${key.value}`,
    at: placeOf(state.reading, key),
    ...attachments(state, object),
  };
  const path = [...above, node];
  for (const item of stringItems(valueAt(object, 'accounts'))) addAccount(state, item, path);
  for (const member of membersOf(valueAt(object, 'organizationalUnits'))) readUnit(state, 'unit', member, path);
  return node;
}

function isNewUnit(state: OrganizationReading, id: StringNode, above: readonly OrganizationNode[]): boolean {
  const isAbove = above.some((node) => node.hasId && node.id === id.value);
  if (isAbove) {
    const message = `"${id.value}" is a unit above this one: a unit cannot lie in itself. What lies here is left out.`;
    report(state.reading, 'model-ou-cycle', id, message);
    return false;
  }
  if (state.unitIds.has(id.value))
    report(state.reading, 'model-name-invalid', id, `Another unit has the id "${id.value}" already.`);
  state.unitIds.add(id.value);
  return true;
}

function addAccount(state: OrganizationReading, item: StringNode, above: readonly OrganizationNode[]): void {
  const account = accountNumber(state, item);
  if (account === undefined) return;
  const other = state.paths.get(account)?.at(-2);
  if (other === undefined) {
    state.paths.set(account, [...above, accountNode(state, account, placeOf(state.reading, item))]);
    return;
  }
  const message = `Account ${item.value} is in ${other.name} already: an account has one place in the organization.`;
  report(state.reading, 'model-account-twice', item, message);
}

function accountNode(state: OrganizationReading, id: string, at: OrganizationNode['at']): OrganizationNode {
  const entry = state.accounts.get(id);
  return {
    kind: 'account',
    id,
    hasId: true,
    name: `account ${entry?.read.alias ?? id}`,
    at,
    ...attachments(state, entry?.object),
  };
}

/** The number of an account that is written by number or alias; what is neither is reported. */
function accountNumber({ reading, directory }: OrganizationReading, node: StringNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const found = findAccount(directory, node.value);
  if (found.ok) return found.id;
  const code = /^\d+$/.test(node.value) ? 'model-account-id' : 'model-reference-unknown';
  report(reading, code, node, found.message);
  return undefined;
}

function attachments(
  state: OrganizationReading,
  object: ObjectNode | undefined,
): Pick<OrganizationNode, 'serviceControlPolicies' | 'resourceControlPolicies'> {
  return {
    serviceControlPolicies: attachedServiceControl(state, object),
    resourceControlPolicies: attached(state, valueAt(object, RESOURCE_CONTROL), state.resourceControl, 'RCP') ?? [],
  };
}

/** A level that states no list has FullAWSAccess; one that states an empty list allows nothing. */
function attachedServiceControl(state: OrganizationReading, object: ObjectNode | undefined) {
  const { reading } = state;
  const value = valueAt(object, SERVICE_CONTROL);
  const stated = attached(state, value, state.serviceControl, 'SCP');
  const member = object && memberNamed(object, SERVICE_CONTROL);
  if (stated === undefined) {
    const at = placeOf(reading, member?.key ?? { start: 0, end: 0 });
    return [{ state: 'known' as const, policy: reading.cache.fullAccess, at }];
  }
  if (stated.length === 0 && value?.kind === 'array' && value.items.length === 0)
    report(
      reading,
      'model-file-invalid',
      value,
      'No SCP is attached here, so nothing is allowed below. Leave the list out for FullAWSAccess.',
      'warning',
    );
  return stated;
}

function attached(
  state: OrganizationReading,
  value: TreeNode | undefined,
  policies: PolicyMap | Unknown,
  kind: 'SCP' | 'RCP',
): readonly PolicySlot[] | Unknown | undefined {
  if (isUnknown(value)) return 'unknown';
  if (value?.kind !== 'array') return undefined;
  const slots = stringItems(value).flatMap((node) => attachedPolicy(state, node, policies, kind) ?? []);
  return slots;
}

function attachedPolicy(
  { reading }: OrganizationReading,
  node: StringNode,
  policies: PolicyMap | Unknown,
  kind: 'SCP' | 'RCP',
): PolicySlot | undefined {
  const at = placeOf(reading, node);
  const found = policies === 'unknown' ? undefined : policies.get(node.value);
  if (found !== undefined) return found;
  if (kind === 'SCP' && node.value === FULL_AWS_ACCESS) return { state: 'known', policy: reading.cache.fullAccess, at };
  if (kind === 'RCP' && node.value === RCP_FULL_AWS_ACCESS) return undefined;
  if (policies === 'unknown') return { state: 'unknown', at };
  const near = didYouMean(nearestNames(node.value, [...policies.keys(), ...(kind === 'SCP' ? [FULL_AWS_ACCESS] : [])]));
  const message = `The organization has no ${kind} "${node.value}".${near}`;
  report(reading, 'model-reference-unknown', node, message);
  return { state: 'broken', message, at };
}

/** Does the model state such policies anywhere: the map, or a list at a root, unit or account? */
function states(state: OrganizationReading, organization: ObjectNode, list: string): boolean {
  const value = valueAt(organization, list);
  if (value !== undefined && !isUnknown(value)) return true;
  if ([...state.accounts.values()].some(({ object }) => valueAt(object, list) !== undefined)) return true;
  const inUnit = (unit: TreeNode | undefined): boolean =>
    unit?.kind === 'object' &&
    (valueAt(unit, list) !== undefined ||
      membersOf(valueAt(unit, 'organizationalUnits')).some((member) => inUnit(member.value)));
  return inUnit(valueAt(organization, 'root'));
}
