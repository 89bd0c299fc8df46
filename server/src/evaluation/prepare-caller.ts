import type { PrincipalObject, RoleHop, RoleSession, SimulationRequest } from '../../../shared/request';
import type { Model, Role, Unknown, User } from '../model/entities';
import { findAccount, findPrincipal, orList } from '../model/resolve';
import type { Caller } from './input';

/** Who asks, as a request names it, with the entity of the model behind it. */
export interface RequestCaller {
  readonly caller: Caller;
  /** The user or role whose policies decide; `unknown`: the model does not list it. */
  readonly holder: User | Role | Unknown | undefined;
  readonly session: SessionDetails;
  /** Claims of an identity provider, as context keys. */
  readonly claims: ReadonlyMap<string, string>;
}

/** What a request says of the session. */
export interface SessionDetails {
  readonly policies: RoleSession['policies'] | undefined;
  readonly tags: { readonly [key: string]: string };
  readonly sourceIdentity: string | undefined;
  readonly mfa: boolean | undefined;
}

export type CallerReading =
  | { readonly ok: true; readonly found: RequestCaller }
  | { readonly ok: false; readonly message: string };

const NO_SESSION: SessionDetails = { policies: undefined, tags: {}, sourceIdentity: undefined, mfa: undefined };

/** The session name of a role where nobody gives one. */
const DEFAULT_SESSION_NAME = 'writ-session';

/** Finds the caller; with `through`, the last role session. A name that the model lacks is an error that names others. */
export function readCaller(request: SimulationRequest, model: Model): CallerReading {
  const last = request.through?.at(-1);
  if (last !== undefined) return roleCaller(model, typeof last === 'string' ? { role: last } : last);
  const { principal, mfa } = request;
  if (typeof principal !== 'string') return objectCaller(principal, request, model);
  const plain = plainCaller(principal);
  if (plain !== undefined)
    return { ok: true, found: { caller: plain, holder: undefined, session: NO_SESSION, claims: new Map() } };
  if (principal.startsWith('arn:') && principal.includes(':sts:')) return sessionArn(principal, model);
  const kind = mfa === undefined ? 'accessKey' : 'console';
  return named(principal, model, { credential: kind, mfa });
}

/** `anonymous` and service principals need no model. */
function plainCaller(text: string): Caller | undefined {
  if (text === 'anonymous') return { kind: 'anonymous', arn: text, account: undefined, partition: 'aws' };
  if (!/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/.test(text))
    return undefined;
  const partition = text.endsWith('.cn') ? 'aws-cn' : 'aws';
  return { kind: 'service', arn: text, account: undefined, partition, service: text };
}

function named(
  text: string,
  model: Model,
  login: { readonly credential: NonNullable<Caller['credential']>; readonly mfa: boolean | undefined },
): CallerReading {
  const found = findPrincipal(model, text);
  if (!found.ok) return found;
  const session: SessionDetails = { ...NO_SESSION, mfa: login.mfa };
  switch (found.kind) {
    case 'user': {
      const caller = userCaller(model, found, login.credential);
      return { ok: true, found: { caller, holder: found.user, session, claims: new Map() } };
    }
    case 'role':
      return roleCaller(model, { role: text });
    case 'root': {
      const caller: Caller = {
        ...accountFacts(model, found.account),
        kind: 'rootUser',
        arn: found.arn,
        credential: login.credential,
      };
      return { ok: true, found: { caller, holder: undefined, session, claims: new Map() } };
    }
  }
}

function userCaller(
  model: Model,
  found: { readonly arn: string; readonly account: string; readonly user: User | Unknown },
  credential: NonNullable<Caller['credential']>,
): Caller {
  const uniqueId = found.user === 'unknown' ? undefined : found.user.id;
  return { ...accountFacts(model, found.account), kind: 'user', arn: found.arn, credential, uniqueId };
}

