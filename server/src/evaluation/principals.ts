import type { PolicyType, PrincipalElement, PrincipalEntry } from '../policy/document';
import type { Caller, EvaluationInput } from './input';
import { type PrincipalForm, principalForm } from './principal-form';
import { type Run, reading } from './run';

/** How strongly an entry names the caller (evaluation.md 3.3). */
export type MatchClass = 'none' | 'account' | 'user' | 'role' | 'direct';

const STRENGTH: { readonly [Class in MatchClass]: number } = { none: 0, account: 1, user: 2, role: 2, direct: 3 };

/** The stronger of two classes; order direct > role = user > account. */
export function stronger(left: MatchClass, right: MatchClass): MatchClass {
  return STRENGTH[right] > STRENGTH[left] ? right : left;
}

/** A `Principal` or `NotPrincipal` ready to be matched. */
export interface CompiledPrincipal {
  readonly element: PrincipalElement;
  readonly forms: readonly { readonly entry: PrincipalEntry; readonly form: PrincipalForm }[];
}

export function compilePrincipal(element: PrincipalElement, type: PolicyType): CompiledPrincipal {
  return { element, forms: element.entries.map((entry) => ({ entry, form: formIn(type, principalForm(entry)) })) };
}

/** An RCP is for everybody by its form: only trust policies leave open whom `*` reaches. */
function formIn(type: PolicyType, form: PrincipalForm): PrincipalForm {
  return type === 'rcp' && form.kind === 'everyone' ? { kind: 'everyone', inOrganization: true } : form;
}

/** The strongest class among the entries. For `NotPrincipal`: `direct` where the Deny reaches the caller, else `none`. */
export function principalClass(principal: CompiledPrincipal, effect: 'Allow' | 'Deny', run: Run): MatchClass {
  if (principal.element.isNegated) return notPrincipalReaches(principal, run) ? 'direct' : 'none';
  let strongest: MatchClass = 'none';
  for (const { form } of principal.forms) strongest = stronger(strongest, classOf(form, effect, run));
  return strongest;
}

/** One cell of the matrix of evaluation.md 15. */
export function classOf(form: PrincipalForm, effect: 'Allow' | 'Deny', run: Run): MatchClass {
  const { caller } = run.input;
  switch (form.kind) {
    case 'everyone':
      return form.inOrganization === true ? 'direct' : everyone(run);
    case 'account':
      return accountClass(caller, form.account);
    case 'canonicalUser':
      return caller.canonicalUserId === form.id && caller.account !== undefined
        ? accountClass(caller, caller.account)
        : 'none';
    case 'user':
      return userClass(caller, form.arn);
    case 'role':
      return caller.kind === 'roleSession' && isRole(form, run) ? 'role' : 'none';
    case 'session':
      return sessionClass(form, run);
    case 'federatedUser':
      return caller.kind === 'federatedUser' && caller.arn === form.arn ? 'direct' : 'none';
    case 'service':
      return caller.kind === 'service' && caller.service === form.name ? 'direct' : 'none';
    case 'federated':
      return (caller.kind === 'samlCaller' || caller.kind === 'oidcCaller') && caller.provider === form.provider
        ? 'direct'
        : 'none';
    case 'uniqueId':
      return uniqueIdClass(form.id, effect, run);
    default:
      return 'none';
  }
}

/** No source says whether `*` reaches callers of AssumeRoleWithSAML and AssumeRoleWithWebIdentity. */
function everyone(run: Run): MatchClass {
  const { kind } = run.input.caller;
  if (kind !== 'samlCaller' && kind !== 'oidcCaller') return 'direct';
  return reading(run, 'A-33') === 0 ? 'direct' : 'none';
}

function isRoot(caller: Caller): boolean {
  return caller.kind === 'rootUser' || caller.kind === 'rootSession';
}

function accountClass(caller: Caller, account: string): MatchClass {
  if (caller.account !== account) return 'none';
  if (isRoot(caller)) return 'direct';
  return caller.kind === 'user' || caller.kind === 'roleSession' || caller.kind === 'federatedUser'
    ? 'account'
    : 'none';
}

function userClass(caller: Caller, arn: string): MatchClass {
  if (caller.kind === 'user') return caller.arn === arn ? 'direct' : 'none';
  return caller.kind === 'federatedUser' && caller.parent?.arn === arn ? 'user' : 'none';
}

/** With the path known the ARN decides; otherwise account and name, which are unique. */
function isRole(form: { readonly arn: string; readonly account: string; readonly name: string }, run: Run): boolean {
  const { role, account, partition } = run.input.caller;
  if (role === undefined) return false;
  if (role.arn !== undefined) return role.arn === form.arn;
  if (account !== form.account || role.name !== form.name) return false;
  const withoutPath = `arn:${partition}:iam::${account}:role/${role.name}`;
  if (form.arn === withoutPath) return true;
  return reading(run, 'A-12') === 0;
}

