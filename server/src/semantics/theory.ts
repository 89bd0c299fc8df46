/**
 * What can be true together. Each thing that a request has (its resource, its caller, each condition key) is looked at by
 * itself: no statement speaks of two at once, but for policy variables. Those are read generously while searching, so that
 * "impossible" stays a proof, and get values only when a search has found everything else.
 */
import { type Box, isInside, substitutedBox } from './arn-boxes';
import type { Assignment, Model, TheoryOptions, UnknownReason } from './assignments';
import { type AtomTable, boxKey, CALLER_SUBJECT, type Literal, RESOURCE_SUBJECT, type ResourceAtom } from './atoms';
import { widened } from './globs';
import type { KeyValues, OpenTest } from './key-tests';
import { findValues, type KeyQuestion, substitutedTest } from './key-theory';
import type { Meter } from './meter';
import { findArn } from './resource-theory';
import { symbolsIn, variableValues } from './variable-values';

export type Possibility =
  | { readonly kind: 'possible' }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unknown'; readonly why: UnknownReason };

export type ModelAnswer =
  | { readonly kind: 'model'; readonly model: Model }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unknown'; readonly why: UnknownReason };

export interface Theory {
  readonly atoms: AtomTable;
  /** Can these literals, all of one subject, hold together? "Impossible" is a proof. */
  readonly check: (subject: number, literals: readonly Literal[]) => Possibility;
  /** Values for everything at once. */
  readonly model: (assignment: Assignment) => ModelAnswer;
}

const POSSIBLE: Possibility = { kind: 'possible' };
const IMPOSSIBLE: Possibility = { kind: 'impossible' };
const OUT = { kind: 'unknown', why: 'budget' } as const;

export function createTheory(options: TheoryOptions): Theory {
  const known = new Map<string, Possibility>();
  return {
    atoms: options.atoms,
    check: (subject, literals) => {
      if (!options.meter.spend(1 + literals.length)) return OUT;
      const key = literals.join();
      const found = known.get(key);
      if (found !== undefined) return found;
      const answer = decide(options, subject, literals);
      // What was worked out with a spent meter is worth nothing. What could not be told is not remembered.
      if (options.meter.isSpent()) return OUT;
      if (answer.kind !== 'unknown') known.set(key, answer);
      return answer;
    },
    model: (assignment) => {
      const answer = modelOf(options, assignment);
      return options.meter.isSpent() ? OUT : answer;
    },
  };
}

function decide(options: TheoryOptions, subject: number, literals: readonly Literal[]): Possibility {
  const negative = new Set(literals.filter((literal) => literal < 0));
  if (negative.size > 0 && literals.some((literal) => negative.has(-literal))) return IMPOSSIBLE;
  if (subject === RESOURCE_SUBJECT) return asPossibility(resourceAnswer(options, literals, GENEROUS));
  if (subject === CALLER_SUBJECT) return callerOf(options, literals) === undefined ? IMPOSSIBLE : POSSIBLE;
  const key = options.atoms.keyOf(subject);
  if (key === undefined || key.startsWith('\n')) return POSSIBLE;
  const answer = findValues(keyQuestion(options, key, literals), options.meter);
  switch (answer.kind) {
    case 'found':
      return POSSIBLE;
    case 'empty':
      return IMPOSSIBLE;
    case 'unknown':
      return answer;
  }
}

