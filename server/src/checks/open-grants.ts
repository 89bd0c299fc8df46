import type { ActionEntry } from './action-entries';
import { isUnconditional, namesEveryResource } from './grants';
import { entrySelects, type StatementFacts } from './statement-facts';

/**
 * An Allow on every resource without any condition. What such a statement grants it grants without limit; with `*` as
 * action it makes an administrator, of which action-star-allow says it all.
 */
export function isOpenAllow({ statement, actions }: StatementFacts): boolean {
  return (
    statement.effect === 'Allow' &&
    statement.action?.isNegated === false &&
    isUnconditional(statement) &&
    namesEveryResource(statement) &&
    !actions.some(({ isEverything }) => isEverything)
  );
}

/** One entry with the actions of a table that it selects. */
export interface SelectedActions {
  readonly entry: ActionEntry;
  readonly names: readonly string[];
}

/** Which entries select actions of the table; each action counts for the first entry that selects it. */
export function selectedFrom(actions: readonly ActionEntry[], table: readonly string[]): readonly SelectedActions[] {
  const seen = new Set<string>();
  return actions.flatMap((entry) => {
    const names = table.filter((name) => !seen.has(name) && mayMatch(entry, name) && entrySelects(entry, name));
    for (const name of names) seen.add(name);
    return names.length === 0 ? [] : [{ entry, names }];
  });
}

/** The prefixes tell nearly all apart. */
function mayMatch({ prefix, isEverything }: ActionEntry, name: string): boolean {
  return (
    isEverything || (name.length > prefix.length && name.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase())
  );
}

/** `iam:PutUserPolicy`, or `iam:PutUserPolicy and 3 others`. */
export function firstOf(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return `"${first}"`;
  return others.length === 1 ? `"${first}" and 1 other` : `"${first}" and ${others.length} others`;
}
