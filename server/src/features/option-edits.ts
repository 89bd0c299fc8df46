import { appendItem, insertMember, type TextEdit } from '../syntax/edits';
import { memberNamed, type Tree } from '../syntax/tree';

/**
 * Adds a text to an option of `writ.config.json` that is a list. `counting`: what counts for the option until now, from the settings
 * of the editor too, for a list in the file replaces it. Undefined where the file is no object, or the option no list.
 */
export function addToOption(
  tree: Tree,
  option: string,
  value: string,
  counting: readonly string[],
): readonly TextEdit[] | undefined {
  const { root } = tree;
  if (root.kind !== 'object') return undefined;
  const options = memberNamed(root, 'options')?.value;
  if (options === undefined) return insertMember(tree, root, 'options', { [option]: [...counting, value] }, 'first');
  if (options.kind !== 'object') return undefined;
  const list = memberNamed(options, option)?.value;
  if (list === undefined) return insertMember(tree, options, option, [...counting, value], 'last');
  return list.kind === 'array' ? appendItem(tree, list, value) : undefined;
}
