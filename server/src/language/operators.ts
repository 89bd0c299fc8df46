import { arnFields, parseArn } from './arn';
import { compileParts, matches, type Pattern, type PatternPart } from './pattern';
import {
  compareDecimals,
  compareInstants,
  isInRange,
  parseAddress,
  parseAddressRange,
  parseBase64,
  parseBoolean,
  parseDecimal,
  parseInstant,
} from './values';

/** The value types of condition keys, in the words of the service reference. */
export type ValueType = 'String' | 'ARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress' | 'Binary';

/** Does a request's value pass against one policy value? Undefined request text means that it does not parse. */
export type Comparison = (requestValue: string) => boolean;

/**
 * One base operator: a row of evaluation.md 4.4 (IAM User Guide, reference_policies_elements_condition_operators). A negated
 * operator has the comparison of its positive twin; the test turns it round.
 */
export interface BaseOperator {
  readonly name: string;
  readonly isNegated: boolean;
  /** The type of values that it compares. */
  readonly type: ValueType | 'Null';
  readonly takesVariables: boolean;
  readonly takesWildcards: boolean;
  /** A policy value ready for comparing; undefined if AWS would refuse it. */
  readonly prepare: (parts: readonly PatternPart[]) => Comparison | undefined;
}

/** `ForAllValues:StringLikeIfExists` taken apart. */
export interface Operator {
  readonly base: BaseOperator;
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
}

function textOf(parts: readonly PatternPart[]): string {
  return parts.map((part) => part.text).join('');
}

function equals(parts: readonly PatternPart[]): Comparison {
  const expected = textOf(parts);
  return (value) => value === expected;
}

function equalsIgnoreCase(parts: readonly PatternPart[]): Comparison {
  const expected = textOf(parts).toLowerCase();
  return (value) => value.toLowerCase() === expected;
}

function like(parts: readonly PatternPart[]): Comparison {
  const pattern = compileParts(textOf(parts), parts);
  return (value) => matches(pattern, value);
}

function ordered<Value>(
  parse: (text: string) => Value | undefined,
  compare: (left: Value, right: Value) => number,
  passes: (order: number) => boolean,
) {
  return (parts: readonly PatternPart[]): Comparison | undefined => {
    const expected = parse(textOf(parts));
    if (expected === undefined) return undefined;
    return (value) => {
      const actual = parse(value);
      return actual !== undefined && passes(compare(actual, expected));
    };
  };
}

function bool(parts: readonly PatternPart[]): Comparison | undefined {
  const expected = parseBoolean(textOf(parts));
  return expected === undefined ? undefined : (value) => parseBoolean(value) === expected;
}

function binary(parts: readonly PatternPart[]): Comparison | undefined {
  const expected = parseBase64(textOf(parts));
  return expected === undefined ? undefined : (value) => parseBase64(value) === expected;
}

function inAddressRange(parts: readonly PatternPart[]): Comparison | undefined {
  const range = parseAddressRange(textOf(parts));
  if (range === undefined) return undefined;
  return (value) => {
    const address = parseAddress(value);
    return address !== undefined && isInRange(range, address);
  };
}

/** `Null`: "true" passes where the key is absent. What "value" means there is decided by the test itself. */
function presence(parts: readonly PatternPart[]): Comparison | undefined {
  const expected = parseBoolean(textOf(parts));
  return expected === undefined ? undefined : (value) => (value === 'absent') === expected;
}

function arnLike(parts: readonly PatternPart[]): Comparison {
  const pattern = compileArnPattern(parts);
  return (value) => matchesArnFields(pattern, value);
}

/** An ARN pattern for the ARN operators: six fields, each a wildcard pattern of its own. */
export interface ArnPattern {
  /** Undefined: it can match nothing. */
  readonly fields: readonly Pattern[] | undefined;
  /** Fewer than six fields: what that means is an open point (A-04). */
  readonly isShort: boolean;
  /** The whole text as one pattern, for the other reading of A-04. */
  readonly whole: Pattern;
}

/**
 * Variables are substituted before the split (A-18). Only stars match any ARN; a shorter pattern matches nothing unless
 * its last field ends with a star: then the missing fields are stars (A-04).
 */
export function compileArnPattern(parts: readonly PatternPart[]): ArnPattern {
  const fields = splitFields(parts);
  const text = textOf(parts);
  const whole = compileParts(text, parts);
  if (fields.length >= 6) return { fields: fields.map(compileField), isShort: false, whole };
  if (whole.isUniversal) return { fields: Array.from({ length: 6 }, () => whole), isShort: true, whole };
  const last = fields[fields.length - 1]?.at(-1);
  const isOpen = last !== undefined && !last.isLiteral && last.text.endsWith('*');
  if (!isOpen) return { fields: undefined, isShort: true, whole };
  const star = compileParts('*', [{ text: '*', isLiteral: false }]);
  return {
    fields: [...fields.map(compileField), ...Array.from({ length: 6 - fields.length }, () => star)],
    isShort: true,
    whole,
  };
}

function compileField(parts: readonly PatternPart[]): Pattern {
  return compileParts(textOf(parts), parts);
}

