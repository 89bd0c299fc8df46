/** Who asks: the forms of `principal` (docs/identity-model.md, "Requests") → a caller with what the model knows of it. */
import type { ContextEntry } from '../../../shared/decision';
import type { PrincipalObject, RoleSession, SimulationRequest, UserSession } from '../../../shared/request';
import { parseArn } from '../language/arn';
import type { Role, Tags, Unknown as UnknownContent, User } from '../model/entities';
import { membershipOf } from '../model/membership';
import { lastPart } from '../model/names';
import { findAccount, findPrincipal, orList, type PrincipalLookup } from '../model/resolve';
import type { Caller } from './input';
import {
  directoryOf,
  lookupError,
  type RequestError,
  type RequestGap,
  type RequestServices,
  requestError,
} from './request-services';
import { managedByArn, type SessionPolicies, sessionPolicies } from './session-policies';

/** A caller with everything that its layers and context keys come from. */
export interface ResolvedCaller {
  readonly ok: true;
  readonly caller: Caller;
  /** The user (a federated session's parent) or role in the model; `unknown` where the model cannot tell. */
  readonly entity: User | Role | UnknownContent | undefined;
  readonly session: SessionPolicies;
  readonly sessionTags: Tags;
  /** Keys that the form of the principal sets. */
  readonly context: ReadonlyMap<string, ContextEntry['value']>;
  readonly gaps: readonly RequestGap[];
}

type Resolved = ResolvedCaller | RequestError;

const NO_TAGS: Tags = new Map();
const DEFAULT_SESSION_NAME = 'writ-session';

/** Resolves the caller of a request: of a role chain the last session. */
export function resolveCaller(request: SimulationRequest, services: RequestServices): Resolved {
  const last = request.through?.at(-1);
  if (last === undefined) return resolvePrincipal(request, services);
  const first = resolvePrincipal(request, services);
  if (!first.ok) return first;
  const hop =
    typeof last === 'string' ? roleSession(last, undefined, services) : roleSession(last.role, last.session, services);
  if (!hop.ok) return hop;
  const message = 'Role chains are not decided yet: this is the answer for the last session alone.';
  return { ...hop, gaps: [...hop.gaps, { message }] };
}

function resolvePrincipal(request: SimulationRequest, services: RequestServices): Resolved {
  const { principal } = request;
  if (typeof principal === 'string') return fromText(principal, request, services);
  return fromObject(principal, request, services);
}

function fromText(text: string, request: SimulationRequest, services: RequestServices): Resolved {
  if (text === 'anonymous')
    return plain({ kind: 'anonymous', arn: text, account: undefined, partition: partitionOf(services) });
  if (isServiceName(text, services)) return serviceCaller(text);
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  const kind = arn === undefined ? '' : `${arn.service}:${arn.resource.split(/[/:]/, 1)[0]}`;
  switch (kind) {
    case 'sts:assumed-role':
      return assumedRole(text, services);
    case 'sts:federated-user':
      return federatedByArn(text, services);
    case 'iam:saml-provider':
      return providerCaller('samlCaller', text, services);
    case 'iam:oidc-provider':
      return providerCaller('oidcCaller', text, services);
    default:
      return fromName(text, request, services);
  }
}

function isServiceName(text: string, { catalog }: RequestServices): boolean {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text)) return true;
  return !text.includes(':') && catalog.isServicePrincipal(text);
}

/** A service principal as a caller. */
export function serviceCaller(name: string): ResolvedCaller {
  const partition = name.endsWith('.cn') ? 'aws-cn' : 'aws';
  return plain({ kind: 'service', arn: name, account: undefined, partition, service: name });
}

function plain(caller: Caller): ResolvedCaller {
  return {
    ok: true,
    caller,
    entity: undefined,
    session: undefined,
    sessionTags: NO_TAGS,
    context: new Map(),
    gaps: [],
  };
}

function partitionOf({ model }: RequestServices): string {
  return model?.partition ?? 'aws';
}

/** `prod:role/deployer` and IAM ARNs. MFA that is stated can only be that of a session made in the console. */
function fromName(text: string, request: SimulationRequest, services: RequestServices): Resolved {
  const found = findPrincipal(directoryOf(services.model), text);
  if (!found.ok) return lookupError(services, found.message);
  switch (found.kind) {
    case 'role':
      return sessionOf(found, undefined, services);
    case 'root':
      return rootCaller(found.account, found.arn, services);
    case 'user':
      return userCaller(found, request.mfa === undefined ? 'accessKey' : 'console', services);
  }
}

