import type { PolicyCompiler } from '../evaluation/compile';
import type { CompiledPolicy } from '../evaluation/compiled';
import type { AttachedPolicy, EvaluationLayers } from '../evaluation/input';
import { prepareRequest } from '../evaluation/request';
import type { RequestSources } from '../evaluation/request-sources';
import type { Layer } from '../semantics/sides';

/** All that a principal's own side has to say: one layer for each kind of policy that has to allow. */
export interface PrincipalSide {
  /** By name: `identity`, `boundary`, `session`, and one for each level of SCPs. */
  readonly layers: ReadonlyMap<string, Layer>;
  readonly policies: ReadonlyMap<CompiledPolicy, AttachedPolicy>;
  /** Layers of which nothing is known; they are taken as limiting nothing. */
  readonly unknown: readonly string[];
  /** What the model cannot tell, in sentences: the answer is then incomplete. */
  readonly gaps: readonly string[];
}

export type PrincipalReading =
  | { readonly ok: true; readonly side: PrincipalSide }
  | { readonly ok: false; readonly message: string };

/**
 * Identity policies, boundary, session policies and SCPs of a principal of the model. Policies of resources and RCPs stand at the
 * resources, and are not the principal's.
 */
export function principalSide(principal: string, sources: RequestSources, compile: PolicyCompiler): PrincipalReading {
  const prepared = prepareRequest({ principal, action: 'sts:GetCallerIdentity', resource: '*' }, sources);
  if (!prepared.ok) return prepared;
  const { layers, gaps } = prepared.units[0].input;
  const policies = new Map<CompiledPolicy, AttachedPolicy>();
  const compiled = (attached: AttachedPolicy, type: CompiledPolicy['type']): CompiledPolicy => {
    const policy = compile(attached.document, type);
    policies.set(policy, attached);
    return policy;
  };
  const found = new Map<string, Layer>();
  const unknown: string[] = [];
  for (const [name, attached] of ownLayers(layers)) {
    if (attached === 'unknown') unknown.push(name);
    else found.set(name, { policies: attached.list.map((each) => compiled(each, attached.type)), allowsAll: false });
  }
  return { ok: true, side: { layers: found, policies, unknown, gaps: gaps.map(({ message }) => message) } };
}

type OwnLayer = readonly [
  name: string,
  attached: 'unknown' | { readonly type: CompiledPolicy['type']; readonly list: readonly AttachedPolicy[] },
];

/** Layers that are there, or of which nobody knows. */
function ownLayers({ identity, boundary, session, serviceControl }: EvaluationLayers): readonly OwnLayer[] {
  const own: OwnLayer[] = [['identity', identity === 'unknown' ? identity : { type: 'identity', list: identity }]];
  if (boundary !== undefined)
    own.push(['boundary', boundary === 'unknown' ? boundary : { type: 'boundary', list: [boundary] }]);
  if (session !== undefined)
    own.push(['session', session === 'unknown' ? session : { type: 'session', list: session }]);
  if (serviceControl === 'unknown') own.push(['SCPs', 'unknown']);
  else
    for (const { at, policies } of serviceControl ?? []) own.push([`SCPs of ${at}`, { type: 'scp', list: policies }]);
  return own;
}
