import type { PolicyDocument } from '../policy/document';
import { childrenOf, type Range, type SyntaxErrorCode, type TreeNode } from '../syntax/tree';

/** How far a policy's text can be trusted. */
export interface Soundness {
  /** No break anywhere: rules on the whole document may conclude. */
  readonly isWhole: boolean;
  /** Offsets at which the text stops being what it seems, ascending. */
  readonly breaks: readonly number[];
}

/** What is wrong here leaves no doubt about what is meant: the tree is the one that the author sees. */
const HARMLESS: ReadonlySet<SyntaxErrorCode> = new Set(['comma-trailing', 'comment']);
/** Reported where something was opened; the text breaks where it should have been closed. */
const UNCLOSED: ReadonlySet<SyntaxErrorCode> = new Set(['brace-unclosed', 'bracket-unclosed']);

/** Where the text of a policy breaks. */
export function soundnessOf(document: PolicyDocument): Soundness {
  const { tree, root } = document;
  const problems = tree.problems.filter((problem) => !HARMLESS.has(problem.code));
  if (problems.length === 0) return { isWhole: true, breaks: [] };
  const inside = tree.root === root ? problems : problems.filter((problem) => touches(root, problem.start));
  const breaks = inside.filter((problem) => !UNCLOSED.has(problem.code)).map((problem) => problem.start);
  collectUnclosed(root, breaks);
  breaks.sort((left, right) => left - right);
  return { isWhole: breaks.length === 0, breaks };
}

/** The first break in a node; what ends before it is as it should be. */
export function breakIn(soundness: Soundness, node: Range): number | undefined {
  return soundness.breaks.find((offset) => touches(node, offset));
}

function touches(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

function collectUnclosed(node: TreeNode, breaks: number[]): void {
  if ((node.kind === 'object' || node.kind === 'array') && !node.closed) breaks.push(node.end);
  for (const child of childrenOf(node)) collectUnclosed(child, breaks);
}
