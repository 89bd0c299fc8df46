import type { PolicyCompiler } from '../evaluation/compile';
import type { CompiledPolicy } from '../evaluation/compiled';
import type { AttachedPolicy, EvaluationInput } from '../evaluation/input';
import { prepareRequest } from '../evaluation/request';
import { resourceControlOf } from '../evaluation/request-layers';
import type { RequestSources } from '../evaluation/request-sources';
import { matches } from '../language/pattern';
import type { Model } from '../model/entities';
import type { KeyValues } from '../semantics/key-tests';
import type { Layer } from '../semantics/sides';

/** All that a principal's own side has to say: one layer for each kind of policy that has to allow. */
export interface PrincipalSide {
  /** By name: `identity`, `boundary`, `session`, one for each level of SCPs, and the RCPs of each account. */
  readonly layers: ReadonlyMap<string, Layer>;
  readonly policies: ReadonlyMap<CompiledPolicy, AttachedPolicy>;
  /** Condition keys, lower case, that the policies read and that every request of the principal has with these values. */
  readonly knownKeys: ReadonlyMap<string, KeyValues>;
  /** Keys of the principal, lower case, that the policies read and of which the model does not tell the value. */
  readonly openKeys: ReadonlySet<string>;
  /** Layers of which nothing is known; they are taken as limiting nothing. */
  readonly unknown: readonly string[];
  /** What the model cannot tell, in sentences: the answer is then incomplete. */
  readonly gaps: readonly string[];
}

export type PrincipalReading =
  | { readonly ok: true; readonly side: PrincipalSide }
  | { readonly ok: false; readonly message: string };

/**
 * Identity policies, boundary, session policies and SCPs of a principal of the model, and the RCPs that bind the resources of
 * each account of its organization. The policies of resources are not the principal's.
 */
export function principalSide(principal: string, sources: RequestSources, compile: PolicyCompiler): PrincipalReading {
  const prepared = prepareRequest({ principal, action: 'sts:GetCallerIdentity', resource: '*' }, sources);
  if (!prepared.ok) return prepared;
  const { input } = prepared.units[0];
  const policies = new Map<CompiledPolicy, AttachedPolicy>();
  const compiled = (attached: AttachedPolicy, type: CompiledPolicy['type']): CompiledPolicy => {
    const policy = compile(attached.document, type);
    policies.set(policy, attached);
    return policy;
  };
  const found = new Map<string, Layer>();
  const unknown: string[] = [];
  const resourceControl = resourceControlLayers(input, sources.model);
  for (const { name, content, owner } of [...ownLayers(input), ...resourceControl.layers]) {
    if (content === 'unknown') unknown.push(name);
    else {
      const own = content.list.map((each) => compiled(each, content.type));
      found.set(name, { policies: own, allowsAll: content.type === 'rcp', owner });
    }
  }
  const keys = keysOf(input, [...policies.keys()], hasOwnTagsOnly(input, sources.model, compile));
  const gaps = [...input.gaps, ...resourceControl.gaps].map(({ message }) => message);
  return { ok: true, side: { layers: found, policies, ...keys, unknown, gaps: [...new Set(gaps)] } };
}

interface NamedLayer {
  readonly name: string;
  readonly content: 'unknown' | { readonly type: CompiledPolicy['type']; readonly list: readonly AttachedPolicy[] };
  readonly owner?: string;
}

/** Layers that are there, or of which nobody knows. */
function ownLayers({ caller, layers }: EvaluationInput): readonly NamedLayer[] {
  const { identity, boundary, session, serviceControl } = layers;
  const own: NamedLayer[] = [];
  // The root user has full access to its own account.
  if (caller.kind !== 'rootUser')
    own.push({ name: 'identity', content: identity === 'unknown' ? identity : { type: 'identity', list: identity } });
  if (boundary !== undefined)
    own.push({ name: 'boundary', content: boundary === 'unknown' ? boundary : { type: 'boundary', list: [boundary] } });
  if (session !== undefined)
    own.push({ name: 'session', content: session === 'unknown' ? session : { type: 'session', list: session } });
  // SCPs bind neither the management account nor service-linked roles.
  if (caller.isManagementAccount === true || caller.isServiceLinked === true) return own;
  if (serviceControl === 'unknown') return [...own, { name: 'SCPs', content: 'unknown' }];
  const levels = (serviceControl ?? []).map(({ at, policies }): NamedLayer => {
    return { name: `SCPs of ${at}`, content: { type: 'scp', list: policies } };
  });
  return [...own, ...levels];
}

