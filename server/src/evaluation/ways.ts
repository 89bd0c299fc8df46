import type { ValueType } from '../language/operators';
import { compileParts, matches } from '../language/pattern';
import { parseAddressRange, parseInstant } from '../language/values';
import type { TextPart } from '../language/variables';
import type { CompiledStatement } from './compiled';
import type { CompiledTest, CompiledValue } from './conditions';
import { resolveParts, testHolds } from './conditions';
import type { PreparedUnit, UnitDecision } from './decide';
import { type ContextValue, missingKeys, type Run, withOwnNotes } from './run';
import { filled, valuesBetween } from './way-values';

/** One way in which an unknown key can come out: what is shown, and the value that stands for it. */
export interface Way {
  readonly shown: null | readonly string[] | 'other';
  readonly value: ContextValue;
}

/** A key that nobody stated and a test or variable reads. */
export interface OpenContextKey {
  readonly lowerKey: string;
  /** As the policies spell it. */
  readonly key: string;
  readonly ways: readonly Way[];
}

/**
 * The keys that a decision read without a value, each with the ways that can make a difference: absent, one for each value
 * that a policy names (with its neighbours, for numbers and dates), and some other value.
 */
export function openKeys(unit: PreparedUnit, decision: UnitDecision): readonly OpenContextKey[] {
  const missing = missingKeys(decision.run);
  if (missing.size === 0) return [];
  const statements = unit.layers.flatMap((layer) =>
    layer.groups.flatMap((group) => group.policies.flatMap(({ compiled }) => compiled.statements)),
  );
  return [...missing].map(([lowerKey, key]) => ({
    lowerKey,
    key,
    ways: waysOf(lowerKey, statements, decision.run),
  }));
}

function waysOf(lowerKey: string, statements: readonly CompiledStatement[], run: Run): readonly Way[] {
  const tests = statements.flatMap((statement) => statement.tests.filter((test) => test.lowerKey === lowerKey));
  const named = distinct([
    ...tests.flatMap((test) => namedValues(test, run)),
    ...statements.flatMap((statement) => variableValues(lowerKey, statement, run)),
  ]);
  const other = otherValue(lowerKey, tests, run);
  const ways: Way[] = [
    { shown: null, value: null },
    ...named.map(({ shown, value }) => ({ shown: [shown], value: [value] })),
  ];
  const isMultivalued =
    run.facts.key(lowerKey)?.isMultivalued === true || tests.some((test) => test.operator.set !== undefined);
  if (isMultivalued) ways.push(...setWays(named, other));
  ways.push({ shown: 'other', value: [other] });
  return withWaysBetween(ways, lowerKey, tests, run);
}

/** Adds, before the last way, values that some test tells from all ways so far. */
function withWaysBetween(
  ways: readonly Way[],
  lowerKey: string,
  tests: readonly CompiledTest[],
  run: Run,
): readonly Way[] {
  const seen = new Set(ways.map((way) => signature(way.value, lowerKey, tests, run)));
  const texts = new Map<ValueType, string[]>();
  for (const test of tests) {
    const { type } = test.operator.base;
    if (type === 'Null') continue;
    texts.set(type, [...(texts.get(type) ?? []), ...test.values.flatMap((value) => textOf(value, run) ?? [])]);
  }
  const between: Way[] = [];
  for (const [type, own] of texts) {
    for (const value of valuesBetween(type, own)) {
      const found = signature([value], lowerKey, tests, run);
      if (!seen.has(found)) between.push({ shown: [value], value: [value] });
      seen.add(found);
    }
  }
  return [...ways.slice(0, -1), ...between, ...ways.slice(-1)];
}

/** What each test on the key says of a value. */
function signature(value: ContextValue, lowerKey: string, tests: readonly CompiledTest[], run: Run): string {
  const tried = { ...withOwnNotes(run), context: new Map(run.context).set(lowerKey, value), triedKey: lowerKey };
  return tests.map((test) => (testHolds(test, tried) ? '1' : '0')).join('');
}

interface Named {
  readonly shown: string;
  readonly value: string;
}

function distinct(values: readonly Named[]): readonly Named[] {
  return [...new Map(values.map((each) => [each.value, each])).values()];
}

/** So many values are put together two by two. */
const MAX_IN_PAIRS = 6;

/** All named values together, each two, and each beside a stranger: what set operators tell apart. */
function setWays(named: readonly Named[], other: string): readonly Way[] {
  const together = named.length > 2 ? [wayOf(named)] : [];
  const few = named.slice(0, MAX_IN_PAIRS);
  const pairs = few.flatMap((left, at) => few.slice(at + 1).map((right) => wayOf([left, right])));
  const mixed = few.map((each): Way => ({ shown: [each.shown, 'other'], value: [each.value, other] }));
  return [...together, ...pairs, ...mixed];
}

