import type { UnitDecision } from './decide';

/** What decided, in one of the short words of `writ evaluate` (docs/cli.md). */
export function shortDecidedBy(decision: UnitDecision): string {
  switch (decision.word) {
    case 'explicitDeny':
      return decision.deniedBy ?? 'service';
    case 'implicitDeny':
      return shortGap(decision);
    case 'allowed':
      return shortGrant(decision);
  }
}

/** The first gap; both sides of a cross-account request are named together. */
function shortGap({ gaps, relation }: UnitDecision): string {
  const first = gaps[0]?.layer ?? 'identity';
  const lacksBoth = relation === 'cross' && first === 'resource' && gaps.some((gap) => gap.layer === 'identity');
  return lacksBoth ? 'resource+identity' : first;
}

function shortGrant(decision: UnitDecision): string {
  if (decision.isServiceAllow) return 'service';
  const { relation, run } = decision;
  const { kind } = run.input.caller;
  const granted = decision.class;
  if (relation === 'resourceOnly') return 'resource:direct';
  if (kind === 'rootSession' || kind === 'rootUser')
    return relation === 'cross' || isNeeded(decision) ? 'resource+root' : 'root';
  if (relation === 'same' && (granted === 'direct' || granted === 'role' || granted === 'user'))
    return `resource:${granted}`;
  const needsResource = relation === 'cross' || (granted === 'account' && isNeeded(decision));
  return [needsResource ? 'resource+identity' : 'identity', ...limits(decision)].join('+');
}

function isNeeded({ unit }: UnitDecision): boolean {
  return unit.needsResourcePolicy;
}

function limits({ unit }: UnitDecision): string[] {
  return (['boundary', 'session'] as const).filter((id) => unit.layer[id].state === 'present');
}
