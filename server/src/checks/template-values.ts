import type { TreeNode } from '../syntax/tree';

/** `{ "Ref": … }` and `{ "Fn::Sub": … }` of a template stand for a value that is not known here. */
export function isTemplateValue(node: TreeNode): boolean {
  if (node.kind !== 'object') return false;
  const [member, ...rest] = node.members;
  return member !== undefined && rest.length === 0 && isTemplateFunction(member.key.value);
}

/** The name of a template's function, as it stands where a key would. */
export function isTemplateFunction(name: string): boolean {
  return /^(Ref|Fn::\w+)$/.test(name);
}
