/** The way to the session that makes a request: each role that is assumed is a call of its own, decided like any other. */
import type { ContextEntry } from '../../../shared/decision';
import type { ChainHop, ContextInput, RoleSession, SimulationRequest } from '../../../shared/request';
import { assumeRoleAction } from './assume-role';
import { resolvePrincipal } from './request-caller';
import { named } from './request-names';
import { roleSession } from './request-session';
import { type RequestError, type RequestSources, requestError } from './request-sources';
import { type Call, type RequestUnit, roleArn, sessionUnits, unitOf } from './request-units';
import type { ResolvedCaller } from './resolved-caller';

/** The units of one call; the first one is its own action. */
export type Units = readonly [RequestUnit, ...RequestUnit[]];

/** One role that is assumed on the way. */
export interface PreparedHop {
  /** ARN of the role; without its path where that is not known. */
  readonly role: string;
  readonly units: Units;
}

type Chain =
  | { readonly ok: true; readonly hops: readonly PreparedHop[]; readonly caller: ResolvedCaller }
  | RequestError;

/** AWS sets no limit to the length of a chain. Nobody needs more than this, and each hop costs a decision. */
const MAX_HOPS = 32;

/** Resolves the chain of a request: every hop with the caller that its session before is, and who makes the request. */
export function prepareChain(request: SimulationRequest, sources: RequestSources): Chain {
  const through = request.through ?? [];
  if (through.length > MAX_HOPS)
    return requestError(`"through" takes at most ${MAX_HOPS} roles; this chain has ${through.length}.`);
  let caller = resolvePrincipal(request, sources);
  const hops: PreparedHop[] = [];
  for (const [index, each] of through.entries()) {
    if (!caller.ok) return caller;
    const hop = typeof each === 'string' ? { role: each } : each;
    const next = roleSession(hop.role, hop.session, caller, sources);
    if (!next.ok) return next;
    const prepared = prepareHop(hop, hopRequest(request, hop, index), caller, next, sources);
    if ('ok' in prepared) return prepared;
    const start = principalRole(request, sources);
    if (prepared.role === start || hops.some(({ role }) => role === prepared.role))
      return requestError(
        `The chain comes back to ${prepared.role}: hop ${index + 1} names a role that it has been through. Leave out what lies between; ask for sts:AssumeRole by itself to see whether the role may be assumed again.`,
      );
    hops.push(prepared);
    caller = next;
  }
  return caller.ok ? { ok: true, hops, caller } : caller;
}

/** The role whose session makes the first call, where the principal is one. */
function principalRole({ principal }: SimulationRequest, sources: RequestSources): string | undefined {
  const name = typeof principal === 'string' ? principal : 'role' in principal ? principal.role : undefined;
  if (name === undefined) return undefined;
  const found = named(name, 'role', sources);
  return found.ok ? roleArn(found, sources).arn : undefined;
}

/**
 * What `context` says of the circumstances in which somebody works is true of each call of the chain; other keys are those of
 * the request alone. `sts:ExternalId` can be meant for nothing else.
 */
const CIRCUMSTANCES: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:useragent',
  'aws:securetransport',
  'aws:requestedregion',
  'aws:currenttime',
  'aws:epochtime',
  'sts:externalid',
]);

/** The call that assumes the role, as a request. MFA is that of the first principal; what the hop states wins. */
function hopRequest(request: SimulationRequest, hop: ChainHop, index: number): SimulationRequest {
  const { time, mfa, missingContext, principal } = request;
  const own = Object.entries(hop.context ?? {});
  const stated = new Set(own.map(([key]) => key.toLowerCase()));
  const inherited = Object.entries(request.context ?? {}).filter(([key]) => {
    const lower = key.toLowerCase();
    return CIRCUMSTANCES.has(lower) && !stated.has(lower);
  });
  const context: { [key: string]: ContextInput } = Object.fromEntries([...inherited, ...own]);
  return {
    principal,
    action: '',
    context,
    ...(time === undefined ? {} : { time }),
    ...(missingContext === undefined ? {} : { missingContext }),
    ...(mfa === undefined || index > 0 ? {} : { mfa }),
  };
}

function prepareHop(
  hop: ChainHop,
  request: SimulationRequest,
  caller: ResolvedCaller,
  next: ResolvedCaller,
  sources: RequestSources,
): PreparedHop | RequestError {
  const found = named(hop.role, 'role', sources);
  if (!found.ok) return found;
  const { arn, gaps } = roleArn(found, sources);
  const action = assumeRoleAction(caller.caller.kind);
  const call: Call = {
    request,
    sources,
    caller: { ...caller, gaps: [...caller.gaps, ...gaps, ...next.gaps] },
    owner: found.account,
    session: sessionKeys(hop.session ?? {}, caller),
  };
  const resource = { text: arn, isPattern: false, isScope: false };
  return { role: arn, units: [unitOf(call, action, resource), ...sessionUnits(call, action, [resource])] };
}

/**
 * Context keys of a call that assumes a role (IAM User Guide, reference_policies_iam-condition-keys). A source identity that
 * is carried along is there as if it were passed again; tags that are carried along are not, as far as AWS documents it:
 * keys that would list them stay unknown where none is passed.
 */
function sessionKeys(session: RoleSession, { carried }: ResolvedCaller): ReadonlyMap<string, ContextEntry> {
  const tags = Object.entries(session.tags ?? {});
  const transitive = session.transitiveTagKeys ?? [];
  const isCarrying = carried.tags.size > 0;
  const entries: (readonly [string, ContextEntry])[] = [
    ...given('sts:RoleSessionName', session.name),
    ...tags.map(([key, value]) => [`aws:RequestTag/${key}`, { value, from: 'request' }] as const),
    ...listed(
      'aws:TagKeys',
      tags.map(([key]) => key),
      isCarrying,
    ),
    ...listed('sts:TransitiveTagKeys', transitive, isCarrying),
    ...given('sts:SourceIdentity', session.sourceIdentity ?? undefined),
  ];
  const isSet = (session.sourceIdentity ?? carried.sourceIdentity) !== undefined;
  // "The key is not present for AWS STS assume-role operations."
  const absent = ['sts:DurationSeconds', ...(isSet ? [] : ['sts:SourceIdentity'])];
  return new Map([...entries, ...absent.map((key) => [key, { value: null, from: 'derived' }] as const)]);
}

function given(key: string, value: string | undefined): readonly (readonly [string, ContextEntry])[] {
  return value === undefined ? [] : [[key, { value, from: 'request' }]];
}

function listed(
  key: string,
  values: readonly string[],
  mayHoldMore: boolean,
): readonly (readonly [string, ContextEntry])[] {
  if (values.length > 0) return [[key, { value: values, from: 'request' }]];
  return mayHoldMore ? [] : [[key, { value: null, from: 'derived' }]];
}
