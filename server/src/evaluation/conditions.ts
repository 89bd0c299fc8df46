import { parseArn, resourceFieldStart } from '../language/arn';
import { type Comparison, type Operator, parseOperator } from '../language/operators';
import { compilePattern, hasWildcard, matchesArn, type PatternPart } from '../language/pattern';
import { hasVariable, splitVariables, type TextPart } from '../language/variables';
import type { ConditionTest, LanguageVersion } from '../policy/document';
import { type ContextValue, lookUp, type Run, reading } from './run';

/** One key under one operator, ready to be decided. */
export interface CompiledTest {
  readonly source: ConditionTest;
  readonly operator: Operator;
  readonly lowerKey: string;
  readonly values: readonly CompiledValue[];
}

export interface CompiledValue {
  readonly text: string;
  /** Ready where the value holds no variable. */
  readonly compare: Comparison | undefined;
  /** The pieces of a value with variables. */
  readonly parts: readonly TextPart[] | undefined;
}

/** Why a test cannot be decided: AWS would refuse the document (evaluation.md 11). */
export type TestRefusal = 'operatorUnknown' | 'valueInvalid' | 'valueKindInvalid';

/** A test ready to be decided, or why AWS would refuse it. */
export function compileTest(test: ConditionTest, version: LanguageVersion): CompiledTest | TestRefusal {
  const operator = parseOperator(test.operator);
  if (operator === undefined) return 'operatorUnknown';
  if (test.invalid.length > 0) return 'valueKindInvalid';
  const values: CompiledValue[] = [];
  for (const { text } of test.values) {
    const value = compileValue(text, operator, version);
    if (value === undefined) return 'valueInvalid';
    values.push(value);
  }
  return { source: test, operator, lowerKey: test.key.toLowerCase(), values };
}

function compileValue(text: string, operator: Operator, version: LanguageVersion): CompiledValue | undefined {
  const { base } = operator;
  if (version === '2012-10-17' && base.takesVariables && hasVariable(text)) {
    const parts = splitVariables(text);
    if (parts.some((part) => part.kind === 'variable')) return { text, compare: undefined, parts };
    const compare = base.prepare(parts.map((part) => literalPart(part, base.takesWildcards)));
    return compare && { text, compare, parts: undefined };
  }
  const compare = base.prepare([{ text, isLiteral: !base.takesWildcards }]);
  return compare && { text, compare, parts: undefined };
}

function literalPart(part: TextPart, takesWildcards: boolean): PatternPart {
  const text = part.kind === 'variable' ? '' : part.text;
  return { text, isLiteral: part.kind !== 'text' || !takesWildcards };
}

/** What a test found, for the explanation. */
export interface TestOutcome {
  readonly holds: boolean;
  readonly actual: ContextValue;
  /** The rule that decided, where it was not the plain comparison. */
  readonly rule: string | undefined;
}

/** Does the test hold for the request? evaluation.md 4.2 and 4.3 (IAM User Guide, condition operators and set operators). */
export function testHolds(test: CompiledTest, run: Run): boolean {
  return decideTest(test, run).holds;
}

/** The same with what was found. */
export function decideTest(test: CompiledTest, run: Run): TestOutcome {
  const actual = lookUp(run, test.lowerKey, test.source.key);
  const isAbsent = actual === null || actual.length === 0;
  const { base, set, ifExists } = test.operator;
  if (base.type === 'Null') return nullOutcome(test, actual, isAbsent);
  if (set !== undefined) return setHolds(test, run, actual);
  if (actual === null || (isAbsent && !isMultivalued(test, run))) {
    if (ifExists) return outcome(actual, true, 'missing key, IfExists');
    return outcome(actual, base.isNegated, base.isNegated ? 'missing key, negated operator' : 'missing key');
  }
  if (isAbsent) return emptyListHolds(test, run, actual);
  const known = run.facts.key(test.lowerKey);
  if (known?.isMultivalued === true || actual.length > 1)
    return outcome(actual, false, 'needs ForAnyValue or ForAllValues');
  // Arity belongs to the key: a key of unknown type with one value counts as single (evaluation.md 4.3).
  if (known === undefined && !isFederatedKey(test.lowerKey) && reading(run, 'A-02') === 1)
    return outcome(actual, false, 'needs ForAnyValue or ForAllValues');
  return outcome(actual, passes(test, run, actual[0] ?? ''), undefined);
}

/** Under a set operator it says nothing of the request (IAM Access Analyzer policy checks, "Null with qualifier"). */
function nullOutcome(test: CompiledTest, actual: ContextValue, isAbsent: boolean): TestOutcome {
  const { set } = test.operator;
  if (set !== undefined) return outcome(actual, set === 'ForAllValues', `${set} with Null`);
  return outcome(actual, nullHolds(test, isAbsent), isAbsent ? 'key absent' : 'key present');
}

function nullHolds(test: CompiledTest, isAbsent: boolean): boolean {
  return test.values.some((value) => value.compare?.(isAbsent ? 'absent' : 'present') === true);
}

function isMultivalued(test: CompiledTest, run: Run): boolean {
  return run.facts.key(test.lowerKey)?.isMultivalued === true;
}

function outcome(actual: ContextValue, holds: boolean, rule?: string): TestOutcome {
  return { holds, actual, rule };
}

