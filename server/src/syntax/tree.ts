import { firstPlace } from '../../../shared/first-place';

/**
 * One kind of tree for every language in which a policy can be written. Offsets are UTF-16 code units in the text of
 * the file, `end` exclusive. A tree is made once for each version of a text and never changed.
 */
export type TreeNode = ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode | MissingNode;

/** A half-open range of offsets in the text of a file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface ObjectNode extends Range {
  readonly kind: 'object';
  readonly members: readonly Member[];
  /** False where the text ends before the closing brace. */
  readonly closed: boolean;
}

/** `"name": value`; `value` is a `missing` node where the text breaks off. */
export interface Member extends Range {
  readonly key: StringNode;
  readonly value: TreeNode;
}

export interface ArrayNode extends Range {
  readonly kind: 'array';
  readonly items: readonly TreeNode[];
  readonly closed: boolean;
}

export interface StringNode extends Range {
  readonly kind: 'string';
  /** The decoded text. */
  readonly value: string;
  /** The offset in the file of the first decoded character. */
  readonly textStart: number;
  /** Where characters do not stand side by side. Of most strings there are none. */
  readonly jumps: readonly Jump[];
  /** False for an unclosed literal, and for a bare word that stands where a string should. */
  readonly closed: boolean;
  /** True for a bare word without quotes. */
  readonly bare: boolean;
  /** Decoded ranges whose text is not known (an interpolation of a template language). JSON has none. */
  readonly unknown: readonly Range[];
}

export interface NumberNode extends Range {
  readonly kind: 'number';
  /** As it is written. */
  readonly text: string;
}

export interface BooleanNode extends Range {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends Range {
  readonly kind: 'null';
}

/** A value that is not there, with the place where it should be. */
export interface MissingNode extends Range {
  readonly kind: 'missing';
}

/**
 * From the decoded offset on, characters stand `apart` further behind than their number says, counted from `textStart`: an
 * escape takes more room than its character. Jumps are in the order of the text.
 */
export interface Jump {
  readonly decoded: number;
  readonly apart: number;
}

/** What stands in the text but not in the tree: needed by fixes that remove it. */
export interface Comment extends Range {
  readonly kind: 'line' | 'block';
}

export type SyntaxErrorCode =
  | 'comma-expected'
  | 'comma-trailing'
  | 'colon-expected'
  | 'value-expected'
  | 'name-expected'
  | 'name-without-quotes'
  | 'single-quotes'
  | 'brace-unclosed'
  | 'bracket-unclosed'
  | 'string-unclosed'
  | 'escape-invalid'
  | 'character-invalid'
  | 'comment'
  | 'comment-unclosed'
  | 'text-after-end'
  | 'nesting-too-deep'
  | 'empty';

/** One place where the text is no JSON. The tree goes on behind it. */
export interface SyntaxProblem extends Range {
  readonly code: SyntaxErrorCode;
}

/** A parsed text. `root` is a `missing` node for an empty text. Parsing cannot fail. */
export interface Tree {
  /** `jsonc` where comments are allowed. */
  readonly language: 'json' | 'jsonc';
  readonly text: string;
  readonly root: TreeNode;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
}

/** The member of that name (exact case); of several the last, as JSON parsers keep it. */
export function memberNamed(object: ObjectNode, name: string): Member | undefined {
  return object.members.findLast((member) => member.key.value === name);
}

/** The nodes directly below, members' keys left out. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  if (node.kind === 'object') return node.members.map((member) => member.value);
  return node.kind === 'array' ? node.items : [];
}

/** An offset in the decoded text of a string → the offset in the file. */
export function offsetIn({ textStart, jumps }: StringNode, decoded: number): number {
  const behind = firstPlace(jumps.length, (place) => (jumps[place]?.decoded ?? 0) <= decoded);
  return textStart + decoded + (jumps[behind - 1]?.apart ?? 0);
}

/** The range in the file of a part of a string, given by decoded offsets. */
export function rangeIn(node: StringNode, start: number, end: number): Range {
  return { start: offsetIn(node, start), end: offsetIn(node, end) };
}

/** An offset in the file → the decoded offset in the string, clamped to it. */
export function decodedOffset(node: StringNode, offset: number): number {
  return firstPlace(node.value.length, (decoded) => offsetIn(node, decoded + 1) <= offset);
}

export function contains(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/**
 * Where a text stands that is held as a string of another text (a policy in `"policy": "{\"Version\"…"`). Its tree has
 * offsets of its own; these two functions lead out to the file.
 */
export interface Embedding {
  readonly string: StringNode;
  readonly outer: Embedding | undefined;
}

/** A range of an embedded text → the range in the file. Without an embedding the range is in the file already. */
export function rangeInFile(embedding: Embedding | undefined, range: Range): Range {
  if (embedding === undefined) return range;
  return rangeInFile(embedding.outer, rangeIn(embedding.string, range.start, range.end));
}

/** An offset in the file → the offset in the embedded text, clamped to it. */
export function offsetInText(embedding: Embedding | undefined, offset: number): number {
  if (embedding === undefined) return offset;
  return decodedOffset(embedding.string, offsetInText(embedding.outer, offset));
}

/** New text for an embedded text → as it has to be written in the file (escaped once for each string around it). */
export function textForFile(embedding: Embedding | undefined, text: string): string {
  if (embedding === undefined) return text;
  return textForFile(embedding.outer, JSON.stringify(text).slice(1, -1));
}
