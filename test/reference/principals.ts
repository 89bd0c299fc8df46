/** Section 3: entries of Principal and NotPrincipal, match classes, chains. */
import type { TreeNode } from '../../server/src/syntax/tree';
import type { Caller } from './caller';
import type { Choices } from './choices';
import { choose } from './choices';

export type Entry =
  | { readonly type: 'everyone' }
  | { readonly type: 'account'; readonly account: string }
  | { readonly type: 'user' | 'role' | 'session' | 'federatedSession'; readonly arn: string }
  | { readonly type: 'id'; readonly id: string }
  | { readonly type: 'service' | 'provider' | 'canonicalUser'; readonly name: string };

export interface PrincipalPart {
  readonly negated: boolean;
  readonly entries: readonly Entry[];
}

/** Weakest first. `user` is as strong as `role`. */
export type MatchClass = 'none' | 'account' | 'user' | 'role' | 'direct';

const STRENGTH: Readonly<Record<MatchClass, number>> = { none: 0, account: 1, user: 2, role: 2, direct: 3 };

/** Reads the element; `bad` counts entries that AWS refuses. They match nobody. */
export function readPrincipal(node: TreeNode): { readonly entries: readonly Entry[]; readonly bad: number } {
  if (node.kind === 'string') return node.value === '*' ? { entries: [{ type: 'everyone' }], bad: 0 } : NOBODY;
  if (node.kind !== 'object' || node.members.length === 0) return NOBODY;
  const read = node.members.flatMap(({ key, value }) => {
    const items = value.kind === 'array' ? value.items : [value];
    if (items.length === 0) return [undefined];
    return items.map((item) => (item.kind === 'string' ? readEntry(key.value, item.value) : undefined));
  });
  const names = node.members.map((each) => each.key.value);
  const entries = read.filter((entry) => entry !== undefined);
  return { entries, bad: read.length - entries.length + names.length - new Set(names).size };
}

const NOBODY = { entries: [], bad: 1 };

function readEntry(type: string, text: string): Entry | undefined {
  if (type === 'AWS') return readAwsEntry(text);
  if (text === '' || /[*?]/.test(text)) return undefined;
  if (type === 'Service') return { type: 'service', name: text };
  if (type === 'Federated') return { type: 'provider', name: text };
  return type === 'CanonicalUser' ? { type: 'canonicalUser', name: text } : undefined;
}

