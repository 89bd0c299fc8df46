import type { Catalog, ServiceSummary } from '../catalog/catalog';
import { retiredAction } from '../catalog/tables/retired';
import type { EntryList, Statement } from '../policy/document';
import { type Range, rangeIn, type StringNode } from '../syntax/tree';
import { type ActionText, readAction } from './action-text';

/** One well-formed entry of Action or NotAction. */
export interface ActionEntry extends ActionText {
  readonly text: string;
  readonly node: StringNode;
  readonly list: EntryList;
}

/** The entries that have the form of an action; others are action-format, and retired ones action-deprecated. */
export function actionEntries(statement: Statement): readonly ActionEntry[] {
  const list = statement.action;
  if (list === undefined) return [];
  const entries: ActionEntry[] = [];
  for (const { text, node } of list.entries) {
    const action = readAction(text);
    if (action !== undefined) entries.push({ ...action, text, node, list });
  }
  return entries;
}

/** An entry that names one action of a known service, which has no such action. */
export interface UnknownAction {
  readonly entry: ActionEntry;
  readonly service: ServiceSummary;
}

/** Names without wildcards that the catalog lacks. Retired ones are left out: they are known, if of no use. */
export function unknownActions(catalog: Catalog, statement: Statement): readonly UnknownAction[] {
  const found: UnknownAction[] = [];
  for (const entry of actionEntries(statement)) {
    if (entry.isEverything || entry.prefixHasWildcard || entry.nameHasWildcard) continue;
    const service = catalog.summary(entry.prefix);
    if (service === undefined || catalog.actionNumber(entry.text) !== undefined) continue;
    if (retiredAction(entry.text) === undefined) found.push({ entry, service });
  }
  return found;
}

/** The part behind the colon. */
export function nameRange({ node, prefix }: ActionEntry): Range {
  return rangeIn(node, prefix.length + 1, node.value.length);
}

/** The part before the colon. */
export function prefixRange({ node, prefix }: ActionEntry): Range {
  return rangeIn(node, 0, prefix.length);
}

/** The names of a service's actions, without the prefix. Reads only the names. */
export function* actionNames(catalog: Catalog, service: ServiceSummary): Iterable<string> {
  for (let at = 0; at < service.actionCount; at += 1) {
    const name = catalog.actionNameAt(service.firstAction + at);
    if (name !== undefined) yield name.slice(name.indexOf(':') + 1);
  }
}
