import { firstPlace } from '../../../shared/first-place';
import { type LineStarts, lineOf, startsAfterFeeds } from './lines';
import {
  type ArrayNode,
  type Comment,
  contains,
  type Member,
  type ObjectNode,
  type Range,
  type StringNode,
  type Tree,
  type TreeNode,
} from './tree';

/**
 * Edits of a JSON text that keep its style: commas, indentation, line ends, blanks after brackets, comments. All work in
 * the text of the tree that they are given; nothing is applied here. Edits of one call do not overlap.
 */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Where a new member goes. */
export type Place = 'first' | 'last' | { readonly after: Member };

/** Another text for a node. */
export function replaceNode(node: Range, newText: string): TextEdit {
  return { range: { start: node.start, end: node.end }, newText };
}

/** Another value for a string: quotes and escapes as JSON wants them. */
export function replaceString(node: StringNode, value: string): TextEdit {
  return replaceNode(node, JSON.stringify(value));
}

/** Another value for a node, laid out as its place wants it. */
export function replaceValue(tree: Tree, node: Range, value: JsonValue): TextEdit {
  return replaceNode(node, formatValue(value, layoutAt(tree, node.start)));
}

/** Another name for a member. */
export function renameKey(member: Member, name: string): TextEdit {
  return replaceString(member.key, name);
}

/** Takes a member out, with its comma and a comment behind it on the same line. */
export function removeMember(tree: Tree, object: ObjectNode, member: Member): readonly TextEdit[] {
  return removeChild(tree, object, object.members, member);
}

/** The edits of all parts; none where a part has none, for the others alone would mean something else. */
export function allOrNone(...parts: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  return parts.some(({ length }) => length === 0) ? [] : parts.flat();
}

/** Takes items out of an array, with their commas. */
export function removeItems(tree: Tree, array: ArrayNode, items: ReadonlySet<TreeNode>): readonly TextEdit[] {
  return removeChildren(tree, array, array.items, items);
}

/** Takes one item out of an array. */
export function removeItem(tree: Tree, array: ArrayNode, item: TreeNode): readonly TextEdit[] {
  return removeChild(tree, array, array.items, item);
}

/** Puts `"name": value` into an object. */
export function insertMember(
  tree: Tree,
  object: ObjectNode,
  name: string,
  value: JsonValue,
  place: Place,
): readonly TextEdit[] {
  const layout = layoutOf(tree, object, object.members);
  const text = `${JSON.stringify(name)}:${layout.isCompact ? '' : ' '}${formatValue(value, layout)}`;
  return insertText(tree, object, object.members, text, layout, indexFor(object, place));
}

/** Copies members behind the last one of an object. */
export function insertMembers(tree: Tree, object: ObjectNode, members: readonly Member[]): readonly TextEdit[] {
  const layout = layoutOf(tree, object, object.members);
  const blank = layout.isCompact ? '' : ' ';
  const texts = members.map(
    ({ key, value }) => `${JSON.stringify(key.value)}:${blank}${formatValue(jsonValueOf(value), layout)}`,
  );
  if (texts.length === 0) return [];
  return insertText(tree, object, object.members, texts.join(separatorOf(layout)), layout, object.members.length);
}

/** Puts a value behind the last item of an array. */
export function appendItem(tree: Tree, array: ArrayNode, value: JsonValue): readonly TextEdit[] {
  return appendItems(tree, array, [value]);
}

/** Puts values behind the last item of an array, in their order. */
function appendItems(tree: Tree, array: ArrayNode, values: readonly JsonValue[]): readonly TextEdit[] {
  if (values.length === 0) return [];
  const layout = layoutOf(tree, array, array.items);
  const text = values.map((value) => formatValue(value, layout)).join(separatorOf(layout));
  return insertText(tree, array, array.items, text, layout, array.items.length);
}

/** Puts values in the place of one item. None: the item goes. */
export function replaceItem(
  tree: Tree,
  array: ArrayNode,
  item: TreeNode,
  values: readonly JsonValue[],
): readonly TextEdit[] {
  if (values.length === 0) return removeItem(tree, array, item);
  const layout = layoutOf(tree, array, array.items);
  return [replaceNode(item, values.map((value) => formatValue(value, layout)).join(separatorOf(layout)))];
}

/** Puts values in the place of a value that is alone, or of an item where it stands in an array: one as itself, more as an array. */
export function replaceEntry(
  tree: Tree,
  list: TreeNode,
  entry: TreeNode,
  values: readonly JsonValue[],
): readonly TextEdit[] {
  if (list.kind === 'array') return replaceItem(tree, list, entry, values);
  const [first] = values;
  const value = values.length === 1 && first !== undefined ? first : values;
  return [replaceNode(entry, formatValue(value, layoutAt(tree, entry.start)))];
}

