import type { Finding } from '../checks/finding';
import { readIgnoreComments } from '../checks/ignore-comments';
import { type PolicySite, siteRange } from '../policy/find';
import { appendItem, formatJson, insertMember, type JsonValue, replaceNode, type TextEdit } from '../syntax/edits';
import { type LineStarts, positionAt } from '../syntax/lines';
import { memberNamed, type ObjectNode, type Tree } from '../syntax/tree';

/** What the author is asked to write: as long as it stands there, the suppression is reported as one without a reason. */
const REASON = 'TODO: why';

/** May the finding be accepted by a comment? Comments have to be allowed, and a string holds none. */
export function takesComments(tree: Tree, site: PolicySite): boolean {
  return tree.language === 'jsonc' && site.embedding === undefined;
}

/** A comment above the line on which the finding starts; or one more code in the comment that is there. */
export function suppressByComment(
  tree: Tree,
  lines: LineStarts,
  sites: readonly PolicySite[],
  site: PolicySite,
  { code, range }: Finding,
): TextEdit {
  const { start } = siteRange(site, range);
  const known = readIgnoreComments(tree, lines, sites).find(
    ({ covers, codes }) => covers.start <= start && start < covers.end && codes.length > 0,
  );
  const last = known?.codes.at(-1);
  if (last !== undefined) return insertion(last.end, `, ${code}`);
  const lineStart = lines[positionAt(lines, start).line] ?? 0;
  const indent = /^[ \t]*/.exec(tree.text.slice(lineStart, start))?.[0] ?? '';
  const newline = tree.text.includes('\r\n') ? '\r\n' : '\n';
  return insertion(lineStart, `${indent}// writ-ignore ${code} -- ${REASON}${newline}`);
}

/** An entry of `"suppress"` for one finding. `path`: the file's, relative to the configuration's folder. */
export function suppressionEntry(
  path: string,
  site: PolicySite,
  { code, range }: Finding,
): { [name: string]: JsonValue } {
  const statement = site.document.statements.find(({ node }) => node.start <= range.start && range.end <= node.end);
  const isNamed =
    statement?.sid !== undefined &&
    site.document.statements.every((each) => each === statement || each.sid !== statement.sid);
  return {
    file: `./${path.replace(/[\\*?{}()[\]!+@|]/g, '\\$&')}`,
    ...(site.pointer === '' ? {} : { pointer: site.pointer }),
    ...(statement === undefined ? {} : isNamed ? { sid: statement.sid ?? '' } : { statement: statement.index }),
    code,
    reason: REASON,
  };
}

/** Adds an entry to `"suppress"`; undefined where the configuration is no object, or the member no list. */
export function addSuppression(tree: Tree, entry: JsonValue): readonly TextEdit[] | undefined {
  const { root } = tree;
  if (root.kind !== 'object') return undefined;
  const list = memberNamed(root, 'suppress')?.value;
  if (list === undefined) return insertMember(tree, root, 'suppress', [entry], 'last');
  return list.kind === 'array' ? appendItem(tree, list, entry) : undefined;
}

/** Turns a check off in `"severity"`; undefined as above. */
export function turnOff(tree: Tree, code: string): readonly TextEdit[] | undefined {
  const { root } = tree;
  if (root.kind !== 'object') return undefined;
  const table = memberNamed(root, 'severity')?.value;
  if (table === undefined) return insertMember(tree, root, 'severity', { [code]: 'off' }, 'first');
  return table.kind === 'object' ? turnOffIn(tree, table, code) : undefined;
}

function turnOffIn(tree: Tree, table: ObjectNode, code: string): readonly TextEdit[] {
  const value = memberNamed(table, code)?.value;
  return value === undefined ? insertMember(tree, table, code, 'off', 'last') : [replaceNode(value, '"off"')];
}

/** The text of a new configuration. */
export function newConfiguration(value: JsonValue): string {
  return `${formatJson(value)}\n`;
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}
