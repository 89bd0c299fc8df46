/** Policies made to be slow, under a budget: how far beyond it a comparison goes. */
import { compilePolicy } from '../../server/src/evaluation/compile';
import { readPolicy } from '../../server/src/policy/read';
import { createKernel } from '../../server/src/semantics/kernel';
import { newAccess } from '../../server/src/semantics/questions';
import { parseJson } from '../../server/src/syntax/json';
import { testCatalog } from '../kit/catalog';

const BUDGET_MS = 300;

/** `compareHostile`: the longest of the comparisons below. */
export function compareHostile() {
  const catalog = testCatalog();
  const kernel = createKernel(catalog);
  const compiled = (statements: readonly object[]) => {
    const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const type = text.includes('"Principal"') ? 'resource' : 'identity';
    return compilePolicy(readPolicy(parseJson(text, { comments: false })), type, catalog);
  };
  const times = SHAPES.map((statements) => {
    const versions = { old: compiled(statements(1)), new: compiled(statements(2)) };
    const start = performance.now();
    const budget = { steps: Number.POSITIVE_INFINITY, clock: () => performance.now(), milliseconds: BUDGET_MS };
    newAccess(kernel, versions, { budget });
    return performance.now() - start;
  });
  return { compareHostile: { budgetMs: BUDGET_MS, maxMs: Math.round(Math.max(...times)) } };
}

const allow = (rest: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...rest });
const when = (operator: string, key: string, values: readonly string[]) =>
  allow({ Condition: { [operator]: { [key]: values } } });
const many = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at));
const inBucket = (patterns: readonly string[]) => patterns.map((pattern) => `arn:aws:s3:::b/${pattern}`);

/** Statements of a version, by a seed. */
const SHAPES: readonly ((seed: number) => readonly object[])[] = [
  (seed) => [allow({ Resource: inBucket(patterns(seed, 8, 1)) })],
  (seed) => [allow({ Resource: inBucket(patterns(seed, 8, 1250)) })],
  (seed) => [allow({ Resource: inBucket(patterns(seed, 3000, 1)) })],
  (seed) => inBucket(patterns(seed, 8, 1)).map((Resource) => allow({ Resource })),
  (seed) => [allow({ Condition: { StringLike: { 'aws:PrincipalTag/a': patterns(seed, 3000, 1) } } })],
  (seed) => [allow({ Action: patterns(seed, 8, 1).map((pattern) => `s3:${pattern}`) })],
  (seed) => patterns(seed, 8, 1).map((pattern) => allow({ Action: '*', Resource: inBucket([pattern]) })),
  (seed) => [
    allow({ Action: '*' }),
    ...inBucket(patterns(seed, 8, 1)).map((Resource) => ({ ...allow({ Resource }), Effect: 'Deny' })),
  ],
  (seed) => [allow({ Resource: patterns(seed, 60, 1).map((pattern) => `arn:${pattern.replaceAll('*', '*:*')}`) })],
  (seed) => many(2000, (at) => allow({ Action: `s3:*${at % 7}*`, Resource: `arn:aws:s3:::${at}-${seed}*a*b` })),
  (seed) => many(1500, (at) => when('StringLike', `aws:PrincipalTag/${at}`, [`*${seed}*a`])),
  (seed) => [when('ForAllValues:StringLike', 'aws:TagKeys', patterns(seed, 8, 1))],
  (seed) => [when('StringEqualsIgnoreCase', 'aws:username', patterns(seed, 8, 1250))],
  (seed) => [
    when(
      'NumericEquals',
      's3:max-keys',
      many(10_000, (at) => `${at * 3 + seed}`),
    ),
  ],
  (seed) => [
    when(
      'NotIpAddress',
      'aws:SourceIp',
      many(10_000, (at) => `10.${at >> 8}.${at & 255}.${seed}`),
    ),
  ],
  (seed) => many(300, (at) => allow({ Principal: { AWS: `arn:aws:iam::111122223333:role/${at}-${seed}` } })),
];

/** Sixty patterns of so many words over two letters between stars; the same ones for the same seed. */
function patterns(seed: number, words: number, letters: number): readonly string[] {
  let state = seed;
  const next = (limit: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
  const word = () => Array.from({ length: letters + next(2) }, () => 'ab'[next(2)]).join('');
  return Array.from({ length: 60 }, () => `*${Array.from({ length: words }, word).join('*')}*`);
}
