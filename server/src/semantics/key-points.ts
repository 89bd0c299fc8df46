/**
 * Values on a line (numbers, dates, addresses): between the values that tests name nothing changes, so a few points stand for
 * all values. Each function gives, for the values of the policy, texts of which every possible outcome has at least one.
 */
import { parseAddressRange, parseDecimal, parseInstant, withoutZeros } from '../language/values';
import type { ValueKind } from './key-tests';
import type { Meter } from './meter';

/** Points for all tests of one kind on a key; with a text that is no value of the kind. Not all of them once the meter is spent. */
export function pointsFor(kind: Exclude<ValueKind, 'text'>, texts: readonly string[], meter: Meter): readonly string[] {
  switch (kind) {
    case 'number':
      return [...decimalPoints(texts, meter), NO_VALUE];
    case 'date':
      return [...instantPoints(texts, meter), NO_VALUE];
    case 'address':
      return [...addressPoints(texts, meter), NO_VALUE];
    case 'binary':
      return [...new Set([...texts, 'ZXhhbXBsZQ==', 'eA==', NO_VALUE])];
  }
}

/** Parses as nothing: no number, date, address or base64 text. */
export const NO_VALUE = 'no-value';

/** What a text or a value of many digits costs to read or write. */
const POINT_STEPS = 32;

/** As long as there is budget. */
function eachPaid<Value, Made>(
  values: readonly Value[],
  meter: Meter,
  make: (value: Value) => Made | undefined,
): readonly Made[] {
  const found: Made[] = [];
  for (const value of values) {
    if (!meter.spend(POINT_STEPS)) break;
    const made = make(value);
    if (made !== undefined) found.push(made);
  }
  return found;
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

function decimalPoints(texts: readonly string[], meter: Meter): readonly string[] {
  const scale = largest(texts.map((text) => text.split('.')[1]?.length ?? 0)) + 1;
  const named = eachPaid(texts, meter, (text) => scaledDecimal(text, scale));
  return eachPaid(around(named, 10n ** BigInt(scale), meter), meter, (value) => decimalText(value, scale));
}

/** Times ten to the power of `scale`. */
function scaledDecimal(text: string, scale: number): bigint | undefined {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return undefined;
  const size = BigInt(decimal.whole + decimal.fraction.padEnd(scale, '0'));
  return decimal.isNegative ? -size : size;
}

function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const fraction = withoutZeros(digits.slice(-scale));
  const whole = digits.slice(0, -scale);
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The values, one below, one above, and one between each two. Scaled values end in 0, so a middle always exists. */
function around(values: readonly bigint[], unit: bigint, meter: Meter): readonly bigint[] {
  if (!meter.spend(POINT_STEPS * values.length)) return [];
  const sorted = [...new Set(values)].sort((left, right) => (left < right ? -1 : 1));
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  if (first === undefined || last === undefined) return [unit];
  const points: bigint[] = [last + unit, first - unit];
  sorted.forEach((value, at) => {
    const next = sorted[at + 1];
    points.push(value);
    if (next !== undefined) points.push((value + next) / 2n);
  });
  return points;
}

function instantPoints(texts: readonly string[], meter: Meter): readonly string[] {
  const instants = eachPaid(texts, meter, parseInstant);
  const scale = largest(instants.map(({ fraction }) => fraction.length)) + 1;
  const named = instants.map(
    ({ seconds, fraction }) => BigInt(seconds) * 10n ** BigInt(scale) + BigInt(fraction.padEnd(scale, '0')),
  );
  const points = around(named, 10n ** BigInt(scale), meter);
  const written = eachPaid(points, meter, (value) => instantText(value, scale));
  return [...new Set([...written, ...texts])];
}

/** The last second that ISO 8601 can say with four digits for the year. */
const LAST_SECOND = 253402300799n;

/** Undefined for an instant that no text can say. */
function instantText(value: bigint, scale: number): string | undefined {
  const unit = 10n ** BigInt(scale);
  const seconds = value / unit;
  const fraction = withoutZeros((value % unit).toString().padStart(scale, '0'));
  if (value < 0n) return beforeEpoch(value, unit, scale);
  if (seconds > LAST_SECOND) return fraction === '' && seconds.toString().length <= 15 ? seconds.toString() : undefined;
  const iso = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${iso}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** A local time of 1970 in the zone that is farthest ahead. */
function beforeEpoch(value: bigint, unit: bigint, scale: number): string | undefined {
  const local = value + 86340n * unit;
  return local < 0n ? undefined : instantText(local, scale)?.replace('Z', '+23:59');
}

function addressPoints(texts: readonly string[], meter: Meter): readonly string[] {
  const ranges = eachPaid(texts, meter, parseAddressRange);
  return [4, 16].flatMap((bytes) => {
    const points = new Set<bigint>([bytes === 4 ? 0xcb007114n : 0x20010db8000000000000000000000009n]);
    const last = (1n << BigInt(bytes * 8)) - 1n;
    for (const range of ranges) {
      if (range.bytes.length !== bytes) continue;
      if (!meter.spend(POINT_STEPS)) break;
      const size = 1n << BigInt(bytes * 8 - range.prefix);
      const start = (range.bytes.reduce((all, byte) => all * 256n + BigInt(byte), 0n) / size) * size;
      for (const point of [start, start - 1n, start + size - 1n, start + size]) {
        if (point >= 0n && point <= last) points.add(point);
      }
    }
    return eachPaid([...points], meter, (point) => addressText(point, bytes));
  });
}

function addressText(address: bigint, bytes: number): string {
  if (bytes === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  return Array.from({ length: 8 }, (_, at) => ((address >> BigInt((7 - at) * 16)) & 0xffffn).toString(16)).join(':');
}
