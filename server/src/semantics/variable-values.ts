/** Which values the policy variables of a search are tried with. */

import type { Assignment, TheoryOptions } from './assignments';
import type { AtomTable, Literal } from './atoms';
import type { KeyTest, KeyValues } from './key-tests';
import { findValues } from './key-theory';

/** The keys of the variables that the literals' patterns hold. */
export function symbolsIn(atoms: AtomTable, literals: readonly Literal[]): readonly string[] {
  const keys = new Set<string>();
  for (const literal of literals) {
    const atom = atoms.atom(literal);
    if (atom.kind === 'resource') for (const key of atom.variables) keys.add(key);
    if (atom.kind === 'test') for (const key of atom.test.variables) keys.add(key);
  }
  return [...keys];
}

/** More combinations than these are not tried. */
const MAX_ASSIGNMENTS = 256;

export interface VariableValues {
  /** One empty map where there are no keys. */
  readonly assignments: readonly ReadonlyMap<string, KeyValues>[];
  /** No other values are possible: where none of these will do, none does. */
  readonly isAll: boolean;
}

/** Values for the keys: one that its own tests ask for, a fresh one, the literals of its tests, none. */
export function variableValues(
  options: TheoryOptions,
  assignment: Assignment,
  keys: readonly string[],
): VariableValues {
  const choices = keys.map((key, at) => choicesFor(options, assignment, key, at));
  const count = choices.reduce((product, { values }) => Math.min(product * values.length, MAX_ASSIGNMENTS), 1);
  const assignments = Array.from({ length: count }, (_, number) => combination(keys, choices, number));
  return { assignments, isAll: choices.every(({ isAll }) => isAll) };
}

function combination(
  keys: readonly string[],
  choices: readonly Choices[],
  number: number,
): ReadonlyMap<string, KeyValues> {
  let rest = number;
  const values = new Map<string, KeyValues>();
  keys.forEach((key, at) => {
    const list = choices[at]?.values ?? [];
    values.set(key, list[rest % list.length] ?? null);
    rest = Math.floor(rest / Math.max(1, list.length));
  });
  return values;
}

interface Choices {
  readonly values: readonly KeyValues[];
  readonly isAll: boolean;
}

const NONE: Choices = { values: [null], isAll: true };

function choicesFor(options: TheoryOptions, assignment: Assignment, key: string, at: number): Choices {
  const { atoms, facts, meter } = options;
  const fact = facts.key(key);
  // A variable of a key that holds lists never has a value.
  if (fact?.isMultivalued === true) return NONE;
  const tests: { test: KeyTest; holds: boolean }[] = [];
  for (const [subject, literals] of assignment) {
    if (atoms.keyOf(subject) !== key) continue;
    for (const literal of literals) {
      const atom = atoms.atom(literal);
      if (atom.kind === 'fixed') return { values: [atom.values], isAll: true };
      if (atom.kind === 'present' && literal < 0) return NONE;
      if (atom.kind === 'test') tests.push({ test: atom.test, holds: literal > 0 });
    }
  }
  const found = new Map<string, KeyValues>();
  const add = (values: KeyValues) => found.set(JSON.stringify(values), values);
  const own = findValues({ fact, isPresent: true, tests, fixed: [], isUsual: false, isAlwaysPresent: false }, meter);
  if (own.kind === 'found') add(own.values);
  add([`sample-${at + 1}`]);
  for (const { test } of tests) {
    for (const { literal } of test.globs) if (literal !== undefined && literal !== '') add([literal]);
  }
  add(null);
  return { values: [...found.values()], isAll: false };
}
