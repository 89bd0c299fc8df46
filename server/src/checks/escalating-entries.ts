import type { ActionEntry } from './action-entries';
import { computeTakeovers } from './compute-takeovers';
import { iamEscalations } from './iam-escalation';
import { remembered } from './remembered';
import type { StatementFacts } from './statement-facts';

/**
 * The entries of Action that make an administrator, or give the rights of what runs already: privesc-iam-self and
 * privesc-update-compute speak of them. Nothing milder is said of the same literal.
 */
export const escalatingEntries = remembered(
  (statements: readonly StatementFacts[]): ReadonlySet<ActionEntry> =>
    new Set([...iamEscalations(statements), ...computeTakeovers(statements)].map(({ grant }) => grant.entry)),
);
