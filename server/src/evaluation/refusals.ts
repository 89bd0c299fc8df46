import { parseOperator } from '../language/operators';
import type { PolicyDocument, PolicyType, PrincipalElement, Statement } from '../policy/document';
import { GRAMMAR, isElementAllowed } from '../policy/grammar';
import { isElementName } from '../policy/read';
import type { Member, Range, TreeNode } from '../syntax/tree';
import { isActionText, namesNoService } from './action-text';
import { principalForm } from './principal-form';

/** Something for which AWS would refuse to store a document (evaluation.md 11): decisions that need the document are `incomplete`. */
export interface Refusal {
  readonly node: Range;
  readonly reason: RefusalReason;
  /** The word that the message names. */
  readonly detail: string;
  /** The part counts as matching nothing, so the statement never applies; else only the entry matches nothing. */
  readonly isFatal: boolean;
}

export type RefusalReason =
  | 'notAnObject'
  | 'elementUnknown'
  | 'elementTwice'
  | 'typeWrong'
  | 'versionInvalid'
  | 'versionRequired'
  | 'statementMissing'
  | 'effectInvalid'
  | 'actionMissing'
  | 'actionInvalid'
  | 'bothOfPair'
  | 'emptyList'
  | 'notAllowedHere'
  | 'principalMissing'
  | 'principalInvalid'
  | 'notPrincipalWithAllow'
  | 'resourceMissing'
  | 'resourceInvalid'
  | 'rcpAllow'
  | 'rcpPrincipal'
  | 'rcpAction'
  | 'operatorUnknown'
  | 'valueInvalid'
  | 'valueKindInvalid';

const TOP_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/** What is wrong with the document itself; its statements are still evaluated. */
export function documentRefusals(document: PolicyDocument, type: PolicyType): readonly Refusal[] {
  const { root } = document;
  if (root.kind !== 'object') return [refusal(root, 'notAnObject', 'policy', false)];
  const found: Refusal[] = [];
  for (const member of document.members) {
    if (!TOP_ELEMENTS.has(member.key.value)) found.push(refusal(member.key, 'elementUnknown', member.key.value, false));
  }
  found.push(...twice(document.members));
  const version = document.version?.value;
  const isKnown = version?.kind === 'string' && (version.value === '2012-10-17' || version.value === '2008-10-17');
  if (version !== undefined && !isKnown) found.push(refusal(version, 'versionInvalid', 'Version', false));
  if (GRAMMAR[type].versionRequired && document.languageVersion !== '2012-10-17') {
    found.push(refusal(version ?? { start: root.start, end: root.start + 1 }, 'versionRequired', 'Version', false));
  }
  if (document.id !== undefined && document.id.value.kind !== 'string')
    found.push(refusal(document.id.value, 'typeWrong', 'Id', false));
  if (document.statements.length === 0) {
    found.push(
      refusal(
        document.statementMember?.value ?? { start: root.start, end: root.start + 1 },
        'statementMissing',
        'Statement',
        false,
      ),
    );
  }
  return found;
}

/** What is wrong with a statement, conditions' operators and values aside. */
export function statementRefusals(statement: Statement, type: PolicyType): readonly Refusal[] {
  const { object, node } = statement;
  if (object === undefined) return [refusal(node, 'notAnObject', 'Statement', true)];
  return [
    ...elementRefusals(object.members, type),
    ...effectRefusals(statement),
    ...actionRefusals(statement, type),
    ...principalRefusals(statement, type),
    ...resourceRefusals(statement, type),
    ...conditionRefusals(statement),
    ...(type === 'rcp' ? rcpRefusals(statement) : []),
  ];
}

function refusal(node: Range, reason: RefusalReason, detail: string, isFatal: boolean): Refusal {
  return { node: { start: node.start, end: node.end }, reason, detail, isFatal };
}

function opening(statement: Statement): Range {
  return { start: statement.node.start, end: statement.node.start + 1 };
}

function elementRefusals(members: readonly Member[], type: PolicyType): Refusal[] {
  const found = twice(members).map((each) => ({ ...each, isFatal: true }));
  for (const { key } of members) {
    if (!isElementName(key.value)) found.push(refusal(key, 'elementUnknown', key.value, true));
    else if (!isElementAllowed(type, key.value)) found.push(refusal(key, 'notAllowedHere', key.value, true));
  }
  return found;
}

function twice(members: readonly Member[]): Refusal[] {
  const seen = new Set<string>();
  const found: Refusal[] = [];
  for (const { key } of members) {
    if (seen.has(key.value)) found.push(refusal(key, 'elementTwice', key.value, false));
    seen.add(key.value);
  }
  return found;
}

function effectRefusals(statement: Statement): Refusal[] {
  const { elements, effect } = statement;
  const found: Refusal[] = [];
  if (effect === undefined)
    found.push(refusal(elements.Effect?.value ?? opening(statement), 'effectInvalid', 'Effect', true));
  const sid = elements.Sid?.value;
  if (sid !== undefined && sid.kind !== 'string') found.push(refusal(sid, 'typeWrong', 'Sid', false));
  return found;
}

const PAIRS = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

function actionRefusals(statement: Statement, type: PolicyType): Refusal[] {
  const { action, elements } = statement;
  const found: Refusal[] = [];
  for (const [plain, negated] of PAIRS) {
    if (elements[plain] !== undefined && elements[negated] !== undefined)
      found.push(refusal(elements[negated].key, 'bothOfPair', plain, true));
  }
  if (action === undefined) return [...found, refusal(opening(statement), 'actionMissing', 'Action', true)];
  found.push(...listRefusals(action));
  for (const { text, node } of action.entries) {
    if (!isActionText(text)) found.push(refusal(node, 'actionInvalid', text, action.isNegated));
    else if (type === 'rcp' && namesNoService(text)) found.push(refusal(node, 'rcpAction', text, false));
  }
  return found;
}

