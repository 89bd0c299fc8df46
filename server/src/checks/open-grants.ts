import type { ActionTraits } from '../catalog/catalog';
import type { ActionEntry } from './action-entries';
import { isUnconditional, namesEveryResource } from './grants';
import { remembered } from './remembered';
import { firstSelecting, hasEverything, type StatementFacts } from './statement-facts';

/**
 * An Allow on every resource without any condition. What such a statement grants it grants without limit; with `*` as
 * action it makes an administrator, of which action-star-allow says it all.
 */
export function isOpenAllow(facts: StatementFacts): boolean {
  const { statement } = facts;
  return (
    statement.effect === 'Allow' &&
    statement.action?.isNegated === false &&
    isUnconditional(statement) &&
    namesEveryResource(statement) &&
    !hasEverything(facts)
  );
}

/** One entry with the actions of a table that it selects. */
export interface SelectedActions {
  readonly entry: ActionEntry;
  readonly names: readonly string[];
}

/** Which entries select actions of the table, in their order; each action counts for the first entry that selects it. */
export function selectedFrom(actions: readonly ActionEntry[], table: readonly string[]): readonly SelectedActions[] {
  const found = new Map<ActionEntry, string[]>();
  const all = foldedNames(table);
  for (let at = 0; at < all.length; at += 1) {
    const { name = '', folded = '' } = all[at] ?? {};
    const first = firstSelecting(actions, folded);
    if (first === undefined) continue;
    const known = found.get(first);
    if (known === undefined) found.set(first, [name]);
    else known.push(name);
  }
  const selected = [...found].map(([entry, names]) => ({ entry, names }));
  return selected.sort((left, right) => left.entry.place - right.entry.place);
}

/** A table's names, each with its form in lower case. */
const foldedNames = remembered((table: readonly string[]) =>
  table.map((name) => ({ name, folded: name.toLowerCase() })),
);

/** `iam:PutUserPolicy`, or `iam:PutUserPolicy and 3 others`. */
export function firstOf(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return `"${first}"`;
  return others.length === 1 ? `"${first}" and 1 other` : `"${first}" and ${others.length} others`;
}

/**
 * Does an action change permissions, and could be limited to a resource? AWS lists a few that only read or use something under
 * this level too (`rds-db:connect`).
 */
export function managesPermissions(name: string, traits: ActionTraits): boolean {
  return mayManagePermissions(traits) && !/^(Get|List|Describe|Connect|Invoke|Search|Test|Validate|View)/i.test(name);
}

/** The same as far as the traits tell. */
export function mayManagePermissions({ accessLevels, resourceTypeUse }: ActionTraits): boolean {
  return resourceTypeUse !== 'none' && accessLevels.includes('Permissions management');
}