function fromObject(principal: PrincipalObject, request: SimulationRequest, services: RequestServices): Resolved {
  if ('user' in principal) return userSession(principal.user, principal.session, request, services);
  if ('role' in principal) return roleSession(principal.role, principal.session, services);
  if ('root' in principal) return rootPrincipal(principal.root, principal.session, services);
  if ('instance' in principal) return instanceCaller(principal.instance, services);
  if ('saml' in principal) return samlCaller(principal.saml, principal.claims ?? {}, services);
  if ('oidc' in principal) return oidcCaller(principal.oidc, principal.claims ?? {}, request, services);
  return identityCenterCaller(principal, services);
}

type Found<Kind> = PrincipalLookup & { readonly ok: true; readonly kind: Kind };

/** The name, which must be of that kind. */
function named<Kind extends 'user' | 'role'>(
  text: string,
  kind: Kind,
  services: RequestServices,
): Found<Kind> | RequestError {
  const found = findPrincipal(directoryOf(services.model), text);
  if (!found.ok) return lookupError(services, found.message);
  if (found.kind !== kind) return requestError(`"${text}" is no ${kind}: write ACCOUNT:${kind}/NAME or its ARN.`);
  return found as Found<Kind>;
}

function userSession(
  text: string,
  session: UserSession | undefined,
  request: SimulationRequest,
  services: RequestServices,
): Resolved {
  const found = named(text, 'user', services);
  if (!found.ok) return found;
  if (session === undefined) return userCaller(found, request.mfa === undefined ? 'accessKey' : 'console', services);
  if (session.kind === 'getFederationToken') return federatedUser(found, session, services);
  if (session.kind === 'accessKey' && request.mfa === true)
    return requestError(
      'Requests with access keys carry no MFA information: use a session of kind "console" or "getSessionToken".',
    );
  return userCaller(found, session.kind === 'getSessionToken' ? 'sessionToken' : session.kind, services);
}

function userCaller(
  found: Found<'user'>,
  credential: NonNullable<Caller['credential']>,
  services: RequestServices,
): ResolvedCaller {
  const { account, arn, user } = found;
  const caller: Caller = {
    kind: 'user',
    arn,
    ...accountFacts(account, arn, services),
    credential,
    uniqueId: user === 'unknown' ? undefined : user.id,
    hasBoundary: user !== 'unknown' && hasBoundary(user),
  };
  return { ...plain(caller), entity: user };
}

function hasBoundary({ boundary }: User | Role): boolean {
  return boundary.state === 'known' || boundary.state === 'broken';
}

function accountFacts(
  account: string,
  arn: string,
  { model }: RequestServices,
): Pick<Caller, 'account' | 'partition' | 'canonicalUserId' | 'isManagementAccount'> {
  const membership = model && membershipOf(model, account);
  return {
    account,
    partition: parseArn(arn)?.partition ?? 'aws',
    canonicalUserId: model?.accounts.get(account)?.canonicalUserId,
    isManagementAccount: membership?.state === 'member' && membership.isManagementAccount,
  };
}

function federatedUser(
  found: Found<'user'>,
  session: UserSession & { readonly kind: 'getFederationToken' },
  services: RequestServices,
): Resolved {
  const policies = sessionPolicies(session.policies, found.account, services);
  if (isError(policies)) return policies;
  const parent = userCaller(found, 'accessKey', services);
  const name = session.name ?? DEFAULT_SESSION_NAME;
  const caller: Caller = {
    ...accountFacts(found.account, found.arn, services),
    kind: 'federatedUser',
    arn: `arn:${parent.caller.partition}:sts::${found.account}:federated-user/${name}`,
    sessionName: name,
    sessionNameIsMadeUp: session.name === undefined,
    parent: { kind: 'user', arn: found.arn },
    uniqueId: parent.caller.uniqueId,
    console: session.console === true,
    hasBoundary: parent.caller.hasBoundary === true,
  };
  return { ...parent, caller, session: policies, sessionTags: new Map(Object.entries(session.tags ?? {})) };
}

function isError(value: unknown): value is RequestError {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}

/** `arn:aws:sts::A:federated-user/NAME` does not tell its parent. */
function federatedByArn(arn: string, services: RequestServices): Resolved {
  const account = parseArn(arn)?.account ?? '';
  const caller: Caller = {
    kind: 'federatedUser',
    arn,
    ...accountFacts(account, arn, services),
    sessionName: lastPart(arn),
  };
  const message = 'A federated-user ARN does not tell whose session it is: give { "user", "session" } instead.';
  return { ...plain(caller), entity: 'unknown', session: 'unknown', gaps: [{ message }] };
}

