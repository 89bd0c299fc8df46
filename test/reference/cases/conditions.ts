/** Condition blocks, and the context values that they meet. */
import fc from 'fast-check';
import { A } from './vocabulary';

type Family = 'string' | 'number' | 'date' | 'bool' | 'binary' | 'ip' | 'arn';

const ARNS = [
  `arn:aws:iam::${A}:user/alice`,
  `arn:aws:iam::${A}:role/app`,
  `arn:aws:iam::${A}:role/team/app`,
  `arn:aws:sns:us-east-1:${A}:orders`,
  `arn:aws:logs:us-east-1:${A}:log-group:a:b`,
];
const PLAIN = [
  'alice',
  '10',
  '2026',
  'blue',
  'red',
  'a*b',
  'aXb',
  'Blue',
  'a?',
  '',
  'home/alice',
  'o-abc',
  'vpce-1',
  'true',
];
const NUMBERS = ['10', '10.0', '+10', '010', '-4', '3.25', '${aws:username}', 'ten', '10abc', '1e3', '.5', ''];
const DATES = [
  ...['2026', '2026-11', '2026-11-24', '2026-11-24T09:00Z', '2026-11-24T09:00:00Z', '2026-11-24T10:00:00+01:00'],
  ...['2026-11-24T09:00:00.5Z', '1795510800', '0100', '123', '2026-13-01', '2026-02-30', '1969', 'now'],
];
const IPS = [
  ...['203.0.113.5', '10.1.2.3', '2001:db8::5', '2001:DB8:0:0:0:0:0:5', '::ffff:10.1.2.3', '010.1.2.3', '1.2.3'],
  ...['2001:db8::5%eth0', 'athena.amazonaws.com', '::', '10.1.2.3/33'],
];
const BYTES = ['3q2+7wABAg==', 'AAAA', 'AAA', 'AAB=', 'A A='];

const VALUES: Readonly<Record<Family, readonly string[]>> = {
  string: PLAIN,
  number: NUMBERS,
  date: DATES,
  bool: ['true', 'false', 'TRUE', 'maybe', ''],
  binary: BYTES,
  ip: IPS,
  arn: [...ARNS, 'x', 'arn:aws:s3'],
};

/** What policies say beside the plain values. */
const PATTERNS: Readonly<Record<Family, readonly string[]>> = {
  string: [
    ...['*', '?lue', 'a*', 'a${*}b', 'a${?}', '${aws:username}', '${AWS:UserName}', "${aws:PrincipalTag/team, 'blue'}"],
    ...[
      '${aws:PrincipalTag/team}',
      '${s3:prefix}',
      '${aws:TagKeys}',
      "${aws:TagKeys, 'red'}",
      'x${aws:username',
      '${$}',
    ],
  ],
  number: ['20', '3'],
  date: ['2027-01-01', '1795510800.5'],
  bool: ['${aws:SecureTransport}', '${aws:PrincipalTag/team}', '${aws:MultiFactorAuthPresent}'],
  binary: ['AAECAw=='],
  ip: ['203.0.113.0/24', '10.0.0.0/8', '10.0.0.0/7', '0.0.0.0/0', '2001:db8::/32', '::/0', '10.9.9.9/8'],
  arn: [
    ...[
      '*',
      '**',
      'arn:aws:*',
      'arn:aws:*:user/alice',
      'arn:aws:iam::*:user/al*',
      `arn:aws:iam::${A}:role/*`,
      'arn:*:x',
    ],
    ...['arn:aws:iam::${aws:PrincipalAccount}:user/alice', `arn:aws:iam::${A}:user/\${aws:username}`, 'arn:aws:iam*'],
    ...[`arn:aws:iam::${A}:user/\${aws:PrincipalTag/team}`, `arn:aws:iam::${A}:role/\${*}`, 'arn:aws:iam::*', '*:*'],
    ...[
      `arn:aws:iam::${A}:?ser/alice`,
      'arn:aws:sns:*:orders',
      'arn:aws:i*user/alice',
      'arn:aws:${aws:username}',
      '${aws:username}*',
      'arn:aws:${*}',
      `arn:aws:iam::${A}:*`,
      `arn:aws:iam::${A}:role/*/app`,
    ],
  ],
};

/** Each family begins with its sound values. */
function sound(family: Family): readonly string[] {
  return VALUES[family].slice(0, SOUND[family]);
}

const SOUND: Readonly<Record<Family, number>> = { string: 14, number: 6, date: 8, bool: 3, binary: 2, ip: 5, arn: 5 };

interface Key {
  readonly name: string;
  readonly family: Family;
  readonly multivalued?: boolean;
  /** Follows from the caller, if it is not stated. */
  readonly derived?: boolean;
}

