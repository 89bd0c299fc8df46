import type { PolicyDocument, Statement } from '../policy/document';
import { addEntries, type JsonValue, jsonValueOf, removeItem, replaceNode, type TextEdit } from '../syntax/edits';
import type { ActionEntry } from './action-entries';

/**
 * Takes an action out of its statement into one of its own with `"Resource": "*"`, Effect and Condition as they are. Empty where the action
 * stands alone: there Resource itself may change.
 */
export function moveToStar(document: PolicyDocument, statement: Statement, entry: ActionEntry): readonly TextEdit[] {
  const array = entry.list.member.value;
  const statements = document.statementMember?.value;
  if (array.kind !== 'array' || array.items.length < 2 || statements === undefined) return [];
  const { Condition } = statement.elements;
  const moved: JsonValue = {
    Effect: statement.effect ?? 'Allow',
    Action: entry.text,
    Resource: '*',
    ...(Condition === undefined ? {} : { Condition: jsonValueOf(Condition.value) }),
  };
  return [...removeItem(document.tree, array, entry.node), ...addEntries(document.tree, statements, [moved])];
}

/** Puts "*" in the place of the whole Resource of a statement whose only action is this one. */
export function resourceAsStar(statement: Statement, entry: ActionEntry): readonly TextEdit[] {
  const { resource } = statement;
  return entry.list.entries.length > 1 || resource === undefined ? [] : [replaceNode(resource.member.value, '"*"')];
}
