/** What all the policies of a principal allow together, before and after a change. */
import type { CompiledPolicy } from '../evaluation/compiled';
import { callerContext } from '../evaluation/derived';
import type { Caller } from '../evaluation/input';
import { type AccessOptions, findAccess } from './access';
import type { AccessAnswer } from './answers';
import type { Kernel } from './kernel';
import type { KeyValues } from './key-tests';
import { type Layer, OPEN_LAYER, type Side } from './sides';

/**
 * The policies that decide what a principal may do on its own account's resources, resource policies aside. Each compiled
 * for its type.
 */
export interface PrincipalPolicies {
  /** User, group and role policies: together one layer. */
  readonly identity: readonly CompiledPolicy[];
  /** Undefined: none is set. */
  readonly boundary: CompiledPolicy | undefined;
  /** Undefined: none were passed. */
  readonly session: readonly CompiledPolicy[] | undefined;
  /** Root first; a level without policies allows nothing. Empty: SCPs do not bind the principal. */
  readonly serviceControl: readonly (readonly CompiledPolicy[])[];
  /** Of the account that owns the resources; each level allows what it does not deny. */
  readonly resourceControl: readonly (readonly CompiledPolicy[])[];
}

export interface PrincipalVersions {
  readonly old: PrincipalPolicies;
  readonly new: PrincipalPolicies;
  /** Who the principal is: what its condition keys are. Undefined: the answer holds for every principal with these policies. */
  readonly caller?: Caller | undefined;
}

/** What the principal may do with the new policies and might not with the old ones. */
export function principalNewAccess(kernel: Kernel, versions: PrincipalVersions, options: AccessOptions): AccessAnswer {
  return between(kernel, versions, [versions.new, versions.old], options);
}

/** What the principal might do with the old policies and may not with the new ones. */
export function principalLostAccess(kernel: Kernel, versions: PrincipalVersions, options: AccessOptions): AccessAnswer {
  return between(kernel, versions, [versions.old, versions.new], options);
}

function between(
  kernel: Kernel,
  { caller }: PrincipalVersions,
  [allowing, refusing]: readonly [PrincipalPolicies, PrincipalPolicies],
  options: AccessOptions,
): AccessAnswer {
  const levels = Math.max(allowing.serviceControl.length, refusing.serviceControl.length);
  const knownKeys = options.knownKeys ?? (caller === undefined ? undefined : knownKeysOf(caller));
  return findAccess(kernel, sideOf(allowing, levels), sideOf(refusing, levels), { ...options, knownKeys });
}

/** Layers in the same places on both sides. */
function sideOf(policies: PrincipalPolicies, levels: number): Side {
  const { identity, boundary, session, serviceControl, resourceControl } = policies;
  const layer = (own: readonly CompiledPolicy[] | undefined): Layer =>
    own === undefined ? OPEN_LAYER : { policies: own, allowsAll: false };
  const scps = Array.from({ length: levels }, (_, level) => layer(serviceControl[level]));
  const rcps = resourceControl.map((own): Layer => ({ policies: own, allowsAll: true }));
  return {
    layers: [layer(identity), layer(boundary === undefined ? undefined : [boundary]), layer(session), ...scps, ...rcps],
  };
}

/** Unique ids and MFA are not known beforehand. */
const OPEN_KEYS: ReadonlySet<string> = new Set(['aws:userid', 'aws:multifactorauthpresent', 'aws:multifactorauthage']);

/** The keys that follow from who the caller is. */
function knownKeysOf(caller: Caller): ReadonlyMap<string, KeyValues> {
  const known = new Map<string, KeyValues>();
  for (const [key, { value }] of callerContext(caller)) {
    if (!OPEN_KEYS.has(key.toLowerCase())) known.set(key, typeof value === 'string' ? [value] : value);
  }
  return known;
}
