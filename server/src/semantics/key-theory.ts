/**
 * Are there values of one condition key for which some tests hold and others do not? Four ways for a key to come out are
 * looked at: absent, one value, several, and no data (an empty list or empty string). Elements of a list are independent
 * of each other, so one element is found for each "some element" test, against all the "every element" tests.
 */
import { ANY, type Glob, globOf, includes, literalGlob, STAR, substituted, widened } from './globs';
import { NO_VALUE, pointsFor } from './key-points';
import { ANY_ARN, type KeyFact, type KeyTest, type KeyValues, testHoldsFor, valueMatches } from './key-tests';
import type { Meter } from './meter';
import { findText } from './texts';

export interface KeyQuestion {
  readonly fact: KeyFact;
  /** Undefined: nothing is said. */
  readonly isPresent: boolean | undefined;
  readonly tests: readonly WantedTest[];
  /** The key is known to have one of these lists of values. */
  readonly fixed: readonly KeyValues[];
  /** Only values that real requests have. */
  readonly isUsual: boolean;
  /** The key is in every request. */
  readonly isAlwaysPresent: boolean;
}

export interface WantedTest {
  readonly test: KeyTest;
  readonly holds: boolean;
}

export type KeyAnswer =
  | { readonly kind: 'found'; readonly values: KeyValues }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly why: 'budget' | 'mixedTypes' };

const EMPTY: KeyAnswer = { kind: 'empty' };

/**
 * Exact, but for tests of clashing types on one key. Symbols of variables are read generously (a pattern with one may match
 * anything, an exclusion with one excludes nothing), so "empty" stays a proof.
 */
export function findValues(question: KeyQuestion, meter: Meter): KeyAnswer {
  const { fixed } = question;
  const [values] = fixed;
  if (values !== undefined) return fixedValues(question, fixed, meter) ? { kind: 'found', values } : EMPTY;
  let unknown: KeyAnswer | undefined;
  for (const way of waysOf(question)) {
    const answer = way(question, meter);
    if (answer.kind === 'found') return answer;
    if (answer.kind === 'unknown') unknown = answer;
  }
  return unknown ?? EMPTY;
}

function fixedValues(question: KeyQuestion, fixed: readonly KeyValues[], meter: Meter): boolean {
  const [first] = fixed;
  if (first === undefined || fixed.some((other) => JSON.stringify(other) !== JSON.stringify(first))) return false;
  return holdsFor(question, first, meter);
}

type Way = (question: KeyQuestion, meter: Meter) => KeyAnswer;

function waysOf({ fact, isUsual }: KeyQuestion): readonly Way[] {
  const odd: readonly Way[] = isUsual ? [] : [given([''])];
  if (fact === undefined) return [given(null), oneValue, severalValues, ...odd];
  if (!fact.isMultivalued) return [given(null), oneValue, ...odd];
  return [given(null), severalValues, ...(isUsual ? [] : [given([]), given([''])])];
}

/** The key with exactly these values. */
function given(values: KeyValues): Way {
  return (question, meter) => (holdsFor(question, values, meter) ? { kind: 'found', values } : EMPTY);
}

function holdsFor(
  { fact, isPresent, tests, isUsual, isAlwaysPresent }: KeyQuestion,
  values: KeyValues,
  meter: Meter,
): boolean {
  const isAbsent = values === null || values.length === 0;
  if (isPresent !== undefined && isPresent === isAbsent) return false;
  if (isUsual && isAlwaysPresent && isAbsent) return false;
  return tests.every(({ test, holds }) => {
    const reading = mayMatchMore(test, holds) ? generous(test, true) : generous(test, false);
    return testHoldsFor(reading, values, { isMultivalued: fact?.isMultivalued === true, meter }) === holds;
  });
}

/** Does a wider pattern help the test to come out as wanted? */
function mayMatchMore(test: KeyTest, holds: boolean): boolean {
  return test.isNegated !== holds;
}

