/** Condition tests in the form in which the theory of keys reads them, and whether one holds for given values of its key. */

import type { CompiledTest, CompiledValue } from '../evaluation/conditions';
import type { ServiceFacts } from '../evaluation/run';
import type { LanguageVersion } from '../policy/document';
import { fieldGlob, wildcardTokens } from './arn-boxes';
import { codesOf, foldToken, type Glob, globKey, globMatches, globOf, isSymbol, symbolIndex } from './globs';
import type { Meter } from './meter';
import type { Symbols } from './symbols';

/** How the values of a key are told apart: as texts, or as points on a line. */
export type ValueKind = 'text' | 'number' | 'date' | 'address' | 'binary';

/** The values of a request for one key. Null: the key is absent. */
export type KeyValues = readonly string[] | null;

export interface KeyTest {
  readonly lowerKey: string;
  /** As the policy spells it. */
  readonly spelling: string;
  /** `ForAllValues` and `ForAnyValue` as `all` and `any`. */
  readonly quantifier: 'all' | 'any' | 'one';
  readonly ifExists: boolean;
  readonly isNegated: boolean;
  readonly kind: ValueKind;
  /** Kind `text`: what the values match. */
  readonly globs: readonly Glob[];
  /** Keys of the policy variables in them, lower case. */
  readonly variables: readonly string[];
  /** The policy's values as written. */
  readonly texts: readonly string[];
  /** Does one value of the request pass against some value of the policy (before the turn of a negated operator)? */
  readonly matches: (value: string, meter: Meter) => boolean;
  /** Equal for tests that hold for the same values. */
  readonly canonical: string;
}

/** What AWS's data says of the key; undefined: nothing. */
export type KeyFact = ReturnType<ServiceFacts['key']>;

/** Why a test cannot be taken apart: an open point of docs/evaluation.md. */
export type OpenTest = 'shortArn' | 'boolVariable' | 'foldedText' | 'budget';

interface TestOptions {
  readonly symbols: Symbols;
  readonly version: LanguageVersion;
  readonly meter: Meter;
}

/** `Null` is no test of this form: `atoms.ts` takes it as the presence of the key. */
export function keyTestOf(
  test: CompiledTest,
  fact: KeyFact,
  { symbols, version, meter }: TestOptions,
): KeyTest | OpenTest {
  const { base, set, ifExists } = test.operator;
  const isMistyped = (base.type === 'Numeric' || base.type === 'Date') && isTextual(fact);
  const globs = isMistyped ? [] : globsOf(test, version === '2012-10-17' ? symbols : undefined, meter);
  if (typeof globs === 'string') return globs;
  const kind = isMistyped ? 'text' : kindOf(base.type);
  const quantifier = set === undefined ? 'one' : set === 'ForAllValues' ? 'all' : 'any';
  const texts = test.values.map((value) => value.text);
  const keyOf = (glob: Glob) => (meter.prepare(glob.tokens.length) ? globKey(glob) : '');
  const words = kind === 'text' ? globs.map(keyOf) : texts.map((text) => `${base.name} ${text}`);
  if (meter.isSpent()) return 'budget';
  return {
    lowerKey: test.lowerKey,
    spelling: test.source.key,
    quantifier,
    ifExists: ifExists && quantifier === 'one',
    isNegated: base.isNegated,
    kind,
    globs,
    variables: globs.some((glob) => glob.hasSymbol) ? globs.flatMap((glob) => variablesIn(glob, symbols)) : [],
    texts,
    matches: isMistyped
      ? () => false
      : (value, paid) => test.values.some((each) => paid.spend(COMPARE_STEPS) && each.compare?.(value) === true),
    canonical: [
      quantifier,
      ifExists && quantifier === 'one' ? 'ifExists' : '',
      base.isNegated ? 'not' : '',
      kind,
      ...[...new Set(words)].sort(),
    ].join(' | '),
  };
}

function variablesIn({ tokens }: Glob, symbols: Symbols): readonly string[] {
  return tokens.flatMap((token) => (isSymbol(token) ? (symbols.variable(symbolIndex(token))?.lowerKey ?? []) : []));
}

/** A text of a request is read anew for each value. */
const COMPARE_STEPS = 16;

/** Numbers and dates are never compared with keys that AWS declares as text. */
function isTextual(fact: KeyFact): boolean {
  return fact?.type === 'String' || fact?.type === 'ARN' || fact?.type === 'Bool' || fact?.type === 'IPAddress';
}

function kindOf(type: CompiledTest['operator']['base']['type']): ValueKind {
  switch (type) {
    case 'Numeric':
      return 'number';
    case 'Date':
      return 'date';
    case 'IPAddress':
      return 'address';
    case 'Binary':
      return 'binary';
    default:
      return 'text';
  }
}

