import type { ModelPolicy, Organization, OrganizationNode, PolicySlot } from '../model/entities';
import type { AttachedPolicy, EvaluationInput, PolicyLevel, Unknown } from './input';

/** An input that is missing: it makes the result `incomplete`. */
export type Gap = EvaluationInput['gaps'][number];

/** A policy of the model as decisions take it. */
export function attachedPolicy(policy: ModelPolicy): AttachedPolicy {
  const { name, uri, pointer, rangeOf } = policy;
  return {
    document: policy.document(),
    policy: policy.policy,
    ...(name === undefined ? {} : { name }),
    ...(uri === undefined ? {} : { uri }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(rangeOf === undefined ? {} : { rangeOf }),
  };
}

/** What a slot gives to a layer that holds one policy; a policy that cannot be read is a gap. */
export function slotPolicy(slot: PolicySlot, gaps: Gap[]): AttachedPolicy | undefined | Unknown {
  switch (slot.state) {
    case 'known':
      return attachedPolicy(slot.policy);
    case 'none':
      return undefined;
    case 'unknown':
      return 'unknown';
    case 'broken':
      gaps.push({ message: slot.message, uri: slot.at.uri });
      return 'unknown';
  }
}

/** What slots give to a layer that holds many: those that are known; each of the others is a gap. */
export function slotPolicies(
  slots: readonly PolicySlot[] | Unknown,
  what: string,
  gaps: Gap[],
): readonly AttachedPolicy[] {
  if (slots === 'unknown') {
    gaps.push({ message: `${what} are not known.` });
    return [];
  }
  return slots.flatMap((slot) => {
    const policy = slotPolicy(slot, gaps);
    if (policy === 'unknown' && slot.state === 'unknown') gaps.push({ message: `One of ${what} is not known.` });
    return policy === undefined || policy === 'unknown' ? [] : [policy];
  });
}

/** An account's place in the organization. */
export interface Membership {
  readonly state: 'member' | 'outside' | 'unknown';
  readonly organization: Organization | undefined;
  readonly nodes: readonly OrganizationNode[];
}

/** The levels of one kind of control policy, root first, or that they are not known. */
export function controlLevels(
  membership: Membership,
  kind: 'serviceControlPolicies' | 'resourceControlPolicies',
  gaps: Gap[],
): readonly PolicyLevel[] | undefined | Unknown {
  const { state, organization, nodes } = membership;
  if (state === 'unknown') return 'unknown';
  if (state === 'outside' || organization === undefined) return undefined;
  const isKnown =
    kind === 'serviceControlPolicies' ? organization.knowsServiceControl : organization.knowsResourceControl;
  if (!isKnown) return 'unknown';
  const title = kind === 'serviceControlPolicies' ? 'SCPs' : 'RCPs';
  return nodes.map((node) => ({
    at: node.id,
    name: node.name,
    policies: slotPolicies(node[kind], `the ${title} of ${node.name}`, gaps),
  }));
}