/** A declared multi-valued key with no values, under a plain operator. */
function emptyListHolds(test: CompiledTest, run: Run, actual: ContextValue): TestOutcome {
  if (test.operator.ifExists) return outcome(actual, true, 'empty list, IfExists');
  if (!test.operator.base.isNegated) return outcome(actual, false, 'empty list');
  return outcome(actual, reading(run, 'A-06') === 1, 'empty list');
}

function setHolds(test: CompiledTest, run: Run, actual: ContextValue): TestOutcome {
  // Empty strings are null data in a set.
  const values = (actual ?? []).filter((value) => value !== '');
  if (test.operator.set === 'ForAllValues') {
    if (values.length === 0) return outcome(actual, true, 'ForAllValues without values');
    return outcome(
      actual,
      values.every((value) => passes(test, run, value)),
      'ForAllValues',
    );
  }
  if (values.length > 0)
    return outcome(
      actual,
      values.some((value) => passes(test, run, value)),
      'ForAnyValue',
    );
  const isOpen = test.operator.base.isNegated && test.operator.ifExists;
  return outcome(actual, isOpen && reading(run, 'A-11') === 1, 'ForAnyValue without values');
}

/** Keys of an identity provider: `host:aud`; one value each, but for `amr`. */
function isFederatedKey(lowerKey: string): boolean {
  const colon = lowerKey.lastIndexOf(':');
  return colon > 0 && lowerKey.slice(0, colon).includes('.') && lowerKey.slice(colon + 1) !== 'amr';
}

/** The base test on one request value: some policy value matches, or for a negated operator none does. */
function passes(test: CompiledTest, run: Run, requestValue: string): boolean {
  const { base } = test.operator;
  const isMistyped = isTypeMismatch(test, run);
  const matched = !isMistyped && test.values.some((value) => valueMatches(test, value, run, requestValue));
  return matched !== base.isNegated;
}

/** Numbers and dates are never compared with a key that AWS declares as text (evaluation.md 4.4, type mismatch). */
function isTypeMismatch(test: CompiledTest, run: Run): boolean {
  const { type } = test.operator.base;
  if (type !== 'Numeric' && type !== 'Date') return false;
  const known = run.facts.key(test.lowerKey)?.type;
  return known === 'String' || known === 'ARN' || known === 'Bool' || known === 'IPAddress';
}

function valueMatches(test: CompiledTest, value: CompiledValue, run: Run, requestValue: string): boolean {
  const compare = value.parts === undefined ? value.compare : substituted(test, value.parts, run, requestValue);
  // A value whose variable has no value matches nothing: not equal, for a negated operator (evaluation.md 4.5).
  if (compare === undefined) return false;
  const matched = compare(requestValue);
  if (test.operator.base.type === 'ARN') return arnReading(value, run, requestValue, matched);
  if (value.parts !== undefined && test.operator.base.type === 'Bool') return matched && reading(run, 'A-24') === 0;
  if (test.lowerKey === 'aws:principalarn') return matched;
  return matched;
}

function substituted(
  test: CompiledTest,
  parts: readonly TextPart[],
  run: Run,
  requestValue: string,
): Comparison | undefined {
  const resolved = resolveParts(parts, run, test.operator.base.takesWildcards);
  if (resolved === undefined || isLongerThan(resolved, requestValue.length * 3)) return undefined;
  return test.operator.base.prepare(resolved);
}

/**
 * Is there more literal text than a value of that length can match? A few long values in many variables would otherwise make
 * patterns of millions of characters. A character may become three by folding case.
 */
export function isLongerThan(parts: readonly PatternPart[], length: number): boolean {
  let literal = 0;
  for (const part of parts) if (part.isLiteral) literal += part.text.length;
  return literal > length;
}

/** ARN patterns of fewer than six parts: the other reading is no match, or one glob over the whole text. */
function arnReading(value: CompiledValue, run: Run, requestValue: string, matched: boolean): boolean {
  if (value.parts !== undefined || resourceFieldStart(value.text) !== undefined) return matched;
  // A request value that is no ARN matches in no reading.
  const other =
    !matched && parseArn(requestValue) !== undefined && matchesArn(compilePattern(value.text), requestValue);
  if (other === matched) return matched;
  return reading(run, 'A-04') === 1 ? other : matched;
}

/**
 * Puts values in place of variables; undefined where one has no value. Values are literal text; a wildcard in one is an
 * open point. Only single-valued keys have a value; an empty one counts as none.
 */
export function resolveParts(
  parts: readonly TextPart[],
  run: Run,
  takesWildcards: boolean,
): readonly PatternPart[] | undefined {
  const resolved: PatternPart[] = [];
  for (const part of parts) {
    if (part.kind !== 'variable') {
      resolved.push({ text: part.text, isLiteral: part.kind === 'escape' || !takesWildcards });
      continue;
    }
    const text = variableValue(part.key, run) ?? part.fallback;
    if (text === undefined) return undefined;
    const isLive = takesWildcards && hasWildcard(text) && reading(run, 'A-09') === 1;
    resolved.push({ text, isLiteral: !isLive });
  }
  return resolved;
}

function variableValue(key: string, run: Run): string | undefined {
  const lowerKey = key.toLowerCase();
  const values = lookUp(run, lowerKey, key);
  if (values === null || values.length !== 1 || run.facts.key(lowerKey)?.isMultivalued === true) return undefined;
  return values[0] === '' ? undefined : values[0];
}

/** The text of a value after variables, for the explanation; undefined where one has no value. */
export function resolvedText(parts: readonly TextPart[], run: Run): string | undefined {
  return resolveParts(parts, run, false)
    ?.map((part) => part.text)
    .join('');
}
