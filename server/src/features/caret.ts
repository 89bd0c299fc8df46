import type { PolicyDocument, Statement } from '../policy/document';
import { type ArrayNode, contains, type Member, type ObjectNode, type TreeNode } from '../syntax/tree';
import { gapSlot, literalSlot, nameSlot, type Slot, stringSlot } from './slot';

/** Which part of a policy stands, or should stand, at an offset. `object` is the object whose names are asked for. */
export type Place =
  | { readonly kind: 'policy' }
  | { readonly kind: 'documentName'; readonly object: ObjectNode }
  | { readonly kind: 'documentValue'; readonly element: string }
  /** A whole statement: the value of `Statement` or an item of its list. */
  | { readonly kind: 'statement' }
  | { readonly kind: 'elementName'; readonly statement: Statement; readonly object: ObjectNode }
  | { readonly kind: 'elementValue'; readonly statement: Statement; readonly element: string }
  | { readonly kind: 'principalType'; readonly statement: Statement; readonly object: ObjectNode }
  | { readonly kind: 'principalValue'; readonly statement: Statement; readonly type: string }
  | { readonly kind: 'operator'; readonly statement: Statement; readonly object: ObjectNode }
  | { readonly kind: 'operatorValue'; readonly statement: Statement; readonly operator: string }
  | {
      readonly kind: 'conditionKey';
      readonly statement: Statement;
      readonly object: ObjectNode;
      readonly operator: string;
    }
  | {
      readonly kind: 'conditionValue';
      readonly statement: Statement;
      readonly operator: string;
      readonly key: string;
    };

/** Where the caret is and what is written there. */
export interface Caret {
  readonly offset: number;
  readonly place: Place;
  /** True inside a list. */
  readonly isItem: boolean;
  readonly slot: Slot;
}

/** The members in whose values an offset lies, outermost first, and the innermost object or list around it. */
interface Surroundings {
  readonly steps: readonly string[];
  readonly container: ObjectNode | ArrayNode;
  readonly statement: Statement | undefined;
}

/**
 * What could be written at an offset of the policy's text; undefined where nothing can be: outside of the policy, in a
 * comment, between a name and its colon, right behind a value.
 */
export function caretAt(document: PolicyDocument, offset: number): Caret | undefined {
  const { tree, root } = document;
  if (isInComment(tree, offset)) return undefined;
  if (root.kind === 'missing') return { offset, place: { kind: 'policy' }, isItem: false, slot: gapSlot(tree, offset) };
  const around = surroundingsOf(document, offset);
  if (around === undefined) return undefined;
  return around.container.kind === 'array'
    ? itemCaret(document, around, around.container, offset)
    : memberCaret(document, around, around.container, offset);
}

/** A line comment holds its end too: what is typed there belongs to it. */
function isInComment({ comments }: PolicyDocument['tree'], offset: number): boolean {
  return comments.some(
    ({ kind, start, end }) => start < offset && (offset < end || (kind === 'line' && offset === end)),
  );
}

/** What is written at an offset, for hovers: a name or a value with its place and node. */
export function wordAt(
  document: PolicyDocument,
  offset: number,
): { readonly place: Place; readonly node: TreeNode } | undefined {
  const around = surroundingsOf(document, offset);
  if (around === undefined) return undefined;
  const { container } = around;
  if (container.kind === 'array') {
    const item = container.items.find((each) => contains(each, offset));
    const place = item && valuePlace(around, true);
    return place && { place, node: item };
  }
  const named = container.members.find((member) => contains(member.key, offset));
  if (named !== undefined) return wordOf(namePlace(around, container), named.key);
  const valued = container.members.find((member) => contains(member.value, offset));
  return valued && wordOf(valuePlace(enter(around, valued.key.value), false), valued.value);
}

function wordOf(place: Place | undefined, node: TreeNode) {
  return place && { place, node };
}

function surroundingsOf(document: PolicyDocument, offset: number): Surroundings | undefined {
  let node: TreeNode | undefined = document.root;
  let around: Surroundings | undefined;
  const steps: string[] = [];
  while ((node?.kind === 'object' || node?.kind === 'array') && isInside(node, offset)) {
    const container: ObjectNode | ArrayNode = node;
    const statement: Statement | undefined =
      steps.length === 1 && container.kind === 'object'
        ? document.statements.find((each) => each.node === container)
        : around?.statement;
    around = { steps: [...steps], container, statement };
    if (container.kind === 'array') {
      node = container.items.find((item) => isInside(item, offset));
      continue;
    }
    const member: Member | undefined = container.members.find(({ value }) => isInside(value, offset));
    if (member !== undefined) steps.push(member.key.value);
    node = member?.value;
  }
  return around;
}

/** Inside the brackets; one that is never closed goes on to its end. */
function isInside(node: TreeNode, offset: number): boolean {
  if (node.kind !== 'object' && node.kind !== 'array') return false;
  return node.start < offset && (offset < node.end || (!node.closed && offset === node.end));
}

function enter(around: Surroundings, name: string): Surroundings {
  return { ...around, steps: [...around.steps, name] };
}