type ResourceResult =
  | { readonly kind: 'found'; readonly resource: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

function asPossibility(answer: ResourceResult): Possibility {
  switch (answer.kind) {
    case 'found':
      return POSSIBLE;
    case 'empty':
      return IMPOSSIBLE;
    case 'unknown':
      return { kind: 'unknown', why: 'budget' };
  }
}

/** How symbols and open entries are read. */
interface Reading {
  readonly inside: (atom: ResourceAtom) => readonly Box[];
  readonly outside: (atom: ResourceAtom) => readonly Box[];
}

/** Everything that might match is inside, only what matches for certain is outside. */
const GENEROUS: Reading = {
  inside: (atom) => allBoxes(atom),
  outside: (atom) => atom.boxes().certain,
};

function resourceAnswer(options: TheoryOptions, literals: readonly Literal[], reading: Reading): ResourceResult {
  const inside: (readonly Box[])[] = [];
  const outside: Box[] = [];
  for (const literal of literals) {
    const atom = options.atoms.atom(literal);
    if (atom.kind !== 'resource') continue;
    const isIn = literal > 0;
    if (options.mode === 'star') {
      if (atom.hasStar !== isIn) return { kind: 'empty' };
    } else if (atom.hasStar) {
      if (!isIn) return { kind: 'empty' };
    } else if (isIn) inside.push(reading.inside(atom));
    else outside.push(...reading.outside(atom));
  }
  if (options.mode === 'star') return { kind: 'found', resource: '*' };
  return arnAnswer(inside, outside, options.meter);
}

function allBoxes(atom: ResourceAtom): readonly Box[] {
  const { certain, open } = atom.boxes();
  return open.length === 0 ? certain : [...certain, ...open];
}

/** Symbols may stand for anything: wide inside, of no use outside unless the same symbols are inside. */
function arnAnswer(inside: readonly (readonly Box[])[], outside: readonly Box[], meter: Meter): ResourceResult {
  const symbolic = outside.filter((box) => box[4].hasSymbol);
  if (!meter.spend(1 + symbolic.length * inside.length)) return { kind: 'unknown' };
  const unions = inside.map((union) =>
    withoutShared(union, outside, meter)
      .filter((box) => !symbolic.some((out) => isInside(box, out, meter)))
      .map(widenedBox),
  );
  const answer = findArn({ inside: unions, outside: outside.filter((box) => !box[4].hasSymbol) }, meter);
  return answer.kind === 'found' ? { kind: 'found', resource: answer.arn } : answer;
}

/** A list and a shorter one have most of their boxes in common, and what has to be outside a box is not inside it. */
function withoutShared(union: readonly Box[], outside: readonly Box[], meter: Meter): readonly Box[] {
  if (union.length < 2 || outside.length < 2 || !meter.prepare(union.length + outside.length)) return union;
  const keys = new Set(outside.map(boxKey));
  return union.filter((box) => !keys.has(boxKey(box)));
}

function widenedBox(box: Box): Box {
  return box[4].hasSymbol ? [box[0], box[1], box[2], box[3], widened(box[4])] : box;
}

/** The first caller of whom all literals hold. */
function callerOf({ atoms, callerCount }: TheoryOptions, literals: readonly Literal[]): number | undefined {
  for (let caller = 0; caller < callerCount; caller += 1) {
    const isOne = literals.every((literal) => {
      const atom = atoms.atom(literal);
      return atom.kind !== 'caller' || atom.callers.has(caller) === literal > 0;
    });
    if (isOne) return caller;
  }
  return undefined;
}

function keyQuestion({ atoms, facts }: TheoryOptions, lowerKey: string, literals: readonly Literal[]): KeyQuestion {
  let isPresent: boolean | undefined;
  let isUsual = false;
  const tests: KeyQuestion['tests'][number][] = [];
  const fixed: KeyValues[] = [];
  for (const literal of literals) {
    const atom = atoms.atom(literal);
    if (atom.kind === 'present') isPresent = literal > 0;
    if (atom.kind === 'usual') isUsual = true;
    if (atom.kind === 'fixed') fixed.push(atom.values);
    if (atom.kind === 'test') tests.push({ test: atom.test, holds: literal > 0 });
  }
  return {
    fact: facts.key(lowerKey),
    isPresent,
    tests,
    fixed,
    isUsual,
    isAlwaysPresent: facts.isAlwaysPresent(lowerKey),
  };
}

function modelOf(options: TheoryOptions, assignment: Assignment): ModelAnswer {
  const open = openReason(options, assignment);
  if (open !== undefined) return { kind: 'unknown', why: open };
  const literals = [...assignment.values()].flat();
  const symbols = symbolsIn(options.atoms, literals);
  let unknown: ModelAnswer | undefined;
  const { assignments, isAll } = variableValues(options, assignment, symbols);
  for (const values of assignments) {
    if (!options.meter.spend(8)) return { kind: 'unknown', why: 'budget' };
    const answer = modelWith(options, assignment, values);
    if (answer.kind === 'model') return answer;
    if (answer.kind === 'unknown') unknown = answer;
  }
  if (unknown !== undefined) return unknown;
  if (!isAll) return { kind: 'unknown', why: 'variable' };
  return hasOpenBoxes(options, literals) ? { kind: 'unknown', why: 'badPattern' } : { kind: 'impossible' };
}

function openReason({ atoms }: TheoryOptions, assignment: Assignment): UnknownReason | undefined {
  for (const literals of assignment.values()) {
    for (const literal of literals) {
      const atom = atoms.atom(literal);
      if (atom.kind === 'open') return OPEN_REASONS[atom.why];
    }
  }
  return undefined;
}

const OPEN_REASONS: { readonly [Why in OpenTest]: UnknownReason } = {
  shortArn: 'badPattern',
  boolVariable: 'variable',
  foldedText: 'variable',
  budget: 'budget',
};

function hasOpenBoxes({ atoms }: TheoryOptions, literals: readonly Literal[]): boolean {
  return literals.some((literal) => {
    const atom = atoms.atom(literal);
    return atom.kind === 'resource' && atom.boxes().open.length > 0;
  });
}

/** Everything with the variables' values in place; keys of variables have exactly those values. */
function modelWith(
  options: TheoryOptions,
  assignment: Assignment,
  values: ReadonlyMap<string, KeyValues>,
): ModelAnswer {
  const valueFor = (symbol: number): string | undefined => {
    const variable = options.atoms.symbols.variable(symbol);
    const given = variable === undefined ? undefined : values.get(variable.lowerKey)?.[0];
    return given === undefined || given === '' ? variable?.fallback : given;
  };
  const keys = new Map<string, KeyValues>(values);
  for (const [subject, literals] of assignment) {
    const key = options.atoms.keyOf(subject);
    if (key === undefined) continue;
    const question = keyQuestion(options, key, literals);
    const given = values.get(key);
    const answer = findValues(
      {
        ...question,
        tests: question.tests.map(({ test, holds }) => ({ test: substitutedTest(test, valueFor), holds })),
        fixed: given === undefined ? question.fixed : [...question.fixed, given],
      },
      options.meter,
    );
    if (answer.kind === 'empty') return { kind: 'impossible' };
    if (answer.kind === 'unknown') return answer;
    keys.set(key, answer.values);
  }
  const resource = resourceAnswer(options, assignment.get(RESOURCE_SUBJECT) ?? [], exactReading(valueFor));
  if (resource.kind === 'empty') return { kind: 'impossible' };
  if (resource.kind === 'unknown') return { kind: 'unknown', why: 'budget' };
  const isNamed = options.mode === 'star' || assignment.has(RESOURCE_SUBJECT);
  const caller = callerOf(options, assignment.get(CALLER_SUBJECT) ?? []);
  return {
    kind: 'model',
    model: { resource: isNamed ? resource.resource : undefined, caller, keys },
  };
}

/** Only what matches for certain is inside, everything that might match is outside. */
function exactReading(valueFor: (symbol: number) => string | undefined): Reading {
  const replaced = (boxes: readonly Box[]) =>
    boxes.map((box) => substitutedBox(box, valueFor)).filter((box) => box !== undefined);
  return {
    inside: (atom) => replaced(atom.boxes().certain),
    outside: (atom) => replaced(allBoxes(atom)),
  };
}
