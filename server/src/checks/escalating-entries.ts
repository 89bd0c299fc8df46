import type { ActionEntry } from './action-entries';
import { computeTakeovers } from './compute-takeovers';
import { iamEscalations } from './iam-escalation';
import type { StatementFacts } from './statement-facts';

/**
 * The entries of Action that make an administrator, or give the rights of what runs already: privesc-iam-self and
 * privesc-update-compute speak of them. Nothing milder is said of the same literal.
 */
export function escalatingEntries(statements: readonly StatementFacts[]): ReadonlySet<ActionEntry> {
  const known = remembered.get(statements);
  if (known !== undefined) return known;
  const found = new Set(
    [...iamEscalations(statements), ...computeTakeovers(statements)].map(({ grant }) => grant.entry),
  );
  remembered.set(statements, found);
  return found;
}

/** Three checks ask. The list of statements is made anew for each version of a document. */
const remembered = new WeakMap<readonly StatementFacts[], ReadonlySet<ActionEntry>>();
