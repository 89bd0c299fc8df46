/** Who asks: the forms of `principal` (docs/identity-model.md, "Requests") → a caller with what the model knows of it. */
import type { ContextEntry } from '../../../shared/decision';
import type { PrincipalObject, SimulationRequest, UserSession } from '../../../shared/request';
import { parseArn } from '../language/arn';
import { lastPart } from '../model/names';
import { findAccount, findPrincipal, orList } from '../model/resolve';
import type { Caller } from './input';
import { identityCenterCaller, oidcCaller, providerCaller, samlCaller } from './request-federation';
import { type Found, named } from './request-names';
import { assumedRole, DEFAULT_SESSION_NAME, roleSession, sessionOf } from './request-session';
import { isRequestError, lookupError, type RequestSources, requestError } from './request-sources';
import { accountFacts, partitionOf, plainCaller, type Resolved, type ResolvedCaller } from './resolved-caller';
import { managedByArn, sessionPolicies } from './session-policies';
import { isFederatedUserName } from './session-rules';

/** Resolves who makes a request, or the first call of its role chain. */
export function resolvePrincipal(request: SimulationRequest, sources: RequestSources): Resolved {
  const { principal } = request;
  if (typeof principal === 'string') return fromText(principal, request, sources);
  return fromObject(principal, request, sources);
}

function fromText(text: string, request: SimulationRequest, sources: RequestSources): Resolved {
  if (text === 'anonymous')
    return plainCaller({ kind: 'anonymous', arn: text, account: undefined, partition: partitionOf(sources) });
  if (isServiceName(text, sources)) return serviceCaller(text);
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  const kind = arn === undefined ? '' : `${arn.service}:${arn.resource.split(/[/:]/, 1)[0]}`;
  switch (kind) {
    case 'sts:assumed-role':
      return assumedRole(text, sources);
    case 'sts:federated-user':
      return federatedByArn(text, sources);
    case 'iam:saml-provider':
      return samlCaller(text, {}, sources);
    case 'iam:oidc-provider':
      return providerCaller('oidcCaller', text, sources);
    default:
      return fromName(text, request, sources);
  }
}

function isServiceName(text: string, { catalog }: RequestSources): boolean {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text)) return true;
  return !text.includes(':') && catalog.isServicePrincipal(text);
}

/** A service principal as a caller. */
export function serviceCaller(name: string): ResolvedCaller {
  const partition = name.endsWith('.cn') ? 'aws-cn' : 'aws';
  return plainCaller({ kind: 'service', arn: name, account: undefined, partition, service: name });
}

/** `prod:role/deployer` and IAM ARNs. MFA that is stated can only be that of a session made in the console. */
function fromName(text: string, request: SimulationRequest, sources: RequestSources): Resolved {
  const found = findPrincipal(sources.model, text);
  if (!found.ok) return lookupError(sources, found.message);
  switch (found.kind) {
    case 'role':
      return sessionOf(found, undefined, undefined, sources);
    case 'root':
      return rootCaller(found.account, found.arn, sources);
    case 'user':
      return userCaller(found, request.mfa === undefined ? 'accessKey' : 'console', sources);
  }
}

function fromObject(principal: PrincipalObject, request: SimulationRequest, sources: RequestSources): Resolved {
  if ('user' in principal) return userSession(principal.user, principal.session, request, sources);
  if ('role' in principal) return roleSession(principal.role, principal.session, undefined, sources);
  if ('root' in principal) return rootPrincipal(principal.root, principal.session, sources);
  if ('instance' in principal) return instanceCaller(principal.instance, sources);
  if ('saml' in principal) return samlCaller(principal.saml, principal.claims ?? {}, sources);
  if ('oidc' in principal) return oidcCaller(principal.oidc, principal.claims ?? {}, request, sources);
  return identityCenterCaller(principal, sources);
}

function userSession(
  text: string,
  session: UserSession | undefined,
  request: SimulationRequest,
  sources: RequestSources,
): Resolved {
  const found = named(text, 'user', sources);
  if (!found.ok) return found;
  if (session === undefined) return userCaller(found, request.mfa === undefined ? 'accessKey' : 'console', sources);
  if (session.kind === 'getFederationToken') return federatedUser(found, session, sources);
  if (session.kind === 'accessKey' && request.mfa === true && !assumesRole(request))
    return requestError(
      'Requests with access keys carry no MFA information, but for those that assume a role: use a session of kind "console" or "getSessionToken".',
    );
  return userCaller(found, session.kind === 'getSessionToken' ? 'sessionToken' : session.kind, sources);
}

