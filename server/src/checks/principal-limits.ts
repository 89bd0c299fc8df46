import type { Account, Model, ModelPolicy, OrganizationNode, PolicySlot, Role, User } from '../model/entities';
import { principalLabel, principalsOf } from '../model/uses';

/** Policies beside a principal's own ones, of which one has to allow too what it does. Plain data: it goes to another thread. */
export interface LimitLayer {
  readonly kind: 'boundary' | 'scp';
  /** For people: of a boundary its own name, of SCPs the place at which they are attached. */
  readonly name: string;
  /** The policies as JSON, perhaps with comments. */
  readonly texts: readonly string[];
}

/** What limits a principal that has a policy; limits that are not known are left out, for they allow nothing more. */
export interface PrincipalLimits {
  /** `prod:role/deployer`. */
  readonly principal: string;
  readonly layers: readonly LimitLayer[];
}

/**
 * Limits of the principals with these labels, which are all that have a policy. Undefined where somebody else may have it: some
 * account of the model is not known in full. Layers that principals share are one object.
 */
export function principalLimits(model: Model, labels: ReadonlySet<string>): readonly PrincipalLimits[] | undefined {
  if (labels.size === 0 || ![...model.accounts.values()].every(isKnownInFull)) return undefined;
  const layers = new Map<object, LimitLayer>();
  const shared = (key: object, make: () => LimitLayer): LimitLayer => {
    const layer = layers.get(key) ?? make();
    layers.set(key, layer);
    return layer;
  };
  return principalsOf(model)
    .filter((principal) => labels.has(principalLabel(model, principal)))
    .map((principal) => ({
      principal: principalLabel(model, principal),
      layers: [
        ...boundaryOf(principal).map((policy) => shared(policy.document, () => boundaryLayer(policy))),
        ...boundNodes(model, principal).flatMap((node) => scpLayer(node, shared)),
      ],
    }));
}

/** Every principal is listed, with all policies that it has. */
function isKnownInFull({ isComplete, users, groups, roles }: Account): boolean {
  if (!isComplete || users === 'unknown' || groups === 'unknown' || roles === 'unknown') return false;
  const holders = [...users.values(), ...groups.values(), ...roles.values()];
  return (
    holders.every((each) => each.inlinePolicies !== 'unknown' && each.managedPolicies !== 'unknown') &&
    [...users.values()].every((user) => user.groups !== 'unknown')
  );
}

function boundaryOf({ boundary }: User | Role): readonly ModelPolicy[] {
  return boundary.state === 'known' ? [boundary.policy] : [];
}

function boundaryLayer(policy: ModelPolicy): LimitLayer {
  return { kind: 'boundary', name: policy.name ?? policy.policy, texts: [textOf(policy)] };
}

/** The places whose SCPs bind the principal: none of the management account, and none for service-linked roles. */
function boundNodes({ organization }: Model, principal: User | Role): readonly OrganizationNode[] {
  if (organization === 'none' || organization === 'unknown' || !organization.knowsServiceControl) return [];
  const { managementAccount, paths } = organization;
  const isFree = principal.kind === 'role' && principal.isServiceLinked;
  if (isFree || managementAccount === undefined || managementAccount === principal.account) return [];
  return paths.get(principal.account) ?? [];
}

/** Nothing where one of the SCPs is not known: it may allow what the others do not. */
function scpLayer(
  node: OrganizationNode,
  shared: (key: object, make: () => LimitLayer) => LimitLayer,
): readonly LimitLayer[] {
  const slots = node.serviceControlPolicies;
  if (slots === 'unknown') return [];
  const policies = slots.flatMap((slot: PolicySlot) => (slot.state === 'known' ? [slot.policy] : []));
  if (policies.length < slots.length) return [];
  return [shared(node, () => ({ kind: 'scp', name: node.name, texts: policies.map(textOf) }))];
}

function textOf(policy: ModelPolicy): string {
  const { root, tree } = policy.document();
  return tree.text.slice(root.start, root.end);
}
