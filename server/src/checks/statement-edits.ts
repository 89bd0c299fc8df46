import type { ElementName, PolicyDocument, Statement } from '../policy/document';
import { STATEMENT_ELEMENTS } from '../policy/grammar';
import { addEntries, applyEdits, insertMember, type JsonValue, type Place, type TextEdit } from '../syntax/edits';
import type { Member, ObjectNode, Tree } from '../syntax/tree';
import { isTemplateValue } from './template-values';

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

/** Puts a statement behind the last one; a single one without brackets gets them. Nothing where a template makes the statements. */
export function addStatement(document: PolicyDocument, statement: JsonValue): readonly TextEdit[] {
  return addStatements(document, [statement]);
}

/** The same for several, in their order. */
export function addStatements(
  { tree, statementMember }: PolicyDocument,
  statements: readonly JsonValue[],
): readonly TextEdit[] {
  const list = statementMember?.value;
  if (list?.kind === 'object') return list.closed && !isTemplateValue(list) ? addEntries(tree, list, statements) : [];
  return list?.kind === 'array' ? addEntries(tree, list, statements) : [];
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