/** AssumeRole takes the code of an MFA device itself (STS API Reference, AssumeRole: SerialNumber and TokenCode). */
function assumesRole({ action, through = [] }: SimulationRequest): boolean {
  return through.length > 0 || action.toLowerCase() === 'sts:assumerole';
}

function userCaller(
  found: Found<'user'>,
  credential: NonNullable<Caller['credential']>,
  sources: RequestSources,
): ResolvedCaller {
  const { account, arn, user } = found;
  const caller: Caller = {
    kind: 'user',
    arn,
    ...accountFacts(account, arn, sources),
    credential,
    uniqueId: user === 'unknown' ? undefined : user.id,
  };
  return { ...plainCaller(caller), entity: user };
}

function federatedUser(
  found: Found<'user'>,
  session: UserSession & { readonly kind: 'getFederationToken' },
  sources: RequestSources,
): Resolved {
  const policies = sessionPolicies(session.policies, found.account, sources);
  if (isRequestError(policies)) return policies;
  const parent = userCaller(found, 'accessKey', sources);
  const name = session.name ?? DEFAULT_SESSION_NAME;
  if (!isFederatedUserName(name))
    return requestError(`"${name}" is no name of a federated user: it has 2 to 32 letters, digits or _ + = , . @ -.`);
  const caller: Caller = {
    ...accountFacts(found.account, found.arn, sources),
    kind: 'federatedUser',
    arn: `arn:${parent.caller.partition}:sts::${found.account}:federated-user/${name}`,
    sessionName: name,
    sessionNameIsMadeUp: session.name === undefined,
    parent: { kind: 'user', arn: found.arn },
    uniqueId: parent.caller.uniqueId,
    console: session.console === true,
  };
  return { ...parent, caller, session: policies, sessionTags: new Map(Object.entries(session.tags ?? {})) };
}

/** `arn:aws:sts::A:federated-user/NAME` does not tell its parent. */
function federatedByArn(arn: string, sources: RequestSources): Resolved {
  const account = parseArn(arn)?.account ?? '';
  const caller: Caller = {
    kind: 'federatedUser',
    arn,
    ...accountFacts(account, arn, sources),
    sessionName: lastPart(arn),
  };
  const message = 'A federated-user ARN does not tell whose session it is: give { "user", "session" } instead.';
  return { ...plainCaller(caller), entity: 'unknown', session: 'unknown', gaps: [{ message }] };
}

function rootCaller(account: string, arn: string, sources: RequestSources): ResolvedCaller {
  return plainCaller({ kind: 'rootUser', arn, ...accountFacts(account, arn, sources) });
}

function rootPrincipal(
  text: string,
  session: { readonly kind: 'assumeRoot'; readonly taskPolicy?: string } | undefined,
  sources: RequestSources,
): Resolved {
  const found = findAccount(sources.model, text.replace(/:root$/, ''));
  if (!found.ok) return lookupError(sources, found.message);
  const root = rootCaller(found.id, `arn:${partitionOf(sources)}:iam::${found.id}:root`, sources);
  if (session === undefined) return root;
  const caller: Caller = { ...root.caller, kind: 'rootSession' };
  if (session.taskPolicy === undefined) return { ...root, caller };
  const policy = managedByArn(session.taskPolicy, found.id, sources);
  return 'ok' in policy ? policy : { ...root, caller, session: [policy] };
}

/** An instance acts as a session of the role in its instance profile; the session's name is its id. */
function instanceCaller(arn: string, sources: RequestSources): Resolved {
  const { model } = sources;
  const entry = model.resources.get(arn);
  if (entry === undefined) {
    const known = [...model.resources.keys()].filter((each) => each.includes(':instance/'));
    return lookupError(sources, `The model has no instance "${arn}".${orList(arn, known)}`);
  }
  const profile = model.accounts.get(entry.account)?.instanceProfiles.get(entry.instanceProfile?.toLowerCase() ?? '');
  if (profile?.role === undefined)
    return requestError(`The instance "${arn}" has no instance profile with a role that the model knows.`);
  const { role } = profile;
  const found: Found<'role'> = { ok: true, kind: 'role', account: role.account, name: role.name, arn: role.arn, role };
  const session = sessionOf(found, { name: lastPart(arn) }, undefined, sources);
  if (!session.ok) return session;
  const context = new Map<string, ContextEntry>([
    ...session.context,
    ['ec2:SourceInstanceArn', { value: arn, from: 'model' }],
    ['ec2:RoleDelivery', { value: '2.0', from: 'default' }],
  ]);
  return { ...session, context };
}
