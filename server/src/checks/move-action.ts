import type { PolicyDocument, Statement } from '../policy/document';
import { allOrNone, type JsonValue, jsonValueOf, removeItem, replaceNode, type TextEdit } from '../syntax/edits';
import type { ActionEntry } from './action-entries';
import { addStatement } from './statement-edits';

/**
 * Takes an action out of its statement into one of its own with `"Resource": "*"`, Effect and Condition as they are. Empty where the action
 * stands alone: there Resource itself may change.
 */
export function moveToStar(document: PolicyDocument, statement: Statement, entry: ActionEntry): readonly TextEdit[] {
  const array = entry.list.member.value;
  if (array.kind !== 'array' || array.items.length < 2) return [];
  const { Condition } = statement.elements;
  const moved: JsonValue = {
    Effect: statement.effect ?? 'Allow',
    Action: entry.text,
    Resource: '*',
    ...(Condition === undefined ? {} : { Condition: jsonValueOf(Condition.value) }),
  };
  const added = addStatement(document, moved);
  return allOrNone(removeItem(document.tree, array, entry.node), added);
}

/** Puts "*" in the place of the whole Resource of a statement whose only action is this one. */
export function resourceAsStar(statement: Statement, entry: ActionEntry): readonly TextEdit[] {
  const { resource } = statement;
  return entry.list.entries.length > 1 || resource === undefined ? [] : [replaceNode(resource.member.value, '"*"')];
}
