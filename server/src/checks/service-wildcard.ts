import type { Catalog } from '../catalog/catalog';
import type { ActionEntry } from './action-entries';

/** Does the entry name every action of one service: `s3:*`? */
export function isWholeService({ state, name }: Pick<ActionEntry, 'state' | 'name'>): boolean {
  return state === 'pattern' && /^\*+$/.test(name);
}

/** The usual beginnings of reading actions, as far as the service has such: `s3:Get*`, `s3:List*`. Empty where it has none. */
export function readPatterns(catalog: Catalog, prefix: string): readonly string[] {
  return ['Get', 'List', 'Describe']
    .map((verb) => `${prefix}:${verb}*`)
    .filter((pattern) => catalog.actionRanges(pattern).length > 0);
}
