import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareDecimals,
  compareInstants,
  containsRange,
  formatAddressRange,
  isInRange,
  networkOf,
  parseAddress,
  parseAddressRange,
  parseBase64,
  parseBoolean,
  parseDecimal,
  parseInstant,
} from '../../../server/src/language/values';

describe('decimals', () => {
  test.each([
    ['10', { isNegative: false, whole: '10', fraction: '' }],
    ['+10', { isNegative: false, whole: '10', fraction: '' }],
    ['010', { isNegative: false, whole: '10', fraction: '' }],
    ['10.50', { isNegative: false, whole: '10', fraction: '5' }],
    ['-0.0', { isNegative: false, whole: '0', fraction: '' }],
    ['-000.5', { isNegative: true, whole: '0', fraction: '5' }],
    ['1e3', undefined],
    ['1,000', undefined],
    ['1_000', undefined],
    ['.5', undefined],
    ['5.', undefined],
    ['1.2.3', undefined],
    ['+', undefined],
    ['--1', undefined],
    [' 1', undefined],
    ['1\n', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['', undefined],
  ])('%j', (text, expected) => {
    expect(parseDecimal(text)).toEqual(expected);
  });

  const sign = (left: string, right: string) => Math.sign(compareDecimals(parseDecimal(left)!, parseDecimal(right)!));

  test.each([
    ['10', '10.0', 0],
    ['10', '010', 0],
    ['0', '-0', 0],
    ['9', '10', -1],
    ['-9', '-10', 1],
    ['-1', '1', -1],
    ['-1.5', '-1.50', 0],
    ['1.09', '1.1', -1],
    ['1.1', '1.10', 0],
    ['-1.1', '-1.09', -1],
    // Beyond what a floating point number can tell apart.
    ['9007199254740993', '9007199254740992', 1],
    ['0.10000000000000000001', '0.1', 1],
  ])('%s against %s: %i', (left, right, expected) => {
    expect(sign(left, right)).toBe(expected);
    expect(sign(right, left)).toBe(expected === 0 ? 0 : -expected);
  });

  test('are ordered as hundredths are', () => {
    const hundredths = fc.integer({ min: -100_000, max: 100_000 });
    const written = (value: number) =>
      `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`;
    fc.assert(
      fc.property(hundredths, hundredths, (left, right) => {
        expect(sign(written(left), written(right))).toBe(Math.sign(left - right));
      }),
    );
  });
});

describe('instants', () => {
  const NEW_YEAR = Date.UTC(2024, 0, 1) / 1000;

  test.each([
    ['2024', { seconds: NEW_YEAR, fraction: '' }],
    ['2024-01', { seconds: NEW_YEAR, fraction: '' }],
    ['2024-01-01', { seconds: NEW_YEAR, fraction: '' }],
    ['2024-01-01T00:00Z', { seconds: NEW_YEAR, fraction: '' }],
    ['2024-01-01T00:00', { seconds: NEW_YEAR, fraction: '' }],
    ['2024-01-01T00:00:07Z', { seconds: NEW_YEAR + 7, fraction: '' }],
    ['2024-01-01T00:00:00.250Z', { seconds: NEW_YEAR, fraction: '25' }],
    ['2024-01-01T02:00+02:00', { seconds: NEW_YEAR, fraction: '' }],
    ['2023-12-31T18:30:00-05:30', { seconds: NEW_YEAR, fraction: '' }],
    ['2024-01-01T02:00:00+0200', { seconds: NEW_YEAR, fraction: '' }],
    ['2024-02-29', { seconds: Date.UTC(2024, 1, 29) / 1000, fraction: '' }],
    ['1970', { seconds: 0, fraction: '' }],
    // Digits only, more than four of them: seconds.
    ['20240101', { seconds: 20_240_101, fraction: '' }],
    ['1704067200', { seconds: NEW_YEAR, fraction: '' }],
    ['00000', { seconds: 0, fraction: '' }],
    ['1969', undefined],
    ['1969-12-31T23:59:59Z', undefined],
    ['2023-02-29', undefined],
    ['2024-04-31', undefined],
    ['2024-00-01', undefined],
    ['2024-13-01', undefined],
    ['2024-01-00', undefined],
    ['2024-1-1', undefined],
    ['2024-01-01T24:00Z', undefined],
    ['2024-01-01T00:60Z', undefined],
    ['2024-01-01T00:00:60Z', undefined],
    ['2024-01-01T00Z', undefined],
    ['2024-01-01T00:00:00.Z', undefined],
    ['2024-01-01T00:00+24:00', undefined],
    ['2024-01-01T00:00+00:60', undefined],
    ['2024-01-01 00:00Z', undefined],
    ['2024-01-01Z', undefined],
    ['-1704067200', undefined],
    ['1704067200.5', undefined],
    ['202', undefined],
    ['tomorrow', undefined],
    ['', undefined],
  ])('%j', (text, expected) => {
    expect(parseInstant(text)).toEqual(expected);
  });

  test.each([
    ['2024-01-01', '1704067200', 0],
    ['2024-01-01T00:00:00.1Z', '2024-01-01T00:00:00.10Z', 0],
    ['2024-01-01T00:00:00.1Z', '2024-01-01T00:00:00.09Z', 1],
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00.0000000001Z', -1],
    ['2024-01-01T00:00+01:00', '2024-01-01', -1],
  ])('%s against %s: %i', (left, right, expected) => {
    expect(Math.sign(compareInstants(parseInstant(left)!, parseInstant(right)!))).toBe(expected);
  });

  test('every date that JavaScript writes is read as it counts', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        const instant = parseInstant(date.toISOString())!;
        expect(instant.seconds * 1000 + Number(instant.fraction.padEnd(3, '0'))).toBe(date.getTime());
      }),
    );
  });
});

