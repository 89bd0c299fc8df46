/** Small policies and requests at random, and what the evaluator says of them: the truth that comparisons are held against. */
import fc from 'fast-check';
import type { CompiledPolicy } from '../../../server/src/evaluation/compiled';
import { decideUnit, prepareUnit } from '../../../server/src/evaluation/decide';
import type { Caller } from '../../../server/src/evaluation/input';
import type { KeyValues } from '../../../server/src/semantics/key-tests';
import { inputOf } from '../../../server/src/semantics/verify';
import { kernel } from './kit';

const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  's3:Get*',
  's3:*Object',
  's3:*',
  '*',
  'ec2:DescribeVpcs',
];

const RESOURCES = [
  '*',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::a/b',
  'arn:aws:s3:::?/b',
  'arn:aws:s3:::a*',
  'arn:aws:s3:::*b',
  'arn:aws:s3:::*a/b*',
  'arn:aws:s3:*:*:b',
  'arn:*:s3:::b/a',
];

const VARIABLE_RESOURCES = [
  'arn:aws:s3:::${aws:username}/*',
  'arn:aws:s3:::a/${aws:username}',
  "arn:aws:s3:::${aws:username, 'b'}/b",
];

/** Operators with values that fit them, for each key. */
const TESTS: {
  readonly [key: string]: { readonly operators: readonly string[]; readonly values: readonly unknown[] };
} = {
  'aws:username': {
    operators: [
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIgnoreCase',
      'StringEqualsIfExists',
      'StringNotLikeIfExists',
    ],
    values: ['a', 'A', 'b', 'a*', '*b', '?'],
  },
  'aws:TagKeys': {
    operators: [
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEquals',
      'ForAllValues:StringNotLike',
      'ForAnyValue:StringNotEquals',
      'ForAnyValue:StringLike',
      'StringEquals',
      'StringNotEquals',
      'StringLikeIfExists',
    ],
    values: ['a', 'b', 'a*', '*'],
  },
  'aws:SecureTransport': {
    operators: ['Bool', 'BoolIfExists', 'StringEquals', 'StringNotEquals'],
    values: ['true', 'false', true],
  },
  'aws:SourceIp': {
    operators: ['IpAddress', 'NotIpAddress', 'IpAddressIfExists'],
    values: ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '2001:db8::/32'],
  },
  's3:max-keys': {
    operators: ['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'],
    values: ['1', '2', '2.5', 3],
  },
  'aws:CurrentTime': {
    operators: ['DateLessThan', 'DateGreaterThan', 'DateEquals'],
    values: ['2020-01-01T00:00:00Z', '2021-06-01', '1600000000'],
  },
  'aws:PrincipalArn': {
    operators: ['ArnLike', 'ArnNotLike', 'StringLike', 'StringNotLike', 'ArnNotLikeIfExists'],
    values: ['arn:aws:iam::1*:role/a', 'arn:aws:iam::*:role/*', 'arn:aws:iam::1:role/a', 'arn:*:*:*:*:*role*'],
  },
  'corp:level': {
    operators: [
      'StringEquals',
      'StringNotEquals',
      'ForAnyValue:StringEquals',
      'ForAllValues:StringEquals',
      'NumericEquals',
    ],
    values: ['1', '2'],
  },
};

const REQUEST_VALUES: { readonly [key: string]: readonly KeyValues[] } = {
  'aws:username': [null, ['a'], ['A'], ['b'], ['ab'], ['c'], ['']],
  'aws:TagKeys': [null, [], [''], ['a'], ['b'], ['ab', 'c'], ['a', 'b']],
  'aws:SecureTransport': [null, ['true'], ['false'], ['other']],
  'aws:SourceIp': [null, ['10.1.2.3'], ['10.1.2.4'], ['10.2.0.0'], ['11.0.0.1'], ['2001:db8::1'], ['none']],
  's3:max-keys': [null, ['0'], ['1'], ['1.5'], ['2'], ['2.5'], ['3'], ['4'], ['x']],
  'aws:CurrentTime': [
    null,
    ['2019-01-01'],
    ['2020-01-01T00:00:00Z'],
    ['2020-09-13T12:26:40Z'],
    ['2021-01-01'],
    ['2030-01-01'],
  ],
  'aws:PrincipalArn': [
    null,
    ['arn:aws:iam::1:role/a'],
    ['arn:aws:iam::12:role/a'],
    ['arn:aws:iam::2:role/b'],
    ['role'],
    ['x'],
  ],
  'corp:level': [null, ['1'], ['2'], ['3'], ['1', '2'], ['1', '3']],
};