function wayOf(named: readonly Named[]): Way {
  return { shown: named.map((each) => each.shown), value: named.map((each) => each.value) };
}

/** Request values that make one policy value match, and for ordered types its neighbours. */
function namedValues(test: CompiledTest, run: Run): readonly Named[] {
  const { type, takesWildcards } = test.operator.base;
  if (type === 'Null') return [];
  return test.values.flatMap((value) => {
    const text = textOf(value, run);
    return text === undefined ? [] : representatives(type, takesWildcards, text);
  });
}

function textOf(value: CompiledValue, run: Run): string | undefined {
  if (value.parts === undefined) return value.text;
  return resolveParts(value.parts, run, false)
    ?.map((part) => part.text)
    .join('');
}

function representatives(type: ValueType, takesWildcards: boolean, text: string): readonly Named[] {
  switch (type) {
    case 'Numeric':
      return neighbours(text, /^[+-]?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN, String, 1);
    case 'Date':
      return neighbours(text, timeOf(text), (time) => new Date(time).toISOString(), 1000);
    case 'IPAddress':
      return [{ shown: text, value: parseAddressRange(text) === undefined ? text : text.replace(/\/\d+$/, '') }];
    default:
      return [{ shown: text, value: takesWildcards ? filled(text) : text }];
  }
}

/** The value with the ones just below and above; only itself where it is no number. */
function neighbours(text: string, middle: number, write: (value: number) => string, step: number): readonly Named[] {
  const own: Named = { shown: text, value: text };
  if (Number.isNaN(middle)) return [own];
  const beside = (value: number): Named => ({ shown: write(value), value: write(value) });
  return [beside(middle - step), own, beside(middle + step)];
}

function timeOf(text: string): number {
  const instant = parseInstant(text);
  return instant === undefined ? Number.NaN : instant.seconds * 1000;
}

/** A value that no policy names. */
function otherValue(lowerKey: string, tests: readonly CompiledTest[], run: Run): string {
  const types = new Set(tests.map((test) => test.operator.base.type));
  const candidates = [...types].flatMap((type) => OTHERS[type] ?? []);
  const declared = run.facts.key(lowerKey)?.type;
  const all = [...candidates, ...(declared === undefined ? [] : (OTHERS[declared] ?? [])), 'other-value'];
  return (
    all.find((candidate) => !tests.some((test) => test.values.some((value) => value.compare?.(candidate) === true))) ??
    all[0] ??
    'other-value'
  );
}

const OTHERS: { readonly [Type in ValueType | 'Null']?: readonly string[] } = {
  IPAddress: ['198.51.100.77', '233.252.0.9', '2001:db8:ffff::7'],
  Numeric: ['987654321', '-987654321'],
  Date: ['2099-12-31T23:59:59Z', '1970-01-02T00:00:00Z'],
  Bool: ['true', 'false'],
  ARN: ['arn:aws:other:other-region:000000000000:other'],
  String: ['other-value'],
};

/** For `arn:aws:s3:::b/${aws:username}/*` the value with which the entry matches the request's resource. */
function variableValues(lowerKey: string, statement: CompiledStatement, run: Run): readonly Named[] {
  const { resource } = statement;
  if (resource === undefined) return [];
  return resource.entries.flatMap(({ form }) => {
    if (form.kind !== 'variables') return [];
    const value = valueThatMatches(form.parts, lowerKey, run);
    return value === undefined ? [] : [{ shown: value, value }];
  });
}

const LONGEST = 512;

function valueThatMatches(parts: readonly TextPart[], lowerKey: string, run: Run): string | undefined {
  const index = parts.findIndex((part) => part.kind === 'variable' && part.key.toLowerCase() === lowerKey);
  const text = run.input.resource;
  if (index === -1 || text.length > LONGEST) return undefined;
  const before = patternOf(parts.slice(0, index));
  const after = patternOf(parts.slice(index + 1));
  for (let start = 0; start <= text.length; start += 1) {
    if (!matches(before, text.slice(0, start))) continue;
    for (let end = start + 1; end <= text.length; end += 1) {
      if (matches(after, text.slice(end))) return text.slice(start, end);
    }
  }
  return undefined;
}

/** Other variables count as anything. */
function patternOf(parts: readonly TextPart[]) {
  const pieces = parts.map((part) =>
    part.kind === 'variable' ? { text: '*', isLiteral: false } : { text: part.text, isLiteral: part.kind === 'escape' },
  );
  return compileParts('', pieces);
}