test.each([
  ['true', true],
  ['TRUE', true],
  ['False', false],
  ['yes', undefined],
  ['1', undefined],
  [' true', undefined],
  ['', undefined],
])('%j as a boolean: %s', (text, expected) => {
  expect(parseBoolean(text)).toBe(expected);
});

describe('base64', () => {
  test.each([
    ['', ''],
    ['YWJj', 'YWJj'],
    ['YWI=', 'YWI='],
    ['YQ==', 'YQ=='],
    // The bits that the padding leaves over.
    ['YR==', 'YQ=='],
    ['YWJ=', 'YWI='],
    ['YQ', undefined],
    ['YQ=', undefined],
    ['YWJj=', undefined],
    ['Y===', undefined],
    ['YW_j', undefined],
    ['YW-j', undefined],
    ['YW Jj', undefined],
    ['YQ==YQ==', undefined],
  ])('%j', (text, expected) => {
    expect(parseBase64(text)).toBe(expected);
  });

  test('is equal for equal bytes only', () => {
    const bytes = fc.uint8Array({ maxLength: 4 });
    const written = (value: Uint8Array) => Buffer.from(value).toString('base64');
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        expect(parseBase64(written(left))).toBe(written(left));
        expect(parseBase64(written(left)) === parseBase64(written(right))).toBe(Buffer.compare(left, right) === 0);
      }),
    );
  });
});

