/** Which values the policy variables of a search are tried with. */

import type { Assignment, TheoryOptions } from './assignments';
import type { AtomTable, Literal } from './atoms';
import { isSymbol, symbolIndex } from './globs';
import type { KeyValues } from './key-tests';
import { findValues } from './key-theory';

/** The keys of the variables that the literals' patterns hold. */
export function symbolsIn(atoms: AtomTable, literals: readonly Literal[]): readonly string[] {
  const keys = new Set<string>();
  const note = (tokens: readonly number[]) => {
    for (const token of tokens) {
      const key = isSymbol(token) ? atoms.symbols.variable(symbolIndex(token))?.lowerKey : undefined;
      if (key !== undefined) keys.add(key);
    }
  };
  for (const literal of literals) {
    const atom = atoms.atom(literal);
    if (atom.kind === 'resource') for (const box of [...atom.boxes, ...atom.openBoxes]) note(box[4].tokens);
    if (atom.kind === 'test') for (const glob of atom.test.globs) note(glob.tokens);
  }
  return [...keys];
}

/** More combinations than these are not tried. */
const MAX_ASSIGNMENTS = 256;

/** Values for the keys: one that its own tests ask for, a fresh one, the literals of its tests, none. One empty map without keys. */
export function* variableAssignments(
  options: TheoryOptions,
  assignment: Assignment,
  keys: readonly string[],
): Generator<ReadonlyMap<string, KeyValues>> {
  const choices = keys.map((key, at) => choicesFor(options, assignment, key, at));
  let count = choices.reduce((product, each) => Math.min(product * each.length, MAX_ASSIGNMENTS), 1);
  for (let number = 0; count > 0; number += 1, count -= 1) {
    let rest = number;
    const values = new Map<string, KeyValues>();
    keys.forEach((key, at) => {
      const list = choices[at] ?? [];
      values.set(key, list[rest % list.length] ?? null);
      rest = Math.floor(rest / Math.max(1, list.length));
    });
    yield values;
  }
}

function choicesFor(options: TheoryOptions, assignment: Assignment, key: string, at: number): readonly KeyValues[] {
  const { atoms, facts, meter } = options;
  const fact = facts.key(key);
  // A variable of a key that holds lists never has a value.
  if (fact?.isMultivalued === true) return [null];
  const found = new Map<string, KeyValues>();
  const add = (values: KeyValues) => found.set(JSON.stringify(values), values);
  const tests: { test: Parameters<typeof findValues>[0]['tests'][number]['test']; holds: boolean }[] = [];
  for (const [subject, literals] of assignment) {
    if (atoms.keyOf(subject) !== key) continue;
    for (const literal of literals) {
      const atom = atoms.atom(literal);
      if (atom.kind === 'fixed') return [atom.values];
      if (atom.kind === 'test') tests.push({ test: atom.test, holds: literal > 0 });
    }
  }
  const own = findValues({ fact, isPresent: true, tests, fixed: [], isUsual: false, isAlwaysPresent: false }, meter);
  if (own.kind === 'found') add(own.values);
  add([`sample-${at + 1}`]);
  for (const { test } of tests) {
    for (const glob of test.globs) if (glob.literal !== undefined && glob.literal !== '') add([glob.literal]);
  }
  add(null);
  return [...found.values()];
}