const REQUEST_RESOURCES = [
  'arn:aws:s3:::a/b',
  'arn:aws:s3:::a/c',
  'arn:aws:s3:::b/b',
  'arn:aws:s3:::b/a',
  'arn:aws:s3:::a',
  'arn:aws:s3:::b',
  'arn:aws:s3:::c',
  'arn:aws:s3:r:1:b',
  'arn:aws-cn:s3:::b/a',
  'arn:aws:s3:::aa/b',
  'arn:aws:s3:::ab/x/b',
  '*',
];

const REQUEST_ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  's3:GetBucketTagging',
  'ec2:DescribeVpcs',
  's3:ToCome',
  'sqs:SendMessage',
];

function list<Value>(values: readonly Value[], max: number): fc.Arbitrary<Value[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max });
}

function element<Value>(
  name: string,
  values: readonly Value[],
  max: number,
): fc.Arbitrary<{ [element: string]: Value[] }> {
  return fc
    .tuple(fc.integer({ min: 0, max: 9 }), list(values, max))
    .map(([dice, chosen]) => ({ [dice < 8 ? name : `Not${name}`]: chosen }));
}

const condition = fc.constantFrom(...Object.keys(TESTS)).chain((key) => {
  const { operators = [], values = [] } = TESTS[key] ?? {};
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...operators), list(values, 2))
        .map(([operator, chosen]) => ({ [operator]: { [key]: chosen } })),
    },
    { weight: 1, arbitrary: fc.constantFrom('true', 'false').map((text) => ({ Null: { [key]: text } })) },
  );
});

/** One or two tests; where both have the same operator the second one stands. */
const conditions = fc.array(condition, { minLength: 0, maxLength: 2 }).map((all) => Object.assign({}, ...all));

function statement(resources: readonly string[]): fc.Arbitrary<object> {
  return fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      element('Action', ACTIONS, 2),
      element('Resource', resources, 2),
      conditions,
    )
    .map(([effect, actions, where, when]) => ({
      Effect: effect,
      ...actions,
      ...where,
      ...(Object.keys(when).length === 0 ? {} : { Condition: when }),
    }));
}

/** Lists of statements; `short` entries have two readings, which must agree. */
export function statements(besides: 'nothing' | 'variables' | 'short'): fc.Arbitrary<object[]> {
  const more = { nothing: [], variables: VARIABLE_RESOURCES, short: ['arn:aws:s3:*:b'] }[besides];
  return fc.array(statement([...RESOURCES, ...more]), { minLength: 1, maxLength: 4 });
}

export interface PlainRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, KeyValues>;
}

/** Requests at random: some keys have one of their values, the others are absent. */
const requests: fc.Arbitrary<PlainRequest> = fc
  .tuple(
    fc.constantFrom(...REQUEST_ACTIONS),
    fc.constantFrom(...REQUEST_RESOURCES),
    fc.tuple(
      ...Object.entries(REQUEST_VALUES).map(([key, values]) =>
        fc.constantFrom(...values).map((value) => [key, value] as const),
      ),
    ),
  )
  .map(([action, resource, context]) => ({ action, resource, context: new Map(context) }));

/** The same requests each time. */
export const SAMPLE: readonly PlainRequest[] = fc.sample(requests, { seed: 20261125, numRuns: 400 });

const CALLER: Caller = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/u',
  account: '111122223333',
  partition: 'aws',
};

/** What the evaluator decides for a user with this one identity policy. */
export function isAllowed(compiled: CompiledPolicy, { action, resource, context }: PlainRequest): boolean {
  const input = inputOf({ action, resource, caller: CALLER, boundary: undefined, context });
  const layers = { ...input.layers, identity: [{ document: compiled.document, policy: '' }] };
  const unit = prepareUnit({ ...input, layers, resourceAccount: '111122223333' }, kernel.facts, () => compiled);
  const { word, gaps } = decideUnit(unit, { mode: 'exact', choices: new Map() });
  // A KMS key's own policy has to allow besides, which is no matter of this policy.
  return word === 'allowed' || (word === 'implicitDeny' && gaps.every(({ layer }) => layer === 'resource'));
}