describe('addresses', () => {
  test.each([
    ['203.0.113.5', [203, 0, 113, 5]],
    ['0.0.0.0', [0, 0, 0, 0]],
    ['255.255.255.255', [255, 255, 255, 255]],
    ['256.0.0.1', undefined],
    ['01.2.3.4', undefined],
    ['1.2.3', undefined],
    ['1.2.3.4.5', undefined],
    ['0x1.2.3.4', undefined],
    ['3405803781', undefined],
    ['1.2.3.4 ', undefined],
    ['', undefined],
    ['::', new Array(16).fill(0)],
    ['::1', [...new Array(15).fill(0), 1]],
    ['2001:DB8::a', [0x20, 0x01, 0x0d, 0xb8, ...new Array(11).fill(0), 10]],
    ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ['1:2:3:4:5:6:7::', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0]],
    ['::ffff:1.2.3.4', [...new Array(10).fill(0), 255, 255, 1, 2, 3, 4]],
    ['1:2:3:4:5:6:1.2.3.4', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1, 2, 3, 4]],
    ['::ffff:01.2.3.4', undefined],
    ['::ffff:0x1.2.3.4', undefined],
    ['::ffff:256.2.3.4', undefined],
    ['::ffff:1.2.3', undefined],
    ['fe80::1%eth0', undefined],
    ['1::2::3', undefined],
    ['1:2:3:4:5:6:7', undefined],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['::1:2:3:4:5:6:7:8', undefined],
    ['12345::', undefined],
    ['::g', undefined],
    [':::', undefined],
    [':', undefined],
    ['[::1]', undefined],
    [`::${'0'.repeat(10_000)}`, undefined],
  ])('%s', (text, expected) => {
    expect(parseAddress(text)).toEqual(expected);
  });

  test.each([
    ['10.0.0.0/8', 8],
    ['10.1.2.3/8', 8],
    ['10.1.2.3', 32],
    ['0.0.0.0/0', 0],
    ['::/0', 0],
    ['2001:db8::/32', 32],
    ['2001:db8::1', 128],
    ['2001:db8::/128', 128],
    ['10.0.0.0/33', undefined],
    ['2001:db8::/129', undefined],
    ['10.0.0.0/', undefined],
    ['10.0.0.0/-1', undefined],
    ['10.0.0.0/255.0.0.0', undefined],
    ['10.0.0.0/8/8', undefined],
    ['10.0.0/8', undefined],
    ['/8', undefined],
    ['*', undefined],
    ['', undefined],
  ])('%s is a range of prefix length %s', (text, expected) => {
    expect(parseAddressRange(text)?.prefix).toBe(expected);
  });

  const isIn = (range: string, address: string) => isInRange(parseAddressRange(range)!, parseAddress(address)!);

  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.9.9.9/8', '10.0.0.1', true],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.128/25', '192.0.2.200', true],
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['0.0.0.0/0', '203.0.113.5', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '203.0.113.5', false],
    ['::/0', '::ffff:203.0.113.5', true],
    ['203.0.113.5/32', '::ffff:203.0.113.5', false],
    ['2001:DB8::/33', '2001:db8:7fff::', true],
    ['2001:DB8::/33', '2001:db8:8000::', false],
  ])('%s holds %s: %s', (range, address, expected) => {
    expect(isIn(range, address)).toBe(expected);
  });

  test('a range holds an address if the first bits are the same', () => {
    const octets = fc.uint8Array({ minLength: 4, maxLength: 4 });
    const bits = (value: Uint8Array) => [...value].map((octet) => octet.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(octets, octets, fc.nat(32), (range, address, prefix) => {
        const expected = bits(range).slice(0, prefix) === bits(address).slice(0, prefix);
        expect(isIn(`${range.join('.')}/${prefix}`, address.join('.'))).toBe(expected);
      }),
    );
  });
});

describe('networks', () => {
  test.each([
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['203.0.113.7/0', '0.0.0.0/0'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['198.51.100.129/25', '198.51.100.128/25'],
    ['2001:DB8:1::1/33', '2001:db8::/33'],
    ['::ffff:1.2.3.4/128', '::ffff:102:304/128'],
  ])('%s is the network %s', (text, expected) => {
    expect(formatAddressRange(networkOf(parseAddressRange(text)!))).toBe(expected);
  });

  test('a network holds the same addresses as the range, and contains itself', () => {
    const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 32 }), bytes, (range, prefix, address) => {
        const network = networkOf({ bytes: range, prefix });
        expect(isInRange(network, address)).toBe(isInRange({ bytes: range, prefix }, address));
        expect(containsRange(network, { bytes: range, prefix })).toBe(true);
        expect(parseAddressRange(formatAddressRange(network))).toEqual(network);
      }),
    );
  });

  test.each([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.0.0.0/8', false],
    ['0.0.0.0/0', '::1', false],
  ])('%s contains %s: %s', (outer, inner, expected) => {
    expect(containsRange(parseAddressRange(outer)!, parseAddressRange(inner)!)).toBe(expected);
  });
});

test('long runs of zeros are walked once', () => {
  const zeros = '0'.repeat(1_000_000);
  expect(parseDecimal(`1.${zeros}1`)?.fraction).toHaveLength(1_000_001);
  expect(parseDecimal(`1.1${zeros}`)).toEqual({ isNegative: false, whole: '1', fraction: '1' });
  expect(parseInstant(`2026-01-01T00:00:00.${zeros}1Z`)?.fraction).toHaveLength(1_000_001);
});
