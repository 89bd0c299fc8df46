/** Statements at random with one to three condition tests, and realistic contexts that come near their values. */
import fc from 'fast-check';

const A = '111122223333';

interface Family {
  /** What requests send. */
  readonly sent: readonly string[];
  /** What policies write besides. */
  readonly written: readonly unknown[];
  readonly operators: readonly string[];
}

const STRING = ['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].map(
  (each) => `String${each}`,
);
const ordered = (type: string) =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((each) => type + each);

const FAMILIES = {
  text: {
    sent: ['alice', 'blue', 'Blue', 'a*b', 'aXb', '10', 'true', 'home/alice'],
    written: [
      '*',
      '**',
      '?*',
      'b*',
      '?lue',
      'a${*}b',
      '${aws:username}',
      "${aws:PrincipalTag/team, 'blue'}",
      '',
      true,
      10,
    ],
    operators: STRING,
  },
  word: { sent: ['team', 'env', 'Team'], written: ['*', 't*', '?*'], operators: STRING },
  service: { sent: ['athena.amazonaws.com', 'x.amazonaws.com'], written: ['*', '*.amazonaws.com'], operators: STRING },
  account: { sent: [A, '444455556666'], written: ['*', '1111*', '${aws:PrincipalAccount}'], operators: STRING },
  endpoint: { sent: ['vpce-1a2b3c4d', 'vpce-0a0a0a0a'], written: ['vpce-*', '*'], operators: STRING },
  number: {
    sent: ['10', '3', '20', '-4', '9.99', '10.5'],
    written: ['10.0', '+10', '010', 3.25],
    operators: ordered('Numeric'),
  },
  date: {
    sent: ['2026-11-24T09:00:00Z', '2025-01-01T00:00:00Z', '2026-06-15T12:00:00Z', '1999-01-01T00:00:00Z'],
    written: ['2026', '2026-11-24', '1795510800', '2026-11-24T10:00:00+01:00'],
    operators: ordered('Date'),
  },
  flag: { sent: ['true', 'false'], written: ['TRUE', true, false], operators: ['Bool'] },
  address: {
    sent: ['203.0.113.5', '198.51.100.1', '2001:db8::5', '8.8.8.8'],
    written: ['203.0.113.0/24', '203.0.113.5/32', '0.0.0.0/0', '::/0', '10.0.0.0/8', '203.0.113.9/24', '0.0.0.0/1'],
    operators: ['IpAddress', 'NotIpAddress'],
  },
  arn: {
    sent: [
      `arn:aws:iam::${A}:user/alice`,
      `arn:aws:iam::${A}:role/app`,
      `arn:aws:iam::${A}:role/team/app`,
      `arn:aws:iam::${A}:root`,
    ],
    written: [
      '*',
      'arn:*',
      'arn:*:*:*:*:*',
      'arn:aws:iam::*',
      `arn:aws:iam::${A}:role/?pp`,
      `arn:aws:iam::${A}:user/\${aws:username}`,
    ],
    operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike', 'StringNotLike'],
  },
} as const satisfies { readonly [name: string]: Family };

interface Key {
  readonly name: string;
  readonly family: keyof typeof FAMILIES;
  readonly isList?: true;
  /** In each request of a user that comes under an identity policy. */
  readonly isAlways?: true;
}

const KEYS: readonly Key[] = [
  { name: 'aws:PrincipalTag/team', family: 'text' },
  { name: 'aws:RequestTag/env', family: 'text' },
  { name: 's3:prefix', family: 'text' },
  { name: 'aws:username', family: 'text' },
  { name: 'aws:userid', family: 'text', isAlways: true },
  { name: 'aws:TagKeys', family: 'word', isList: true },
  { name: 'aws:CalledVia', family: 'service', isList: true },
  { name: 'aws:PrincipalAccount', family: 'account', isAlways: true },
  { name: 'aws:SourceVpce', family: 'endpoint' },
  { name: 'aws:VpcSourceIp', family: 'address' },
  { name: 'aws:SourceIp', family: 'address' },
  { name: 's3:max-keys', family: 'number' },
  { name: 'aws:MultiFactorAuthAge', family: 'number' },
  { name: 'aws:CurrentTime', family: 'date', isAlways: true },
  { name: 'aws:SecureTransport', family: 'flag', isAlways: true },
  { name: 'aws:MultiFactorAuthPresent', family: 'flag' },
  { name: 'aws:PrincipalArn', family: 'arn', isAlways: true },
];

