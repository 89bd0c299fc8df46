/** From what people write to what a model knows: accounts, users, roles. A name that does not exist is an error value. */
import { isAccountId, parseArn } from '../language/arn';
import type { Account, Model, Role, Unknown, User } from './entities';
import { lastPart } from './names';
import { didYouMean, nearestNames } from './nearest';

/** The part of a model that names are looked up in. */
export type Directory = Pick<Model, 'partition' | 'accounts' | 'accountByAlias'>;

/** `account` is undefined for a number that the model does not list. */
export type AccountLookup = { readonly ok: true; readonly id: string; readonly account: Account | undefined } | Failure;

interface Failure {
  readonly ok: false;
  /** One or two sentences; names the nearest ones. */
  readonly message: string;
}

/** An account by its number or its alias (case ignored). Any twelve digits are an account. */
export function findAccount(directory: Directory, text: string): AccountLookup {
  const account = directory.accounts.get(text) ?? directory.accountByAlias.get(text.toLowerCase());
  if (account !== undefined) return { ok: true, id: account.id, account };
  if (isAccountId(text)) return { ok: true, id: text, account: undefined };
  const names = [...directory.accountByAlias.keys(), ...directory.accounts.keys()];
  const wrong = /^\d+$/.test(text)
    ? `An account number has twelve digits; "${text}" has ${text.length}.`
    : `No account has the alias "${text}".`;
  return failure(names.length === 0 ? wrong : wrong + orList(text, names));
}

/** A user, role or root. `user` and `role` are `unknown` where the account is not known in full and lacks the name. */
export type PrincipalLookup =
  | {
      readonly ok: true;
      readonly kind: 'user';
      readonly account: string;
      readonly arn: string;
      readonly user: User | Unknown;
    }
  | {
      readonly ok: true;
      readonly kind: 'role';
      readonly account: string;
      readonly name: string;
      /** Undefined: the path is not known. */
      readonly arn: string | undefined;
      readonly role: Role | Unknown;
    }
  | { readonly ok: true; readonly kind: 'root'; readonly account: string; readonly arn: string }
  | Failure;

/**
 * `prod:role/deployer`, `222222222222:user/team/alice`, `prod:root`, or the IAM ARN of one of them. After the kind stands the
 * bare name, or path and name; an ARN has the path always.
 */
export function findPrincipal(directory: Directory, text: string): PrincipalLookup {
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  if (arn !== undefined && arn.service !== 'iam')
    return failure(`"${text}" is no IAM user, role or root: write its ARN, or ACCOUNT:role/NAME.`);
  const colon = text.indexOf(':');
  if (arn === undefined && colon === -1)
    return failure(`"${text}" is no principal: write ACCOUNT:user/NAME, ACCOUNT:role/NAME, ACCOUNT:root or an ARN.`);
  const found = findAccount(directory, arn?.account ?? text.slice(0, colon));
  if (!found.ok) return found;
  const rest = arn?.resource ?? text.slice(colon + 1);
  const partition = arn?.partition ?? directory.partition;
  return principalIn({ ...found, partition, isArn: arn !== undefined }, rest);
}

interface Scope {
  readonly id: string;
  readonly account: Account | undefined;
  readonly partition: string;
  readonly isArn: boolean;
}

function principalIn(scope: Scope, rest: string): PrincipalLookup {
  const { id, account, partition } = scope;
  if (rest === 'root') return { ok: true, kind: 'root', account: id, arn: `arn:${partition}:iam::${id}:root` };
  const slash = rest.indexOf('/');
  const kind = slash === -1 ? rest : rest.slice(0, slash);
  const pathAndName = rest.slice(slash + 1);
  if (kind === 'group') return failure('A group is no principal: name a user in it, or a role.');
  if ((kind !== 'user' && kind !== 'role') || slash === -1 || lastPart(pathAndName) === '')
    return failure(`"${rest}" is no principal of account ${id}: write user/NAME, role/NAME or root.`);
  if (kind === 'user') {
    const user = entityIn(scope, 'user', account?.users, pathAndName);
    if (typeof user === 'object' && 'ok' in user) return user;
    const arn = user === 'unknown' ? `arn:${partition}:iam::${id}:user/${pathAndName}` : user.arn;
    return { ok: true, kind, account: id, arn, user };
  }
  const role = entityIn(scope, 'role', account?.roles, pathAndName);
  if (typeof role === 'object' && 'ok' in role) return role;
  const name = role === 'unknown' ? lastPart(pathAndName) : role.name;
  const written =
    scope.isArn || pathAndName.includes('/') ? `arn:${partition}:iam::${id}:role/${pathAndName}` : undefined;
  return { ok: true, kind, account: id, name, arn: role === 'unknown' ? written : role.arn, role };
}

function entityIn<T extends User | Role>(
  { id, account, isArn }: Scope,
  kind: 'user' | 'role',
  entities: ReadonlyMap<string, T> | Unknown | undefined,
  pathAndName: string,
): T | Unknown | Failure {
  if (account === undefined || entities === undefined || entities === 'unknown') return 'unknown';
  const name = lastPart(pathAndName);
  const found = entities.get(name.toLowerCase());
  const title = account.alias === undefined ? id : `${account.alias} (${id})`;
  if (found === undefined) {
    if (!account.isComplete || isUnlistedReserved(name, entities)) return 'unknown';
    const names = [...entities.values()].map((entity) => entity.name);
    return failure(`Account ${title} has no ${kind} "${name}".${orList(name, names)}`);
  }
  const path = `/${pathAndName.slice(0, pathAndName.length - name.length)}`;
  const isMeant = (path === '/' && !isArn) || path === found.path;
  if (isMeant) return found;
  return failure(`Account ${title} has the ${kind} "${found.name}" under the path "${found.path}", not "${path}".`);
}

/** Prefix of the roles that IAM Identity Center makes for permission sets (its User Guide, "Permission sets"). */
const RESERVED = 'AWSReservedSSO_';

/** Such roles are in exports only: an account that lists none may have them all the same. */
function isUnlistedReserved(name: string, entities: ReadonlyMap<string, User | Role>): boolean {
  return name.startsWith(RESERVED) && ![...entities.values()].some((each) => each.name.startsWith(RESERVED));
}

function failure(message: string): Failure {
  return { ok: false, message };
}

/** The nearest names; where none is near, the first ones that there are. With its leading space. */
export function orList(word: string, names: readonly string[]): string {
  const near = nearestNames(word, names);
  if (near.length > 0) return didYouMean(near);
  if (names.length === 0) return ' There is none.';
  const shown = [...names]
    .sort()
    .slice(0, 5)
    .map((name) => `"${name}"`);
  return ` There ${names.length === 1 ? 'is' : 'are'} ${shown.join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
}
