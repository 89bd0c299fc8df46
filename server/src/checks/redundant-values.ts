import { arnFields } from '../language/arn';
import type { BaseOperator } from '../language/operators';
import { compilePattern, covers, type Pattern } from '../language/pattern';
import { containsRange, parseAddressRange } from '../language/values';
import type { ConditionValue, Entry } from '../policy/document';
import type { ConditionEntry } from './condition-entries';
import { isOpenText } from './condition-values';
import { coveredEntries } from './covered-entries';

/** A value that changes nothing, and the one that says all that it says. */
export interface RedundantValue {
  readonly value: ConditionValue;
  readonly by: ConditionValue;
  /** The two are the same for the operator. */
  readonly isEqual: boolean;
}

/** Lists beyond this length are compared for equal values only. */
const MAX_COMPARED = 300;

/** The values of a test that another one covers, of equal ones the later. Values with variables are equal to themselves only. */
export function redundantValues(entry: ConditionEntry): readonly RedundantValue[] {
  const { parsed, values } = entry;
  if (parsed === undefined || values.length < 2 || !COMPARED.has(parsed.base.type)) return [];
  const fold = parsed.base.name.endsWith('IgnoreCase') ? (text: string) => text.toLowerCase() : (text: string) => text;
  const { equal, distinct } = splitEqual(values, fold);
  return [...equal, ...coveredValues(distinct, parsed.base)].sort(
    (left, right) => left.value.node.start - right.value.node.start,
  );
}

const COMPARED: ReadonlySet<string> = new Set(['String', 'ARN', 'IPAddress', 'Binary']);

function splitEqual(values: readonly ConditionValue[], fold: (text: string) => string) {
  const first = new Map<string, ConditionValue>();
  const equal: RedundantValue[] = [];
  for (const value of values) {
    const by = first.get(fold(value.text));
    if (by === undefined) first.set(fold(value.text), value);
    else equal.push({ value, by, isEqual: true });
  }
  return { equal, distinct: [...first.values()] };
}

function coveredValues(values: readonly ConditionValue[], base: BaseOperator): readonly RedundantValue[] {
  const known = values.filter(({ text }) => !isOpenText(text));
  if (base.type === 'IPAddress') return pairwise(known, parseAddressRange, containsRange);
  if (base.type === 'ARN') return pairwise(known, arnPatterns, arnCovers);
  return base.takesWildcards ? likeCovers(known) : [];
}

function likeCovers(values: readonly ConditionValue[]): readonly RedundantValue[] {
  const entries = values.flatMap(({ text, node }): Entry[] => (node.kind === 'string' ? [{ text, node }] : []));
  return coveredEntries(entries, (text) => text).map(({ entry, by }) => ({ value: entry, by, isEqual: false }));
}

/** A value is covered by the first other one that covers it and is not itself covered by an earlier find. Each is read once. */
function pairwise<Read>(
  values: readonly ConditionValue[],
  read: (text: string) => Read | undefined,
  isCovered: (outer: Read, inner: Read) => boolean,
): readonly RedundantValue[] {
  const compared = values.slice(0, MAX_COMPARED).flatMap((value) => {
    const known = read(value.text);
    return known === undefined ? [] : [{ value, known }];
  });
  const covered = new Map<ConditionValue, ConditionValue>();
  for (const inner of compared) {
    const outer = compared.find(
      (each) => each !== inner && !covered.has(each.value) && isCovered(each.known, inner.known),
    );
    if (outer !== undefined) covered.set(inner.value, outer.value);
  }
  return [...covered].map(([value, by]) => ({ value, by: last(by, covered), isEqual: false }));
}

/** The value that is itself covered by none. */
function last(value: ConditionValue, covered: ReadonlyMap<ConditionValue, ConditionValue>): ConditionValue {
  let found = value;
  for (let next = covered.get(found); next !== undefined; next = covered.get(found)) found = next;
  return found;
}

/** ARN operators compare part by part. */
function arnPatterns(text: string): readonly Pattern[] | undefined {
  const fields = arnFields(text);
  return fields.length === 6 ? fields.map(compilePattern) : undefined;
}

function arnCovers(outer: readonly Pattern[], inner: readonly Pattern[]): boolean {
  return outer.every((field, at) => {
    const other = inner[at];
    return other !== undefined && covers(field, other);
  });
}