/** The test without symbols: with its patterns widened, or without those that have one. */
function generous(test: KeyTest, isWide: boolean): KeyTest {
  if (!test.globs.some((glob) => glob.hasSymbol)) return test;
  return { ...test, globs: isWide ? test.globs.map(widened) : test.globs.filter((glob) => !glob.hasSymbol) };
}

/** What is asked of a value: to match the test's patterns, or not to. */
interface Demand {
  readonly test: KeyTest;
  readonly isMatch: boolean;
}

function oneValue(question: KeyQuestion, meter: Meter): KeyAnswer {
  if (question.isPresent === false) return EMPTY;
  const demands = question.tests.map(({ test, holds }): Demand => ({ test, isMatch: holds !== test.isNegated }));
  const answer = findValue(demands, question, meter);
  return answer.kind === 'found' ? { kind: 'found', values: [answer.text] } : answer;
}

/** A list with several values, or for a key that holds lists with one. */
function severalValues(question: KeyQuestion, meter: Meter): KeyAnswer {
  if (question.isPresent === false) return EMPTY;
  const every: Demand[] = [];
  const some: Demand[] = [];
  for (const { test, holds } of question.tests) {
    // A test without set operator never holds on a list.
    if (test.quantifier === 'one') {
      if (holds) return EMPTY;
      continue;
    }
    const isEvery = (test.quantifier === 'all') === holds;
    (isEvery ? every : some).push({ test, isMatch: holds !== test.isNegated });
  }
  const values: string[] = [];
  for (const demand of some.length === 0 ? [undefined] : some) {
    const answer = findValue(demand === undefined ? every : [demand, ...every], question, meter);
    if (answer.kind !== 'found') return answer;
    values.push(answer.text);
  }
  const distinct = [...new Set(values)];
  const isEnough = distinct.length > 1 || question.fact?.isMultivalued === true;
  return { kind: 'found', values: isEnough ? distinct : [...distinct, ...distinct] };
}

type ValueAnswer =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly why: 'budget' | 'mixedTypes' };

const NO_TEXT: ValueAnswer = { kind: 'empty' };
const OUT: ValueAnswer = { kind: 'unknown', why: 'budget' };

/** One value that is not empty and meets all demands. */
function findValue(demands: readonly Demand[], question: KeyQuestion, meter: Meter): ValueAnswer {
  if (meter.isSpent()) return OUT;
  const kinds = new Set(demands.map(({ test }) => test.kind));
  const [kind] = kinds;
  if (kinds.size === 0 || (kinds.size === 1 && kind === 'text')) return findTextValue(demands, question, meter);
  const candidates = candidateValues(demands, question, meter);
  const text = candidates.find(
    (value) => meter.spend(demands.length) && demands.every((demand) => isMet(demand, value, meter)),
  );
  if (meter.isSpent()) return OUT;
  if (text !== undefined) return { kind: 'found', text };
  if (kinds.size === 1) return NO_TEXT;
  // Types that clash: each kind alone may still show that there is no value.
  for (const each of kinds) {
    const alone = findValue(
      demands.filter(({ test }) => test.kind === each),
      question,
      meter,
    );
    if (alone.kind !== 'found') return alone;
  }
  return { kind: 'unknown', why: 'mixedTypes' };
}

function isMet({ test, isMatch }: Demand, value: string, meter: Meter): boolean {
  return valueMatches(generous(test, isMatch), value, meter) === isMatch;
}

function candidateValues(demands: readonly Demand[], { isUsual }: KeyQuestion, meter: Meter): readonly string[] {
  const found = new Set<string>();
  for (const { test } of demands) {
    if (test.kind === 'text') for (const { literal } of test.globs) found.add(literal ?? '');
  }
  const kinds = new Set(demands.map(({ test }) => test.kind));
  for (const kind of kinds) {
    if (kind === 'text') continue;
    const texts = demands.filter(({ test }) => test.kind === kind).flatMap(({ test }) => test.texts);
    for (const point of pointsFor(kind, texts, meter)) found.add(point);
  }
  if (isUsual) found.delete(NO_VALUE);
  found.delete('');
  return [...found];
}

