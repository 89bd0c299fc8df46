/**
 * Is there a request that meets some conditions, each of which is a choice between conjunctions of literals? Choices with one
 * way left are taken at once; else the smallest is tried way by way. The theory says which literals can hold together.
 */

import type { Assignment, Model, UnknownReason } from './assignments';
import type { Literal } from './atoms';
import type { Meter } from './meter';
import type { Theory } from './theory';

/** Literals that hold together. */
export type Cube = readonly Literal[];

/** At least one of the cubes holds. */
export type Choice = readonly Cube[];

export type SearchAnswer =
  /** A proof: no request meets the conditions. */
  | { readonly kind: 'none' }
  | { readonly kind: 'model'; readonly model: Model }
  | { readonly kind: 'unknown'; readonly why: UnknownReason };

const NONE: SearchAnswer = { kind: 'none' };

/** `units` hold, and of each choice one cube. A branch that was cut makes the answer "unknown", never "none". */
export function search(theory: Theory, units: Cube, choices: readonly Choice[], meter: Meter): SearchAnswer {
  if (!meter.spend(units.length)) return { kind: 'unknown', why: 'budget' };
  const start = extend(theory, new Map(), units);
  return start === undefined ? NONE : solve(theory, start, choices, meter);
}

function solve(theory: Theory, start: Assignment, given: readonly Choice[], meter: Meter): SearchAnswer {
  let state = start;
  let choices = given;
  for (let isForced = true; isForced; ) {
    isForced = false;
    const open: Choice[] = [];
    for (const choice of choices) {
      if (!meter.spend(1 + choice.length)) return { kind: 'unknown', why: 'budget' };
      const left = reduce(theory, state, choice);
      if (left === 'met') continue;
      const [only, ...others] = left;
      if (only === undefined) return NONE;
      if (others.length > 0) {
        open.push(left);
        continue;
      }
      const next = extend(theory, state, only);
      if (next === undefined) return NONE;
      state = next;
      isForced = true;
    }
    choices = open;
  }
  return choices.length === 0 ? leaf(theory, state) : branch(theory, state, choices, meter);
}

function branch(theory: Theory, state: Assignment, choices: readonly Choice[], meter: Meter): SearchAnswer {
  const smallest = choices.reduce((best, each) => (each.length < best.length ? each : best));
  const others = choices.filter((choice) => choice !== smallest);
  let unknown: SearchAnswer | undefined;
  for (const cube of smallest) {
    if (!meter.spend(1)) return { kind: 'unknown', why: 'budget' };
    const next = extend(theory, state, cube);
    if (next === undefined) continue;
    const answer = solve(theory, next, others, meter);
    if (answer.kind === 'model') return answer;
    if (answer.kind === 'unknown') unknown = answer;
  }
  return unknown ?? NONE;
}

function leaf(theory: Theory, state: Assignment): SearchAnswer {
  const answer = theory.model(state);
  switch (answer.kind) {
    case 'model':
      return answer;
    case 'impossible':
      return NONE;
    case 'unknown':
      return { kind: 'unknown', why: answer.why };
  }
}

/** What is left of the choice: `met` if some cube holds in any case; cubes that cannot hold are dropped. */
function reduce(theory: Theory, state: Assignment, choice: Choice): Choice | 'met' {
  const left: Cube[] = [];
  for (const cube of choice) {
    const rest = reduceCube(theory, state, cube);
    if (rest === 'impossible') continue;
    if (rest.length === 0) return 'met';
    left.push(rest);
  }
  return left;
}

function reduceCube(theory: Theory, state: Assignment, cube: Cube): Cube | 'impossible' {
  const rest: Literal[] = [];
  for (const literal of cube) {
    const held = state.get(theory.atoms.subject(literal)) ?? [];
    if (held.includes(literal)) continue;
    if (!canHold(theory, held, literal)) return 'impossible';
    if (canHold(theory, held, -literal)) rest.push(literal);
  }
  return rest;
}

function canHold(theory: Theory, held: readonly Literal[], literal: Literal): boolean {
  if (held.includes(-literal)) return false;
  return theory.check(theory.atoms.subject(literal), insert(held, literal)).kind !== 'impossible';
}

function insert(held: readonly Literal[], literal: Literal): readonly Literal[] {
  const place = held.findIndex((other) => other > literal);
  return place < 0 ? [...held, literal] : [...held.slice(0, place), literal, ...held.slice(place)];
}

/** The state with the cube's literals; undefined if they cannot hold. */
function extend(theory: Theory, state: Assignment, cube: Cube): Assignment | undefined {
  const next = new Map(state);
  const touched = new Set<number>();
  for (const literal of cube) {
    const subject = theory.atoms.subject(literal);
    const held = next.get(subject) ?? [];
    if (held.includes(literal)) continue;
    next.set(subject, insert(held, literal));
    touched.add(subject);
  }
  for (const subject of touched) {
    if (theory.check(subject, next.get(subject) ?? []).kind === 'impossible') return undefined;
  }
  return next;
}
