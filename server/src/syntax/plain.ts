import type { TreeNode } from './tree';

/** Plain data, as `JSON.parse` gives it. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/** A node → plain data. A missing value is null; of a name that occurs twice the last one counts. */
export function plainValue(node: TreeNode): PlainValue {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.key.value, plainValue(member.value)]));
    case 'array':
      return node.items.map(plainValue);
    case 'string':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.value;
    default:
      return null;
  }
}
