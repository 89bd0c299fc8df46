import {
  type Comment,
  decodedOffset,
  type Member,
  type Range,
  type StringNode,
  type Tree,
  type TreeNode,
} from '../syntax/tree';

/** What is written at the caret, and what stands around it. */
export interface Slot {
  readonly role: 'name' | 'value';
  /** `wrong`: single or typographic quotes, which have to go. */
  readonly quotes: 'closed' | 'open' | 'none' | 'wrong';
  /** The word with its quotes; empty at the caret where nothing is written. */
  readonly range: Range;
  readonly caret: number;
  /** The quote it begins with, or nothing. */
  readonly quote: string;
  /** The string as it is decoded; a bare word as it stands there. */
  readonly text: string;
  /** Its part before the caret. */
  readonly typed: string;
  /** The string's node; undefined for bare words and where nothing is written. */
  readonly node: StringNode | undefined;
  /** Last character before the word that is neither white space nor comment, and the offset behind it. */
  readonly before: string;
  readonly beforeEnd: number;
  /** What is missing before the word, at `beforeEnd`: nothing, a comma, or the quote of an open string with its comma. */
  readonly missingBefore: '' | ',' | '",';
  /** A comma is missing behind the word (and the value that is to come behind a name). */
  readonly needsComma: boolean;
  /** Behind a name: its colon, or its value without one, is there. */
  readonly hasValue: boolean;
}

const WRONG_QUOTES = '\'"‘’‚‛“”„‟`´';

/** Nothing is written: the place itself. `container` is the object or list around it, if there is one. */
export function gapSlot(tree: Tree, offset: number, container?: TreeNode): Slot {
  const word = { quotes: 'none', quote: '', text: '', typed: '', node: undefined } as const;
  const range = { start: offset, end: offset };
  return { role: 'value', ...word, range, caret: offset, ...around(tree, offset, offset, container), hasValue: false };
}

/** A number, `true`, `false` or `null`. */
export function literalSlot(tree: Tree, node: TreeNode, offset: number, container: TreeNode): Slot {
  return bareSlot(tree, { start: node.start, end: node.end }, offset, container);
}

export function stringSlot(tree: Tree, node: StringNode, offset: number, container: TreeNode): Slot {
  if (node.bare) return bareSlot(tree, { start: node.start, end: node.end }, offset, container);
  const isDouble = tree.text.charAt(node.start) === '"';
  // A string that is never closed runs to the end of its line: only the word at the caret is meant.
  const end = node.closed ? node.end : wordEnd(tree.text, offset, node.end);
  const typed = node.value.slice(0, decodedOffset(node, offset));
  const text = node.closed ? node.value : typed + tree.text.slice(offset, end);
  return {
    role: 'value',
    quotes: isDouble ? (node.closed ? 'closed' : 'open') : 'wrong',
    range: { start: node.start, end },
    caret: offset,
    quote: tree.text.charAt(node.start),
    text,
    typed,
    node,
    ...around(tree, node.start, end, container),
    hasValue: false,
  };
}

/** `isSplit`: the name goes on behind its first colon, `aws:SourceIp` without quotes. */
export function nameSlot(tree: Tree, member: Member, offset: number, container: TreeNode, isSplit = false): Slot {
  const { key, value } = member;
  const slot = isSplit
    ? bareSlot(tree, { start: key.start, end: Math.max(key.end + 1, value.end) }, offset, container)
    : stringSlot(tree, key, offset, container);
  const hasColon = charBehind(tree, slot.range.end) === ':';
  return { ...slot, role: 'name', hasValue: !isSplit && (hasColon || value.kind !== 'missing') };
}

function bareSlot(tree: Tree, range: Range, offset: number, container: TreeNode): Slot {
  const written = tree.text.slice(range.start, range.end);
  const isQuoted = WRONG_QUOTES.includes(written.charAt(0));
  const clean = (text: string) =>
    isQuoted
      ? Array.from(text)
          .filter((char) => !WRONG_QUOTES.includes(char))
          .join('')
      : text;
  return {
    role: 'value',
    quotes: isQuoted ? 'wrong' : 'none',
    range,
    caret: offset,
    quote: isQuoted ? written.charAt(0) : '',
    text: clean(written),
    typed: clean(tree.text.slice(range.start, offset)),
    node: undefined,
    ...around(tree, range.start, range.end, container),
    hasValue: false,
  };
}

function wordEnd(text: string, offset: number, limit: number): number {
  let end = offset;
  while (end < limit && !' \t\r\n,]}"\''.includes(text.charAt(end))) end += 1;
  return end;
}

function around(
  tree: Tree,
  start: number,
  end: number,
  container: TreeNode | undefined,
): Pick<Slot, 'before' | 'beforeEnd' | 'missingBefore' | 'needsComma'> {
  const beforeEnd = endBefore(tree, start);
  const before = tree.text.charAt(beforeEnd - 1);
  const isSeparated = container === undefined || beforeEnd <= container.start + 1 || before === ',' || before === ':';
  return {
    before,
    beforeEnd,
    missingBefore: isSeparated ? '' : isInOpenString(tree, container, beforeEnd) ? '",' : ',',
    needsComma: container !== undefined && needsComma(tree, end, container),
  };
}

function needsComma(tree: Tree, end: number, container: TreeNode): boolean {
  const next = charBehind(tree, end);
  if (next === '' || ',]}:'.includes(next)) return false;
  // `["a" ⏎ "Resource": …`: the list was never closed, what follows is no item of it.
  return container.kind !== 'array' || skipBlank(tree, end) < container.end;
}

/** A comma behind a string that lacks its closing quote would become part of it. */
function isInOpenString(tree: Tree, container: TreeNode, end: number): boolean {
  if (!tree.problems.some(({ code }) => code === 'string-unclosed')) return false;
  return stringsIn(container).some(
    (node) => node.kind === 'string' && !node.closed && !node.bare && node.start < end && end <= node.end,
  );
}

function stringsIn(container: TreeNode): readonly TreeNode[] {
  if (container.kind === 'object') return container.members.flatMap(({ key, value }) => [key, value]);
  return container.kind === 'array' ? container.items : [];
}

function charBehind(tree: Tree, offset: number): string {
  return tree.text.charAt(skipBlank(tree, offset));
}

function skipBlank(tree: Tree, offset: number): number {
  let at = offset;
  for (;;) {
    while (isBlank(tree.text.charAt(at))) at += 1;
    const comment = commentWith(tree, (each) => each.start === at);
    if (comment === undefined) return at;
    at = comment.end;
  }
}

/** The offset behind the last character before `offset` that is neither white space nor comment. */
function endBefore(tree: Tree, offset: number): number {
  let at = offset;
  for (;;) {
    while (at > 0 && isBlank(tree.text.charAt(at - 1))) at -= 1;
    const comment = commentWith(tree, (each) => each.start < at && at <= each.end);
    if (comment === undefined) return at;
    at = comment.start;
  }
}

function commentWith(tree: Tree, fits: (comment: Comment) => boolean): Comment | undefined {
  return tree.comments.length === 0 ? undefined : tree.comments.find(fits);
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r' || char === '\ufeff';
}