function sessionClass(
  form: { readonly arn: string; readonly account: string; readonly role: string },
  run: Run,
): MatchClass {
  const { caller } = run.input;
  if (caller.kind !== 'roleSession') return 'none';
  const isMadeUp =
    caller.sessionNameIsMadeUp === true && caller.account === form.account && caller.role?.name === form.role;
  if (isMadeUp && reading(run, 'sessionName') === 1) return 'none';
  return caller.arn === form.arn ? 'direct' : 'none';
}

/** Ids are `AIDA…` for users and `AROA…` for roles; one that is not known may still be the caller's, which a Deny must say (staleId). */
function uniqueIdClass(id: string, effect: 'Allow' | 'Deny', run: Run): MatchClass {
  const { caller } = run.input;
  const named: MatchClass = id.startsWith('AROA') ? roleIdClass(caller) : userIdClass(caller);
  if (named === 'none') return 'none';
  if (caller.uniqueId !== undefined) return caller.uniqueId === id ? named : 'none';
  return effect === 'Deny' && reading(run, 'staleId') === 1 ? named : 'none';
}

function roleIdClass(caller: Caller): MatchClass {
  return caller.kind === 'roleSession' ? 'role' : 'none';
}

function userIdClass(caller: Caller): MatchClass {
  if (caller.kind === 'user') return 'direct';
  return caller.kind === 'federatedUser' && caller.parent?.kind === 'user' ? 'user' : 'none';
}

/** A link of the caller's chain: what has to be listed in `NotPrincipal`, for people and for matching. */
export interface ChainLink {
  readonly name: string;
  readonly isListed: (form: PrincipalForm) => boolean;
}

/**
 * A Deny with NotPrincipal excepts the caller only if every link of its chain is listed by its own ARN, and never one that
 * has a permissions boundary (evaluation.md 3.4; IAM User Guide, reference_policies_elements_notprincipal).
 */
function notPrincipalReaches(principal: CompiledPrincipal, run: Run): boolean {
  if (hasBoundary(run.input)) return true;
  return missingLinks(principal, run).length > 0;
}

function hasBoundary({ caller, layers }: EvaluationInput): boolean {
  const canHave = caller.kind === 'user' || caller.kind === 'roleSession' || caller.kind === 'federatedUser';
  if (!canHave || caller.isServiceLinked === true) return false;
  return layers.boundary !== undefined && layers.boundary !== 'unknown';
}

/** The links that are not listed; the anonymous caller always lacks one. */
export function missingLinks(principal: CompiledPrincipal, run: Run): readonly string[] {
  const forms = principal.forms.map(({ form }) => form);
  if (forms.some((form) => form.kind === 'everyone')) return [];
  return chainOf(run)
    .filter((link) => !forms.some(link.isListed))
    .map((link) => link.name);
}

function chainOf(run: Run): readonly ChainLink[] {
  const { caller } = run.input;
  const account = accountLink(caller);
  switch (caller.kind) {
    case 'rootUser':
    case 'rootSession':
      return [account];
    case 'user':
      return [account, { name: caller.arn, isListed: (form) => isUserForm(form, caller) }];
    case 'roleSession': {
      const role: ChainLink = {
        name: caller.role?.arn ?? `role ${caller.role?.name ?? ''}`,
        isListed: (form) => (form.kind === 'role' && isRole(form, run)) || isOwnId(form, caller),
      };
      return [
        account,
        role,
        { name: caller.arn, isListed: (form) => form.kind === 'session' && sessionClass(form, run) === 'direct' },
      ];
    }
    case 'federatedUser': {
      const parent: ChainLink = {
        name: caller.parent?.arn ?? 'parent user',
        isListed: (form) => isParentForm(form, caller),
      };
      return [
        account,
        parent,
        { name: caller.arn, isListed: (form) => form.kind === 'federatedUser' && form.arn === caller.arn },
      ];
    }
    case 'service':
      return [{ name: caller.arn, isListed: (form) => form.kind === 'service' && form.name === caller.service }];
    case 'samlCaller':
    case 'oidcCaller':
      return [{ name: caller.arn, isListed: (form) => form.kind === 'federated' && form.provider === caller.provider }];
    case 'anonymous':
      return [{ name: 'anonymous', isListed: () => false }];
  }
}

function accountLink(caller: Caller): ChainLink {
  return {
    name: `arn:${caller.partition}:iam::${caller.account ?? ''}:root`,
    isListed: (form) =>
      (form.kind === 'account' && form.account === caller.account) ||
      (form.kind === 'canonicalUser' && form.id === caller.canonicalUserId),
  };
}

function isUserForm(form: PrincipalForm, caller: Caller): boolean {
  return (form.kind === 'user' && form.arn === caller.arn) || isOwnId(form, caller);
}

function isParentForm(form: PrincipalForm, caller: Caller): boolean {
  if (caller.parent?.kind === 'rootUser') return form.kind === 'account' && form.account === caller.account;
  return (form.kind === 'user' && form.arn === caller.parent?.arn) || isOwnId(form, caller);
}

function isOwnId(form: PrincipalForm, caller: Caller): boolean {
  return form.kind === 'uniqueId' && caller.uniqueId !== undefined && form.id === caller.uniqueId;
}
