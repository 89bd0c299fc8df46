import { matches } from '../language/pattern';
import { type ActionNumbers, type ActionSet, actionSet, hasAction, serviceOf } from './action-set';
import type { ActionIndex, CompiledActions, CompiledStatement, ReachedStatements } from './compiled';
import type { RequestedAction } from './requested-action';

/** So many actions are remembered for each policy; then the memory starts anew. */
const MAX_REMEMBERED = 2048;

/** From so many different actions of a service on, sets are cheaper than patterns. */
const MANY = 16;

/**
 * Indexes live statements (one that never applies is left out) by action; statements that name other services only are not
 * looked at. The first actions of a service are matched against the patterns; where a policy is asked about many, each
 * element becomes a set over the catalog's action numbers. What was found for an action is remembered.
 */
export function indexActions(statements: readonly CompiledStatement[], numbers: ActionNumbers): ActionIndex {
  const candidates = candidatesByService(statements);
  const remembered = new Map<string, ReachedStatements>();
  const services = new Map<string, AskedService>();
  const entries = new Map<CompiledStatement, Map<string, number>>();

  function find(action: RequestedAction): ReachedStatements {
    const { service, place } = action;
    const asked = services.get(service) ?? { candidates: candidates(service), actions: 0, sets: undefined };
    services.set(service, asked);
    asked.actions += 1;
    if (place === undefined || asked.actions <= MANY)
      return reached(asked.candidates.filter((candidate) => selects(candidate.action, action.name)));
    asked.sets ??= asked.candidates.map((candidate) => actionSet(candidate.action, service, numbers));
    const { sets } = asked;
    return reached(asked.candidates.filter((_, index) => hasAction(sets[index], place)));
  }

  return {
    statementsFor: (action) => {
      const known = remembered.get(action.name);
      if (known !== undefined) return known;
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      const found = find(action);
      remembered.set(action.name, found);
      return found;
    },
    entryFor: (statement, action) => rememberedEntry(entries, statement, action),
  };
}

/** A service of which a policy was asked. */
interface AskedService {
  readonly candidates: readonly Candidate[];
  /** How many different actions so far. */
  actions: number;
  /** The candidates' sets, once it is worth while. */
  sets: readonly (ActionSet | undefined)[] | undefined;
}

const NOTHING: ReachedStatements = { denies: [], allows: [] };

interface Candidate {
  readonly statement: CompiledStatement;
  readonly action: CompiledActions;
}

/** The statements whose action part can match some action of a service, in the order of the policy. */
function candidatesByService(statements: readonly CompiledStatement[]): (service: string) => readonly Candidate[] {
  const byService = new Map<string, Candidate[]>();
  const everywhere: Candidate[] = [];
  for (const statement of statements) {
    const { action, isLive } = statement;
    if (!isLive || action === undefined) continue;
    const candidate = { statement, action };
    if (action.isNegated || action.hasStarStar || action.patterns.some(({ pattern }) => pattern?.isUniversal === true))
      everywhere.push(candidate);
    else for (const service of servicesOf(action)) append(byService, service, candidate);
  }
  return (service) => {
    const own = byService.get(service);
    if (own === undefined) return everywhere;
    return [...everywhere, ...own].sort((left, right) => left.statement.source.index - right.statement.source.index);
  };
}

function servicesOf(action: CompiledActions): ReadonlySet<string> {
  const services = new Set<string>();
  for (const { pattern } of action.patterns) if (pattern !== undefined) services.add(serviceOf(pattern.source));
  return services;
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function reached(found: readonly { readonly statement: CompiledStatement }[]): ReachedStatements {
  const all = found.map(({ statement }) => statement);
  if (all.length === 0) return NOTHING;
  return {
    denies: all.filter(({ effect }) => effect === 'Deny'),
    allows: all.filter(({ effect }) => effect === 'Allow'),
  };
}

/** The same by the patterns themselves. */
function selects(action: CompiledActions, lowerAction: string): boolean {
  return action.hasStarStar || entryMatching(action, lowerAction) >= 0 !== action.isNegated;
}

function entryMatching(action: CompiledActions, lowerAction: string): number {
  return action.patterns.findIndex(({ pattern }) => pattern !== undefined && matches(pattern, lowerAction));
}

/** Explanations name the entry; long lists are searched once for each action. */
function rememberedEntry(
  entries: Map<CompiledStatement, Map<string, number>>,
  statement: CompiledStatement,
  action: RequestedAction,
): number {
  const known = entries.get(statement)?.get(action.name);
  if (known !== undefined) return known;
  const found = statement.action === undefined ? -1 : entryMatching(statement.action, action.name);
  const own = entries.get(statement) ?? new Map<string, number>();
  if (own.size >= MAX_REMEMBERED) own.clear();
  entries.set(statement, own.set(action.name, found));
  return found;
}
