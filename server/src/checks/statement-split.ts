import type { PolicyDocument, Statement } from '../policy/document';
import { allOrNone, type JsonValue, jsonValueOf, removeItems, type TextEdit } from '../syntax/edits';
import type { Tree, TreeNode } from '../syntax/tree';
import type { ActionEntry } from './action-entries';
import type { ConditionEntry } from './condition-entries';
import { addStatement } from './statement-edits';

/**
 * Moves some entries of a statement's Action list into a statement of their own at the end, which lacks one test and the Sid.
 * Empty where the statement stands alone without an array around it, or nothing would be left in the list.
 */
export function moveActionsWithout(
  document: PolicyDocument,
  tree: Tree,
  statement: Statement,
  moved: readonly ActionEntry[],
  test: ConditionEntry,
): readonly TextEdit[] {
  const actions = statement.action?.member.value;
  if (actions?.kind !== 'array' || statement.object === undefined) return [];
  const nodes = new Set<TreeNode>(moved.map(({ node }) => node));
  if (nodes.size === 0 || nodes.size >= actions.items.length) return [];
  const added = addStatement(document, withoutTest(statement, moved, test));
  return allOrNone(removeItems(tree, actions, nodes), added);
}

function withoutTest(statement: Statement, moved: readonly ActionEntry[], test: ConditionEntry): JsonValue {
  const members = statement.object?.members ?? [];
  const kept = members.flatMap(({ key, value }): [string, JsonValue][] => {
    if (key.value === 'Sid') return [];
    if (key.value === 'Action') return [[key.value, moved.map(({ text }) => text)]];
    if (key.value !== 'Condition') return [[key.value, jsonValueOf(value)]];
    const condition = conditionWithout(value, test);
    return condition === undefined ? [] : [[key.value, condition]];
  });
  return Object.fromEntries(kept);
}

/** The condition without one key; undefined where nothing is left. */
function conditionWithout(condition: TreeNode, test: ConditionEntry): JsonValue | undefined {
  if (condition.kind !== 'object') return undefined;
  const blocks = condition.members.flatMap((block): [string, JsonValue][] => {
    if (block !== test.operatorMember || block.value.kind !== 'object')
      return [[block.key.value, jsonValueOf(block.value)]];
    const others = block.value.members.filter((member) => member !== test.member);
    if (others.length === 0) return [];
    return [[block.key.value, Object.fromEntries(others.map(({ key, value }) => [key.value, jsonValueOf(value)]))]];
  });
  return blocks.length === 0 ? undefined : Object.fromEntries(blocks);
}
