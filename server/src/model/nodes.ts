/** Members of tree nodes by name and kind; what has another kind counts as not there (the schema check reports it). */
import { type Member, memberNamed, type ObjectNode, type StringNode, type TreeNode } from '../syntax/tree';
import type { Tags } from './entities';

/** The value of a member; undefined where it is not there or the text breaks off before it. */
export function valueAt(object: ObjectNode | undefined, name: string): TreeNode | undefined {
  const value = object && memberNamed(object, name)?.value;
  return value?.kind === 'missing' ? undefined : value;
}

export function objectAt(object: ObjectNode | undefined, name: string): ObjectNode | undefined {
  const value = valueAt(object, name);
  return value?.kind === 'object' ? value : undefined;
}

export function stringAt(object: ObjectNode | undefined, name: string): StringNode | undefined {
  const value = valueAt(object, name);
  return value?.kind === 'string' ? value : undefined;
}

export function textAt(object: ObjectNode | undefined, name: string): string | undefined {
  return stringAt(object, name)?.value;
}

export function numberAt(object: ObjectNode | undefined, name: string): number | undefined {
  const value = valueAt(object, name);
  return value?.kind === 'number' ? Number(value.text) : undefined;
}

export function booleanAt(object: ObjectNode | undefined, name: string): boolean | undefined {
  const value = valueAt(object, name);
  return value?.kind === 'boolean' ? value.value : undefined;
}

/** Items of a list; undefined where the value is no list. */
export function itemsAt(object: ObjectNode | undefined, name: string): readonly TreeNode[] | undefined {
  const value = valueAt(object, name);
  return value?.kind === 'array' ? value.items : undefined;
}

/** The strings of a list; what is none is left out. */
export function stringItems(value: TreeNode | undefined): readonly StringNode[] {
  return value?.kind === 'array' ? value.items.filter((item) => item.kind === 'string') : [];
}

/** Members of an object, or none. A name that stands twice counts once: the last one. */
export function membersOf(value: TreeNode | undefined): readonly Member[] {
  if (value?.kind !== 'object') return [];
  const last = new Map(value.members.map((member) => [member.key.value, member]));
  return last.size === value.members.length ? value.members : [...last.values()];
}

/** The word that says: it exists, and nobody knows its content. */
export function isUnknown(value: TreeNode | undefined): boolean {
  return value?.kind === 'string' && value.value === 'unknown';
}

/** An object of strings. */
export function tagsOf(value: TreeNode | undefined): Tags {
  const tags = new Map<string, string>();
  for (const { key, value: text } of membersOf(value)) if (text.kind === 'string') tags.set(key.value, text.value);
  return tags;
}