/** Adds values to a list, or makes a list of the one value that stands there, whose lines stay as they are: `[{ … }, { … }]`. */
export function addEntries(tree: Tree, list: TreeNode, values: readonly JsonValue[]): readonly TextEdit[] {
  if (values.length === 0) return [];
  if (list.kind === 'array') return appendItems(tree, list, values);
  const layout = layoutAt(tree, list.start);
  const between = separatorOf({ ...layout, isMultiLine: false });
  const isMultiLine = tree.text.slice(list.start, list.end).includes('\n');
  const text = values.map((value) => between + formatValue(value, { ...layout, isMultiLine })).join('');
  return [insertion(list.start, '['), insertion(list.end, `${text}]`)];
}

/** `x` → `[x]`. */
export function wrapInArray(node: Range): readonly TextEdit[] {
  return [insertion(node.start, '['), insertion(node.end, ']')];
}

/** `[x]` → `x`; nothing for an array of another length, or with a comment in it that would be lost. */
export function unwrapArray(tree: Tree, array: ArrayNode): readonly TextEdit[] {
  const [item, ...others] = array.items;
  if (item === undefined || others.length > 0 || item.kind === 'missing') return [];
  const isInBrackets = (comment: Range) => contains(array, comment.start) && !contains(item, comment.start);
  if (tree.comments.some(isInBrackets)) return [];
  return [deletion(array.start, item.start), deletion(item.end, array.end)];
}

/** `"name": value` → `"outer": { "name": value }`. */
export function wrapMember(tree: Tree, member: Member, outer: string): readonly TextEdit[] {
  const { isCompact } = layoutAt(tree, member.start);
  const blank = isCompact ? '' : ' ';
  return [
    insertion(member.start, `${JSON.stringify(outer)}:${blank}{${blank}`),
    insertion(member.value.end, `${blank}}`),
  ];
}

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  // Two insertions at one place keep their order.
  const ordered = edits.map((edit, index) => ({ edit, index }));
  ordered.sort((left, right) => left.edit.range.start - right.edit.range.start || left.index - right.index);
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    result += text.slice(at, edit.range.start) + edit.newText;
    at = edit.range.end;
  }
  return result + text.slice(at);
}

/** A value as text of its own, in lines of two blanks. */
export function formatJson(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}

/** What a node says, as a value. Of equal names the last counts; a missing node is null. */
export function jsonValueOf(node: TreeNode): JsonValue {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key.value, jsonValueOf(value)]));
    case 'array':
      return node.items.map(jsonValueOf);
    case 'string':
    case 'boolean':
      return node.value;
    case 'number':
      return Number(node.text);
    default:
      return null;
  }
}

/** How a container is written. */
interface Layout {
  readonly newline: string;
  /** White space before a child on its own line. */
  readonly indent: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly isMultiLine: boolean;
  /** No blank behind colons and commas. */
  readonly isCompact: boolean;
}

type Container = ObjectNode | ArrayNode;

function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}

function deletion(start: number, end: number): TextEdit {
  return { range: { start, end }, newText: '' };
}

function layoutOf(tree: Tree, container: Container, children: readonly Range[]): Layout {
  const outer = indentAt(tree, container.start);
  const unit = unitOf(tree);
  const [first] = children;
  const inside = tree.text.slice(container.start, first?.start ?? container.end);
  const isMultiLine = inside.includes('\n');
  const ownIndent = first !== undefined && isMultiLine ? indentAt(tree, first.start) : outer + unit;
  return { newline: traitsOf(tree).newline, indent: ownIndent, unit, isMultiLine, isCompact: isCompact(tree) };
}

/** For a value that stands at an offset: its nested lines are indented from that line. */
function layoutAt(tree: Tree, offset: number): Layout {
  const { newline, lines } = traitsOf(tree);
  const line = lineOf(lines, offset);
  return {
    newline,
    indent: indentAt(tree, offset),
    unit: unitOf(tree),
    isMultiLine: line > 0 && line < lines.length - 1,
    isCompact: isCompact(tree),
  };
}

/** What stands between two children. */
function separatorOf({ isMultiLine, isCompact, newline, indent }: Layout): string {
  if (isMultiLine) return `,${newline}${indent}`;
  return isCompact ? ',' : ', ';
}

/** How the whole text is written. */
interface Traits {
  readonly newline: string;
  readonly lines: LineStarts;
}

/** Looked up once for each text: a long one may need thousands of edits. */
const knownTraits = new WeakMap<Tree, Traits>();

