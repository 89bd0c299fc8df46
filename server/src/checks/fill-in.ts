import type { Action, Catalog } from '../catalog/catalog';
import { replaceString, type TextEdit } from '../syntax/edits';
import type { ResourceEntry } from './resource-entries';

/** Edits that leave the end of a string to fill in. */
export interface FillIn {
  readonly edits: readonly TextEdit[];
  /** In front of the closing quote: an offset in the text after the edits. */
  readonly completeAt: number;
}

/** Puts the beginning of an ARN in the place of an entry. */
export function fillInEntry({ node }: ResourceEntry, start: string): FillIn {
  const edit = replaceString(node, start);
  return { edits: [edit], completeAt: edit.range.start + edit.newText.length - 1 };
}

/**
 * An ARN of a resource on which the action works, up to the first part that has a name of its own: `arn:aws:lambda:*:*:function:`.
 * A type that the action always needs goes before others, a bucket or object before its access points. Undefined for an action without resource types.
 */
export function arnStart(catalog: Catalog, action: Action): string | undefined {
  const types = action.resourceTypes;
  const used =
    types.find(({ required }) => required) ?? types.find(({ name }) => !name.startsWith('accesspoint')) ?? types[0];
  const format = used && catalog.service(action.service)?.resourceType(used.name)?.arns[0];
  if (format === undefined) return undefined;
  const filled = format.replace('${Partition}', 'aws').replace('${Region}', '*').replace('${Account}', '*');
  const open = filled.indexOf('${');
  return open === -1 ? filled : filled.slice(0, open);
}