const KEYS: readonly Key[] = [
  { name: 's3:prefix', family: 'string' },
  { name: 'aws:PrincipalTag/team', family: 'string' },
  { name: 'aws:username', family: 'string', derived: true },
  { name: 'aws:PrincipalOrgID', family: 'string' },
  { name: 'aws:SourceVpce', family: 'string' },
  { name: 'aws:SourceAccount', family: 'string' },
  { name: 'aws:PrincipalAccount', family: 'string', derived: true },
  { name: 'aws:PrincipalType', family: 'string', derived: true },
  { name: 's3:max-keys', family: 'number' },
  { name: 'aws:MultiFactorAuthAge', family: 'number' },
  { name: 'aws:CurrentTime', family: 'date' },
  { name: 'aws:EpochTime', family: 'date' },
  { name: 'aws:SecureTransport', family: 'bool' },
  { name: 'aws:PrincipalIsAWSService', family: 'bool', derived: true },
  { name: 'aws:MultiFactorAuthPresent', family: 'bool', derived: true },
  { name: 'aws:SourceIp', family: 'ip' },
  { name: 'aws:SourceArn', family: 'arn' },
  { name: 'aws:PrincipalArn', family: 'arn', derived: true },
  { name: 'aws:TagKeys', family: 'string', multivalued: true },
  { name: 'aws:CalledVia', family: 'string', multivalued: true },
  { name: 'custom:thing', family: 'string' },
  { name: 'token.actions.githubusercontent.com:aud', family: 'string' },
];

const OPERATORS: Readonly<Record<Family, readonly string[]>> = {
  string: [
    ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike'],
    ...['StringNotLike', 'stringlike'],
  ],
  number: orderedOperators('Numeric'),
  date: orderedOperators('Date'),
  bool: ['Bool'],
  binary: ['BinaryEquals'],
  ip: ['IpAddress', 'NotIpAddress'],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
};

function orderedOperators(family: string): readonly string[] {
  const comparisons = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
  return comparisons.map((comparison) => family + comparison);
}

const FAMILIES = Object.keys(VALUES) as Family[];
const keyArbitrary = fc.constantFrom(...KEYS);
const spelling = fc.oneof(
  { weight: 9, arbitrary: fc.constant((name: string) => name) },
  { weight: 1, arbitrary: fc.constant((name: string) => name.toUpperCase()) },
);

/** Values that JSON writes without quotes. */
const SCALARS: Partial<Record<Family, readonly unknown[]>> = {
  string: [true, 10, 3.25, false],
  number: [10, 3.25, 1e21],
  bool: [true, false],
  date: [2026, 1795510800],
};

function policyValue(family: Family): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom(...sound(family)) },
    { weight: 1, arbitrary: fc.constantFrom(...VALUES[family]) },
    { weight: 16, arbitrary: fc.constantFrom(...PATTERNS[family]) },
    { weight: 1, arbitrary: fc.constantFrom(...(SCALARS[family] ?? VALUES[family])) },
  );
}

function listOr<T>(item: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 4, arbitrary: item },
    { weight: 3, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }) },
  );
}

const SET_PREFIXES = ['', '', '', '', 'ForAllValues:', 'ForAnyValue:'];
const SUFFIXES = ['', '', '', 'IfExists'];

/** One operator with one key. */
const testArbitrary = fc
  .record({
    key: keyArbitrary,
    own: fc.integer({ min: 0, max: 19 }),
    other: fc.constantFrom(...FAMILIES),
    prefix: fc.constantFrom(...SET_PREFIXES),
    suffix: fc.constantFrom(...SUFFIXES),
    isNullTest: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
    spell: spelling,
  })
  .chain(({ key, own, other, prefix, suffix, isNullTest, spell }) => {
    if (isNullTest) {
      const values = fc.constantFrom<unknown>('true', 'false', true, false, 'TRUE', ['true', 'false'], 'perhaps');
      return values.map((value) => ({ Null: { [spell(key.name)]: value } }));
    }
    if (own === 19 && prefix !== '') return fc.constant({ [`${prefix}StringMatches`]: { [key.name]: 'alice' } });
    const family = own === 0 ? other : key.family;
    const isSet = prefix !== '' || (key.multivalued === true && own < 16);
    const set = isSet && prefix === '' ? (own < 8 ? 'ForAnyValue:' : 'ForAllValues:') : prefix;
    return fc
      .tuple(fc.constantFrom(...OPERATORS[family]), listOr(policyValue(own === 1 ? other : family)))
      .map(([operator, value]) => ({ [`${set}${operator}${suffix}`]: { [spell(key.name)]: value } }));
  });

/** Often none, at most three tests. */
export const conditionArbitrary: fc.Arbitrary<object | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: testArbitrary },
  {
    weight: 1,
    arbitrary: fc
      .array(testArbitrary, { minLength: 2, maxLength: 3 })
      .map((tests) => Object.assign({}, ...tests) as object),
  },
);

function contextValue(key: Key): fc.Arbitrary<unknown> {
  const value = fc.constantFrom(...VALUES[key.family]);
  const list = fc.array(value, { maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: key.multivalued ? 1 : 12, arbitrary: value },
    { weight: key.multivalued ? 9 : 1, arbitrary: list },
  );
}

/** A value for each key, or null. A key that can be derived is left out as often as it is stated. */
export const contextArbitrary: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .tuple(
    ...KEYS.map((key) =>
      fc.tuple(fc.constant(key.name), contextValue(key), key.derived ? fc.boolean() : fc.constant(true)),
    ),
  )
  .map((entries) => Object.fromEntries(entries.filter(([, , stated]) => stated).map(([name, value]) => [name, value])));

/** Of the keys, those that the text of the policies names. */
export function keysNamedIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  return KEYS.map((key) => key.name).filter((name) => lower.includes(name.toLowerCase()));
}
