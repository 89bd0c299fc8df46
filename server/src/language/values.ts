import ipaddr from 'ipaddr.js';

/**
 * A decimal number as it is compared: sign, digits without leading zeros, fraction without trailing zeros. Decimals are
 * compared as text, so that no precision is lost.
 */
export interface Decimal {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** `[+-]digits[.digits]`; no exponent, no separators; the whole text must be a number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = withoutZeros(match[3] ?? '');
  const isZero = whole === '0' && fraction === '';
  return { isNegative: match[1] === '-' && !isZero, whole, fraction };
}

/** Without the zeros at its end. A regular expression would look for the end behind each zero of a long fraction. */
export function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end -= 1;
  return digits.slice(0, end);
}

/** Negative, zero or positive, as for `Array.sort`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.isNegative !== right.isNegative) return left.isNegative ? -1 : 1;
  return left.isNegative ? compareSizes(right, left) : compareSizes(left, right);
}

function compareSizes(left: Decimal, right: Decimal): number {
  if (left.whole.length !== right.whole.length) return left.whole.length - right.whole.length;
  if (left.whole !== right.whole) return left.whole < right.whole ? -1 : 1;
  if (left.fraction === right.fraction) return 0;
  return left.fraction < right.fraction ? -1 : 1;
}

/** An instant: whole seconds since 1970 and the fraction's digits, so that long fractions are compared exactly. */
export interface Instant {
  readonly seconds: number;
  readonly fraction: string;
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * W3C ISO 8601 dates from `YYYY` to fractions of a second with `Z` or an offset (none: UTC), or epoch seconds: more than
 * four digits. Years before 1970, and days that no month has, are no dates (evaluation.md 22).
 */
export function parseInstant(text: string): Instant | undefined {
  if (/^\d{5,15}$/.test(text)) return { seconds: Number(text), fraction: '' };
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((field) => (field === undefined ? undefined : Number(field)));
  if (year < 1970 || !isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = offsetSeconds(match[8]);
  if (offset === undefined) return undefined;
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - offset;
  return { seconds, fraction: withoutZeros(match[7] ?? '') };
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function offsetSeconds(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

export function compareInstants(left: Instant, right: Instant): number {
  if (left.seconds !== right.seconds) return left.seconds - right.seconds;
  if (left.fraction === right.fraction) return 0;
  return left.fraction < right.fraction ? -1 : 1;
}

/** `true` or `false` in any case. */
export function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : undefined;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Base64 with the standard alphabet and padding → a text that is equal for equal bytes; undefined if it does not decode.
 * Bits that the padding leaves over do not count.
 */
export function parseBase64(text: string): string | undefined {
  if (!BASE64.test(text)) return undefined;
  const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
  if (padding === 0) return text;
  const last = ALPHABET.indexOf(text.charAt(text.length - padding - 1));
  const kept = padding === 2 ? last & 0b110000 : last & 0b111100;
  return `${text.slice(0, text.length - padding - 1)}${ALPHABET.charAt(kept)}${'='.repeat(padding)}`;
}

/** An address with the number of leading bits that count. */
export interface AddressRange {
  readonly bytes: readonly number[];
  readonly prefix: number;
}

const IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;

/** An IPv4 or IPv6 address, without zone id and without leading zeros in IPv4. IPv4 in IPv6 stays IPv6. */
export function parseAddress(text: string): readonly number[] | undefined {
  if (text.includes('%') || text.length > 45) return undefined;
  if (text.includes(':')) {
    // The package reads octal and hexadecimal octets in an IPv4 tail, which RFC 4291 does not know.
    const tail = text.slice(text.lastIndexOf(':') + 1);
    if (tail.includes('.') && !IPV4.test(tail)) return undefined;
    return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toByteArray() : undefined;
  }
  return IPV4.test(text) && ipaddr.IPv4.isValid(text) ? ipaddr.IPv4.parse(text).toByteArray() : undefined;
}

/** An address or CIDR range; without prefix length the single address. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const bytes = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (bytes === undefined) return undefined;
  const bits = bytes.length * 8;
  if (slash === -1) return { bytes, prefix: bits };
  const length = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  return { bytes, prefix: Number(length) };
}

/** Is the address in the range? Families never mix; host bits of the range do not count. */
export function isInRange(range: AddressRange, address: readonly number[]): boolean {
  if (range.bytes.length !== address.length) return false;
  const whole = range.prefix >> 3;
  for (let at = 0; at < whole; at += 1) {
    if (range.bytes[at] !== address[at]) return false;
  }
  const rest = range.prefix & 7;
  if (rest === 0) return true;
  const mask = 0xff << (8 - rest);
  return ((range.bytes[whole] ?? 0) & mask) === ((address[whole] ?? 0) & mask);
}

/** The range with all bits behind its prefix cleared: `203.0.113.7/24` → `203.0.113.0/24`. */
export function networkOf({ bytes, prefix }: AddressRange): AddressRange {
  const masked = bytes.map((byte, at) => byte & (0xff << Math.min(8, Math.max(0, 8 * (at + 1) - prefix))) & 0xff);
  return { bytes: masked, prefix };
}

/** Does every address of the inner range lie in the outer one? Families never mix. */
export function containsRange(outer: AddressRange, inner: AddressRange): boolean {
  return outer.prefix <= inner.prefix && isInRange(outer, inner.bytes);
}

/** In the usual notation, IPv6 in its short form: `203.0.113.0/24`, `2001:db8::/32`. */
export function formatAddressRange({ bytes, prefix }: AddressRange): string {
  return `${ipaddr.fromByteArray([...bytes]).toString()}/${prefix}`;
}
