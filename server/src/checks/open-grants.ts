import type { ActionTraits } from '../catalog/catalog';
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
  const found: SelectedActions[] = [];
  for (const entry of actions) {
    const ofService = entry.isEverything ? table : byPrefix(table).get(entry.prefix.toLowerCase());
    const names = (ofService ?? []).filter((name) => !seen.has(name) && entrySelects(entry, name));
    for (const name of names) seen.add(name);
    if (names.length > 0) found.push({ entry, names });
  }
  return found;
}

const prefixesOf = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** The table's actions by the prefix of their service, in lower case: it tells nearly all apart. */
function byPrefix(table: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = prefixesOf.get(table);
  if (known !== undefined) return known;
  const groups = new Map<string, string[]>();
  for (const name of table) {
    const prefix = name.slice(0, name.indexOf(':')).toLowerCase();
    groups.set(prefix, [...(groups.get(prefix) ?? []), name]);
  }
  prefixesOf.set(table, groups);
  return groups;
}

/** `iam:PutUserPolicy`, or `iam:PutUserPolicy and 3 others`. */
export function firstOf(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return `"${first}"`;
  return others.length === 1 ? `"${first}" and 1 other` : `"${first}" and ${others.length} others`;
}

/** Does an action change permissions, and could be limited to a resource? AWS lists a few that only read under this level too. */
export function managesPermissions(name: string, traits: ActionTraits): boolean {
  return mayManagePermissions(traits) && !/^(Get|List|Describe)/i.test(name);
}

/** The same as far as the traits tell. */
export function mayManagePermissions({ accessLevels, resourceTypeUse }: ActionTraits): boolean {
  return resourceTypeUse !== 'none' && accessLevels.includes('Permissions management');
}