function traitsOf(tree: Tree): Traits {
  const known = knownTraits.get(tree);
  if (known !== undefined) return known;
  const { text } = tree;
  const traits = { newline: text.includes('\r\n') ? '\r\n' : '\n', lines: startsAfterFeeds(text) };
  knownTraits.set(tree, traits);
  return traits;
}

/** The white space at the start of the line that holds the offset. */
function indentAt(tree: Tree, offset: number): string {
  const { text } = tree;
  // A text may be one line, which nothing walks back for each edit.
  const { lines } = traitsOf(tree);
  const start = lines[lineOf(lines, offset)] ?? 0;
  let end = start;
  while (end < offset && (text[end] === ' ' || text[end] === '\t')) end += 1;
  return text.slice(start, end);
}

/** The root's first child shows the step; two blanks where the text shows none. */
function unitOf(tree: Tree): string {
  const { root, text } = tree;
  const first = root.kind === 'object' ? root.members[0] : root.kind === 'array' ? root.items[0] : undefined;
  if (first === undefined || !text.slice(root.start, first.start).includes('\n')) return '  ';
  const outer = indentAt(tree, root.start);
  const inner = indentAt(tree, first.start);
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : '  ';
}

/** Text without a blank behind its first colon, and on one line, is written without blanks. */
function isCompact(tree: Tree): boolean {
  const member = tree.root.kind === 'object' ? tree.root.members[0] : undefined;
  if (member === undefined || traitsOf(tree).lines.length > 1) return false;
  return tree.text.charAt(member.value.start - 1) === ':';
}

function formatValue(value: JsonValue, layout: Layout): string {
  if (layout.isCompact) return JSON.stringify(value);
  if (!layout.isMultiLine) return formatInLine(value);
  return JSON.stringify(value, null, layout.unit).replaceAll('\n', `${layout.newline}${layout.indent}`);
}