function accountFacts(model: Model, account: string) {
  const { organization } = model;
  return {
    account,
    partition: model.partition,
    canonicalUserId: model.accounts.get(account)?.canonicalUserId,
    isManagementAccount: typeof organization === 'object' && organization.managementAccount === account,
  };
}

/** A session of a role; its name is made up where none is given. */
function roleCaller(model: Model, hop: RoleHop): CallerReading {
  const found = findPrincipal(model, hop.role);
  if (!found.ok) return found;
  if (found.kind !== 'role') return { ok: false, message: `"${hop.role}" is no role: name one as ACCOUNT:role/NAME.` };
  const { name, policies, tags = {}, sourceIdentity } = hop.session ?? {};
  const sessionName = name ?? DEFAULT_SESSION_NAME;
  const caller: Caller = {
    ...accountFacts(model, found.account),
    kind: 'roleSession',
    arn: `arn:${model.partition}:sts::${found.account}:assumed-role/${found.name}/${sessionName}`,
    role: { name: found.name, arn: found.arn },
    sessionName,
    sessionNameIsMadeUp: name === undefined,
    uniqueId: found.role === 'unknown' ? undefined : found.role.id,
    isServiceLinked: found.role !== 'unknown' && found.role.isServiceLinked,
  };
  const session: SessionDetails = { policies, tags, sourceIdentity: sourceIdentity ?? undefined, mfa: undefined };
  return { ok: true, found: { caller, holder: found.role, session, claims: new Map() } };
}

/** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
function sessionArn(arn: string, model: Model): CallerReading {
  const match = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  if (match === null)
    return { ok: false, message: `"${arn}" is no session of a role: write assumed-role/ROLE/SESSION.` };
  const [, account = '', role = '', name = ''] = match;
  return roleCaller(model, { role: `${account}:role/${role}`, session: { name } });
}

function objectCaller(principal: PrincipalObject, request: SimulationRequest, model: Model): CallerReading {
  if ('user' in principal) return userSession(principal, request, model);
  if ('role' in principal) return roleCaller(model, principal);
  if ('root' in principal) return rootCaller(principal, model);
  if ('instance' in principal) return instanceCaller(principal.instance, model);
  if ('saml' in principal) return samlCaller(principal, model);
  if ('oidc' in principal) return oidcCaller(principal, request, model);
  return {
    ok: false,
    message:
      'Principals of IAM Identity Center cannot be simulated yet: name the role of the permission set in the account.',
  };
}

function userSession(
  principal: Extract<PrincipalObject, { readonly user: string }>,
  request: SimulationRequest,
  model: Model,
): CallerReading {
  const session = principal.session ?? { kind: 'accessKey' };
  if (session.kind !== 'getFederationToken') {
    const credential = session.kind === 'getSessionToken' ? 'sessionToken' : session.kind;
    return named(principal.user, model, { credential, mfa: credential === 'accessKey' ? undefined : request.mfa });
  }
  const found = findPrincipal(model, principal.user);
  if (!found.ok) return found;
  if (found.kind === 'role')
    return { ok: false, message: 'GetFederationToken sessions belong to a user or the root user, not to a role.' };
  const name = session.name ?? DEFAULT_SESSION_NAME;
  const caller: Caller = {
    ...accountFacts(model, found.account),
    kind: 'federatedUser',
    arn: `arn:${model.partition}:sts::${found.account}:federated-user/${name}`,
    sessionName: name,
    sessionNameIsMadeUp: session.name === undefined,
    parent: { kind: found.kind === 'root' ? 'rootUser' : 'user', arn: found.arn },
    uniqueId: found.kind === 'user' && found.user !== 'unknown' ? found.user.id : undefined,
    console: session.console ?? false,
  };
  const details: SessionDetails = { ...NO_SESSION, policies: session.policies, tags: session.tags ?? {} };
  return {
    ok: true,
    found: { caller, holder: found.kind === 'user' ? found.user : undefined, session: details, claims: new Map() },
  };
}

function rootCaller(principal: Extract<PrincipalObject, { readonly root: string }>, model: Model): CallerReading {
  const found = findAccount(model, principal.root);
  if (!found.ok) return found;
  const taskPolicy = principal.session?.taskPolicy;
  const arn = `arn:${model.partition}:iam::${found.id}:root`;
  const kind = principal.session === undefined ? 'rootUser' : 'rootSession';
  const session: SessionDetails = { ...NO_SESSION, policies: taskPolicy === undefined ? undefined : [taskPolicy] };
  return {
    ok: true,
    found: { caller: { ...accountFacts(model, found.id), kind, arn }, holder: undefined, session, claims: new Map() },
  };
}

/** A session of the role in the instance's profile, named after the instance (IAM User Guide, instance profiles). */
function instanceCaller(arn: string, model: Model): CallerReading {
  const instance = model.resources.get(arn);
  if (instance === undefined)
    return { ok: false, message: `The model lists no instance "${arn}".${orList(arn, instanceArns(model))}` };
  const account = model.accounts.get(instance.account);
  const profile = account?.instanceProfiles.get((instance.instanceProfile ?? '').toLowerCase());
  if (profile?.role === undefined)
    return { ok: false, message: `The instance "${arn}" has no instance profile with a role.` };
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return roleCaller(model, { role: profile.role.arn, session: { name } });
}

