/** Sessions of a role: given ones, and those that a role chain makes. */
import type { ContextEntry } from '../../../shared/decision';
import type { RoleSession } from '../../../shared/request';
import { parseArn } from '../language/arn';
import type { Gap } from './attached';
import type { Caller } from './input';
import { type Found, named } from './request-names';
import { isRequestError, type RequestSources, requestError } from './request-sources';
import {
  accountFacts,
  type Carried,
  partitionOf,
  plainCaller,
  type Resolved,
  type ResolvedCaller,
} from './resolved-caller';
import { sessionPolicies } from './session-policies';
import { DEFAULT_MAX_DURATION, sessionProblem, transitiveTags } from './session-rules';

/** The name of a session for which nobody gave one. */
export const DEFAULT_SESSION_NAME = 'writ-session';

/** A session of the role that the text names: `by` assumes it, or nobody says who did. */
export function roleSession(
  text: string,
  session: RoleSession | undefined,
  by: ResolvedCaller | undefined,
  sources: RequestSources,
): Resolved {
  if (text.startsWith('arn:') && parseArn(text)?.service === 'sts')
    return requestError(`"${text}" is a session; name its role, and the session in "session".`);
  const found = named(text, 'role', sources);
  return found.ok ? sessionOf(found, session, by, sources) : found;
}

/** `arn:aws:sts::A:assumed-role/ROLE/SESSION` */
export function assumedRole(arn: string, sources: RequestSources): Resolved {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  const [, name = '', ...session] = resource.split('/');
  if (name === '' || session.length === 0)
    return requestError(`"${arn}" names no session: write assumed-role/ROLE/SESSION.`);
  const found = named(`${account}:role/${name}`, 'role', sources);
  return found.ok ? sessionOf(found, { name: session.join('/') }, undefined, sources) : found;
}

const NOTHING: Carried = { tags: new Map(), sourceIdentity: undefined };

/** A session of a role that was found. */
export function sessionOf(
  found: Found<'role'>,
  session: RoleSession = {},
  by: ResolvedCaller | undefined,
  sources: RequestSources,
): Resolved {
  const { account, role } = found;
  const before = by?.carried ?? NOTHING;
  const maxSessionDuration = role === 'unknown' ? undefined : role.maxSessionDuration;
  const isChained = by?.caller.kind === 'roleSession';
  const problem = sessionProblem(session, { role: found.name, maxSessionDuration, carried: before, isChained });
  if (problem !== undefined) return requestError(problem);
  const policies = sessionPolicies(session.policies, account, sources);
  if (isRequestError(policies)) return policies;
  const sourceIdentity = session.sourceIdentity ?? before.sourceIdentity;
  return {
    ...plainCaller(sessionCaller(found, session, sources)),
    entity: role,
    session: policies,
    sessionTags: new Map([...Object.entries(session.tags ?? {}), ...before.tags]),
    carried: { tags: new Map([...before.tags, ...transitiveTags(session)]), sourceIdentity },
    context: new Map([['aws:SourceIdentity', identityEntry(session, sourceIdentity)], ...keptClaims(by)]),
    gaps: durationGaps(found, session, maxSessionDuration),
    ...(by === undefined ? {} : { assumedBy: by.caller.kind }),
  };
}

function sessionCaller(
  { account, role, name, arn }: Found<'role'>,
  session: RoleSession,
  sources: RequestSources,
): Caller {
  const facts = accountFacts(account, arn ?? `arn:${partitionOf(sources)}:iam::${account}:role`, sources);
  const sessionName = session.name ?? DEFAULT_SESSION_NAME;
  return {
    kind: 'roleSession',
    arn: `arn:${facts.partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    ...facts,
    role: { name, arn },
    sessionName,
    sessionNameIsMadeUp: session.name === undefined,
    uniqueId: role === 'unknown' ? undefined : role.id,
    isServiceLinked: role === 'unknown' ? /:role\/aws-service-role\//.test(arn ?? '') : role.isServiceLinked,
  };
}

/** A session for which nobody states a source identity, and whose chain has none, has none. */
function identityEntry({ sourceIdentity }: RoleSession, value: string | undefined): ContextEntry {
  const isStated = sourceIdentity !== undefined && sourceIdentity !== null;
  return { value: value ?? null, from: isStated ? 'request' : 'derived' };
}

/**
 * Keys of a sign-in that the session's own requests carry (IAM User Guide, reference_policies_iam-condition-keys: SAML role
 * permissions policies; Service Authorization Reference: the keys of sts:AssumeRole).
 */
const KEPT_CLAIMS: ReadonlySet<string> = new Set([
  'saml:namequalifier',
  'saml:sub',
  'saml:sub_type',
  'accounts.google.com:aud',
  'accounts.google.com:sub',
  'cognito-identity.amazonaws.com:amr',
  'cognito-identity.amazonaws.com:aud',
  'cognito-identity.amazonaws.com:sub',
  'graph.facebook.com:app_id',
  'graph.facebook.com:id',
  'www.amazon.com:app_id',
  'www.amazon.com:user_id',
]);

function keptClaims(by: ResolvedCaller | undefined): readonly (readonly [string, ContextEntry])[] {
  if (by?.caller.kind !== 'samlCaller' && by?.caller.kind !== 'oidcCaller') return [];
  const kept = [...by.context].filter(([key]) => KEPT_CLAIMS.has(key.toLowerCase()));
  const provider = by.caller.kind === 'oidcCaller' ? (by.caller.provider ?? null) : null;
  return [...kept, ['aws:FederatedProvider', { value: provider, from: 'derived' }]];
}

/** No export states how long sessions of a role may last. */
function durationGaps(
  found: Found<'role'>,
  { durationSeconds = 0 }: RoleSession,
  most: number | undefined,
): readonly Gap[] {
  if (most !== undefined || durationSeconds <= DEFAULT_MAX_DURATION) return [];
  const message = `How long sessions of role ${found.name} may last is not known ("maxSessionDuration", by default ${DEFAULT_MAX_DURATION} seconds); this one asks for ${durationSeconds}.`;
  return [{ message }];
}