function roleSession(text: string, session: RoleSession | undefined, services: RequestServices): Resolved {
  if (text.startsWith('arn:') && parseArn(text)?.service === 'sts')
    return requestError(`"${text}" is a session; name its role, and the session in "session".`);
  const found = named(text, 'role', services);
  return found.ok ? sessionOf(found, session, services) : found;
}

function assumedRole(arn: string, services: RequestServices): Resolved {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  const [, name = '', ...session] = resource.split('/');
  if (name === '' || session.length === 0)
    return requestError(`"${arn}" names no session: write assumed-role/ROLE/SESSION.`);
  const found = named(`${account}:role/${name}`, 'role', services);
  return found.ok ? sessionOf(found, { name: session.join('/') }, services) : found;
}

/** STS API Reference, AssumeRole: 2 to 64 characters of this set. */
function isSessionName(name: string): boolean {
  return /^[A-Za-z0-9_+=,.@-]{2,64}$/.test(name);
}

function sessionOf(found: Found<'role'>, session: RoleSession | undefined, services: RequestServices): Resolved {
  const { account, role } = found;
  const name = session?.name ?? DEFAULT_SESSION_NAME;
  if (!isSessionName(name))
    return requestError(`"${name}" is no session name: it has 2 to 64 letters, digits or _ + = , . @ -.`);
  const policies = sessionPolicies(session?.policies, account, services);
  if (isError(policies)) return policies;
  const facts = accountFacts(account, found.arn ?? `arn:${partitionOf(services)}:iam::${account}:role`, services);
  const caller: Caller = {
    kind: 'roleSession',
    arn: `arn:${facts.partition}:sts::${account}:assumed-role/${found.name}/${name}`,
    ...facts,
    role: { name: found.name, arn: found.arn },
    sessionName: name,
    sessionNameIsMadeUp: session?.name === undefined,
    uniqueId: role === 'unknown' ? undefined : role.id,
    isServiceLinked: role === 'unknown' ? /:role\/aws-service-role\//.test(found.arn ?? '') : role.isServiceLinked,
    hasBoundary: role !== 'unknown' && hasBoundary(role),
  };
  return {
    ...plain(caller),
    entity: role,
    session: policies,
    sessionTags: new Map(Object.entries(session?.tags ?? {})),
    context: new Map([['aws:SourceIdentity', session?.sourceIdentity ?? null]]),
  };
}

function rootCaller(account: string, arn: string, services: RequestServices): ResolvedCaller {
  return plain({ kind: 'rootUser', arn, ...accountFacts(account, arn, services) });
}

function rootPrincipal(
  text: string,
  session: { readonly kind: 'assumeRoot'; readonly taskPolicy?: string } | undefined,
  services: RequestServices,
): Resolved {
  const found = findAccount(directoryOf(services.model), text.replace(/:root$/, ''));
  if (!found.ok) return lookupError(services, found.message);
  const root = rootCaller(found.id, `arn:${partitionOf(services)}:iam::${found.id}:root`, services);
  if (session === undefined) return root;
  const caller: Caller = { ...root.caller, kind: 'rootSession' };
  if (session.taskPolicy === undefined) return { ...root, caller };
  const policy = managedByArn(session.taskPolicy, found.id, services);
  return 'ok' in policy ? policy : { ...root, caller, session: [policy] };
}

/** An instance acts as a session of the role in its instance profile; the session's name is its id. */
function instanceCaller(arn: string, services: RequestServices): Resolved {
  const { model } = services;
  const entry = model?.resources.get(arn);
  if (entry === undefined) {
    const known = [...(model?.resources.keys() ?? [])].filter((each) => each.includes(':instance/'));
    return lookupError(services, `The model has no instance "${arn}".${orList(arn, known)}`);
  }
  const profile = model?.accounts.get(entry.account)?.instanceProfiles.get(entry.instanceProfile?.toLowerCase() ?? '');
  if (profile?.role === undefined)
    return requestError(`The instance "${arn}" has no instance profile with a role that the model knows.`);
  const { role } = profile;
  const found: Found<'role'> = { ok: true, kind: 'role', account: role.account, name: role.name, arn: role.arn, role };
  const session = sessionOf(found, { name: lastPart(arn) }, services);
  if (!session.ok) return session;
  const context = new Map<string, ContextEntry['value']>([
    ...session.context,
    ['ec2:SourceInstanceArn', arn],
    ['ec2:RoleDelivery', '2.0'],
  ]);
  return { ...session, context };
}

