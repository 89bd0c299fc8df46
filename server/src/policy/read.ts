import type { Member, ObjectNode, Tree, TreeNode } from '../syntax/tree';
import type {
  ConditionTest,
  ConditionValue,
  ElementName,
  Entry,
  EntryList,
  LanguageVersion,
  PolicyDocument,
  PrincipalElement,
  PrincipalEntry,
  Statement,
} from './document';
import { STATEMENT_ELEMENTS } from './grammar';

const ELEMENT_NAMES: ReadonlySet<string> = new Set(STATEMENT_ELEMENTS);

/** True for the nine names that may stand in a statement, in their exact case. */
export function isElementName(name: string): name is ElementName {
  return ELEMENT_NAMES.has(name);
}

/**
 * Reads a node as a policy. Total: whatever the node is, a document comes out; what is not understood stays reachable
 * through `members`, `invalid` and the nodes themselves. Of a name that occurs twice the last one counts, as for JSON parsers.
 * `known`: the statements of an earlier version; one whose node is in this tree too is the same object again.
 */
export function readPolicy(tree: Tree, root: TreeNode = tree.root, known: readonly Statement[] = []): PolicyDocument {
  const members = root.kind === 'object' ? root.members : [];
  const named = (name: string) => members.findLast((member) => member.key.value === name);
  const version = named('Version');
  const statementMember = named('Statement');
  return {
    tree,
    root,
    members,
    version,
    languageVersion: languageVersionOf(version),
    id: named('Id'),
    statementMember,
    statements:
      statementMember === undefined
        ? []
        : statementNodes(statementMember.value).map((node, index) =>
            known[index]?.node === node ? known[index] : readStatement(node, index),
          ),
  };
}

function languageVersionOf(version: Member | undefined): LanguageVersion {
  return version?.value.kind === 'string' && version.value.value === '2012-10-17' ? '2012-10-17' : '2008-10-17';
}

function statementNodes(value: TreeNode): readonly TreeNode[] {
  if (value.kind === 'array') return value.items;
  return value.kind === 'missing' ? [] : [value];
}

function readStatement(node: TreeNode, index: number): Statement {
  const object = node.kind === 'object' ? node : undefined;
  const elements = object === undefined ? {} : elementsOf(object);
  const effect = stringOf(elements.Effect);
  return {
    index,
    node,
    object,
    sid: stringOf(elements.Sid),
    effect: effect === 'Allow' || effect === 'Deny' ? effect : undefined,
    elements,
    action: readEntries(elements.Action, 'Action') ?? readEntries(elements.NotAction, 'NotAction'),
    resource: readEntries(elements.Resource, 'Resource') ?? readEntries(elements.NotResource, 'NotResource'),
    principal: readPrincipal(elements.Principal, false) ?? readPrincipal(elements.NotPrincipal, true),
    conditions: elements.Condition === undefined ? [] : readConditions(elements.Condition.value),
  };
}

function elementsOf(object: ObjectNode): { [Name in ElementName]?: Member } {
  const elements: { [Name in ElementName]?: Member } = {};
  for (const member of object.members) {
    if (isElementName(member.key.value)) elements[member.key.value] = member;
  }
  return elements;
}

function stringOf(member: Member | undefined): string | undefined {
  return member?.value.kind === 'string' ? member.value.value : undefined;
}

function readEntries(member: Member | undefined, name: EntryList['name']): EntryList | undefined {
  if (member === undefined) return undefined;
  const { entries, invalid } = stringsOf(member.value);
  return { member, name, isNegated: name.startsWith('Not'), entries, invalid };
}

/** One string or a list of strings. */
function stringsOf(value: TreeNode): { entries: Entry[]; invalid: TreeNode[] } {
  const entries: Entry[] = [];
  const invalid: TreeNode[] = [];
  for (const node of value.kind === 'array' ? value.items : [value]) {
    if (node.kind === 'string') entries.push({ text: node.value, node });
    else invalid.push(node);
  }
  return { entries, invalid };
}

function readPrincipal(member: Member | undefined, isNegated: boolean): PrincipalElement | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  if (value.kind === 'string') {
    return { member, isNegated, entries: [{ type: '*', key: undefined, text: value.value, node: value }], invalid: [] };
  }
  if (value.kind !== 'object') return { member, isNegated, entries: [], invalid: [value] };
  const entries: PrincipalEntry[] = [];
  const invalid: TreeNode[] = [];
  for (const typed of value.members) {
    const strings = stringsOf(typed.value);
    invalid.push(...strings.invalid);
    for (const entry of strings.entries) entries.push({ ...entry, type: typed.key.value, key: typed.key });
  }
  return { member, isNegated, entries, invalid };
}

function readConditions(value: TreeNode): ConditionTest[] {
  if (value.kind !== 'object') return [];
  return value.members.flatMap((operatorMember) => {
    if (operatorMember.value.kind !== 'object') return [];
    return operatorMember.value.members.map((member) => readTest(operatorMember, member));
  });
}

function readTest(operatorMember: Member, member: Member): ConditionTest {
  const values: ConditionValue[] = [];
  const invalid: TreeNode[] = [];
  for (const node of member.value.kind === 'array' ? member.value.items : [member.value]) {
    const text = valueText(node);
    if (text === undefined) invalid.push(node);
    else values.push({ text, node });
  }
  return { operatorMember, operator: operatorMember.key.value, member, key: member.key.value, values, invalid };
}

function valueText(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'string':
      return node.value;
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    default:
      return undefined;
  }
}