/** RCPs bind the resources of each account of the organization; a Deny of whatever level counts. */
function resourceControlLayers(
  { caller }: EvaluationInput,
  model: Model,
): { readonly layers: readonly NamedLayer[]; readonly gaps: EvaluationInput['gaps'] } {
  const { organization } = model;
  if (caller.isServiceLinked === true || organization === 'none') return { layers: [], gaps: [] };
  if (organization === 'unknown') return { layers: [{ name: 'RCPs', content: 'unknown' }], gaps: [] };
  // The principal's own account first: its resources make the request that reads best.
  const own = caller.account === undefined ? [] : [caller.account];
  const accounts = [...new Set([...own, ...organization.paths.keys()])];
  const found = accounts.map((account) => ({ account, ...resourceControlOf(model, account) }));
  if (found.length > 0 && found.every(({ levels }) => levels === 'unknown'))
    return { layers: [{ name: 'RCPs', content: 'unknown' }], gaps: [] };
  const layers = found.flatMap(({ account, levels }): readonly NamedLayer[] => {
    if (levels === 'unknown') return [{ name: `RCPs of ${account}`, content: 'unknown' }];
    const list = levels.flatMap(({ policies }) => policies);
    return list.length === 0 ? [] : [{ name: `RCPs of ${account}`, content: { type: 'rcp', list }, owner: account }];
  });
  return { layers, gaps: found.flatMap(({ gaps }) => gaps) };
}

/** Keys that follow from who the principal is (IAM User Guide, reference_policies_condition-keys, "Properties of the principal"). */
const PRINCIPAL_KEY = /^aws:(principal.*|username|assumedroot|federatedprovider)$/;
const TAG_FAMILY = 'aws:principaltag/';

function keysOf(
  { context, closedFamilies = [] }: EvaluationInput,
  policies: readonly CompiledPolicy[],
  areTagsKnown: boolean,
): Pick<PrincipalSide, 'knownKeys' | 'openKeys'> {
  const stated = new Map([...context].map(([key, { value }]) => [key.toLowerCase(), value]));
  const valueFor = (key: string) => {
    const isTag = key.startsWith(TAG_FAMILY);
    if (isTag && !areTagsKnown) return undefined;
    if (stated.has(key)) return stated.get(key);
    return isTag && closedFamilies.includes(TAG_FAMILY) ? null : undefined;
  };
  const read = policies.flatMap(({ statements }) => statements.flatMap(({ readKeys }) => [...readKeys]));
  const knownKeys = new Map<string, KeyValues>();
  const openKeys = new Set<string>();
  for (const key of new Set(read.filter((each) => PRINCIPAL_KEY.test(each)))) {
    const value = valueFor(key);
    if (value === undefined) openKeys.add(key);
    else knownKeys.set(key, typeof value === 'string' ? [value] : value);
  }
  return { knownKeys, openKeys };
}

/** Where a role's trust policy lets nobody pass session tags, its sessions have the role's own tags and no others. */
function hasOwnTagsOnly({ caller }: EvaluationInput, model: Model, compile: PolicyCompiler): boolean {
  if (caller.kind === 'user') return true;
  const roles = caller.account === undefined ? undefined : model.accounts.get(caller.account)?.roles;
  if (caller.kind !== 'roleSession' || roles === undefined || roles === 'unknown') return false;
  const trust = roles.get(caller.role?.name.toLowerCase() ?? '')?.trust;
  if (trust?.state !== 'known') return false;
  const { statements } = compile(trust.policy.document(), 'trust');
  return statements.every(({ effect, action }) => effect === 'Deny' || action === undefined || !maySelect(action));
}

const TAG_SESSION = 'sts:tagsession';

function maySelect({ isNegated, patterns }: NonNullable<CompiledPolicy['statements'][number]['action']>): boolean {
  if (isNegated) return true;
  return patterns.some(({ pattern }) => pattern === undefined || matches(pattern, TAG_SESSION));
}
