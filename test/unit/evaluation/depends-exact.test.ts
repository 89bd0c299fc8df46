import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvaluationInput } from '../../../server/src/evaluation/input';
import { decideInput, evaluateInput } from '../../../server/src/evaluation/result';
import { inputOf, testEngine } from '../../kit/vectors';

const engine = testEngine();

type Value = string | readonly string[];

function input(statements: readonly object[]): EvaluationInput {
  const line = JSON.stringify({
    request: {
      principal: 'arn:aws:iam::111122223333:user/alice',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/x',
      resourceAccount: '111122223333',
      context: {},
    },
    policies: { identity: [{ Version: '2012-10-17', Statement: statements }] },
  });
  return { ...inputOf(line), missingContext: 'unknown' };
}

const statement = (Effect: string, Condition: object) => ({ Effect, Action: 's3:*', Resource: '*', Condition });
const allow = (condition: object) => statement('Allow', condition);
const deny = (condition: object) => statement('Deny', condition);

function waysOf(statements: readonly object[]) {
  return evaluateInput(input(statements), engine).dependsOn.flatMap((each) =>
    'key' in each ? each.ways.map(({ value, decision }) => `${String(value)}: ${decision}`) : [],
  );
}

describe('values that policies tell apart only together', () => {
  it('finds an address in a range and outside the range within it', () => {
    const ways = waysOf([
      allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
      deny({ IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } }),
    ]);
    expect(ways).toContain('10.255.255.255: allowed');
  });

  it('finds a text that matches two patterns', () => {
    const ways = waysOf([
      allow({ StringLike: { 'aws:UserAgent': 'a*' } }),
      deny({ StringNotLike: { 'aws:UserAgent': '*b' } }),
    ]);
    expect(ways).toContain('axb: allowed');
  });

  it('finds a number between two that are close to each other', () => {
    const ways = waysOf([
      allow({ NumericGreaterThan: { 's3:max-keys': '10' } }),
      deny({ NumericGreaterThanEquals: { 's3:max-keys': '10.5' } }),
    ]);
    expect(ways).toContain('10.25: allowed');
  });

  it('finds an ARN that fits two patterns in different fields', () => {
    const ways = waysOf([
      allow({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:us-east-1:*:t' } }),
      deny({ ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:t' } }),
    ]);
    expect(ways).toContain('arn:aws:sns:us-east-1:111122223333:t: allowed');
  });

  it('finds two values of a multi-valued key', () => {
    const ways = waysOf([
      allow({
        'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b', 'c'] },
      }),
      deny({ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': 'b' } }),
    ]);
    expect(ways).toContain('a,b: allowed');
  });
});

/** Every value of each key that the conditions below can tell apart, and some more. */
const VALUES: { readonly [key: string]: readonly Value[] } = {
  'aws:SourceIp': ['10.0.0.1', '10.1.0.1', '10.1.2.3', '10.200.0.1', '203.0.113.5', '192.0.2.1', '2001:db8::1'],
  'aws:UserAgent': ['a', 'ab', 'axb', 'b', 'xb', 'x', 'aws-cli', ''],
  's3:max-keys': ['0', '9', '10', '10.2', '10.5', '11', '20', '21', '-3'],
};

const CONDITIONS: readonly object[] = [
  { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } },
  { NotIpAddress: { 'aws:SourceIp': ['10.1.2.0/24', '203.0.113.0/24'] } },
  { IpAddressIfExists: { 'aws:SourceIp': '10.0.0.0/16' } },
  { StringLike: { 'aws:UserAgent': 'a*' } },
  { StringNotLike: { 'aws:UserAgent': '*b' } },
  { StringEquals: { 'aws:UserAgent': 'x' } },
  { Null: { 'aws:UserAgent': 'true' } },
  { NumericGreaterThan: { 's3:max-keys': '10' } },
  { NumericLessThanEquals: { 's3:max-keys': '10.5' } },
  { NumericNotEqualsIfExists: { 's3:max-keys': '20' } },
];

function contexts(): readonly { readonly [key: string]: Value }[] {
  let all: { readonly [key: string]: Value }[] = [{}];
  for (const [key, values] of Object.entries(VALUES))
    all = all.flatMap((each) => [each, ...values.map((value) => ({ ...each, [key]: value }))]);
  return all;
}

const ALL = contexts();

/** The keys that, for some values of the others, change whether the request is allowed: by trying all of them. */
function keysThatMatter(statements: readonly object[]): readonly string[] {
  const base = input(statements);
  const isAllowed = new Map(
    ALL.map((context) => [
      JSON.stringify(context),
      decideInput(stating(base, context), engine).decision.word === 'allowed',
    ]),
  );
  return Object.entries(VALUES).flatMap(([key, values]) => {
    const matters = ALL.filter((context) => context[key] === undefined).some((context) =>
      values.some((value) => isAllowed.get(idOf(context, key, value)) !== isAllowed.get(JSON.stringify(context))),
    );
    return matters ? [key] : [];
  });
}

function stating(base: EvaluationInput, context: { readonly [key: string]: Value }): EvaluationInput {
  const stated = Object.entries(context).map(([key, value]) => [key, { value, from: 'request' }] as const);
  return { ...base, context: new Map([...base.context, ...stated]) };
}

function idOf(context: { readonly [key: string]: Value }, key: string, value: Value): string {
  const ordered = Object.keys(VALUES).filter((each) => each === key || context[each] !== undefined);
  return JSON.stringify(Object.fromEntries(ordered.map((each) => [each, each === key ? value : context[each]])));
}

it('lists a key exactly if one of its values can change whether the request is allowed', () => {
  const condition = fc
    .subarray([...CONDITIONS], { minLength: 1, maxLength: 2 })
    .map((parts) => Object.assign({}, ...parts) as object);
  const some = fc.record({ effect: fc.constantFrom('Allow', 'Allow', 'Deny'), condition });
  const property = fc.property(fc.array(some, { minLength: 1, maxLength: 3 }), (made) => {
    const statements = made.map((each) => statement(each.effect, each.condition));
    const { missingContext, decision } = evaluateInput(input(statements), engine);
    const expected = keysThatMatter(statements);
    expect([...missingContext].sort()).toEqual([...expected].sort());
    expect(decision === 'depends').toBe(expected.length > 0);
  });
  fc.assert(property, { seed: 20261125, numRuns: 40 });
});
