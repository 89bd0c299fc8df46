import type { DecisionWord, Dependency } from '../../../shared/decision';
import { decideUnit, type PreparedUnit, type UnitDecision } from './decide';
import type { ContextValue, Mode } from './run';
import { type OpenContextKey, openKeys, type Way } from './ways';

/** What the keys that nobody stated do to the answer. */
export interface ContextDependencies {
  /** Keys whose value can turn allowed into not allowed, or the reverse. */
  readonly missing: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly differs: boolean;
}

/** So many combinations are tried; beyond it keys are tried one at a time, the others absent or at a value that a policy names. */
const MAX_COMBINATIONS = 16_384;

type Word = UnitDecision['word'];
type Assignment = ReadonlyMap<string, ContextValue>;

/**
 * Tries every way in which the unstated keys can come out and tells which of them matter: a key is listed only if, for some
 * values of the others, its value changes whether the request is allowed. The decision for a way is `depends` where it
 * still hangs on another key.
 */
export function contextDependencies(unit: PreparedUnit, baseline: UnitDecision, mode: Mode): ContextDependencies {
  const keys = discoverKeys(unit, baseline, mode);
  if (keys.length === 0) return { missing: [], dependencies: [], differs: false };
  const decide = memoized((assignment) => decideUnit(unit, { mode, choices: new Map(), overrides: assignment }).word);
  const combinations = keys.reduce((count, key) => count * key.ways.length, 1);
  const relevant =
    combinations <= MAX_COMBINATIONS
      ? keys.filter((key) => canChange(key, keys, decide))
      : keys.filter((key) => changesAlone(key, keys, decide));
  const dependencies = relevant.map(
    (key): Dependency => ({ key: key.key, ways: waysOf(key, relevant, decide, combinations) }),
  );
  return { missing: relevant.map((key) => key.key), dependencies, differs: relevant.length > 0 };
}

/** A key may be read only once another one has a value: the list is complete when nothing new is read. */
function discoverKeys(unit: PreparedUnit, baseline: UnitDecision, mode: Mode): readonly OpenContextKey[] {
  const known = new Map(openKeys(unit, baseline).map((key) => [key.lowerKey, key]));
  for (let round = 0; round < 4; round += 1) {
    const before = known.size;
    for (const key of [...known.values()]) {
      for (const way of key.ways) {
        const overrides = new Map(
          [...known.values()].map((each) => [each.lowerKey, each === key ? way.value : likeliest(each)]),
        );
        const decision = decideUnit(unit, { mode, choices: new Map(), overrides });
        for (const found of openKeys(unit, decision)) if (!known.has(found.lowerKey)) known.set(found.lowerKey, found);
      }
    }
    if (known.size === before) break;
  }
  return [...known.values()];
}

/** A value that a policy names, so that statements behind it are reached. */
function likeliest(key: OpenContextKey): ContextValue {
  return key.ways.find((way) => Array.isArray(way.shown))?.value ?? null;
}

type Decide = (assignment: Assignment) => Word;

function memoized(decide: Decide): Decide {
  const known = new Map<string, Word>();
  return (assignment) => {
    const id = JSON.stringify([...assignment].sort(([left], [right]) => (left < right ? -1 : 1)));
    const word = known.get(id) ?? decide(assignment);
    known.set(id, word);
    return word;
  };
}

function assignments(keys: readonly OpenContextKey[]): readonly Assignment[] {
  let all: Map<string, ContextValue>[] = [new Map()];
  for (const key of keys)
    all = all.flatMap((each) => key.ways.map((way) => new Map(each).set(key.lowerKey, way.value)));
  return all;
}

function isAllowed(word: Word): boolean {
  return word === 'allowed';
}

function canChange(key: OpenContextKey, keys: readonly OpenContextKey[], decide: Decide): boolean {
  return assignments(keys.filter((each) => each !== key)).some((rest) => differsOver(key, rest, decide));
}

function changesAlone(key: OpenContextKey, keys: readonly OpenContextKey[], decide: Decide): boolean {
  const named = new Map(keys.filter((each) => each !== key).map((each) => [each.lowerKey, likeliest(each)]));
  return differsOver(key, new Map(), decide) || differsOver(key, named, decide);
}

function differsOver(key: OpenContextKey, rest: Assignment, decide: Decide): boolean {
  const words = key.ways.map((way) => isAllowed(decide(new Map(rest).set(key.lowerKey, way.value))));
  return words.some((word) => word !== words[0]);
}

function waysOf(key: OpenContextKey, relevant: readonly OpenContextKey[], decide: Decide, combinations: number) {
  const others =
    combinations <= MAX_COMBINATIONS
      ? assignments(relevant.filter((each) => each !== key))
      : [new Map<string, ContextValue>()];
  return key.ways.map((way) => ({
    value: way.shown,
    decision: joined(others.map((rest) => decide(withWay(rest, key, way)))),
  }));
}

function withWay(rest: Assignment, key: OpenContextKey, way: Way): Assignment {
  return new Map(rest).set(key.lowerKey, way.value);
}

function joined(words: readonly Word[]): DecisionWord {
  const [first] = words;
  return first !== undefined && words.every((word) => isAllowed(word) === isAllowed(first)) ? first : 'depends';
}
