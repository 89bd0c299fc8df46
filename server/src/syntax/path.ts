import { contains, type Member, type ObjectNode, type TreeNode } from './tree';

/** One step down in a tree: by a member's name or by an item's index. */
export type Step = string | number;

/** The way from the root to a node, outermost first: each node with the step that led to it. */
export interface Ancestor {
  readonly node: TreeNode;
  readonly step: Step | undefined;
  /** The member through which the step went, for objects. */
  readonly member: Member | undefined;
}

/**
 * The nodes around an offset, from the root to the innermost; the innermost of two that touch it is the later one. A
 * caret on a member's name, or behind its colon, gives that member's object, then the member's value if it holds the caret.
 */
export function ancestorsAt(root: TreeNode, offset: number): readonly Ancestor[] {
  const found: Ancestor[] = [];
  let current: Ancestor | undefined = contains(root, offset)
    ? { node: root, step: undefined, member: undefined }
    : undefined;
  while (current !== undefined) {
    found.push(current);
    current = childAt(current.node, offset);
  }
  return found;
}

function childAt(node: TreeNode, offset: number): Ancestor | undefined {
  if (node.kind === 'object') {
    const member = node.members.findLast((each) => contains(each.value, offset) && each.value.kind !== 'missing');
    return member && { node: member.value, step: member.key.value, member };
  }
  if (node.kind !== 'array') return undefined;
  const index = node.items.findLastIndex((item) => contains(item, offset) && item.kind !== 'missing');
  const item = node.items[index];
  return item && { node: item, step: index, member: undefined };
}

/** The member whose name holds the offset. */
export function memberAtName(object: ObjectNode, offset: number): Member | undefined {
  return object.members.find((member) => contains(member.key, offset));
}

/** Steps → a JSON pointer (RFC 6901); no steps give the empty string. */
export function pointerOf(steps: readonly Step[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The node that a JSON pointer names, or `undefined`. */
export function nodeAtPointer(root: TreeNode, pointer: string): TreeNode | undefined {
  if (pointer === '') return root;
  if (!pointer.startsWith('/')) return undefined;
  let node: TreeNode | undefined = root;
  for (const part of pointer.slice(1).split('/')) {
    const step = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (node?.kind === 'object') node = node.members.findLast((member) => member.key.value === step)?.value;
    else if (node?.kind === 'array') node = /^(0|[1-9]\d*)$/.test(step) ? node.items[Number(step)] : undefined;
    else return undefined;
  }
  return node;
}