function readAwsEntry(text: string): Entry | undefined {
  if (text === '*') return { type: 'everyone' };
  if (/[*?]/.test(text)) return undefined;
  if (/^\d{12}$/.test(text)) return { type: 'account', account: text };
  if (/^(AIDA|AROA)[A-Z0-9]+$/.test(text)) return { type: 'id', id: text };
  const [arn, , service, , account = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  if (arn !== 'arn' || !/^\d{12}$/.test(account)) return undefined;
  if (service === 'iam' && resource === 'root') return { type: 'account', account };
  if (service === 'iam' && resource.startsWith('user/')) return { type: 'user', arn: text };
  if (service === 'iam' && resource.startsWith('role/')) return { type: 'role', arn: text };
  if (service === 'sts' && resource.startsWith('assumed-role/')) return { type: 'session', arn: text };
  if (service === 'sts' && resource.startsWith('federated-user/')) return { type: 'federatedSession', arn: text };
  return undefined;
}

export interface PrincipalScope {
  readonly caller: Caller;
  readonly choices: Choices;
  readonly effect: 'Allow' | 'Deny';
  /** Documented: an RCP reaches everybody. */
  readonly isRcp: boolean;
  /** The caller has a permissions boundary (3.4). */
  readonly hasBoundary: boolean;
}

/** The class with which the element matches the caller. */
export function principalClass(part: PrincipalPart, scope: PrincipalScope): MatchClass {
  if (!part.negated) return strongest(part.entries.map((entry) => entryClass(entry, scope)));
  const links = chainOf(scope.caller);
  const excepted = links.length > 0 && links.every((link) => part.entries.some((entry) => isLink(entry, link, scope)));
  return excepted && !scope.hasBoundary ? 'none' : 'direct';
}

export function strongest(classes: readonly MatchClass[]): MatchClass {
  return classes.reduce((best, each) => (STRENGTH[each] > STRENGTH[best] ? each : best), 'none');
}

function entryClass(entry: Entry, scope: PrincipalScope): MatchClass {
  const { caller } = scope;
  const isRoot = caller.kind === 'rootUser' || caller.kind === 'rootSession';
  const account = isRoot ? 'direct' : 'account';
  switch (entry.type) {
    case 'everyone':
      return everyoneClass(scope);
    case 'account':
      return entry.account === caller.account ? account : 'none';
    case 'canonicalUser':
      return caller.account !== undefined && entry.name === caller.canonicalId ? account : 'none';
    case 'user':
      if (caller.kind === 'federatedUser') return entry.arn === caller.parent ? 'user' : 'none';
      return caller.kind === 'user' && entry.arn === caller.arn ? 'direct' : 'none';
    case 'role':
      return isRoleOf(entry.arn, scope) ? 'role' : 'none';
    case 'session':
      return caller.kind === 'roleSession' && entry.arn === caller.arn ? 'direct' : 'none';
    case 'federatedSession':
      return caller.kind === 'federatedUser' && entry.arn === caller.arn ? 'direct' : 'none';
    case 'id':
      return isIdOf(entry.id, scope) ? classOfId(caller) : 'none';
    case 'service':
      return caller.kind === 'service' && entry.name === caller.arn ? 'direct' : 'none';
    case 'provider':
      return isFederatedCall(caller) && entry.name === caller.arn ? 'direct' : 'none';
  }
}

function isFederatedCall(caller: Caller): boolean {
  return caller.kind === 'samlCaller' || caller.kind === 'oidcCaller';
}

function everyoneClass({ caller, choices, isRcp }: PrincipalScope): MatchClass {
  if (!isRcp && isFederatedCall(caller) && choose(choices, 'A-33') === 1) return 'none';
  return 'direct';
}

/** By ARN; where the path of the caller's role is not known, by account and name (3.2, A-12). */
function isRoleOf(arn: string, { caller, choices }: PrincipalScope): boolean {
  if (caller.kind !== 'roleSession') return false;
  if (caller.roleArn !== undefined) return arn === caller.roleArn;
  const [, , , , account, resource = ''] = arn.split(':');
  if (account !== caller.account || resource.split('/').at(-1) !== caller.roleName) return false;
  const hasPath = resource.split('/').length > 2;
  return !hasPath || choose(choices, 'A-12') === 0;
}

function classOfId(caller: Caller): MatchClass {
  if (caller.kind === 'user') return 'direct';
  return caller.kind === 'federatedUser' ? 'user' : 'role';
}

/** An id that the model does not know names nobody; under Deny that is an assumption (staleId). */
function isIdOf(id: string, { caller, choices, effect }: PrincipalScope): boolean {
  const kinds = id.startsWith('AROA') ? ['roleSession'] : ['user', 'federatedUser'];
  if (!kinds.includes(caller.kind)) return false;
  if (caller.id !== undefined) return id === caller.id;
  return effect === 'Deny' && choose(choices, 'staleId') === 1;
}

type Link = 'account' | 'entity' | 'session' | 'service' | 'provider';

function chainOf(caller: Caller): readonly Link[] {
  switch (caller.kind) {
    case 'rootUser':
    case 'rootSession':
      return ['account'];
    case 'user':
      return ['account', 'entity'];
    case 'roleSession':
    case 'federatedUser':
      return ['account', 'entity', 'session'];
    case 'service':
      return ['service'];
    case 'samlCaller':
    case 'oidcCaller':
      return ['provider'];
    default:
      return [];
  }
}

function isLink(entry: Entry, link: Link, scope: PrincipalScope): boolean {
  const { caller } = scope;
  switch (link) {
    case 'account':
      return entry.type === 'account' && entry.account === caller.account;
    case 'entity':
      if (entry.type === 'id') return isIdOf(entry.id, scope);
      if (entry.type === 'role') return isRoleOf(entry.arn, scope);
      return entry.type === 'user' && entry.arn === (caller.kind === 'user' ? caller.arn : caller.parent);
    case 'session':
      return (entry.type === 'session' || entry.type === 'federatedSession') && entry.arn === caller.arn;
    case 'service':
    case 'provider':
      return entry.type === link && entry.name === caller.arn;
  }
}