const NOT_EMPTY: Glob = globOf([ANY, STAR]);

/** Texts that real requests have for keys of a type. */
function usualGlobs(fact: KeyFact): readonly Glob[] | undefined {
  switch (fact?.type) {
    case 'Bool':
      return [literalGlob('true'), literalGlob('false')];
    case 'ARN':
      return [ANY_ARN];
    default:
      return undefined;
  }
}

function findTextValue(demands: readonly Demand[], question: KeyQuestion, meter: Meter): ValueAnswer {
  const outside = demands.filter(({ isMatch }) => !isMatch).flatMap(({ test }) => test.globs);
  const usual = question.isUsual ? usualGlobs(question.fact) : undefined;
  const unions = [
    ...demands.filter(({ isMatch }) => isMatch).map(({ test }) => test.globs),
    ...(usual === undefined ? [] : [usual]),
  ].sort((left, right) => left.length - right.length);
  return chooseGlobs(unions, 0, [NOT_EMPTY], { outside, preferred: preferredValues(question.fact, demands[0]) }, meter);
}

/** Stands for the account that owns the resource. No request can carry a key of this name. */
export const OWNER_KEY = 'owner of the resource';
/** Beyond those that a question names. */
const ACCOUNTS: readonly string[] = ['210987654321', '123456789012'];

function preferredValues(fact: KeyFact, demand: Demand | undefined): readonly string[] {
  if (demand?.test.lowerKey === OWNER_KEY) return ACCOUNTS;
  switch (fact?.type) {
    case 'Bool':
      return ['true', 'false'];
    case 'Numeric':
      return ['1', '2'];
    case 'IPAddress':
      return ['203.0.113.20', '203.0.113.21'];
    case 'Date':
      return ['2026-01-01T00:00:00Z'];
    default:
      return ['example', '123456789012'];
  }
}

interface Avoided {
  readonly outside: readonly Glob[];
  readonly preferred: readonly string[];
}

/** One glob of each union, and all of the others to be avoided. */
function chooseGlobs(
  unions: readonly (readonly Glob[])[],
  at: number,
  chosen: readonly Glob[],
  avoided: Avoided,
  meter: Meter,
): ValueAnswer {
  const union = unions[at];
  if (union === undefined) return textOf(chosen, avoided, meter);
  let unknown: ValueAnswer | undefined;
  for (const glob of union) {
    if (!meter.spend(1)) return OUT;
    const answer = chooseGlobs(unions, at + 1, [...chosen, glob], avoided, meter);
    if (answer.kind === 'found') return answer;
    if (answer.kind === 'unknown') unknown = answer;
  }
  return unknown ?? NO_TEXT;
}

function textOf(chosen: readonly Glob[], { outside, preferred }: Avoided, meter: Meter): ValueAnswer {
  // Whatever a variable's value is: a pattern inside another one with the same symbols stays inside.
  if (outside.some((out) => chosen.some((glob) => includes(out, glob, meter)))) return NO_TEXT;
  const answer = findText(
    { inside: chosen.map(widened), outside: outside.filter((glob) => !glob.hasSymbol), preferred },
    meter,
  );
  switch (answer.kind) {
    case 'found':
      return answer;
    case 'empty':
      return NO_TEXT;
    case 'unknown':
      return OUT;
  }
}

/** The test with values in place of the symbols of variables. */
export function substitutedTest(test: KeyTest, valueFor: (symbol: number) => string | undefined): KeyTest {
  if (!test.globs.some((glob) => glob.hasSymbol)) return test;
  return { ...test, globs: test.globs.flatMap((glob) => substituted(glob, valueFor) ?? []) };
}
