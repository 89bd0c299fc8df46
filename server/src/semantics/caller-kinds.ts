/** The callers that stand for all others: those that principal elements name, and one that none names of each kind and account. */
import type { CompiledPolicy } from '../evaluation/compiled';
import type { Caller } from '../evaluation/input';
import type { PrincipalForm } from '../evaluation/principal-form';
import type { CompiledPrincipal } from '../evaluation/principals';

/** A caller that stands for all callers that no principal element tells from it. */
export interface NamedCaller {
  readonly caller: Caller;
  /** A permissions boundary is set: a Deny with NotPrincipal then always applies. */
  readonly boundary: CompiledPolicy | undefined;
  /** No policy names it, so its name may be any other of its kind and account. */
  readonly isFresh: boolean;
}

type Form<Kind extends PrincipalForm['kind']> = Extract<PrincipalForm, { readonly kind: Kind }>;

const FRESH_ACCOUNT = '210987654321';
const OTHER_FRESH_ACCOUNT = '321098765432';

/** Accounts that no policy names. */
export const FRESH_ACCOUNTS: ReadonlySet<string> = new Set([FRESH_ACCOUNT, OTHER_FRESH_ACCOUNT]);

export const ORDINARY_USER: Caller = userOf('arn:aws:iam::123456789012:user/example', '123456789012');

/** `policy` stands in for a boundary, of which only matters that there is one. */
export function namedCallers(
  elements: readonly CompiledPrincipal[],
  policy: CompiledPolicy | undefined,
): readonly NamedCaller[] {
  const forms = elements.flatMap((element) => element.forms.map(({ form }) => form));
  const of = <Kind extends PrincipalForm['kind']>(kind: Kind) =>
    forms.filter((form): form is Form<Kind> => form.kind === kind);
  const accounts = accountsIn(forms);
  const all = [
    ...accounts.flatMap((account) => freshCallers(account)),
    ...of('user').flatMap(({ arn }) => [named(userOf(arn, accountOf(arn))), named(federatedOf(accountOf(arn), arn))]),
    ...of('role').map(({ arn, account, name }) => named(sessionOf({ account, name, arn }))),
    ...of('session').flatMap((form) => sessionsNamed(form, of('role'))),
    ...of('federatedUser').flatMap(({ arn }) => federatedNamed(arn, of('user'))),
    ...of('service').map(({ name }) => named(serviceOf(name))),
    ...of('federated').map(({ provider }) => named(providerOf(provider))),
    ...FRESH_OUTSIDERS,
  ];
  const ids = [...new Set(of('uniqueId').map(({ id }) => id))];
  const canonical = [...new Set(of('canonicalUser').map(({ id }) => id))];
  const hasNotPrincipal = elements.some(({ element }) => element.isNegated);
  return distinct(
    all
      .flatMap((each) => withIds(each, ids))
      .flatMap((each) => withCanonicalIds(each, canonical))
      .flatMap((each) => (hasNotPrincipal ? withBoundary(each, policy) : [each])),
  );
}

function named(caller: Caller): NamedCaller {
  return { caller, boundary: undefined, isFresh: false };
}

function fresh(caller: Caller): NamedCaller {
  return { caller, boundary: undefined, isFresh: true };
}

