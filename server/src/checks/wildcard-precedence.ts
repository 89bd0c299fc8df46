import type { PolicyType } from '../policy/document';
import type { ConditionEntry } from './condition-entries';
import { narrowingOf } from './public-narrowing';
import { SENSITIVE_KINDS, tooPermissiveValues } from './sensitive-values';
import type { StatementFacts } from './statement-facts';

/**
 * Is a value that everybody meets said already: that it leaves a statement for everyone public, or that it is too permissive for
 * its key? Only the gravest of these is reported.
 */
export function isSaidOfWildcard(facts: StatementFacts & { readonly type: PolicyType }, test: ConditionEntry): boolean {
  return leavesPublic(facts, test) || isTooPermissive(facts, test);
}

function leavesPublic({ statement, principals, conditions }: StatementFacts, test: ConditionEntry): boolean {
  if (statement.effect !== 'Allow' || !principals.some(({ form }) => form.kind === 'everyone')) return false;
  const narrowing = narrowingOf(conditions);
  return narrowing.kind === 'ineffective' && narrowing.test === test;
}

function isTooPermissive(facts: StatementFacts & { readonly type: PolicyType }, test: ConditionEntry): boolean {
  return SENSITIVE_KINDS.includes(facts.type) && tooPermissiveValues(facts).some(({ entry }) => entry === test);
}
