import type { PolicyProofs } from './policy-proofs';
import type { LimitLayer, PrincipalLimits } from './principal-limits';

/** Part of an Allow that no principal with the policy can use. */
export interface LimitedGrant {
  /** Place in the statement's Action list; undefined: all of the statement. */
  readonly entry: number | undefined;
  /** For each principal, in order, a limit that alone leaves nothing of it. */
  readonly by: readonly LimitLayer[];
}

/** Longer lists are not looked through entry by entry. */
const MAX_ENTRIES = 100;

/** What of an Allow the limits of every single principal take away: all of it, or some entries of its list. */
export function limitedGrants(
  statement: { readonly index: number; readonly entries: number },
  limits: readonly PrincipalLimits[],
  proofs: PolicyProofs,
): readonly LimitedGrant[] {
  const limitsOn = (entry: number | undefined): readonly LimitedGrant[] => {
    const by = layersLeavingNothing(limits, (layer) => proofs.isNothingWithin({ ...statement, entry }, layer));
    return by === undefined ? [] : [{ entry, by }];
  };
  const whole = limitsOn(undefined);
  if (whole.length > 0 || statement.entries < 2 || statement.entries > MAX_ENTRIES) return whole;
  return Array.from({ length: statement.entries }, (_, entry) => entry).flatMap(limitsOn);
}

function layersLeavingNothing(
  limits: readonly PrincipalLimits[],
  leavesNothing: (layer: LimitLayer) => boolean,
): readonly LimitLayer[] | undefined {
  const known = new Map<LimitLayer, boolean>();
  const isLimit = (layer: LimitLayer): boolean => {
    const answer = known.get(layer) ?? leavesNothing(layer);
    known.set(layer, answer);
    return answer;
  };
  const found: LimitLayer[] = [];
  for (const { layers } of limits) {
    const layer = layers.find(isLimit);
    if (layer === undefined) return undefined;
    found.push(layer);
  }
  return found;
}
