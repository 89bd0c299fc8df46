import type { ContextInput, PolicyReference, RoleHop, SimulationRequest } from '../../../shared/request';

/** The words of `writ simulate` that make up a request. */
export interface RequestWords {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  /** `KEY=VALUE` each. */
  readonly context?: readonly string[];
  readonly absent?: readonly string[];
  readonly through?: readonly string[];
  readonly missingContext?: 'absent' | 'unknown';
  readonly resourceAccount?: string;
  readonly literal?: boolean;
}

/** A request, or a sentence about the words that make none. */
export type RequestReading =
  | { readonly ok: true; readonly request: SimulationRequest }
  | { readonly ok: false; readonly problem: string };

/**
 * Puts the words of a command line over a request from a file (or over nothing). Context goes key by key, everything else as
 * a whole. `sessionPolicies` are those of the last session: of the last role in `through`, else of the principal.
 */
export function requestFrom(
  base: Partial<SimulationRequest>,
  words: RequestWords,
  sessionPolicies: readonly PolicyReference[],
): RequestReading {
  const context = contextFrom(base.context ?? {}, words);
  if (!context.ok) return context;
  const { principal, action, resource, resources, through } = overridden(base, words);
  if (principal === undefined) return missing('who asks', '--principal');
  if (action === undefined) return missing('what is asked for', '--action');
  if (resource === undefined && resources === undefined) return missing('on what', '--resource');
  const request: SimulationRequest = {
    ...base,
    ...(words.missingContext === undefined ? {} : { missingContext: words.missingContext }),
    ...(words.resourceAccount === undefined ? {} : { resourceAccount: words.resourceAccount }),
    ...(words.literal === true ? { resourceIsPattern: false } : {}),
    ...(context.value === undefined ? {} : { context: context.value }),
    ...(through === undefined ? {} : { through }),
    principal,
    action,
  };
  const complete = resource === undefined ? request : { ...without(request, 'resources'), resource };
  return sessionPolicies.length === 0 ? { ok: true, request: complete } : withSession(complete, sessionPolicies);
}

function overridden(base: Partial<SimulationRequest>, words: RequestWords) {
  return {
    principal: words.principal ?? base.principal,
    action: words.action ?? base.action,
    resource: words.resource ?? base.resource,
    resources: base.resources,
    through: words.through ?? base.through,
  };
}

function missing(what: string, option: string): RequestReading {
  return { ok: false, problem: `the request does not say ${what}: give ${option}` };
}

function without<T extends object, Name extends keyof T>(object: T, name: Name): Omit<T, Name> {
  const { [name]: _, ...rest } = object;
  return rest;
}

type Context = NonNullable<SimulationRequest['context']>;

/** Keys are one whatever their case. The same key twice has both values, `KEY=` the empty string. */
function contextFrom(
  base: Context,
  { context = [], absent = [] }: RequestWords,
): { readonly ok: true; readonly value: Context | undefined } | { readonly ok: false; readonly problem: string } {
  const stated = new Map<string, { readonly key: string; readonly values: string[] }>();
  for (const word of context) {
    const at = word.indexOf('=');
    if (at <= 0) return { ok: false, problem: `--context ${word} is no KEY=VALUE` };
    const key = word.slice(0, at);
    const entry = stated.get(key.toLowerCase()) ?? { key, values: [] };
    entry.values.push(word.slice(at + 1));
    stated.set(key.toLowerCase(), entry);
  }
  const torn = absent.find((key) => stated.has(key.toLowerCase()));
  if (torn !== undefined) return { ok: false, problem: `${torn} cannot have a value and be absent` };
  const replaced = new Set([...stated.keys(), ...absent.map((key) => key.toLowerCase())]);
  const kept = Object.entries(base).filter(([key]) => !replaced.has(key.toLowerCase()));
  const entries: readonly (readonly [string, ContextInput])[] = [
    ...kept,
    ...[...stated.values()].map(({ key, values }) => [key, contextValue(values)] as const),
    ...absent.map((key) => [key, null] as const),
  ];
  return { ok: true, value: entries.length === 0 ? undefined : Object.fromEntries(entries) };
}

function contextValue(values: readonly string[]): ContextInput {
  const [first, ...rest] = values;
  return first !== undefined && rest.length === 0 ? first : values;
}

function withSession(request: SimulationRequest, policies: readonly PolicyReference[]): RequestReading {
  const { through = [], principal } = request;
  const last = through.at(-1);
  if (last !== undefined) {
    const hops = [...through.slice(0, -1), withPolicies(typeof last === 'string' ? { role: last } : last, policies)];
    return { ok: true, request: { ...request, through: hops } };
  }
  const role = typeof principal === 'string' ? roleNamed(principal) : 'role' in principal ? principal : undefined;
  if (role === undefined)
    return { ok: false, problem: '--session-policy needs a role, as the principal or in --through' };
  return { ok: true, request: { ...request, principal: withPolicies(role, policies) } };
}

function withPolicies(hop: RoleHop, policies: readonly PolicyReference[]): RoleHop {
  return { ...hop, session: { ...hop.session, policies } };
}

/** `prod:role/app`, `arn:aws:iam::111122223333:role/app`. */
function roleNamed(principal: string): RoleHop | undefined {
  return /:role\//.test(principal) ? { role: principal } : undefined;
}
