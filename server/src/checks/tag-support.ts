import { type Action, type Catalog, conditionKeysOf, type Service } from '../catalog/catalog';
import type { Range } from '../syntax/tree';
import type { ActionEntry } from './action-entries';
import type { ConditionEntry } from './condition-entries';
import { listText } from './message';
import { remembered } from './remembered';
import type { StatementFacts } from './statement-facts';

/**
 * Services of whose actions the service reference lists too few tags of resources: nothing is concluded there. AWS Backup's own
 * guide uses actions that the reference lists without (2026-11-24).
 */
const INCOMPLETE: ReadonlySet<string> = new Set(['backup', 'ses']);

/** `aws:ResourceTag/team`, `ec2:ResourceTag/team`: the tag of a resource. */
export function isResourceTag({ lowerKey }: ConditionEntry): boolean {
  return /^[a-z0-9-]+:resourcetag\/./.test(lowerKey);
}

/** A tag of the resource or of the request. */
export function isTagKey(test: ConditionEntry): boolean {
  return isResourceTag(test) || /^aws:(requesttag\/.|tagkeys$)/.test(test.lowerKey);
}

/** Entries none of whose actions ever carries the tag of its resource, by the service reference. */
export function entriesWithoutTag(
  catalog: Catalog,
  { statement, actions }: StatementFacts,
  test: ConditionEntry,
): readonly ActionEntry[] {
  if (statement.action?.isNegated !== false) return [];
  const prefix = test.lowerKey.slice(0, test.lowerKey.indexOf('/') + 1);
  const known = entriesByPrefix(actions);
  const before = known.get(prefix);
  if (before !== undefined || known.size >= MAX_PREFIXES) return before ?? [];
  const found = actions.filter((entry) => {
    if (entry.state !== 'known' && entry.state !== 'pattern') return false;
    const selected = catalog.actionsMatching(entry.text);
    return selected.length > 0 && selected.every((action) => lacksTag(catalog, action, prefix));
  });
  known.set(prefix, found);
  return found;
}

/** The tags of a statement are of one or two services; in one with more of them no more is said. */
const MAX_PREFIXES = 20;

/** By all before the tag's own name: a statement may ask for thousands of tags of thousands of actions. */
const entriesByPrefix = remembered((_: readonly ActionEntry[]) => new Map<string, readonly ActionEntry[]>());

/** A test of the resource's tag that some actions of its statement never meet. */
export interface UnsupportedTag {
  readonly test: ConditionEntry;
  readonly without: readonly ActionEntry[];
  /** The entries as a list, and the key. */
  readonly data: { readonly actions: string; readonly key: string };
  readonly related: readonly { readonly range: Range; readonly message: string }[];
}

/** The first of a statement with Action; positive and without IfExists, so that a request without the tag does not meet it. */
export function unsupportedTag(catalog: Catalog, facts: StatementFacts): UnsupportedTag | undefined {
  for (const test of facts.conditions) {
    const { parsed, key } = test;
    if (!isResourceTag(test) || parsed?.base.type !== 'String' || parsed.base.isNegated || parsed.ifExists) continue;
    const without = entriesWithoutTag(catalog, facts, test);
    if (without.length === 0) continue;
    const actions = listText(without.map(({ text }) => `"${text}"`));
    const related = without.map(({ node }) => ({ range: node, message: 'It carries no tag of its resource.' }));
    return { test, without, data: { actions, key }, related };
  }
  return undefined;
}

function lacksTag(catalog: Catalog, action: Action, prefix: string): boolean {
  const service = catalog.service(action.service);
  if (service === undefined || action.undocumented || INCOMPLETE.has(action.service)) return false;
  const keys = conditionKeysOf(service, action);
  if (keys.some((key) => isTagOf(key, prefix))) return false;
  // The tag key of another service, which no action of this one lists.
  const owner = prefix.slice(0, prefix.indexOf(':'));
  if (owner !== 'aws' && owner !== action.service && !listsTag(service, prefix)) return true;
  // A service that has tags and of which no action lists them is described badly, not without tags.
  return tagsOf(catalog, action.service, prefix);
}

function isTagOf(key: string, prefix: string): boolean {
  const lower = key.toLowerCase();
  return lower.startsWith(prefix) || (prefix === 'aws:resourcetag/' && lower.includes(':resourcetag/'));
}

/** Can the tags of the service's resources be told from the reference: some action lists them, or none sets any? */
function tagsOf(catalog: Catalog, prefix: string, keyPrefix: string): boolean {
  const service = catalog.service(prefix);
  if (service === undefined) return false;
  return listsTag(service, keyPrefix) || !service.actions.some(({ name }) => /^(Tag|AddTags|CreateTags)/.test(name));
}

function listsTag({ conditionKeys: own, resourceTypes }: Service, keyPrefix: string): boolean {
  return (
    own.some(({ name }) => isTagOf(name, keyPrefix)) ||
    resourceTypes.some(({ conditionKeys }) => conditionKeys.some((key) => isTagOf(key, keyPrefix)))
  );
}
