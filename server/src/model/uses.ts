/** Which policies a model uses, as what, and by whom. */
import type { PolicyType } from '../policy/document';
import type { Account, Model, ModelPolicy, OrganizationNode, PolicySlot, Role, Unknown, User } from './entities';

/** One use of a policy that stands in a file. */
export interface PolicyUse {
  readonly uri: string;
  /** JSON pointer of the policy in the file. */
  readonly pointer: string;
  readonly type: PolicyType;
  /** For people: `role prod:role/deployer`, `SCP DenyLeaving`. */
  readonly by: string;
  /** Requests of these principals are decided with the policy: `prod:role/deployer`. Empty for resource and trust policies. */
  readonly principals: () => readonly string[];
  /** Of a trust policy: whose it is. */
  readonly role?: Role;
}

/** All uses of a model, by file. */
export interface PolicyUses {
  /** The uses of the policies in a file; of one of them with its pointer. */
  readonly of: (uri: string, pointer?: string) => readonly PolicyUse[];
  readonly uris: () => readonly string[];
}

/** Made once for each reading of a model; walks it when first asked. `key` makes one key of a file's URIs. */
export function usesOf(model: Model, key: (uri: string) => string = (uri) => uri): PolicyUses {
  let index: ReadonlyMap<string, readonly PolicyUse[]> | undefined;
  const indexed = () => {
    index ??= byFile(collectUses(model), key);
    return index;
  };
  return {
    of: (uri, pointer) => {
      const uses = indexed().get(key(uri)) ?? [];
      return pointer === undefined ? uses : uses.filter((use) => use.pointer === pointer);
    },
    uris: () => [...indexed().keys()],
  };
}

function byFile(uses: readonly PolicyUse[], key: (uri: string) => string): ReadonlyMap<string, readonly PolicyUse[]> {
  const grouped = new Map<string, PolicyUse[]>();
  for (const use of uses) {
    const name = key(use.uri);
    const list = grouped.get(name);
    if (list === undefined) grouped.set(name, [use]);
    else list.push(use);
  }
  return grouped;
}

/** `prod:role/deployer`, with the number where the account has no alias. */
export function principalLabel(model: Model, { account, kind, name }: User | Role): string {
  return `${accountLabel(model, account)}:${kind}/${name}`;
}

/** The alias, or the number. */
export function accountLabel(model: Pick<Model, 'accounts'>, account: string): string {
  return model.accounts.get(account)?.alias ?? account;
}

/** Every user and role that a model lists, in its order. */
export function principalsOf(model: Model): readonly (User | Role)[] {
  return [...model.accounts.values()].flatMap((account) => [
    ...entitiesOf(account.users),
    ...entitiesOf(account.roles),
  ]);
}

function entitiesOf<T>(entities: ReadonlyMap<string, T> | Unknown): readonly T[] {
  return entities === 'unknown' ? [] : [...entities.values()];
}

type Add = (slot: PolicySlot, type: PolicyType, by: string, principals?: () => readonly string[], role?: Role) => void;

function collectUses(model: Model): readonly PolicyUse[] {
  const uses: PolicyUse[] = [];
  const used = new Set<ModelPolicy['document']>();
  const add: Add = (slot, type, by, principals = () => [], role) => {
    if (slot.state !== 'known') return;
    used.add(slot.policy.document);
    const { uri, pointer } = slot.policy;
    const whose = role === undefined ? {} : { role };
    if (uri !== undefined) uses.push({ uri, pointer: pointer ?? '', type, by, principals, ...whose });
  };
  for (const account of model.accounts.values()) {
    addPrincipals(model, account, add);
    for (const resource of account.resources) add(resource.content, 'resource', `resource ${resource.arn}`);
    for (const endpoint of account.vpcEndpoints) add(endpoint.content, 'vpce', `VPC endpoint ${endpoint.id}`);
  }
  addOrganization(model, add);
  // A policy that is attached nowhere is still an identity policy.
  for (const account of model.accounts.values()) {
    for (const { content, name } of entitiesOf(account.managedPolicies)) {
      const isUsed = content.state === 'known' && used.has(content.policy.document);
      if (!isUsed) add(content, 'identity', `managed policy ${name} of ${accountLabel(model, account.id)}`);
    }
  }
  return uses;
}

function addPrincipals(model: Model, account: Account, add: Add): void {
  const all = (list: readonly PolicySlot[] | Unknown) => (list === 'unknown' ? [] : list);
  const members = new Map<string, string[]>();
  for (const principal of [...entitiesOf(account.users), ...entitiesOf(account.roles)]) {
    const label = principalLabel(model, principal);
    const by = `${principal.kind} ${label}`;
    for (const slot of [...all(principal.inlinePolicies), ...all(principal.managedPolicies)])
      add(slot, 'identity', by, () => [label]);
    add(principal.boundary, 'boundary', by, () => [label]);
    if (principal.kind === 'role') add(principal.trust, 'trust', by, () => [], principal);
    else if (principal.groups !== 'unknown') {
      for (const { name } of principal.groups) {
        const key = name.toLowerCase();
        members.set(key, [...(members.get(key) ?? []), label]);
      }
    }
  }
  for (const [key, group] of account.groups === 'unknown' ? [] : account.groups) {
    const by = `group ${accountLabel(model, account.id)}:group/${group.name}`;
    for (const slot of [...all(group.inlinePolicies), ...all(group.managedPolicies)])
      add(slot, 'identity', by, () => members.get(key) ?? []);
  }
}

function addOrganization(model: Model, add: Add): void {
  const { organization } = model;
  if (organization === 'none' || organization === 'unknown') return;
  const rows = [
    { policies: organization.serviceControlPolicies, list: 'serviceControlPolicies', type: 'scp', word: 'SCP' },
    { policies: organization.resourceControlPolicies, list: 'resourceControlPolicies', type: 'rcp', word: 'RCP' },
  ] as const;
  for (const { policies, list, type, word } of rows) {
    for (const [name, slot] of policies)
      add(slot, type, `${word} ${name}`, () => (type === 'scp' ? boundPrincipals(model, slot, list) : []));
  }
}

/** Principals of the accounts at or below the places where the policy is attached. */
function boundPrincipals(
  model: Model,
  slot: PolicySlot,
  list: 'serviceControlPolicies' | 'resourceControlPolicies',
): readonly string[] {
  if (model.organization === 'none' || model.organization === 'unknown' || slot.state !== 'known') return [];
  const { document } = slot.policy;
  const holds = (node: OrganizationNode) =>
    node[list] !== 'unknown' && node[list].some((each) => each.state === 'known' && each.policy.document === document);
  const { paths, managementAccount } = model.organization;
  return principalsOf(model)
    .filter(({ account }) => account !== managementAccount && (paths.get(account) ?? []).some(holds))
    .map((principal) => principalLabel(model, principal));
}
