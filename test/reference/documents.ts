/** Sections 1 and 11: what a document holds, and what AWS would refuse in it. */
import type { ObjectNode, TreeNode } from '../../server/src/syntax/tree';
import { member, scalarText } from './case';
import type { Test } from './operators';
import { readTest } from './operators';
import type { DocumentKind, ListPart } from './parts';
import type { PrincipalPart } from './principals';
import { readPrincipal } from './principals';
import { isRefusedResource } from './resources';

export interface Document {
  readonly kind: DocumentKind;
  /** AWS would refuse to store it. */
  readonly rejected: boolean;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly kind: DocumentKind;
  readonly hasVariables: boolean;
  /** A part is invalid and matches nothing: the statement never applies. */
  readonly invalid: boolean;
  readonly effect: 'Allow' | 'Deny';
  /** Undefined where the kind of document has none. */
  readonly principal: PrincipalPart | undefined;
  readonly action: ListPart;
  /** Undefined where the document is tied to its resource. */
  readonly resource: ListPart | undefined;
  readonly tests: readonly Test[];
}

const TOP_NAMES = ['Version', 'Id', 'Statement'];
const STATEMENT_NAMES = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
];

/** A reader notes here what AWS refuses. */
interface Faults {
  found: boolean;
}

export function readDocument(node: TreeNode, kind: DocumentKind): Document {
  if (node.kind !== 'object') return { kind, rejected: true, statements: [] };
  const faults: Faults = { found: false };
  if (hasOddNames(node, TOP_NAMES)) faults.found = true;
  const id = member(node, 'Id');
  if (id !== undefined && id.kind !== 'string') faults.found = true;
  const version = readVersion(member(node, 'Version'), kind, faults);
  const statement = member(node, 'Statement');
  const items = statement?.kind === 'array' ? statement.items : statement === undefined ? [] : [statement];
  if (items.length === 0) faults.found = true;
  const statements = items.map((item) => readStatement(item, kind, version === '2012-10-17', faults));
  return { kind, rejected: faults.found, statements: statements.filter((each) => each !== undefined) };
}

function readVersion(node: TreeNode | undefined, kind: DocumentKind, faults: Faults): string {
  const version = node === undefined ? '2008-10-17' : (scalarText(node) ?? '');
  const accepted = kind === 'scp' || kind === 'rcp' ? ['2012-10-17'] : ['2012-10-17', '2008-10-17'];
  if (node?.kind !== 'string' && node !== undefined) faults.found = true;
  if (!accepted.includes(version)) faults.found = true;
  return version;
}

function hasOddNames(node: ObjectNode, names: readonly string[]): boolean {
  const used = node.members.map((each) => each.key.value);
  return used.some((name) => !names.includes(name)) || new Set(used).size < used.length;
}

function readStatement(node: TreeNode, kind: DocumentKind, isCurrent: boolean, faults: Faults): Statement | undefined {
  if (node.kind !== 'object') {
    faults.found = true;
    return undefined;
  }
  const sid = member(node, 'Sid');
  if (sid !== undefined && sid.kind !== 'string') faults.found = true;
  const effect = member(node, 'Effect');
  const word = effect?.kind === 'string' ? effect.value : undefined;
  const principal = readPrincipalPart(node, kind, faults);
  const action = readActions(node, kind, faults);
  const resource = readResources(node, kind, faults);
  const tests = readCondition(member(node, 'Condition'), isCurrent);
  const invalid = [
    hasOddNames(node, STATEMENT_NAMES),
    word !== 'Allow' && word !== 'Deny',
    kind === 'rcp' && word === 'Allow',
    principal === 'invalid',
    action === 'invalid',
    resource === 'invalid',
    tests === 'invalid',
  ].includes(true);
  if (invalid) faults.found = true;
  return {
    kind,
    hasVariables: isCurrent,
    invalid,
    effect: word === 'Deny' ? 'Deny' : 'Allow',
    principal: principal === 'invalid' ? undefined : principal,
    action: action === 'invalid' ? { negated: false, entries: [] } : action,
    resource: resource === 'invalid' ? undefined : resource,
    tests: tests === 'invalid' ? [] : tests,
  };
}

