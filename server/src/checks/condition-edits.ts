import type { ConditionTest, Statement } from '../policy/document';
import {
  allOrNone,
  insertMember,
  insertMembers,
  type JsonValue,
  jsonValueOf,
  removeMember,
  renameKey,
  replaceNode,
  type TextEdit,
  wrapMember,
} from '../syntax/edits';
import { parseJson } from '../syntax/json';
import type { Member, ObjectNode, Tree, TreeNode } from '../syntax/tree';
import { insertElement } from './statement-edits';

/**
 * Adds `operator: { key: value }` to a statement: into the block of that operator, a new block, or a new Condition. Nothing where the
 * block has the key already: which of two tests is meant is the author's to say.
 */
export function addTest(
  tree: Tree,
  statement: Statement,
  operator: string,
  key: string,
  value: JsonValue,
): readonly TextEdit[] {
  return addTests(tree, statement, operator, { [key]: value });
}

/** The same for several keys under one operator. Nothing where the operator's block has one of them already. */
export function addTests(
  tree: Tree,
  statement: Statement,
  operator: string,
  tests: { readonly [key: string]: JsonValue },
): readonly TextEdit[] {
  const condition = statement.elements.Condition?.value;
  if (condition === undefined) return insertElement(tree, statement, 'Condition', { [operator]: tests });
  if (condition.kind !== 'object') return [];
  if (isNoBlock(condition, operator)) return [];
  const block = blockOf(condition, operator);
  if (block?.members.some((member) => Object.keys(tests).some((key) => hasName(member, key)))) return [];
  if (block === undefined) return insertMember(tree, condition, operator, tests, 'last');
  const { root } = parseJson(JSON.stringify(tests), { comments: false });
  return root.kind === 'object' ? insertMembers(tree, block, root.members) : [];
}

/** Takes one key out, with its operator's block or the whole Condition where nothing else is left in it. */
export function removeTest(tree: Tree, statement: Statement, test: ConditionTest): readonly TextEdit[] {
  const { Condition } = statement.elements;
  const condition = Condition?.value;
  const block = test.operatorMember.value;
  if (Condition === undefined || condition?.kind !== 'object' || block.kind !== 'object') return [];
  if (block.members.length > 1) return removeMember(tree, block, test.member);
  if (condition.members.length > 1) return removeMember(tree, condition, test.operatorMember);
  return statement.object === undefined ? [] : removeMember(tree, statement.object, Condition);
}

/** Puts one key under another operator; the other keys of its block stay where they are. */
export function changeOperator(
  tree: Tree,
  statement: Statement,
  test: ConditionTest,
  operator: string,
): readonly TextEdit[] {
  const condition = statement.elements.Condition?.value;
  const block = test.operatorMember.value;
  if (condition?.kind !== 'object' || block.kind !== 'object') return [];
  if (isNoBlock(condition, operator, test.operatorMember)) return [];
  const target = blockOf(condition, operator, test.operatorMember);
  if (target === undefined && block.members.length === 1) return [renameKey(test.operatorMember, operator)];
  if (target?.members.some((each) => hasName(each, test.key)) || !keepsNumbers(test.member.value)) return [];
  const added =
    target === undefined
      ? newBlock(tree, condition, operator, test.member)
      : insertMembers(tree, target, [test.member]);
  return allOrNone(added, removeTest(tree, statement, test));
}

/**
 * Puts another test, with one string as its value, in the place of one. Nothing where the operator's block has the key
 * already: which of the two is meant is the author's to say.
 */