function namePlace({ steps, statement }: Surroundings, object: ObjectNode): Place | undefined {
  if (steps.length === 0) return { kind: 'documentName', object };
  const [first, element, operator = ''] = steps;
  if (first !== 'Statement' || statement === undefined) return undefined;
  if (element === undefined) return { kind: 'elementName', statement, object };
  if (steps.length === 2 && isPrincipal(element)) return { kind: 'principalType', statement, object };
  if (element !== 'Condition') return undefined;
  if (steps.length === 2) return { kind: 'operator', statement, object };
  return steps.length === 3 ? { kind: 'conditionKey', statement, object, operator } : undefined;
}

function valuePlace({ steps, statement }: Surroundings, isItem: boolean): Place | undefined {
  const [first = '', element, third, fourth] = steps;
  if (first === 'Statement' && element === undefined) return { kind: 'statement' };
  if (element === undefined) return isItem ? undefined : { kind: 'documentValue', element: first };
  if (first !== 'Statement' || statement === undefined || steps.length > 4) return undefined;
  if (third === undefined) return { kind: 'elementValue', statement, element };
  if (isPrincipal(element) && fourth === undefined) return { kind: 'principalValue', statement, type: third };
  if (element !== 'Condition') return undefined;
  if (fourth !== undefined) return { kind: 'conditionValue', statement, operator: third, key: fourth };
  return isItem ? undefined : { kind: 'operatorValue', statement, operator: third };
}

function isPrincipal(element: string): boolean {
  return element === 'Principal' || element === 'NotPrincipal';
}

function itemCaret(
  { tree }: PolicyDocument,
  around: Surroundings,
  array: ArrayNode,
  offset: number,
): Caret | undefined {
  const place = valuePlace(around, true);
  if (place === undefined) return undefined;
  const written = array.items.find((item) => isOnWord(item, offset));
  const slot =
    written === undefined ? freeSlot(gapSlot(tree, offset, array), offset) : wordSlot(tree, written, offset, array);
  return slot && { offset, place, isItem: true, slot };
}

function memberCaret(
  document: PolicyDocument,
  around: Surroundings,
  object: ObjectNode,
  offset: number,
): Caret | undefined {
  const { tree } = document;
  const place = namePlace(around, object);
  const split = splitName(place, object, offset);
  const named = split ?? object.members.find((member) => isOnWord(member.key, offset));
  if (named !== undefined) {
    const slot =
      split === undefined ? nameSlot(tree, named, offset, object) : nameSlot(tree, named, offset, object, true);
    return place && { offset, place, isItem: false, slot };
  }
  const valued = object.members.find((member) => isOnWord(member.value, offset));
  if (valued !== undefined) {
    const inValue = valuePlace(enter(around, valued.key.value), false);
    const slot = wordSlot(tree, valued.value, offset, object);
    return inValue && { offset, place: inValue, isItem: false, slot };
  }
  return gapInObject(document, around, object, place, offset);
}

/** Between the members: behind a colon a value is missing, elsewhere a name. */
function gapInObject(
  { tree }: PolicyDocument,
  around: Surroundings,
  object: ObjectNode,
  name: Place | undefined,
  offset: number,
): Caret | undefined {
  const slot = gapSlot(tree, offset, object);
  const last = object.members.findLast((member) => member.key.end <= offset);
  if (slot.before === ':') {
    if (last === undefined || last.value.kind !== 'missing') return undefined;
    const place = valuePlace(enter(around, last.key.value), false);
    return place && { offset, place, isItem: false, slot };
  }
  const awaitsColon = last?.key.end === slot.beforeEnd;
  const free = freeSlot(slot, offset);
  if (awaitsColon || free === undefined || name === undefined) return undefined;
  return { offset, place: name, isItem: false, slot: { ...free, role: 'name' } };
}

/** Right behind a value nothing new begins. */
function freeSlot(slot: Slot, offset: number): Slot | undefined {
  return slot.missingBefore !== '' && slot.beforeEnd === offset ? undefined : slot;
}

function wordSlot(tree: PolicyDocument['tree'], node: TreeNode, offset: number, container: TreeNode): Slot {
  return node.kind === 'string'
    ? stringSlot(tree, node, offset, container)
    : literalSlot(tree, node, offset, container);
}

/** Within the quotes, or touching a word without them. */
function isOnWord(node: TreeNode, offset: number): boolean {
  switch (node.kind) {
    case 'string':
      if (node.bare) return node.start <= offset && offset <= node.end;
      return node.start < offset && (offset < node.end || (!node.closed && offset === node.end));
    case 'number':
    case 'boolean':
    case 'null':
      return node.start <= offset && offset <= node.end;
    default:
      return false;
  }
}

/** `{ aws:Sou| }`: without quotes the colon of a condition key or an operator reads as the one behind a name. */
function splitName(place: Place | undefined, object: ObjectNode, offset: number): Member | undefined {
  if (place?.kind !== 'conditionKey' && place?.kind !== 'operator') return undefined;
  return object.members.find(({ key, value }) => {
    if (!key.bare || offset <= key.end) return false;
    return value.start <= key.end + 1 && offset <= Math.max(value.end, key.end + 1) && isBareOrMissing(value);
  });
}

function isBareOrMissing(node: TreeNode): boolean {
  return node.kind === 'missing' || (node.kind === 'string' && node.bare);
}