function providerCaller(
  kind: 'samlCaller' | 'oidcCaller',
  provider: string,
  services: RequestServices,
): ResolvedCaller {
  return plain({ kind, arn: provider, account: undefined, partition: partitionOf(services), provider });
}

/** `prod:saml-provider/Okta` or its ARN; claims are condition keys, such as `SAML:aud`. */
function samlCaller(text: string, claims: { readonly [key: string]: string }, services: RequestServices): Resolved {
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  const [accountText = '', resource = ''] = arn === undefined ? splitOnce(text, ':') : [arn.account, arn.resource];
  const name = resource.replace(/^saml-provider\//, '');
  if (name === '' || name === resource)
    return requestError(`"${text}" is no SAML provider: write ACCOUNT:saml-provider/NAME.`);
  const found = findAccount(directoryOf(services.model), accountText);
  if (!found.ok) return lookupError(services, found.message);
  const known = found.account?.samlProviders ?? 'unknown';
  if (known !== 'unknown' && !known.includes(name))
    return requestError(`Account ${found.id} has no SAML provider "${name}".${orList(name, known)}`);
  const provider = `arn:${arn?.partition ?? partitionOf(services)}:iam::${found.id}:saml-provider/${name}`;
  return { ...providerCaller('samlCaller', provider, services), context: new Map(Object.entries(claims)) };
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Providers that need no entry in the account (IAM User Guide, "OIDC federation"). */
const BUILT_IN_PROVIDERS = [
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
];

/** The provider is the one in the account of the role that is assumed; claims get the issuer as prefix. */
function oidcCaller(
  text: string,
  claims: { readonly [claim: string]: string },
  request: SimulationRequest,
  services: RequestServices,
): Resolved {
  const host = text.replace(/^https:\/\//, '').replace(/\/$/, '');
  const context = new Map(Object.entries(claims).map(([claim, value]) => [`${host}:${claim}`, value]));
  if (BUILT_IN_PROVIDERS.includes(host)) return { ...providerCaller('oidcCaller', host, services), context };
  const hop = request.through?.[0];
  const role =
    hop === undefined ? (request.resource ?? request.resources?.[0] ?? '') : typeof hop === 'string' ? hop : hop.role;
  const owner = role.startsWith('arn:') ? (parseArn(role)?.account ?? '') : splitOnce(role, ':')[0];
  const found = findAccount(directoryOf(services.model), owner);
  if (!found.ok) return requestError(`A web identity assumes a role: give the ARN of the role as "resource".`);
  const known = found.account?.oidcProviders ?? 'unknown';
  if (known !== 'unknown' && !known.has(host))
    return requestError(`Account ${found.id} has no OIDC provider "${host}".${orList(host, [...known.keys()])}`);
  const provider = `arn:${partitionOf(services)}:iam::${found.id}:oidc-provider/${host}`;
  return { ...providerCaller('oidcCaller', provider, services), context };
}

/** Roles of permission sets are not made yet, so that nothing is known of the session. */
function identityCenterCaller(
  principal: { readonly identityCenterUser: string; readonly permissionSet: string; readonly account: string },
  services: RequestServices,
): Resolved {
  const found = findAccount(directoryOf(services.model), principal.account);
  if (!found.ok) return lookupError(services, found.message);
  const center = services.model?.identityCenter;
  const { identityCenterUser: user, permissionSet: set } = principal;
  if (center !== undefined && !center.users.includes(user))
    return requestError(`Identity Center has no user "${user}".${orList(user, center.users)}`);
  if (center !== undefined && !center.permissionSets.includes(set))
    return requestError(`Identity Center has no permission set "${set}".${orList(set, center.permissionSets)}`);
  const partition = partitionOf(services);
  const name = `AWSReservedSSO_${set}_0000000000000000`;
  const caller: Caller = {
    kind: 'roleSession',
    arn: `arn:${partition}:sts::${found.id}:assumed-role/${name}/${user}`,
    ...accountFacts(found.id, `arn:${partition}:iam::${found.id}:role`, services),
    role: { name, arn: undefined },
    sessionName: user,
  };
  const message = 'IAM Identity Center is not used yet: what the permission set allows is not known.';
  return { ...plain(caller), entity: 'unknown', gaps: [{ message }] };
}
