import { arnFields } from '../language/arn';
import type { ValueType } from '../language/operators';
import { hasWildcard } from '../language/pattern';
import { type AddressRange, parseAddressRange } from '../language/values';

/** So many policy values of one key are combined with each other; with more the ones named first are. */
const MAX_COMBINED = 12;

/**
 * Request values that the policy values of one key tell apart only together: one that matches two patterns, lies between
 * two numbers, in a range but outside the range within it. Some of them may behave like others: the caller sorts that out.
 */
export function valuesBetween(type: ValueType, texts: readonly string[]): readonly string[] {
  const named = [...new Set(texts)].slice(0, MAX_COMBINED);
  switch (type) {
    case 'IPAddress':
      return named.flatMap((text) => edgesOf(parseAddressRange(text)));
    case 'Numeric':
      return middles(named.map(Number)).map(String);
    case 'Date':
      return middles(named.map((text) => (/^\d{5,}$/.test(text) ? Number(text) * 1000 : Date.parse(text)))).map(
        (time) => new Date(time).toISOString(),
      );
    case 'ARN':
      return pairsOf(named).map(([left, right]) => filled(arnMerged(left, right)));
    default:
      return pairsOf(named.filter(hasWildcard)).map(([left, right]) => filled(left.replace('*', filled(right))));
  }
}

/** A text that the pattern matches: wildcards become a letter. */
export function filled(pattern: string): string {
  return pattern.replaceAll('*', 'x').replaceAll('?', 'x');
}

function pairsOf(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.flatMap((left) => texts.flatMap((right) => (left === right ? [] : [[left, right] as const])));
}

/** Field by field the more particular of two ARN patterns. */
function arnMerged(left: string, right: string): string {
  const others = arnFields(right);
  return arnFields(left)
    .map((field, index) => (hasWildcard(field) ? (others[index] ?? field) : field))
    .join(':');
}

/** Between each two neighbours. */
function middles(values: readonly number[]): readonly number[] {
  const sorted = values.filter(Number.isFinite).sort((left, right) => left - right);
  return sorted.slice(1).map((value, index) => ((sorted[index] ?? value) + value) / 2);
}

/** The first and last address of a range, and the ones beside them. */
function edgesOf(range: AddressRange | undefined): readonly string[] {
  if (range === undefined) return [];
  const bits = range.bytes.length * 8;
  const size = 1n << BigInt(bits - range.prefix);
  const address = range.bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const first = address - (address % size);
  const last = first + size - 1n;
  return [first - 1n, first, last, last + 1n]
    .filter((each) => each >= 0n && each < 1n << BigInt(bits))
    .map((each) => addressText(each, range.bytes.length));
}

function addressText(address: bigint, length: number): string {
  const hex = address.toString(16).padStart(length * 2, '0');
  if (length === 4) return (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.');
  return (hex.match(/..../g) ?? []).join(':');
}
