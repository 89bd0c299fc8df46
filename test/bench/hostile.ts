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
    return compilePolicy(readPolicy(parseJson(text, { comments: false })), 'identity', catalog);
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
