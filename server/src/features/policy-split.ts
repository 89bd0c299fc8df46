import type { PolicyDocument, Statement } from '../policy/document';
import { formatJson, type JsonValue, jsonValueOf, removeItems, replaceValue, type TextEdit } from '../syntax/edits';
import { stripped } from '../syntax/minify';
import type { TreeNode } from '../syntax/tree';

/** One policy made into several that together say the same. */
export interface PolicySplit {
  /** What makes the policy itself the first of them. */
  readonly edits: readonly TextEdit[];
  /** The texts of the others. */
  readonly others: readonly string[];
}

/** A statement, or some of the actions of one that is too long by itself. */
interface Unit {
  readonly statement: Statement;
  readonly size: number;
  /** Undefined: the statement as it is written. */
  readonly part?: JsonValue;
}

/**
 * Splits a policy so that none of the parts has more than `limit` characters without white space. Statements stay in their order, as
 * they are written; of one that is too long by itself the actions are split. Undefined where that is not possible, or not needed.
 */
export function splitPolicy(document: PolicyDocument, limit: number): PolicySplit | undefined {
  const { tree, root, statements, statementMember } = document;
  const list = statementMember?.value;
  if (root.kind !== 'object' || list?.kind !== 'array' || list.items.length !== statements.length) return undefined;
  const sizeOf = (node: TreeNode) => stripped(tree, node).length;
  const frame = sizeOf(root) - statements.reduce((sum, { node }) => sum + sizeOf(node), 0);
  const units = statements.flatMap((statement) => unitsOf(statement, sizeOf(statement.node), limit - frame));
  if (units.some(({ size }) => size > limit - frame)) return undefined;
  const [first = [], ...others] = packed(units, limit - frame);
  if (others.length === 0) return undefined;
  const version = document.version === undefined ? undefined : jsonValueOf(document.version.value);
  return {
    edits: editsFor(document, list, first),
    others: others.map((each) => textOf(document, version, each)),
  };
}

/** Filled in their order, each as far as it goes. */
function packed(units: readonly Unit[], room: number): readonly (readonly Unit[])[] {
  const policies: Unit[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const unit of units) {
    if (used + 1 + unit.size > room) {
      policies.push([]);
      used = -1;
    }
    policies.at(-1)?.push(unit);
    used += 1 + unit.size;
  }
  return policies;
}

/** The actions of a statement may stand in several: each of them is decided by itself. Those of NotAction may not. */
function unitsOf(statement: Statement, size: number, room: number): readonly Unit[] {
  const { action, node } = statement;
  const value = jsonValueOf(node);
  if (size <= room || action === undefined || action.isNegated || action.invalid.length > 0 || !isObject(value))
    return [{ statement, size }];
  const names = action.entries.map(({ text }) => text);
  const rest = size - JSON.stringify(names).length + '[]'.length;
  const units: Unit[] = [];
  let start = 0;
  let used = rest;
  names.forEach((name, index) => {
    const length = JSON.stringify(name).length + 1;
    if (index > start && used + length > room) {
      units.push(partOf(statement, value, names.slice(start, index), used));
      start = index;
      used = rest;
    }
    used += length;
  });
  return [...units, partOf(statement, value, names.slice(start), used)];
}

/** Only the first part keeps the Sid, which must be unique. */
function partOf(
  statement: Statement,
  value: { readonly [name: string]: JsonValue },
  names: readonly string[],
  size: number,
): Unit {
  const isFirst = names[0] === statement.action?.entries[0]?.text;
  const members = Object.entries(value).filter(([name]) => isFirst || name !== 'Sid');
  const part = Object.fromEntries(members.map(([name, each]) => [name, name === 'Action' ? [...names] : each]));
  return { statement, size, part };
}

function isObject(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function editsFor(
  { tree, statements }: PolicyDocument,
  list: TreeNode & { readonly kind: 'array' },
  kept: readonly Unit[],
): readonly TextEdit[] {
  const stays = new Set(kept.map(({ statement }) => statement));
  const gone = new Set(statements.filter((each) => !stays.has(each)).map(({ node }) => node));
  const shortened = kept.flatMap(({ statement, part }) =>
    part === undefined ? [] : [replaceValue(tree, statement.node, part)],
  );
  return [...shortened, ...(gone.size === 0 ? [] : removeItems(tree, list, gone))];
}

function textOf({ tree }: PolicyDocument, version: JsonValue | undefined, units: readonly Unit[]): string {
  const newline = tree.text.includes('\r\n') ? '\r\n' : '\n';
  const statements = units.map(({ statement, part }) =>
    part === undefined ? moved(tree.text, statement.node.start, statement.node.end) : indented(formatJson(part)),
  );
  const lines = [
    '{',
    ...(version === undefined ? [] : [`  "Version": ${JSON.stringify(version)},`]),
    '  "Statement": [',
    statements.map((text) => `    ${text}`).join(`,${newline}`),
    '  ]',
    '}',
    '',
  ];
  return lines.join(newline).replace(/\r?\n/g, newline);
}

/** The text of a statement with the indentation of the new file. */
function moved(text: string, start: number, end: number): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? '';
  const lines = text.slice(start, end).split(/\r?\n/);
  return lines
    .map((line, index) => (index > 0 && line.startsWith(indent) ? `    ${line.slice(indent.length)}` : line))
    .join('\n');
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}

/** `deploy.policy.json` → `deploy-2.policy.json`. */
export function partName(name: string, number: number): string {
  const dot = name.indexOf('.', 1);
  return dot === -1 ? `${name}-${number}` : `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
}