function instanceArns(model: Model): string[] {
  return [...model.resources.values()]
    .filter((resource) => resource.instanceProfile !== undefined)
    .map((resource) => resource.arn);
}

function samlCaller(principal: Extract<PrincipalObject, { readonly saml: string }>, model: Model): CallerReading {
  const match = /^([^:]+):saml-provider\/(.+)$/.exec(principal.saml);
  const found = match === null ? undefined : findAccount(model, match[1] ?? '');
  if (match === null || found === undefined)
    return { ok: false, message: `"${principal.saml}" is no provider: write ACCOUNT:saml-provider/NAME.` };
  if (!found.ok) return found;
  const arn = `arn:${model.partition}:iam::${found.id}:saml-provider/${match[2] ?? ''}`;
  const claims = new Map(Object.entries(principal.claims ?? {}));
  return {
    ok: true,
    found: { caller: federated('samlCaller', arn, model), holder: undefined, session: NO_SESSION, claims },
  };
}

/** The provider lives in the account of the role that is assumed; built-in providers are named as they are. */
function oidcCaller(
  principal: Extract<PrincipalObject, { readonly oidc: string }>,
  request: SimulationRequest,
  model: Model,
): CallerReading {
  const { oidc } = principal;
  const account = /^arn:[^:]*:iam::(\d{12}):/.exec(request.resource ?? '')?.[1];
  const isBuiltIn = BUILT_IN_PROVIDERS.has(oidc);
  if (!isBuiltIn && account === undefined)
    return {
      ok: false,
      message: 'A web identity calls sts:AssumeRoleWithWebIdentity on a role: give its ARN as resource.',
    };
  const arn = isBuiltIn ? oidc : `arn:${model.partition}:iam::${account ?? ''}:oidc-provider/${oidc}`;
  const claims = new Map(Object.entries(principal.claims ?? {}).map(([claim, value]) => [`${oidc}:${claim}`, value]));
  return {
    ok: true,
    found: { caller: federated('oidcCaller', arn, model), holder: undefined, session: NO_SESSION, claims },
  };
}

const BUILT_IN_PROVIDERS: ReadonlySet<string> = new Set([
  'cognito-identity.amazonaws.com',
  'www.amazon.com',
  'graph.facebook.com',
  'accounts.google.com',
]);

function federated(kind: 'samlCaller' | 'oidcCaller', provider: string, model: Model): Caller {
  return { kind, arn: provider, account: undefined, partition: model.partition, provider };
}