function accountsIn(forms: readonly PrincipalForm[]): readonly string[] {
  const found = new Set<string>();
  for (const form of forms) {
    if (form.kind === 'account' || form.kind === 'role' || form.kind === 'session') found.add(form.account);
    if (form.kind === 'user' || form.kind === 'federatedUser') found.add(accountOf(form.arn));
  }
  return [found.has(FRESH_ACCOUNT) ? OTHER_FRESH_ACCOUNT : FRESH_ACCOUNT, ...found];
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** Names that nobody gives: a policy that does all the same only costs a caller. */
const FRESH_NAME = 'someone-else';

function freshCallers(account: string): readonly NamedCaller[] {
  const root = `arn:aws:iam::${account}:root`;
  const user = `arn:aws:iam::${account}:user/${FRESH_NAME}`;
  return [
    fresh(sessionOf({ account, name: FRESH_NAME, arn: `arn:aws:iam::${account}:role/${FRESH_NAME}` })),
    fresh(userOf(user, account)),
    named({ kind: 'rootUser', arn: root, account, partition: 'aws' }),
    fresh(federatedOf(account, user)),
  ];
}

const FRESH_OUTSIDERS: readonly NamedCaller[] = [
  named({ kind: 'anonymous', arn: 'anonymous', account: undefined, partition: 'aws' }),
  fresh(serviceOf('example.amazonaws.com')),
  fresh(providerOf('arn:aws:iam::210987654321:saml-provider/SomeoneElse')),
  fresh(providerOf('someone-else.example.com')),
];

function userOf(arn: string, account: string): Caller {
  return { kind: 'user', arn, account, partition: partitionOf(arn) };
}

function partitionOf(arn: string): string {
  return arn.split(':')[1] ?? 'aws';
}

interface RoleName {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
}

const SESSION_NAME = 'example';

/** A session of the role; without a name of its own one that no policy gives. */
export function sessionOf({ account, name, arn }: RoleName, session = SESSION_NAME): Caller {
  const partition = partitionOf(arn);
  return {
    kind: 'roleSession',
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`,
    account,
    partition,
    role: { name, arn },
    sessionName: session,
  };
}

function federatedOf(
  account: string,
  parent: string,
  arn = `arn:aws:sts::${account}:federated-user/${FRESH_NAME}`,
): Caller {
  return {
    kind: 'federatedUser',
    arn,
    account,
    partition: partitionOf(arn),
    parent: { kind: 'user', arn: parent },
    sessionName: arn.slice(arn.lastIndexOf('/') + 1),
  };
}

function serviceOf(name: string): Caller {
  return { kind: 'service', arn: name, account: undefined, partition: 'aws', service: name };
}

function providerOf(provider: string): Caller {
  const kind = provider.includes(':saml-provider/') ? 'samlCaller' : 'oidcCaller';
  return { kind, arn: provider, account: undefined, partition: 'aws', provider };
}

/** The session of a role without path, and of each named role of that name. */
function sessionsNamed(form: Form<'session'>, roles: readonly Form<'role'>[]): readonly NamedCaller[] {
  const { account, role: name, arn } = form;
  const session = arn.slice(arn.lastIndexOf('/') + 1);
  const plain = { account, name, arn: `arn:${partitionOf(arn)}:iam::${account}:role/${name}` };
  const known = roles.filter((role) => role.account === account && role.name === name);
  return [plain, ...known].map((role) => named({ ...sessionOf(role, session), arn }));
}

function federatedNamed(arn: string, users: readonly Form<'user'>[]): readonly NamedCaller[] {
  const account = accountOf(arn);
  const parents = users.map((user) => user.arn).filter((parent) => accountOf(parent) === account);
  const fresh = `arn:aws:iam::${account}:user/${FRESH_NAME}`;
  return [fresh, ...parents].map((parent) => named(federatedOf(account, parent, arn)));
}

/** With a unique id that no policy names, and with each that one does. */
function withIds(each: NamedCaller, ids: readonly string[]): readonly NamedCaller[] {
  if (ids.length === 0) return [each];
  const start = each.caller.kind === 'roleSession' ? 'AROA' : 'AIDA';
  const own = [`${start}SOMEONEELSE000000`, ...ids.filter((id) => id.startsWith(start))];
  return own.map((uniqueId) => ({ ...each, caller: { ...each.caller, uniqueId } }));
}

function withCanonicalIds(each: NamedCaller, ids: readonly string[]): readonly NamedCaller[] {
  if (ids.length === 0 || each.caller.account === undefined) return [each];
  return [each, ...ids.map((canonicalUserId) => ({ ...each, caller: { ...each.caller, canonicalUserId } }))];
}

function withBoundary(each: NamedCaller, boundary: CompiledPolicy | undefined): readonly NamedCaller[] {
  const canHave = ['user', 'roleSession', 'federatedUser'].includes(each.caller.kind);
  return canHave && boundary !== undefined ? [each, { ...each, boundary }] : [each];
}

function distinct(callers: readonly NamedCaller[]): readonly NamedCaller[] {
  const byKey = new Map<string, NamedCaller>();
  for (const each of callers) {
    const key = JSON.stringify([each.caller, each.boundary !== undefined]);
    if (!byKey.has(key)) byKey.set(key, each);
  }
  return [...byKey.values()];
}