/** `symbols` is undefined where `${` is plain text. */
function globsOf(test: CompiledTest, symbols: Symbols | undefined, meter: Meter): readonly Glob[] | OpenTest {
  const found: Glob[] = [];
  for (const value of test.values) {
    // Each text is read letter by letter, several times.
    if (!meter.prepare(4 + 4 * value.text.length)) return 'budget';
    const glob = globOfValue(test, value, symbols);
    if (typeof glob === 'string') return glob;
    if (glob !== undefined) found.push(glob);
  }
  return found;
}

/** Undefined for a value that is no text, or that can match nothing. */
function globOfValue(
  test: CompiledTest,
  value: CompiledValue,
  symbols: Symbols | undefined,
): Glob | undefined | OpenTest {
  const { base } = test.operator;
  const read = base.takesWildcards ? wildcardTokens : codesOf;
  switch (base.type) {
    case 'String':
      if (base.name.includes('IgnoreCase')) return foldedGlob(tokensOf(value.text, symbols, codesOf));
      return globOf(tokensOf(value.text, symbols, read));
    case 'Bool':
      if (value.parts !== undefined) return 'boolVariable';
      return foldedGlob(tokensOf(value.text, symbols, codesOf));
    case 'ARN':
      return arnGlob(tokensOf(value.text, symbols, wildcardTokens), value.text);
    default:
      return undefined;
  }
}

function tokensOf(
  text: string,
  symbols: Symbols | undefined,
  read: (text: string) => readonly number[],
): readonly number[] {
  return symbols === undefined ? read(text) : symbols.tokensOf(text, read);
}

/** Beyond Latin-1 one letter may have several lower cases, and a variable's letters are not known. */
function foldedGlob(tokens: readonly number[]): Glob | OpenTest {
  if (tokens.some((token) => isSymbol(token) || token > 0xff)) return 'foldedText';
  return globOf(tokens.map(foldToken));
}

/** Six fields, of which the first five hold no colon and the first is `arn` (docs/evaluation.md, ARN operators). */
function arnGlob(tokens: readonly number[], text: string): Glob | undefined | OpenTest {
  const colons = tokens.flatMap((token, at) => (token === COLON ? [at] : [])).slice(0, 5);
  const [first, , , , fifth] = colons;
  // Fewer fields than six are an open point, but for stars alone (A-04).
  if (first === undefined || fifth === undefined) return /^\*+$/.test(text) ? ANY_ARN : 'shortArn';
  // A value with a colon would move the fields: a variable is understood in the last one only.
  if (tokens.slice(0, fifth).some(isSymbol)) return 'shortArn';
  if (!globMatches(fieldGlob(tokens.slice(0, first)), 'arn')) return undefined;
  return globOf([...codesOf('arn'), ...fieldGlob(tokens.slice(first, fifth + 1)).tokens, ...tokens.slice(fifth + 1)]);
}

const COLON = 58;

/** Every text that is an ARN. */
export const ANY_ARN: Glob = globOf([
  ...codesOf('arn:'),
  ...fieldGlob(wildcardTokens('*:*:*:*:')).tokens,
  ...wildcardTokens('*'),
]);

export interface HoldsOptions {
  readonly isMultivalued: boolean;
  readonly meter: Meter;
}

/**
 * Does the test hold for a request whose key has these values? docs/evaluation.md 4.2 and 4.3. Worth nothing once the meter is
 * spent.
 */
export function testHoldsFor(test: KeyTest, values: KeyValues, { isMultivalued, meter }: HoldsOptions): boolean {
  if (test.quantifier !== 'one') return setHolds(test, values ?? [], meter);
  if (values === null || (values.length === 0 && !isMultivalued)) return test.ifExists || test.isNegated;
  if (values.length === 0) return test.ifExists;
  if (isMultivalued || values.length > 1) return false;
  return passes(test, values[0] ?? '', meter);
}

/** Empty strings are null data in a set (A-06). */
function setHolds(test: KeyTest, values: readonly string[], meter: Meter): boolean {
  const present = values.filter((value) => value !== '');
  if (test.quantifier === 'all') return present.every((value) => passes(test, value, meter));
  return present.some((value) => passes(test, value, meter));
}

/** The base test on one value. */
function passes(test: KeyTest, value: string, meter: Meter): boolean {
  return valueMatches(test, value, meter) !== test.isNegated;
}

/** Does the value match some value of the policy? Worth nothing once the meter is spent. */
export function valueMatches({ kind, globs, matches }: KeyTest, value: string, meter: Meter): boolean {
  if (kind !== 'text') return matches(value, meter);
  return globs.some((glob) => meter.spend(1) && globMatches(glob, value, meter));
}
