import type { PolicySite } from '../policy/find';
import { type LineStarts, positionAt } from '../syntax/lines';
import { type Comment, childrenOf, type Range, type Tree, type TreeNode } from '../syntax/tree';

/** `// writ-ignore CODE[, CODE…] -- reason`. All ranges count in the file. */
export interface IgnoreComment {
  readonly range: Range;
  readonly codes: readonly IgnoredCode[];
  readonly hasReason: boolean;
  /** What begins in here is meant. */
  readonly covers: Range;
  /** Nothing but blanks stands before it on its line. */
  readonly isAlone: boolean;
}

export interface IgnoredCode extends Range {
  readonly code: string;
}

const WORD = 'writ-ignore';

/** The suppressions among the comments of a file, in the order of the text. */
export function readIgnoreComments(
  tree: Tree,
  lines: LineStarts,
  sites: readonly PolicySite[],
): readonly IgnoreComment[] {
  if (tree.comments.length === 0 || !tree.text.includes(WORD)) return [];
  const own = sites.filter(({ embedding }) => embedding === undefined);
  const begins: Beginnings = {
    comments: new Map(tree.comments.map((comment) => [comment.start, comment])),
    statements: statementsOf(own),
    nodes: nodesOf(own),
  };
  return tree.comments.flatMap((comment) => {
    const parts = partsOf(tree.text, comment);
    if (parts === undefined) return [];
    const isAlone = isBlank(tree.text.slice(lineStart(lines, comment.start), comment.start));
    const covers = isAlone ? coveredBelow(tree, lines, begins, comment) : lineOf(tree, lines, comment.start);
    return [{ range: { start: comment.start, end: comment.end }, ...parts, covers, isAlone }];
  });
}

/** Is there a reason in the words? The quick fixes leave a `TODO` to those who accept them. */
export function isReason(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '' && !/^\s*TODO\b/.test(text);
}

function partsOf(text: string, comment: Comment): Pick<IgnoreComment, 'codes' | 'hasReason'> | undefined {
  const end = comment.kind === 'block' && text.slice(comment.start, comment.end).endsWith('*/') ? 2 : 0;
  const inside = text.slice(comment.start + 2, comment.end - end);
  const start = inside.length - inside.trimStart().length;
  const behind = inside.charAt(start + WORD.length);
  if (!inside.startsWith(WORD, start) || !(behind === '' || ' \t\r\n'.includes(behind))) return undefined;
  const from = start + WORD.length;
  const dashes = inside.indexOf('--', from);
  const named = inside.slice(from, dashes < 0 ? inside.length : dashes);
  const base = comment.start + 2 + from;
  const codes = [...named.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({
    code,
    start: base + index,
    end: base + index + code.length,
  }));
  return { codes, hasReason: dashes >= 0 && isReason(inside.slice(dashes + 2)) };
}

/** What begins at an offset. */
interface Beginnings {
  readonly comments: ReadonlyMap<number, Comment>;
  /** Statements, and `"Statement"` with its value. */
  readonly statements: ReadonlyMap<number, Range>;
  /** Names with their values, and items of lists. */
  readonly nodes: ReadonlyMap<number, Range>;
}

function statementsOf(sites: readonly PolicySite[]): ReadonlyMap<number, Range> {
  const nodes = sites.flatMap(({ document }) => [
    ...document.statements.map(({ node }) => node),
    ...(document.statementMember === undefined ? [] : [document.statementMember]),
  ]);
  return new Map(nodes.map((node) => [node.start, { start: node.start, end: node.end }]));
}

function nodesOf(sites: readonly PolicySite[]): ReadonlyMap<number, Range> {
  const nodes = new Map<number, Range>();
  const visit = (node: TreeNode): void => {
    const parts = node.kind === 'object' ? node.members : node.kind === 'array' ? node.items : [];
    for (const part of parts) nodes.set(part.start, { start: part.start, end: part.end });
    for (const child of childrenOf(node)) visit(child);
  };
  for (const { document } of sites) visit(document.root);
  return nodes;
}

/**
 * Below a comment on a line of its own: the next line, with all of the statement, element or entry that begins it.
 */
function coveredBelow(tree: Tree, lines: LineStarts, begins: Beginnings, comment: Comment): Range {
  const at = nextToken(tree.text, begins, comment.end);
  const { start, end } = lineOf(tree, lines, at);
  const begun = begins.statements.get(at) ?? begins.nodes.get(at);
  return { start, end: Math.max(end, begun?.end ?? end) };
}

/** The next offset that is neither blank nor in a comment. */
function nextToken(text: string, { comments }: Beginnings, offset: number): number {
  let at = offset;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
    const comment = comments.get(at);
    if (comment === undefined) return at;
    at = Math.max(comment.end, at + 1);
  }
}

function lineOf({ text }: Tree, lines: LineStarts, offset: number): Range {
  const { line } = positionAt(lines, offset);
  return { start: lines[line] ?? 0, end: lines[line + 1] ?? text.length + 1 };
}

function lineStart(lines: LineStarts, offset: number): number {
  return lines[positionAt(lines, offset).line] ?? 0;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