function readPrincipalPart(
  node: ObjectNode,
  kind: DocumentKind,
  faults: Faults,
): PrincipalPart | undefined | 'invalid' {
  const [plain, not] = [member(node, 'Principal'), member(node, 'NotPrincipal')];
  if (kind === 'identity' || kind === 'boundary' || kind === 'session' || kind === 'scp')
    return plain === undefined && not === undefined ? undefined : 'invalid';
  const used = plain ?? not;
  if (used === undefined || (plain !== undefined && not !== undefined)) return 'invalid';
  if (kind === 'rcp') {
    const isStar = plain?.kind === 'string' && plain.value === '*';
    return isStar ? { negated: false, entries: [{ type: 'everyone' }] } : 'invalid';
  }
  const effect = member(node, 'Effect');
  const isDeny = effect?.kind === 'string' && effect.value === 'Deny';
  if (plain === undefined && (kind === 'trust' || !isDeny)) return 'invalid';
  const { entries, bad } = readPrincipal(used);
  if (bad > 0) faults.found = true;
  return plain === undefined && bad > 0 ? 'invalid' : { negated: plain === undefined, entries };
}

function readActions(node: ObjectNode, kind: DocumentKind, faults: Faults): ListPart | 'invalid' {
  if (kind === 'rcp' && member(node, 'NotAction') !== undefined) return 'invalid';
  return readList(node, 'Action', 'NotAction', (entry) => isRefusedAction(entry, kind), faults) ?? 'invalid';
}

function readResources(node: ObjectNode, kind: DocumentKind, faults: Faults): ListPart | undefined | 'invalid' {
  const part = readList(node, 'Resource', 'NotResource', (entry) => isRefusedResource(entry, kind), faults);
  if (kind === 'trust') return part === undefined ? undefined : 'invalid';
  return part ?? (kind === 'resource' ? undefined : 'invalid');
}

function isRefusedAction(entry: string, kind: DocumentKind): boolean {
  if (entry === '*' || entry === '*:*') return kind === 'rcp';
  return !/^[A-Za-z0-9-]+:[^\s]+$/.test(entry);
}

/** An element that may be plain or negated. Refused entries match nothing; among the excepted ones they spoil the part. */
function readList(
  node: ObjectNode,
  plainName: string,
  notName: string,
  isRefused: (entry: string) => boolean,
  faults: Faults,
): ListPart | undefined | 'invalid' {
  const [plain, not] = [member(node, plainName), member(node, notName)];
  const used = plain ?? not;
  if (used === undefined) return undefined;
  if (plain !== undefined && not !== undefined) return 'invalid';
  const items = used.kind === 'array' ? used.items : [used];
  if (items.length === 0 || items.some((item) => item.kind !== 'string')) return 'invalid';
  const entries = items.flatMap((item) => (item.kind === 'string' && !isRefused(item.value) ? [item.value] : []));
  const isBad = entries.length < items.length;
  if (isBad) faults.found = true;
  return not !== undefined && isBad ? 'invalid' : { negated: not !== undefined, entries };
}

function readCondition(node: TreeNode | undefined, isCurrent: boolean): readonly Test[] | 'invalid' {
  if (node === undefined) return [];
  if (node.kind !== 'object' || hasDuplicates(node)) return 'invalid';
  const tests: Test[] = [];
  for (const { key: operator, value: block } of node.members) {
    if (block.kind !== 'object' || hasDuplicates(block)) return 'invalid';
    for (const { key, value } of block.members) {
      const items = value.kind === 'array' ? value.items : [value];
      const test = readTest(operator.value, key.value, items.map(scalarText), isCurrent);
      if (test.isRefused) return 'invalid';
      tests.push(test);
    }
    if (block.members.length === 0 && readTest(operator.value, '', ['1'], isCurrent).operator === undefined)
      return 'invalid';
  }
  return tests;
}

function hasDuplicates(node: ObjectNode): boolean {
  return new Set(node.members.map((each) => each.key.value)).size < node.members.length;
}
