import { firstPlace } from '../../../shared/first-place';
import { ownText } from '../../../shared/own-text';
import type { ChangedRange } from './changes';
import { parseJson } from './json';
import type { ArrayNode, Comment, Member, ObjectNode, Range, StringNode, SyntaxProblem, Tree, TreeNode } from './tree';

/**
 * What `parseJson` makes of the new text, from the tree of the old one: the smallest string, object or array around the edit is
 * read anew, what stands before it is shared with the old tree, and what stands behind it is moved. A whole new tree where
 * that could differ, as it can where the text around the edit is broken.
 */
export function reparseJson(old: Tree, text: string, edit: ChangedRange): Tree {
  return changedTree(old, text, edit) ?? parseJson(text, { comments: old.language === 'jsonc' });
}

function changedTree(old: Tree, text: string, edit: ChangedRange): Tree | undefined {
  const path = pathTo(old.root, edit);
  const target = path.at(-1)?.node;
  if (target === undefined || !isSound(old, target)) return undefined;
  const by = edit.newEnd - edit.end;
  const part = readPart(old, text.slice(target.start, target.end + by), path.length - 1);
  if (part === undefined) return undefined;
  let node = shifted(part.root, target.start);
  for (const step of path.slice(0, -1).reverse()) node = withChild(step, node, by);
  return {
    language: old.language,
    text,
    root: node,
    problems: spliced(old.problems, target, by, []),
    comments: spliced(
      old.comments,
      target,
      by,
      part.comments.map((comment) => moved(comment, target.start)),
    ),
  };
}

/** An own copy is read, so that a node that lives for many versions does not keep the text of one of them. */
function readPart({ language }: Tree, part: string, depth: number): Tree | undefined {
  const tree = parseJson(ownText(part), { comments: language === 'jsonc', depth });
  return tree.problems.length === 0 && tree.root.end === part.length ? tree : undefined;
}

/** A node with the place of the child through which the path goes on. */
interface PathStep {
  readonly node: TreeNode;
  /** Of members and items; the last step has none. */
  place: number;
  /** The path goes on through a member's key. */
  isKey: boolean;
}

/** From the root to the smallest string, object or array whose inside holds the edit; empty where there is none. */
function pathTo(root: TreeNode, edit: Range): PathStep[] {
  const path: PathStep[] = [];
  for (let node: TreeNode | undefined = root; node !== undefined && holds(node, edit); ) {
    const step: PathStep = { node, place: -1, isKey: false };
    path.push(step);
    node = childAt(step, edit);
  }
  return path;
}

/** Between its delimiters: an edit at a quote or a bracket may join what was apart. */
function holds(node: TreeNode, { start, end }: Range): boolean {
  switch (node.kind) {
    case 'string':
      return node.closed && !node.bare && node.start < start && end < node.end;
    case 'object':
    case 'array':
      return node.closed && node.start < start && end < node.end;
    default:
      return false;
  }
}

function childAt(step: PathStep, edit: Range): TreeNode | undefined {
  const { node } = step;
  if (node.kind === 'array') {
    const place = placeAt(node.items, edit.start);
    return entered(step, place, false, node.items[place], edit);
  }
  if (node.kind !== 'object') return undefined;
  const place = placeAt(node.members, edit.start);
  const member = node.members[place];
  return entered(step, place, true, member?.key, edit) ?? entered(step, place, false, member?.value, edit);
}

function entered(
  step: PathStep,
  place: number,
  isKey: boolean,
  node: TreeNode | undefined,
  edit: Range,
): TreeNode | undefined {
  if (node === undefined || !holds(node, edit)) return undefined;
  step.place = place;
  step.isKey = isKey;
  return node;
}

/** The first of the ranges that ends behind the offset; they are in order. */
function placeAt(ranges: readonly Range[], offset: number): number {
  return firstPlace(ranges.length, (place) => (ranges[place]?.end ?? 0) <= offset);
}

/** Nothing in it, and nothing that reaches into it, is broken. */
function isSound({ problems }: Tree, { start, end }: Range): boolean {
  return problems.every((problem) => problem.end <= start || problem.start >= end);
}

/** What was before the target stays, what was in it is replaced, and what was behind it is moved. */
function spliced<Mark extends SyntaxProblem | Comment>(
  marks: readonly Mark[],
  target: Range,
  by: number,
  inside: readonly Mark[],
): readonly Mark[] {
  if (marks.length === 0) return inside;
  const before = marks.filter(({ end }) => end <= target.start);
  const behind = marks.filter(({ start }) => start >= target.end);
  return [...before, ...inside, ...behind.map((mark) => moved(mark, by))];
}

function moved<Mark extends Range>(mark: Mark, by: number): Mark {
  return { ...mark, start: mark.start + by, end: mark.end + by };
}

/** The same object or array with another child, behind which all is moved. */
function withChild({ node, place, isKey }: PathStep, child: TreeNode, by: number): TreeNode {
  if (node.kind === 'array') {
    const items = node.items.map((item, at) => {
      if (at < place) return item;
      return at === place ? child : shifted(item, by);
    });
    return { kind: 'array', items, start: node.start, end: node.end + by, closed: node.closed };
  }
  if (node.kind !== 'object') return node;
  const members = node.members.map((member, at) => {
    if (at < place) return member;
    return at === place ? withPart(member, isKey, child, by) : shiftedMember(member, by);
  });
  return { kind: 'object', members, start: node.start, end: node.end + by, closed: node.closed };
}

function withPart({ key, value, start, end }: Member, isKey: boolean, part: TreeNode, by: number): Member {
  if (!isKey || part.kind !== 'string') return { key, value: part, start, end: end + by };
  return { key: part, value: shifted(value, by), start, end: end + by };
}

/** The node at another place. */
function shifted(node: TreeNode, by: number): TreeNode {
  if (by === 0) return node;
  const start = node.start + by;
  const end = node.end + by;
  switch (node.kind) {
    case 'string':
      return shiftedString(node, by);
    case 'object':
      return shiftedObject(node, by);
    case 'array':
      return shiftedArray(node, by);
    case 'number':
      return { kind: 'number', text: node.text, start, end };
    case 'boolean':
      return { kind: 'boolean', value: node.value, start, end };
    default:
      return { kind: node.kind, start, end };
  }
}

function shiftedString(
  { value, textStart, jumps, closed, bare, unknown, start, end }: StringNode,
  by: number,
): StringNode {
  return {
    kind: 'string',
    value,
    textStart: textStart + by,
    jumps,
    closed,
    bare,
    unknown,
    start: start + by,
    end: end + by,
  };
}

function shiftedObject({ members, start, end, closed }: ObjectNode, by: number): ObjectNode {
  return {
    kind: 'object',
    members: members.map((member) => shiftedMember(member, by)),
    start: start + by,
    end: end + by,
    closed,
  };
}

function shiftedArray({ items, start, end, closed }: ArrayNode, by: number): ArrayNode {
  return { kind: 'array', items: items.map((item) => shifted(item, by)), start: start + by, end: end + by, closed };
}

function shiftedMember({ key, value, start, end }: Member, by: number): Member {
  return { key: shiftedString(key, by), value: shifted(value, by), start: start + by, end: end + by };
}
