import type { PolicyDocument, Statement } from '../policy/document';
import { removeItem, type TextEdit } from '../syntax/edits';
import type { Range, Tree } from '../syntax/tree';

/** Where a finding about a whole statement stands: at its Sid, else at its Effect, else at its opening brace. */
export function statementPlace({ node, elements }: Statement): Range {
  const { Sid, Effect } = elements;
  if (Sid?.value.kind === 'string' && Sid.value.value !== '') return Sid.value;
  return Effect?.value ?? { start: node.start, end: node.start + 1 };
}

/** The Sid, or `statement 2` as people count. */
export function statementName({ sid, index }: Statement): string {
  return sid === undefined || sid === '' ? `statement ${index + 1}` : `"${sid}"`;
}

/** Takes a statement out; nothing where it is the only one, or stands in no list. */
export function removeStatement(
  { statementMember }: PolicyDocument,
  tree: Tree,
  { node }: Statement,
): readonly TextEdit[] {
  const list = statementMember?.value;
  return list?.kind === 'array' && list.items.length > 1 ? removeItem(tree, list, node) : [];
}
