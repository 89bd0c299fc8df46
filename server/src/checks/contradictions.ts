import {
  type AddressRange,
  compareDecimals,
  compareInstants,
  isInRange,
  parseAddressRange,
  parseDecimal,
  parseInstant,
} from '../language/values';
import type { ConditionEntry } from './condition-entries';
import { isStrictTest } from './operator-parts';

/** Two tests of one key that no request passes together, in the order of the text. */
export interface Contradiction {
  readonly earlier: ConditionEntry;
  readonly later: ConditionEntry;
}

/** More tests than these are not compared with each other. */
const MAX_TESTS = 60;

export function contradictionOf(conditions: readonly ConditionEntry[]): Contradiction | undefined {
  const tests = conditions.slice(0, MAX_TESTS);
  for (const [index, later] of tests.entries()) {
    const earlier = tests
      .slice(0, index)
      .find((other) => other.lowerKey === later.lowerKey && (excludes(other, later) || excludes(later, other)));
    if (earlier !== undefined) return { earlier, later };
  }
  return undefined;
}

/** Does the first test leave nothing that the second passes? */
function excludes(one: ConditionEntry, other: ConditionEntry): boolean {
  if (!isStrictTest(one)) return false;
  return isAbsenceTest(other) || leavesNothing(one, other) || areApart(one, other) || isBeyond(one, other);
}

function isAbsenceTest({ parsed, values }: ConditionEntry): boolean {
  return parsed?.base.type === 'Null' && values.length > 0 && values.every(({ text }) => text.toLowerCase() === 'true');
}

/** Every value of the positive test is excluded by its negated twin. */
function leavesNothing(one: ConditionEntry, other: ConditionEntry): boolean {
  if (one.parsed?.set !== undefined || other.parsed?.set !== undefined || other.parsed?.base.isNegated !== true)
    return false;
  if (one.parsed?.base.type !== other.parsed.base.type || one.values.length === 0) return false;
  // What is below a bound is not the bound.
  if (/(Less|Greater)Than/.test(one.parsed?.base.name ?? '')) return false;
  if (one.parsed?.base.type === 'IPAddress') return one.values.every(({ text }) => isWithin(text, other));
  // A test without case passes values that one with case does not exclude.
  const isFolded = ignoresCase(other);
  if (ignoresCase(one) && !isFolded) return false;
  const fold = (text: string) => (isFolded ? text.toLowerCase() : text);
  const excluded = new Set(other.values.map(({ text }) => fold(text)));
  return isExact(one) && one.values.every(({ text }) => excluded.has(fold(text)) && !text.includes('${'));
}

function ignoresCase({ parsed }: ConditionEntry): boolean {
  return parsed?.base.name.endsWith('IgnoreCase') === true;
}

/** Values that are compared as they stand. */
function isExact({ parsed, values }: ConditionEntry): boolean {
  return parsed?.base.takesWildcards === false || values.every(({ text }) => !/[*?]/.test(text));
}

/** Address ranges of which none touches one of the other test: `IpAddress` beside `IpAddressIfExists`. */
function areApart(one: ConditionEntry, other: ConditionEntry): boolean {
  if (one.parsed?.base.type !== 'IPAddress' || other.parsed?.base.type !== 'IPAddress') return false;
  if (other.parsed.base.isNegated || other.values.length === 0 || one.values.length === 0) return false;
  return one.values.every(({ text }) => {
    const range = parseAddressRange(text);
    return range !== undefined && other.values.every((value) => isApart(range, parseAddressRange(value.text)));
  });
}

function isApart(one: AddressRange, other: AddressRange | undefined): boolean {
  return other !== undefined && !isInRange(one, other.bytes) && !isInRange(other, one.bytes);
}

function isWithin(text: string, { values }: ConditionEntry): boolean {
  const range = parseAddressRange(text);
  if (range === undefined) return false;
  return values.some((value) => {
    const outer = parseAddressRange(value.text);
    return outer !== undefined && outer.prefix <= range.prefix && isInRange(outer, range.bytes);
  });
}

/** A lower bound that is not below an upper one. */
function isBeyond(one: ConditionEntry, other: ConditionEntry): boolean {
  if (one.parsed?.set !== undefined || other.parsed?.set !== undefined || !isStrictTest(other)) return false;
  if (!/GreaterThan/.test(one.parsed?.base.name ?? '') || !/LessThan/.test(other.parsed?.base.name ?? '')) return false;
  const areTouching = /Equals$/.test(one.parsed?.base.name ?? '') && /Equals$/.test(other.parsed?.base.name ?? '');
  return one.values.every((lower) =>
    other.values.every((upper) => {
      const order = orderOf(lower.text, upper.text);
      return order !== undefined && (order > 0 || (order === 0 && !areTouching));
    }),
  );
}

function orderOf(left: string, right: string): number | undefined {
  const [leftNumber, rightNumber] = [parseDecimal(left), parseDecimal(right)];
  if (leftNumber !== undefined && rightNumber !== undefined) return compareDecimals(leftNumber, rightNumber);
  const [leftInstant, rightInstant] = [parseInstant(left), parseInstant(right)];
  return leftInstant === undefined || rightInstant === undefined
    ? undefined
    : compareInstants(leftInstant, rightInstant);
}
