import type { ElementName, Statement } from '../policy/document';
import { STATEMENT_ELEMENTS } from '../policy/grammar';
import { applyEdits, insertMember, type JsonValue, type Place, type TextEdit } from '../syntax/edits';
import type { Member, ObjectNode, Tree } from '../syntax/tree';

/** Adds an element to a statement where people write it: Sid, Effect, Principal, Action, Resource, Condition. */
export function insertElement(
  tree: Tree,
  statement: Statement,
  name: ElementName,
  value: JsonValue,
): readonly TextEdit[] {
  return statement.object === undefined
    ? []
    : insertMember(tree, statement.object, name, value, placeFor(statement.object, name));
}

function placeFor(object: ObjectNode, name: ElementName): Place {
  const before: readonly string[] = STATEMENT_ELEMENTS.slice(0, STATEMENT_ELEMENTS.indexOf(name));
  let after: Member | undefined;
  for (const member of object.members) {
    if (before.includes(member.key.value)) after = member;
  }
  return after === undefined ? 'first' : { after };
}

/** Where the caret should stand after edits that leave an empty string to fill: an offset in the text after them. */
export function caretInEmptyString(text: string, edits: readonly TextEdit[]): { readonly completeAt?: number } {
  const edit = edits.find((each) => each.newText.includes('""'));
  if (edit === undefined) return {};
  const before = edits.filter((each) => each.range.start < edit.range.start);
  const start = applyEdits(text.slice(0, edit.range.start), before).length;
  return { completeAt: start + edit.newText.indexOf('""') + 1 };
}
