/** One side of a comparison: layers that each have to allow, and whose Deny statements all count. */
import type { CompiledPolicy } from '../evaluation/compiled';
import type { MatchClass } from '../evaluation/principals';

export interface Layer {
  readonly policies: readonly CompiledPolicy[];
  /** An Allow of everything besides what the policies say (RCPs; a layer that is not there). */
  readonly allowsAll: boolean;
  /** The layer binds resources of this account alone (RCPs). Undefined: it binds every request. */
  readonly owner?: string | undefined;
}

export interface Side {
  readonly layers: readonly Layer[];
}

/** Accounts whose resources have layers of their own. */
export function ownersIn(sides: readonly Side[]): readonly string[] {
  return [...new Set(sides.flatMap(({ layers }) => layers.flatMap(({ owner }) => owner ?? [])))];
}

/** A layer that limits nothing. */
export const OPEN_LAYER: Layer = { policies: [], allowsAll: true };

/** How strongly an Allow has to name the caller to count: policies with principals are compared for each strength. */
export type Strength = Exclude<MatchClass, 'none' | 'user'>;

/** Both sides with the same number of layers. */
export function padded(left: Side, right: Side): readonly [Side, Side] {
  const count = Math.max(left.layers.length, right.layers.length);
  const pad = (side: Side): Side => ({
    layers: [...side.layers, ...Array.from({ length: count - side.layers.length }, () => OPEN_LAYER)],
  });
  return [pad(left), pad(right)];
}

/** An Allow that names the account only delegates, one that names a role or a session grants more: each is compared. */
export function strengthsOf(sides: readonly Side[]): readonly Strength[] {
  const policies = sides.flatMap((side) => side.layers.flatMap((layer) => layer.policies));
  const hasWeak = policies.some((policy) =>
    policy.statements.some(
      ({ effect, principal }) =>
        effect === 'Allow' &&
        principal?.forms.some(({ form }) =>
          ['account', 'role', 'user', 'canonicalUser', 'uniqueId'].includes(form.kind),
        ),
    ),
  );
  return hasWeak ? ['account', 'role', 'direct'] : ['account'];
}