function listRefusals(list: {
  readonly name: string;
  readonly member: Member;
  readonly entries: readonly unknown[];
  readonly invalid: readonly TreeNode[];
}): Refusal[] {
  const found = list.invalid.map((node) => refusal(node, 'typeWrong', list.name, true));
  if (list.entries.length === 0 && list.invalid.length === 0)
    found.push(refusal(list.member.value, 'emptyList', list.name, true));
  return found;
}

function principalRefusals(statement: Statement, type: PolicyType): Refusal[] {
  const { principal } = statement;
  const isNeeded = GRAMMAR[type].principal === 'required';
  if (principal === undefined)
    return isNeeded ? [refusal(opening(statement), 'principalMissing', 'Principal', true)] : [];
  if (!isNeeded) return [];
  const found = principal.invalid.map((node) => refusal(node, 'typeWrong', 'Principal', true));
  if (principal.entries.length === 0 && principal.invalid.length === 0)
    found.push(refusal(principal.member.value, 'emptyList', 'Principal', true));
  if (principal.isNegated && statement.effect === 'Allow')
    found.push(refusal(principal.member.key, 'notPrincipalWithAllow', 'NotPrincipal', true));
  return [...found, ...entryRefusals(principal)];
}

function entryRefusals(principal: PrincipalElement): Refusal[] {
  return principal.entries
    .filter((entry) => principalForm(entry).kind === 'refused')
    .map((entry) => refusal(entry.node, 'principalInvalid', entry.text, principal.isNegated));
}

function resourceRefusals(statement: Statement, type: PolicyType): Refusal[] {
  const { resource } = statement;
  if (resource !== undefined) return listRefusals(resource);
  return GRAMMAR[type].resource === 'required'
    ? [refusal(opening(statement), 'resourceMissing', 'Resource', true)]
    : [];
}

function conditionRefusals(statement: Statement): Refusal[] {
  const condition = statement.elements.Condition?.value;
  if (condition === undefined) return [];
  if (condition.kind !== 'object') return [refusal(condition, 'typeWrong', 'Condition', true)];
  const found = twice(condition.members).map((each) => ({ ...each, isFatal: true }));
  for (const { key, value } of condition.members) {
    if (value.kind === 'object') found.push(...twice(value.members).map((each) => ({ ...each, isFatal: true })));
    // Over tests an unknown operator is refused with each of them.
    if (value.kind === 'object' && value.members.length === 0 && parseOperator(key.value) === undefined)
      found.push(refusal(key, 'operatorUnknown', key.value, true));
    if (value.kind !== 'object') found.push(refusal(value, 'typeWrong', key.value, true));
  }
  return found;
}

/** RCPs of one's own only deny, to everybody, and name their services (Organizations User Guide, RCP syntax). */
function rcpRefusals(statement: Statement): Refusal[] {
  const found: Refusal[] = [];
  if (statement.effect === 'Allow' && statement.elements.Effect !== undefined)
    found.push(refusal(statement.elements.Effect.value, 'rcpAllow', 'Effect', true));
  const entries = statement.principal?.entries ?? [];
  const isEveryone = entries.length > 0 && entries.every((entry) => entry.text === '*' && entry.type === '*');
  if (statement.principal !== undefined && !isEveryone)
    found.push(refusal(statement.principal.member.value, 'rcpPrincipal', 'Principal', true));
  return found;
}

const MESSAGES: { readonly [Reason in RefusalReason]: (detail: string) => string } = {
  notAnObject: (detail) => `${detail === 'policy' ? 'The policy' : 'The statement'} is no JSON object.`,
  elementUnknown: (detail) => `AWS knows no element "${detail}".`,
  elementTwice: (detail) => `"${detail}" stands twice.`,
  typeWrong: (detail) => `The value of ${detail} has the wrong JSON type.`,
  versionInvalid: () => 'Version must be "2012-10-17" or "2008-10-17".',
  versionRequired: () => 'This policy type must state Version "2012-10-17".',
  statementMissing: () => 'The policy has no statement.',
  effectInvalid: () => 'Effect must be exactly "Allow" or "Deny".',
  actionMissing: () => 'The statement has neither Action nor NotAction.',
  actionInvalid: (detail) => `"${detail}" is no action: it is written service:Name, without a wildcard in the service.`,
  bothOfPair: (detail) => `${detail} and Not${detail} stand in the same statement.`,
  emptyList: (detail) => `The list of ${detail} is empty.`,
  notAllowedHere: (detail) => `${detail} is not allowed in this policy type.`,
  principalMissing: () => 'The statement has no Principal.',
  principalInvalid: (detail) => `"${detail}" is no principal that AWS accepts here.`,
  notPrincipalWithAllow: () => 'NotPrincipal is not supported with Allow.',
  resourceMissing: () => 'The statement has neither Resource nor NotResource.',
  resourceInvalid: (detail) => `"${detail}" has fewer than six ARN fields, which this policy type refuses.`,
  rcpAllow: () => 'A resource control policy of your own can only deny.',
  rcpPrincipal: () => 'The Principal of a resource control policy must be "*".',
  rcpAction: () => 'A resource control policy must name the service of each action.',
  operatorUnknown: (detail) => `AWS knows no condition operator "${detail}".`,
  valueInvalid: (detail) => `A value under ${detail} cannot be read as that operator needs it.`,
  valueKindInvalid: (detail) => `A value under ${detail} is no string, number or boolean.`,
};

/** What AWS would refuse, in one sentence. */
export function refusalMessage(refusal: Refusal): string {
  return MESSAGES[refusal.reason](refusal.detail);
}
