/** Section 22: values of typed operators. Each reader gives undefined for a text that does not parse. */

/** A decimal number without loss: all digits, and how many of them stand behind the point. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export function readNumber(text: string): Decimal | undefined {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = ''] = parts;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length };
}

/** Negative, zero or positive, as `left - right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const scaled = (value: Decimal) => value.digits * 10n ** BigInt(scale - value.scale);
  const [a, b] = [scaled(left), scaled(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** Seconds since 1970 as a decimal, so that fractions count. */
export function readDate(text: string): Decimal | undefined {
  if (/^\d{5,}$/.test(text)) return readNumber(text);
  const parts = DATE.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone] = parts;
  if (Number(year) < 1970 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined;
  const offset = zoneSeconds(zone ?? 'Z');
  if (offset === undefined) return undefined;
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const seconds = BigInt(midnight.getTime() / 1000 + clock - offset);
  return { digits: seconds * 10n ** BigInt(fraction.length) + BigInt(fraction || '0'), scale: fraction.length };
}

function zoneSeconds(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

export function readBool(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** The bytes as text in base64 of one spelling. */
export function readBinary(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  return Buffer.from(text, 'base64').toString('hex');
}

/** An address as its bits, one character each. */
export function readAddress(text: string): string | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): string | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  if (!octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)) return undefined;
  return octets.map((octet) => bits(Number(octet), 8)).join('');
}

function readIpv6(text: string): string | undefined {
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  if (tail.includes('.')) {
    const four = readIpv4(tail);
    if (four === undefined) return undefined;
    const words = [four.slice(0, 16), four.slice(16)].map((word) => Number.parseInt(word, 2).toString(16));
    return readIpv6(`${text.slice(0, lastColon + 1)}${words.join(':')}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const gap = 8 - head.length - rest.length;
  if (halves.length === 1 ? gap !== 0 : gap < 1) return undefined;
  const words = [...head, ...Array<string>(gap).fill('0'), ...rest];
  if (!words.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word))) return undefined;
  return words.map((word) => bits(Number.parseInt(word, 16), 16)).join('');
}

function bits(value: number, width: number): string {
  return value.toString(2).padStart(width, '0');
}

export interface Cidr {
  readonly bits: string;
  readonly prefix: number;
}

export function readCidr(text: string): Cidr | undefined {
  const [addressText = '', prefixText, ...more] = text.split('/');
  const address = readAddress(addressText);
  if (address === undefined || more.length > 0) return undefined;
  if (prefixText === undefined) return { bits: address, prefix: address.length };
  if (!/^\d{1,3}$/.test(prefixText) || Number(prefixText) > address.length) return undefined;
  return { bits: address, prefix: Number(prefixText) };
}

export function inCidr(address: string, cidr: Cidr): boolean {
  return address.length === cidr.bits.length && address.slice(0, cidr.prefix) === cidr.bits.slice(0, cidr.prefix);
}
