import type { PolicyDocument, Statement } from '../policy/document';
import { allOrNone, jsonValueOf, removeItems, type TextEdit } from '../syntax/edits';
import type { Tree, TreeNode } from '../syntax/tree';
import type { ActionEntry } from './action-entries';
import { addStatement } from './statement-edits';

/**
 * Moves actions into a statement of their own, the same but for the Sid and the Condition. Nothing where no action would be
 * left, or where the statements are no list.
 */
export function moveActions(
  document: PolicyDocument,
  tree: Tree,
  statement: Statement,
  entries: readonly ActionEntry[],
): readonly TextEdit[] {
  const array = statement.action?.member.value;
  if (array?.kind !== 'array' || statement.object === undefined) return [];
  if (entries.length >= array.items.length) return [];
  const texts = entries.map(({ text }) => text);
  const Action = texts.length === 1 ? (texts[0] ?? '') : texts;
  const kept = statement.object.members.filter(({ key }) => key.value !== 'Sid' && key.value !== 'Condition');
  const copy = Object.fromEntries(
    kept.map(({ key, value }) => [key.value, key.value === 'Action' ? Action : jsonValueOf(value)]),
  );
  const gone = new Set<TreeNode>(entries.map(({ node }) => node));
  const added = addStatement(document, copy);
  return allOrNone(removeItems(tree, array, gone), added);
}
