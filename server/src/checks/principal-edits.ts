import type { PrincipalElement } from '../policy/document';
import {
  addEntries,
  insertMember,
  type JsonValue,
  removeItem,
  removeItems,
  removeMember,
  renameKey,
  replaceValue,
  type TextEdit,
} from '../syntax/edits';
import type { Member, Tree, TreeNode } from '../syntax/tree';
import type { PrincipalFact } from './principal-entries';

/** Takes an entry out, with its key where nothing else stands under it; no edits where it is the only principal. */
export function removePrincipal(tree: Tree, fact: PrincipalFact): readonly TextEdit[] {
  const member = memberOf(fact);
  const object = fact.element.member.value;
  if (member === undefined || object.kind !== 'object') return [];
  const array = member.value;
  if (array.kind === 'array' && array.items.length > 1) return removeItem(tree, array, fact.node);
  return object.members.length > 1 ? removeMember(tree, object, member) : [];
}

/** Another value for the whole Principal. */
export function replacePrincipals(tree: Tree, element: PrincipalElement, value: JsonValue): readonly TextEdit[] {
  return [replaceValue(tree, element.member.value, value)];
}

/** Puts entries of one key under another: the key gets another name where all its entries go and the name is free. */
export function movePrincipals(tree: Tree, facts: readonly PrincipalFact[], type: string): readonly TextEdit[] {
  const [first] = facts;
  const member = first === undefined ? undefined : memberOf(first);
  const object = first?.element.member.value;
  if (member === undefined || object?.kind !== 'object') return [];
  const array = member.value.kind === 'array' ? member.value : undefined;
  const goesWhole = array === undefined || array.items.length === facts.length;
  const target = object.members.find(({ key }) => key.value === type);
  if (goesWhole && target === undefined) return [renameKey(member, type)];
  const texts = facts.map(({ text }) => text);
  const added =
    target === undefined
      ? insertMember(tree, object, type, texts.length === 1 ? (texts[0] ?? '') : texts, { after: member })
      : addEntries(tree, target.value, texts);
  const removed =
    goesWhole || array === undefined
      ? removeMember(tree, object, member)
      : removeItems(tree, array, new Set<TreeNode>(facts.map(({ node }) => node)));
  return [...added, ...removed];
}

/** The member of the Principal object in which the entry stands; undefined for a bare string. */
export function memberOf({ element, key }: PrincipalFact): Member | undefined {
  const object = element.member.value;
  return object.kind === 'object' ? object.members.find((member) => member.key === key) : undefined;
}