export function replaceTest(
  tree: Tree,
  statement: Statement,
  test: ConditionTest,
  { operator, key, value }: { readonly operator: string; readonly key: string; readonly value: string },
): readonly TextEdit[] {
  const condition = statement.elements.Condition?.value;
  const block = test.operatorMember.value;
  if (condition?.kind !== 'object' || block.kind !== 'object') return [];
  if (isNoBlock(condition, operator)) return [];
  const target = blockOf(condition, operator);
  if (target?.members.some((each) => each !== test.member && hasName(each, key))) return [];
  const inPlace = [
    ...(key === test.key ? [] : [renameKey(test.member, key)]),
    replaceNode(test.member.value, JSON.stringify(value)),
  ];
  if (target === block) return inPlace;
  if (target === undefined && block.members.length === 1) return [renameKey(test.operatorMember, operator), ...inPlace];
  const added =
    target === undefined
      ? insertMember(tree, condition, operator, { [key]: value }, 'last')
      : insertMember(tree, target, key, value, 'last');
  return allOrNone(added, removeTest(tree, statement, test));
}

function hasName({ key }: Member, name: string): boolean {
  return key.value.toLowerCase() === name.toLowerCase();
}

/** Are the numbers in a value written as they would be in another place? `1.0` would become `1`, which is another text. */
function keepsNumbers(value: TreeNode): boolean {
  if (value.kind === 'array') return value.items.every(keepsNumbers);
  return value.kind !== 'number' || String(Number(value.text)) === value.text;
}

function newBlock(tree: Tree, condition: ObjectNode, operator: string, member: Member): readonly TextEdit[] {
  return insertMember(tree, condition, operator, { [member.key.value]: jsonValueOf(member.value) }, 'last');
}

/** The block of an operator, whose name counts in any letter case. */
function blockOf(condition: ObjectNode, operator: string, except?: Member): ObjectNode | undefined {
  const value = operatorIn(condition, operator, except)?.value;
  return value?.kind === 'object' ? value : undefined;
}

/** The operator is there with a list or a text: a second one beside it would be a key written twice. */
function isNoBlock(condition: ObjectNode, operator: string, except?: Member): boolean {
  const member = operatorIn(condition, operator, except);
  return member !== undefined && member.value.kind !== 'object';
}

function operatorIn(condition: ObjectNode, operator: string, except?: Member): Member | undefined {
  const others = condition.members.filter((each) => each !== except);
  return others.find(({ key }) => key.value === operator) ?? others.find((each) => hasName(each, operator));
}

/**
 * Puts a block around a key that stands in the Condition without an operator. Nothing where the operator's block has the key
 * already, or is none.
 */
export function wrapTest(tree: Tree, condition: ObjectNode, member: Member, operator: string): readonly TextEdit[] {
  if (isNoBlock(condition, operator)) return [];
  const target = blockOf(condition, operator);
  if (target === undefined) return wrapMember(tree, member, operator);
  if (target.members.some((each) => hasName(each, member.key.value)) || !keepsNumbers(member.value)) return [];
  return allOrNone(insertMembers(tree, target, [member]), removeMember(tree, condition, member));
}

/**
 * Gives an operator's block another name. Where a block of that name stands already its keys move there; nothing where
 * both hold one of them, since which of the two is meant is the author's to say.
 */
export function renameBlock(
  tree: Tree,
  statement: Statement,
  operatorMember: Member,
  operator: string,
): readonly TextEdit[] {
  const condition = statement.elements.Condition?.value;
  if (condition?.kind !== 'object') return [];
  const isTaken = condition.members.some((each) => each !== operatorMember && hasName(each, operator));
  if (!isTaken) return [renameKey(operatorMember, operator)];
  const target = blockOf(condition, operator, operatorMember);
  const block = operatorMember.value;
  if (target === undefined || block.kind !== 'object' || block.members.length === 0) return [];
  const present = new Set(target.members.map(({ key }) => key.value.toLowerCase()));
  if (block.members.some(({ key, value }) => present.has(key.value.toLowerCase()) || !keepsNumbers(value))) return [];
  return allOrNone(insertMembers(tree, target, block.members), removeMember(tree, condition, operatorMember));
}

/** Another name for a key; nothing where its block has that name already. */
export function renameTestKey(test: ConditionTest, key: string): readonly TextEdit[] {
  const block = test.operatorMember.value;
  const isTaken = block.kind === 'object' && block.members.some((each) => each !== test.member && hasName(each, key));
  return isTaken ? [] : [renameKey(test.member, key)];
}
