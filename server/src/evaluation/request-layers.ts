/** The policies that a request meets, out of a model (docs/identity-model.md, "Known, none, unknown"). */
import { needsResourcePolicy } from '../catalog/tables/request-rules';
import type { Group, Model, OrganizationNode, PolicySlot, Role, User } from '../model/entities';
import type { ResourceView } from '../model/find-resource';
import { membershipOf } from '../model/membership';
import { accountLabel } from '../model/uses';
import { attachedPolicy, type Gap } from './attached';
import type { AttachedPolicy, EvaluationLayers, PolicyLevel, ResourceFacts, Unknown } from './input';
import type { ResolvedCaller } from './resolved-caller';

/** What one layer holds, what could not be used of it, and why it is left out. */
interface Layer<T> {
  readonly value: T;
  readonly gaps: readonly Gap[];
  readonly why?: string;
}

/** A unit of a call: one action on one resource. */
export interface Unit {
  readonly action: string;
  readonly resource: ResourceView;
  /** Undefined: not known. */
  readonly owner: string | undefined;
  readonly endpoint: { readonly id: string } | undefined;
  /** The request was forwarded by a service. */
  readonly isForwarded: boolean;
}

/** All layers of a unit, with the facts about its resource. */
export function layersOf(
  model: Model,
  caller: ResolvedCaller,
  unit: Unit,
): { readonly layers: EvaluationLayers; readonly facts: ResourceFacts; readonly gaps: readonly Gap[] } {
  const identity = identityLayer(caller.entity);
  const boundary = boundaryLayer(caller.entity);
  const serviceControl = controlLayer(model, caller.caller.account, 'serviceControlPolicies');
  const resourceControl = controlLayer(model, unit.owner ?? caller.caller.account, 'resourceControlPolicies');
  const ownControl = controlLayer(model, caller.caller.account, 'resourceControlPolicies');
  const resource = resourceLayer(unit);
  const vpcEndpoint = endpointLayer(model, unit);
  const all = { boundary, serviceControl, resourceControl, resource, vpcEndpoint };
  const why = Object.fromEntries(
    Object.entries(all).flatMap(([name, layer]) => (layer.why === undefined ? [] : [[name, layer.why]])),
  );
  return {
    layers: {
      identity: identity.value,
      boundary: boundary.value,
      session: caller.session,
      serviceControl: serviceControl.value,
      resourceControl: resourceControl.value,
      callerResourceControl: ownControl.value === 'unknown' ? undefined : ownControl.value,
      resource: resource.value,
      vpcEndpoint: vpcEndpoint.value,
      why,
    },
    facts: factsOf(model, unit, caller.caller.account),
    gaps: [identity, ...Object.values(all)].flatMap((layer) => layer.gaps),
  };
}

/** A user's own policies and its groups', or a role's. Policies that cannot be read are gaps. */
function identityLayer(entity: ResolvedCaller['entity']): Layer<readonly AttachedPolicy[] | Unknown> {
  if (entity === undefined) return { value: [], gaps: [] };
  if (entity === 'unknown') return { value: 'unknown', gaps: [] };
  const holders: (User | Role | Group)[] = [entity];
  const gaps: Gap[] = [];
  if (entity.kind === 'user') {
    for (const { name, group } of entity.groups === 'unknown' ? [] : entity.groups) {
      if (group === undefined) gaps.push({ message: `The policies of group ${name} are not known.` });
      else holders.push(group);
    }
    if (entity.groups === 'unknown') gaps.push({ message: `The groups of user ${entity.name} are not known.` });
  }
  const policies: AttachedPolicy[] = [];
  for (const holder of holders) {
    for (const list of [holder.inlinePolicies, holder.managedPolicies]) {
      if (list === 'unknown') gaps.push({ message: `Not all policies of ${holder.kind} ${holder.name} are known.` });
      else for (const slot of list) take(slot, policies, gaps, `a policy of ${holder.kind} ${holder.name}`);
    }
  }
  return { value: policies.length === 0 && gaps.length > 0 ? 'unknown' : policies, gaps };
}

function take(slot: PolicySlot, policies: AttachedPolicy[], gaps: Gap[], what: string): void {
  if (slot.state === 'known') policies.push(attachedPolicy(slot.policy));
  else if (slot.state === 'unknown') gaps.push({ message: `The content of ${what} is not known.` });
  else if (slot.state === 'broken') gaps.push(brokenGap(slot, what));
}