/** `{ "a": ["b", "c"] }`. */
function formatInLine(value: JsonValue): string {
  if (isList(value)) return `[${value.map(formatInLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${formatInLine(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function indexFor(object: ObjectNode, place: Place): number {
  if (place === 'first') return 0;
  if (place === 'last') return object.members.length;
  return object.members.indexOf(place.after) + 1;
}

function insertText(
  tree: Tree,
  container: Container,
  children: readonly Range[],
  text: string,
  layout: Layout,
  index: number,
): readonly TextEdit[] {
  const next = children[index];
  const previous = children[index - 1];
  if (previous !== undefined) return insertAfter(tree, container, previous, text, layout);
  if (next !== undefined) {
    const between = layout.isMultiLine ? `${layout.newline}${layout.indent}` : layout.isCompact ? '' : ' ';
    return [insertion(next.start, `${text},${between}`)];
  }
  return insertAlone(tree, container, text, layout);
}

function insertAfter(
  tree: Tree,
  container: Container,
  previous: Range,
  text: string,
  layout: Layout,
): readonly TextEdit[] {
  const comma = commaAfter(tree, previous.end, container.end);
  if (!layout.isMultiLine) {
    const blank = layout.isCompact ? '' : ' ';
    return comma === undefined
      ? [insertion(previous.end, `,${blank}${text}`)]
      : [insertion(comma + 1, `${blank}${text},`)];
  }
  const line = `${layout.newline}${layout.indent}${text}`;
  const end = endOfLineComment(tree, comma === undefined ? previous.end : comma + 1);
  if (comma !== undefined) return [insertion(end, `${line},`)];
  if (end === previous.end) return [insertion(end, `,${line}`)];
  return [insertion(previous.end, ','), insertion(end, line)];
}

/** Into an empty container; comments in it stay. */
function insertAlone(tree: Tree, container: Container, text: string, layout: Layout): readonly TextEdit[] {
  const closing = container.closed ? container.end - 1 : container.end;
  const inside = tree.text.slice(container.start + 1, closing);
  const lastNewline = inside.lastIndexOf('\n');
  if (lastNewline >= 0) {
    const end = container.start + 1 + inside.trimEnd().length;
    const outer = indentAt(tree, container.start);
    return [
      {
        range: { start: end, end: closing },
        newText: `${layout.newline}${layout.indent}${text}${layout.newline}${outer}`,
      },
    ];
  }
  const blank = layout.isCompact || container.kind === 'array' ? '' : ' ';
  if (inside.trim() !== '') return [insertion(closing, `${blank}${text}${blank}`)];
  return [{ range: { start: container.start + 1, end: closing }, newText: `${blank}${text}${blank}` }];
}

/** Runs of children that go, each with the commas that it takes along. */
function removeChildren<Child extends Range>(
  tree: Tree,
  container: Container,
  children: readonly Child[],
  removed: ReadonlySet<Child>,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = 0; at < children.length; at += 1) {
    const first = children[at];
    if (first === undefined || !removed.has(first)) continue;
    const previous = children[at - 1];
    while (children.slice(at + 1, at + 2).some((next) => removed.has(next))) at += 1;
    edits.push(...removeRun(tree, container, { first, last: children[at] ?? first, previous, next: children[at + 1] }));
  }
  return edits;
}

/** A rule may ask for each of ten thousand siblings: the others are not walked in our own code. */
function removeChild<Child extends Range>(
  tree: Tree,
  container: Container,
  children: readonly Child[],
  child: Child,
): readonly TextEdit[] {
  const at = children.indexOf(child);
  if (at === -1) return [];
  return removeRun(tree, container, { first: child, last: child, previous: children[at - 1], next: children[at + 1] });
}

interface ChildRun {
  readonly first: Range;
  readonly last: Range;
  readonly previous: Range | undefined;
  readonly next: Range | undefined;
}

function removeRun(tree: Tree, container: Container, { first, last, previous, next }: ChildRun): readonly TextEdit[] {
  const { text } = tree;
  const comma = commaAfter(tree, last.end, container.end);
  const end = endOfLineComment(tree, comma === undefined ? last.end : comma + 1);
  if (next !== undefined) return [deletion(first.start, skipBlank(text, end))];
  if (previous === undefined) return [removeOnly(tree, container, first.start, end)];
  const previousComma = commaAfter(tree, previous.end, first.start);
  const stay = endOfLineComment(tree, previousComma === undefined ? previous.end : previousComma + 1);
  // A comma behind the last one is the author's style: it stays behind the new last one.
  if (comma !== undefined || previousComma === undefined) return [deletionBehind(tree, container, stay, end)];
  return stay === previousComma + 1
    ? [deletion(previousComma, end)]
    : [deletion(previousComma, previousComma + 1), deletionBehind(tree, container, stay, end)];
}

/** What stays behind a comment that ends its line gets a line of its own. */
function deletionBehind(tree: Tree, container: Container, start: number, end: number): TextEdit {
  const { text, comments } = tree;
  const last = comments[firstPlace(comments.length, (place) => (comments[place]?.end ?? 0) < start)];
  const isBehindComment = last?.kind === 'line' && last.end === start;
  const rest = skipBlank(text, end);
  const isLastOnLine = rest === text.length || text.slice(end, rest).includes('\n');
  if (!isBehindComment || isLastOnLine) return deletion(start, end);
  return { range: { start, end: rest }, newText: `${traitsOf(tree).newline}${indentAt(tree, container.start)}` };
}

/** The only child goes: an empty container has nothing between its brackets, but for comments. */
function removeOnly(tree: Tree, container: Container, start: number, end: number): TextEdit {
  const closing = container.closed ? container.end - 1 : container.end;
  const before = tree.text.slice(container.start + 1, start);
  const after = tree.text.slice(end, closing);
  if (before.trim() === '' && after.trim() === '') return deletion(container.start + 1, closing);
  return deletion(start, end);
}

/** The offset of the comma behind a child. */
function commaAfter(tree: Tree, offset: number, limit: number): number | undefined {
  const at = skipTrivia(tree, offset);
  return at < limit && tree.text.charAt(at) === ',' ? at : undefined;
}

function skipTrivia(tree: Tree, offset: number): number {
  let at = skipBlank(tree.text, offset);
  for (;;) {
    const comment = commentAt(tree, at);
    if (comment === undefined) return at;
    at = skipBlank(tree.text, comment.end);
  }
}

/** The comment that begins at the offset. They are in order: a text may have thousands, each with an edit beside it. */
function commentAt({ comments }: Tree, offset: number): Comment | undefined {
  const comment = comments[firstPlace(comments.length, (place) => (comments[place]?.start ?? 0) < offset)];
  return comment?.start === offset ? comment : undefined;
}

function skipBlank(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

/** The end of a comment that begins on the same line, with only blanks before it and nothing behind it; else the offset. */
function endOfLineComment(tree: Tree, offset: number): number {
  let at = offset;
  while (tree.text[at] === ' ' || tree.text[at] === '\t') at += 1;
  const comment = commentAt(tree, at);
  if (comment === undefined) return offset;
  const lineEnd = tree.text.indexOf('\n', comment.end);
  const rest = tree.text.slice(comment.end, lineEnd < 0 ? tree.text.length : lineEnd);
  return comment.kind === 'line' || rest.trim() === '' ? comment.end : offset;
}
