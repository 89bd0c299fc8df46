/** What an action list says of names beside the catalog's: names that it spells out, and its patterns by service. */
import type { Catalog } from '../catalog/catalog';
import { hasWildcard } from '../language/pattern';

/** Services and names in lower case. */
export interface ActionNames {
  /** Some entry is `*` or `*:*`. */
  readonly hasStar: boolean;
  readonly services: ReadonlySet<string>;
  /** Names without wildcards that the catalog lacks, with the text as written. */
  readonly unknown: ReadonlyMap<string, string>;
  /** The part behind the colon of entries with wildcards in it, sorted. */
  readonly byService: ReadonlyMap<string, readonly string[]>;
}

/** What `*` says. */
export const EVERY_NAME: ActionNames = { hasStar: true, services: new Set(), unknown: new Map(), byService: new Map() };

/** `entries` are valid action texts. */
export function readActionNames(entries: readonly string[], catalog: Catalog): ActionNames {
  const services = new Set<string>();
  const unknown = new Map<string, string>();
  const byService = new Map<string, string[]>();
  let hasStar = false;
  for (const text of entries) {
    const lower = text.toLowerCase();
    if (isEverything(lower)) {
      hasStar = true;
      continue;
    }
    const { service, name } = splitName(lower);
    services.add(service);
    if (hasWildcard(name)) append(byService, service, name);
    else if (catalog.actionNumber(lower) === undefined) unknown.set(lower, text);
  }
  for (const names of byService.values()) names.sort();
  return { hasStar, services, unknown, byService };
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function isEverything(lower: string): boolean {
  return /^[*:]+$/.test(lower);
}

export function splitName(lower: string): { readonly service: string; readonly name: string } {
  const colon = lower.indexOf(':');
  return { service: lower.slice(0, colon), name: lower.slice(colon + 1) };
}