/** Requests carry either the first or the second. */
const THROUGH_ENDPOINT: ReadonlySet<string> = new Set(['aws:SourceVpce', 'aws:VpcSourceIp']);
const FROM_INTERNET: ReadonlySet<string> = new Set(['aws:SourceIp']);

const ACTIONS = ['s3:ListBucket', 's3:GetObject', 'ec2:CreateTags', 'ec2:RunInstances', 'iam:GetUser'] as const;

const spelt = (name: string) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: fc.constant(name.toUpperCase()) });

function testOf(key: Key): fc.Arbitrary<readonly [string, string, unknown]> {
  const other = fc.constantFrom(...(Object.keys(FAMILIES) as Key['family'][]));
  const family = fc.oneof({ weight: 12, arbitrary: fc.constant(key.family) }, { weight: 1, arbitrary: other });
  const plain = family.chain((name) => {
    const { sent, written, operators } = FAMILIES[name] as Family;
    const value = fc.constantFrom<unknown>(...sent, ...written);
    const sets = key.isList ? ['', 'ForAllValues:', 'ForAnyValue:'] : ['', '', '', '', 'ForAllValues:', 'ForAnyValue:'];
    return fc.tuple(
      fc.tuple(fc.constantFrom(...sets), fc.constantFrom(...operators), fc.constantFrom('', '', '', 'IfExists')),
      fc.oneof({ weight: 5, arbitrary: value }, { weight: 4, arbitrary: fc.array(value, { maxLength: 3 }) }),
    );
  });
  const asked = fc.constantFrom<unknown>('true', 'false', true, ['true', 'false'], []);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(plain, spelt(key.name))
        .map(([[parts, value], name]) => [parts.join(''), name, value] as const),
    },
    { weight: 1, arbitrary: fc.tuple(asked, spelt(key.name)).map(([value, name]) => ['Null', name, value] as const) },
  );
}

export interface ConditionStatement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: '*';
  readonly Condition: { readonly [operator: string]: { readonly [key: string]: unknown } };
}

/** The tests of one statement are mostly of one key: so they come into each other's way. */
export const conditionStatement: fc.Arbitrary<ConditionStatement> = fc.constantFrom(...KEYS).chain((key) =>
  fc
    .record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 2 }),
      tests: fc.array(
        fc.oneof(
          { weight: 3, arbitrary: testOf(key) },
          { weight: 1, arbitrary: fc.constantFrom(...KEYS).chain(testOf) },
        ),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ tests, ...rest }) => {
      const Condition: Record<string, Record<string, unknown>> = {};
      for (const [operator, name, value] of tests) Condition[operator] = { ...Condition[operator], [name]: value };
      return { ...rest, Resource: '*' as const, Condition };
    }),
);

export type Context = ReadonlyMap<string, readonly string[] | null>;

/** A context with values of the statement and values near them. `mayCarry`: do requests for the action have the key? */
export function contextNear(statement: ConditionStatement, mayCarry: (key: string) => boolean): fc.Arbitrary<Context> {
  const own = Object.values(statement.Condition)
    .flatMap((keys) => Object.values(keys))
    .flat()
    .flatMap((value) => near(String(value)));
  const entries = KEYS.map((key) => {
    const { sent } = FAMILIES[key.family] as Family;
    const value =
      key.family === 'text' || key.family === 'word' ? fc.constantFrom(...sent, ...own) : fc.constantFrom(...sent);
    const values = key.isList ? fc.array(value, { maxLength: 3 }) : value.map((each) => [each] as readonly string[]);
    if (key.isAlways) return values.map((chosen) => [key.name, chosen] as const);
    if (!mayCarry(key.name)) return fc.constant([key.name, null] as const);
    return fc.option(values, { freq: 3, nil: null }).map((chosen) => [key.name, chosen] as const);
  });
  return fc.tuple(fc.boolean(), ...entries).map(([isThroughEndpoint, ...all]) => {
    const left = isThroughEndpoint ? FROM_INTERNET : THROUGH_ENDPOINT;
    return new Map(all.map(([name, values]) => [name, left.has(name) ? null : values]));
  });
}

/** No empty text: tag keys and names have a character, and a set operator takes an empty value as none. */
function near(value: string): readonly string[] {
  const filled = value.replaceAll('${*}', '*').replace(/\$\{[^}]*\}/g, 'alice');
  const texts = [
    filled,
    filled.replaceAll('*', ''),
    filled.replaceAll('*', 'x').replaceAll('?', 'a'),
    filled.toUpperCase(),
  ];
  return texts.filter((text) => text !== '');
}
