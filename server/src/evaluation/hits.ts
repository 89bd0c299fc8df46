import type { CompiledStatement } from './compiled';
import type { UnitDecision } from './decide';
import { DENY_ORDER, setsDenyAside } from './decide';
import type { AttachedPolicy } from './input';
import { isLeftOut } from './layer-state';
import type { LayerId, PolicyGroup, PreparedLayer } from './layers';
import type { MatchClass } from './principals';
import { type Run, withOwnNotes } from './run';
import { statementClass } from './statement';

/** A statement that applied. */
export interface Hit {
  readonly group: PolicyGroup;
  readonly attached: AttachedPolicy;
  readonly statement: CompiledStatement;
  readonly class: MatchClass;
}

export interface GroupHits {
  readonly group: PolicyGroup;
  readonly denies: readonly Hit[];
  readonly allows: readonly Hit[];
}

/** The statements that applied, layer by layer. */
export interface Hits {
  readonly layers: ReadonlyMap<LayerId, readonly GroupHits[]>;
  /** The Deny statements that count, in the order scp, rcp, resource, identity, boundary, session, vpce. */
  readonly denies: readonly Hit[];
}

/** Looks again at what a decision looked at, and names the statements. */
export function hitsOf(decision: UnitDecision): Hits {
  const run = withOwnNotes(decision.run);
  const layers = new Map<LayerId, readonly GroupHits[]>();
  for (const layer of decision.unit.layers) layers.set(layer.id, groupsOf(layer, run));
  const denies = DENY_ORDER.filter((id) => id !== 'resource' || !setsDenyAside(run)).flatMap((id) =>
    (layers.get(id) ?? []).flatMap((group) => group.denies),
  );
  return { layers, denies };
}

function groupsOf(layer: PreparedLayer, run: Run): readonly GroupHits[] {
  return isLeftOut(layer, run) ? [] : layer.groups.map((group) => groupHits(group, run));
}

function groupHits(group: PolicyGroup, run: Run): GroupHits {
  const denies: Hit[] = [];
  const allows: Hit[] = [];
  for (const { attached, compiled } of group.policies) {
    const reached = compiled.index.statementsFor(run.action);
    for (const statement of reached.denies) take(denies, group, attached, statement, run);
    for (const statement of reached.allows) take(allows, group, attached, statement, run);
  }
  return { group, denies, allows };
}

function take(hits: Hit[], group: PolicyGroup, attached: AttachedPolicy, statement: CompiledStatement, run: Run): void {
  const named = statementClass(statement, run);
  if (named !== 'none') hits.push({ group, attached, statement, class: named });
}
