import { EXISTING_COMPUTE_METHODS } from '../catalog/tables/escalation';
import { type ActionGrant, grantsOf } from './action-grant';
import { isOpenAllow } from './open-grants';
import { remembered } from './remembered';
import type { StatementFacts } from './statement-facts';

/** A way to act with the rights of something that runs already, on every resource. */
export interface ComputeTakeover {
  /** The actions that it takes, each of which some Allow grants. */
  readonly names: readonly string[];
  /** The Allow of the first of them. */
  readonly grant: Exclude<ActionGrant, { readonly how: 'notAction' }>;
}

/** One for each entry of Action. Deny is taken off. */
export const computeTakeovers = remembered(findTakeovers);

function findTakeovers(statements: readonly StatementFacts[]): readonly ComputeTakeover[] {
  const open = statements.filter(isOpenAllow);
  if (open.length === 0) return [];
  const found = new Map<unknown, ComputeTakeover>();
  for (const names of EXISTING_COMPUTE_METHODS) {
    const [grant] = grantedSteps(statements, open, names);
    if (grant === undefined || grant.how === 'notAction' || found.has(grant.entry)) continue;
    found.set(grant.entry, { names, grant });
  }
  return [...found.values()];
}

/** The open Allow for each step of the method; none where a step lacks or a Deny takes it away. */
function grantedSteps(
  statements: readonly StatementFacts[],
  open: readonly StatementFacts[],
  names: readonly string[],
): readonly ActionGrant[] {
  const steps = names.map((name) => (grantsOf(open, name).length === 0 ? undefined : grantsOf(statements, name)));
  if (steps.some((grants) => grants === undefined || grants.length === 0)) return [];
  return grantsOf(open, names[0] ?? '');
}
