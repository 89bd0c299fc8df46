/** What STS refuses to put into a session, whatever the policies allow. */
import type { RoleSession } from '../../../shared/request';
import type { Tags } from '../model/entities';
import type { Carried } from './resolved-caller';

/** What a session is checked against. */
export interface SessionLimits {
  /** For people: the role's name. */
  readonly role: string;
  /** Seconds; undefined: not known. */
  readonly maxSessionDuration: number | undefined;
  /** What the session that assumes the role carries along; empty for other callers. */
  readonly carried: Carried;
  /** The role is assumed with a role session. */
  readonly isChained: boolean;
}

/** Why STS refuses the session: a sentence, or undefined. */
export function sessionProblem(session: RoleSession, limits: SessionLimits): string | undefined {
  for (const rule of RULES) {
    const problem = rule(session, limits);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** STS API Reference, AssumeRole (RoleSessionName, SourceIdentity): 2 to 64 characters of this set. */
function isSessionName(name: string): boolean {
  return /^[A-Za-z0-9_+=,.@-]{2,64}$/.test(name);
}

/** STS API Reference, GetFederationToken (Name): the same set, but 2 to 32 characters. */
export function isFederatedUserName(name: string): boolean {
  return isSessionName(name) && name.length <= 32;
}

/** STS API Reference, AssumeRole: DurationSeconds. */
const MIN_DURATION = 900;
const MAX_DURATION = 43_200;
/** IAM User Guide, id_roles#iam-term-role-chaining: the operation fails above one hour, whatever the role allows. */
const MAX_CHAINED_DURATION = 3600;
/** The maximum of a role for which nobody chose one (IAM API Reference, CreateRole). */
export const DEFAULT_MAX_DURATION = 3600;

type Rule = (session: RoleSession, limits: SessionLimits) => string | undefined;

const RULES: readonly Rule[] = [
  nameProblem,
  durationProblem,
  policiesProblem,
  tagProblem,
  inheritedTagProblem,
  transitiveProblem,
  sourceIdentityProblem,
];

function nameProblem({ name }: RoleSession): string | undefined {
  return name === undefined || isSessionName(name)
    ? undefined
    : `"${name}" is no session name: it has 2 to 64 letters, digits or _ + = , . @ -.`;
}

function durationProblem({ durationSeconds: asked }: RoleSession, limits: SessionLimits): string | undefined {
  if (asked === undefined) return undefined;
  if (!Number.isInteger(asked) || asked < MIN_DURATION || asked > MAX_DURATION)
    return `A role session lasts ${MIN_DURATION} to ${MAX_DURATION} seconds; "durationSeconds" is ${asked}.`;
  if (limits.isChained && asked > MAX_CHAINED_DURATION)
    return `Role chaining limits a session to one hour: "durationSeconds" is ${asked}, and at most ${MAX_CHAINED_DURATION} here, whatever role ${limits.role} allows.`;
  const most = limits.maxSessionDuration;
  return most === undefined || asked <= most
    ? undefined
    : `Sessions of role ${limits.role} last at most ${most} seconds ("maxSessionDuration"); "durationSeconds" is ${asked}.`;
}

/** STS API Reference, AssumeRole: PolicyArns. */
function policiesProblem({ policies = [] }: RoleSession): string | undefined {
  const managed = policies.filter((policy) => typeof policy === 'string' && policy.startsWith('arn:')).length;
  return managed > 10 ? `A session takes at most 10 managed policies; this one has ${managed}.` : undefined;
}

/** IAM User Guide, id_session-tags (limits) and id_tags (case, reserved prefix). */
function tagProblem({ tags = {} }: RoleSession): string | undefined {
  const keys = Object.keys(tags);
  if (keys.length > 50) return `A session takes at most 50 tags; this one has ${keys.length}.`;
  const seen = new Set<string>();
  for (const key of keys) {
    if (key.length < 1 || key.length > 128)
      return `The key of a session tag has 1 to 128 characters: "${key}" has ${key.length}.`;
    if ((tags[key] ?? '').length > 256)
      return `The value of a session tag has at most 256 characters; that of "${key}" is longer.`;
    if (key.toLowerCase().startsWith('aws:'))
      return `The session tag "${key}" begins with "aws:", which is reserved for AWS.`;
    if (seen.has(key.toLowerCase()))
      return `The session tag "${key}" stands there twice: keys are the same whatever their case.`;
    seen.add(key.toLowerCase());
  }
  return undefined;
}

/** "If you pass a session tag with the same key as an inherited tag, the operation fails" (STS API Reference, AssumeRole). */
function inheritedTagProblem({ tags = {} }: RoleSession, { carried }: SessionLimits): string | undefined {
  const inherited = Object.keys(tags).find((key) => hasKey([...carried.tags.keys()], key));
  return inherited === undefined
    ? undefined
    : `The session tag "${inherited}" is transitive and comes from the session before: it cannot be passed again.`;
}

function transitiveProblem({ tags = {}, transitiveTagKeys = [] }: RoleSession): string | undefined {
  const stray = transitiveTagKeys.find((key) => !hasKey(Object.keys(tags), key));
  return stray === undefined
    ? undefined
    : `"transitiveTagKeys" names "${stray}", which is no tag of the session: pass it in "tags" too.`;
}

/** IAM User Guide, id_credentials_temp_control-access_monitor: characters, and that a value once set stays. */
function sourceIdentityProblem({ sourceIdentity }: RoleSession, { carried }: SessionLimits): string | undefined {
  if (sourceIdentity === undefined || sourceIdentity === null) return undefined;
  if (!isSessionName(sourceIdentity))
    return `"${sourceIdentity}" is no source identity: it has 2 to 64 letters, digits or _ + = , . @ -.`;
  return carried.sourceIdentity === undefined || carried.sourceIdentity === sourceIdentity
    ? undefined
    : `The source identity is "${carried.sourceIdentity}" since the session before; a role chain cannot change it to "${sourceIdentity}".`;
}

/** Tag keys are the same whatever their case. */
function hasKey(keys: readonly string[], key: string): boolean {
  return keys.some((each) => each.toLowerCase() === key.toLowerCase());
}

/** The session's own tags that later sessions keep. */
export function transitiveTags({ tags = {}, transitiveTagKeys = [] }: RoleSession): Tags {
  return new Map(Object.entries(tags).filter(([key]) => hasKey(transitiveTagKeys, key)));
}