function brokenGap({ message, at }: PolicySlot & { readonly state: 'broken' }, what: string): Gap {
  return { message: `${capital(what)} cannot be used: ${message}`, uri: at.uri };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function boundaryLayer(entity: ResolvedCaller['entity']): Layer<AttachedPolicy | undefined | Unknown> {
  if (entity === undefined) return { value: undefined, gaps: [] };
  return entity === 'unknown' ? { value: 'unknown', gaps: [] } : slotLayer(entity.boundary, 'the permissions boundary');
}

/** One policy: none, known, or unknown; one that cannot be read is unknown and a gap. */
function slotLayer(slot: PolicySlot, what: string): Layer<AttachedPolicy | undefined | Unknown> {
  switch (slot.state) {
    case 'known':
      return { value: attachedPolicy(slot.policy), gaps: [] };
    case 'none':
      return { value: undefined, gaps: [] };
    case 'unknown':
      return { value: 'unknown', gaps: [] };
    case 'broken':
      return { value: 'unknown', gaps: [brokenGap(slot, what)] };
  }
}

type ControlList = 'serviceControlPolicies' | 'resourceControlPolicies';

/** SCPs or RCPs of an account, root first. */
function controlLayer(
  model: Model,
  account: string | undefined,
  list: ControlList,
): Layer<readonly PolicyLevel[] | undefined | Unknown> {
  if (account === undefined) return { value: undefined, gaps: [] };
  if (account === 'aws') return { value: undefined, gaps: [], why: 'the resource belongs to AWS' };
  const membership = membershipOf(model, account);
  if (membership.state === 'unknown') return { value: 'unknown', gaps: [] };
  if (membership.state === 'outside') {
    return { value: undefined, gaps: [], why: `account ${accountLabel(model, account)} is in no organization` };
  }
  const { organization, path } = membership;
  const isKnown =
    list === 'serviceControlPolicies' ? organization.knowsServiceControl : organization.knowsResourceControl;
  if (!isKnown || path.some((node) => node[list] === 'unknown')) return { value: 'unknown', gaps: [] };
  const gaps: Gap[] = [];
  const levels = path.flatMap((node) => levelOf(node, list, gaps));
  return { value: levels, gaps };
}

/** The RCPs that bind resources of an account, and what of them cannot be used. The management account has none. */
export function resourceControlOf(
  model: Model,
  account: string,
): { readonly levels: readonly PolicyLevel[] | Unknown; readonly gaps: readonly Gap[] } {
  const membership = membershipOf(model, account);
  if (membership.state === 'member' && membership.isManagementAccount) return { levels: [], gaps: [] };
  const { value = [], gaps } = controlLayer(model, account, 'resourceControlPolicies');
  return { levels: value, gaps };
}

/** A level all of whose policies are unreadable limits nothing: the gap says that the answer is incomplete. */
function levelOf(node: OrganizationNode, list: ControlList, gaps: Gap[]): readonly PolicyLevel[] {
  const slots = node[list];
  if (slots === 'unknown') return [];
  const policies: AttachedPolicy[] = [];
  const before = gaps.length;
  const word = list === 'serviceControlPolicies' ? 'an SCP' : 'an RCP';
  for (const slot of slots) take(slot, policies, gaps, `${word} of ${node.name}`);
  return policies.length === 0 && gaps.length > before ? [] : [{ at: node.id, name: node.name, policies }];
}

function resourceLayer({ action, resource }: Unit): Layer<EvaluationLayers['resource']> {
  const isRequired = needsResourcePolicy(action, resource.arn);
  const layer = slotLayer(resource.content, 'the resource policy');
  const isGiven = layer.value !== undefined && layer.value !== 'unknown';
  if (isRequired && !isGiven) return { ...layer, value: 'notGiven' };
  return layer.value === undefined && resource.arn === '*'
    ? { ...layer, why: 'the action works on no resource' }
    : layer;
}

function endpointLayer(model: Model, unit: Unit): Layer<AttachedPolicy | undefined | Unknown> {
  if (unit.endpoint === undefined) return { value: undefined, gaps: [] };
  if (unit.isForwarded)
    return { value: undefined, gaps: [], why: 'a request that a service forwards passes no endpoint of the caller' };
  const known = model.vpcEndpoints.get(unit.endpoint.id);
  if (known === undefined) return { value: 'unknown', gaps: [] };
  const layer = slotLayer(known.content, 'the VPC endpoint policy');
  return known.content.state === 'none' ? { ...layer, why: 'the endpoint has the default policy, full access' } : layer;
}

function factsOf(model: Model, { resource, owner }: Unit, callerAccount: string | undefined): ResourceFacts {
  // An unknown owner is taken to be the caller's account (ownerIsCaller).
  const account = owner ?? callerAccount;
  const membership = account === undefined ? undefined : membershipOf(model, account);
  return {
    restrictPublicBuckets: resource.restrictPublicBuckets,
    ownerIsManagementAccount: membership?.state === 'member' && membership.isManagementAccount,
    isAwsManagedKey: resource.governing?.isAwsManagedKey ?? false,
    kmsGrants: grantsOf(resource),
  };
}

/** An entry that lists none has none; a key that is not known, or whose policy is not, may have some. */
function grantsOf({ governing }: ResourceView): ResourceFacts['kmsGrants'] {
  if (governing === undefined) return 'unknown';
  if (governing.grants === 'none' && governing.content.state === 'unknown') return 'unknown';
  return governing.grants;
}
