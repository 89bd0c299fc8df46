import { matches, type Pattern } from '../language/pattern';
import type { ActionIndex, CompiledStatement } from './compiled';

/** So many actions are remembered for each policy; then the memory starts anew. */
const MAX_REMEMBERED = 2048;

interface WildEntry {
  readonly pattern: Pattern;
  readonly statement: number;
}

/**
 * Indexes live statements (one that never applies is left out): exact names by name, wildcards by service, and `*` and
 * NotAction one by one. What was found for an action is remembered.
 */
export function indexActions(statements: readonly CompiledStatement[]): ActionIndex {
  const byName = new Map<string, number[]>();
  const byService = new Map<string, WildEntry[]>();
  const always: number[] = [];
  statements.forEach((statement, index) => {
    if (!statement.isLive || statement.action === undefined) return;
    if (statement.action.isNegated || statement.action.hasStarStar) always.push(index);
    else for (const { pattern } of statement.action.patterns) if (pattern !== undefined) addEntry(pattern, index);
  });

  function addEntry(pattern: Pattern, statement: number): void {
    if (pattern.isUniversal) always.push(statement);
    else if (pattern.literal !== undefined) append(byName, pattern.literal, statement);
    else append(byService, serviceOf(pattern.source), { pattern, statement });
  }

  function find(lowerAction: string): readonly CompiledStatement[] {
    const wild = byService.get(serviceOf(lowerAction)) ?? [];
    const found = new Set([
      ...always.filter((index) => isReached(statements[index], lowerAction)),
      ...(byName.get(lowerAction) ?? []),
    ]);
    for (const { pattern, statement } of wild)
      if (!found.has(statement) && matches(pattern, lowerAction)) found.add(statement);
    return [...found].sort((left, right) => left - right).flatMap((index) => statements[index] ?? []);
  }

  const remembered = new Map<string, readonly CompiledStatement[]>();
  return {
    statementsFor: (lowerAction) => {
      const known = remembered.get(lowerAction);
      if (known !== undefined) return known;
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      const found = find(lowerAction);
      remembered.set(lowerAction, found);
      return found;
    },
  };
}

/** False for a statement whose NotAction lists the action. */
function isReached(statement: CompiledStatement | undefined, lowerAction: string): boolean {
  const action = statement?.action;
  if (action === undefined || !action.isNegated || action.hasStarStar) return true;
  return !action.patterns.some(({ pattern }) => pattern !== undefined && matches(pattern, lowerAction));
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** `s3:get*` → `s3`; an action entry always has a literal service. */
function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}