/** Splits parts at the first five colons, wherever they come from. */
function splitFields(parts: readonly PatternPart[]): PatternPart[][] {
  const fields: PatternPart[][] = [[]];
  for (const part of parts) {
    let rest = part.text;
    while (fields.length < 6) {
      const colon = rest.indexOf(':');
      if (colon === -1) break;
      fields[fields.length - 1]?.push({ text: rest.slice(0, colon), isLiteral: part.isLiteral });
      fields.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') fields[fields.length - 1]?.push({ text: rest, isLiteral: part.isLiteral });
  }
  return fields;
}

/** Each field against its pattern; a text that is no ARN matches nothing (arn-11). */
export function matchesArnFields(pattern: ArnPattern, text: string): boolean {
  if (pattern.fields === undefined || parseArn(text) === undefined) return false;
  return arnFields(text).every((field, index) => {
    const expected = pattern.fields?.[index];
    return expected !== undefined && matches(expected, field);
  });
}

type Row = readonly [
  name: string,
  negatedName: string | undefined,
  BaseOperator['type'],
  BaseOperator['prepare'],
  flags?: 'variables' | 'wildcards',
];

const isLess = (order: number) => order < 0;
const isLessOrEqual = (order: number) => order <= 0;
const isEqual = (order: number) => order === 0;
const isGreater = (order: number) => order > 0;
const isGreaterOrEqual = (order: number) => order >= 0;
const numeric = (passes: (order: number) => boolean) => ordered(parseDecimal, compareDecimals, passes);
const date = (passes: (order: number) => boolean) => ordered(parseInstant, compareInstants, passes);

/** `wildcards` includes variables. Bool takes variables (A-24). */
const ROWS: readonly Row[] = [
  ['StringEquals', 'StringNotEquals', 'String', equals, 'variables'],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'String', equalsIgnoreCase, 'variables'],
  ['StringLike', 'StringNotLike', 'String', like, 'wildcards'],
  ['NumericEquals', 'NumericNotEquals', 'Numeric', numeric(isEqual)],
  ['NumericLessThan', undefined, 'Numeric', numeric(isLess)],
  ['NumericLessThanEquals', undefined, 'Numeric', numeric(isLessOrEqual)],
  ['NumericGreaterThan', undefined, 'Numeric', numeric(isGreater)],
  ['NumericGreaterThanEquals', undefined, 'Numeric', numeric(isGreaterOrEqual)],
  ['DateEquals', 'DateNotEquals', 'Date', date(isEqual)],
  ['DateLessThan', undefined, 'Date', date(isLess)],
  ['DateLessThanEquals', undefined, 'Date', date(isLessOrEqual)],
  ['DateGreaterThan', undefined, 'Date', date(isGreater)],
  ['DateGreaterThanEquals', undefined, 'Date', date(isGreaterOrEqual)],
  ['Bool', undefined, 'Bool', bool, 'variables'],
  ['BinaryEquals', undefined, 'Binary', binary],
  ['IpAddress', 'NotIpAddress', 'IPAddress', inAddressRange],
  ['ArnEquals', 'ArnNotEquals', 'ARN', arnLike, 'wildcards'],
  ['ArnLike', 'ArnNotLike', 'ARN', arnLike, 'wildcards'],
  ['Null', undefined, 'Null', presence],
];

/** All base operators, positive and negated, in the order of AWS's page. */
export const BASE_OPERATORS: readonly BaseOperator[] = ROWS.flatMap(([name, negatedName, type, prepare, flags]) => {
  const row = { type, prepare, takesVariables: flags !== undefined, takesWildcards: flags === 'wildcards' };
  const positive: BaseOperator = { ...row, name, isNegated: false };
  return negatedName === undefined ? [positive] : [positive, { ...row, name: negatedName, isNegated: true }];
});

const BY_NAME: ReadonlyMap<string, BaseOperator> = new Map(BASE_OPERATORS.map((row) => [row.name.toLowerCase(), row]));

/**
 * `[ForAllValues:|ForAnyValue:]Base[IfExists]` in any letter case; `Null` takes no `IfExists`. Undefined for anything else:
 * AWS would refuse the document (evaluation.md 4.1).
 */
export function parseOperator(text: string): Operator | undefined {
  const lower = text.toLowerCase();
  const colon = lower.indexOf(':');
  const set = setOf(colon === -1 ? undefined : lower.slice(0, colon));
  if (set === 'invalid') return undefined;
  const rest = lower.slice(colon + 1);
  const ifExists = rest.endsWith('ifexists');
  const base = BY_NAME.get(ifExists ? rest.slice(0, -'ifexists'.length) : rest);
  if (base === undefined || (base.type === 'Null' && ifExists)) return undefined;
  return { base, set, ifExists };
}

function setOf(prefix: string | undefined): Operator['set'] | 'invalid' {
  if (prefix === undefined) return undefined;
  if (prefix === 'forallvalues') return 'ForAllValues';
  return prefix === 'foranyvalue' ? 'ForAnyValue' : 'invalid';
}

/** The operator as AWS spells it. */
export function operatorName(operator: Operator): string {
  return `${operator.set === undefined ? '' : `${operator.set}:`}${operator.base.name}${operator.ifExists ? 'IfExists' : ''}`;
}
