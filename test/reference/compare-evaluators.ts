/**
 * Holds the engine against the reference evaluator on random cases.
 *
 * `tsx test/reference/compare-evaluators.ts [--cases 100000] [--seed 1] [--from 0] [--differences 1] [--show]`
 *
 * Case K of a seed is always the same, so a run can be taken up again with `--from K`. It stops after as many differences
 * as asked for and prints each as a case made as small as possible. `--show` prints the cases themselves.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { createCompiler } from '../../server/src/evaluation/compile';
import { serviceFacts } from '../../server/src/evaluation/facts';
import { testCatalog } from '../kit/catalog';
import { caseArbitrary } from './cases';
import { type Comparison, compareCase } from './compare';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    differences: { type: 'string', default: '1' },
    show: { type: 'boolean', default: false },
  },
});

const seed = Number(options.seed);
const end = Number(options.cases);
const PROGRESS = 5000;

/** Policies of random cases hardly ever repeat: the compiler's memory is renewed, so that it does not grow. */
const catalog = testCatalog();
let engine = { facts: serviceFacts(catalog), compile: createCompiler(catalog) };

/** Two numbers mixed into one seed of 32 bits. */
function seedOf(index: number): number {
  return Math.imul(seed * 0x9e3779b1 + index, 0x85ebca6b) | 0;
}

function caseAt(index: number): string {
  return fc.sample(caseArbitrary, { seed: seedOf(index), numRuns: 1 })[0] ?? '';
}

/** What differs, so that shrinking does not wander to another difference. */
function signature({ engine: own, reference, agree }: Comparison): string {
  if (agree) return '';
  const names = ['decision', 'decidedBy', 'certainty', 'assumptions'] as const;
  return names.filter((name) => String(own[name]) !== String(reference[name])).join();
}

function smallest(index: number): string {
  const wanted = signature(compareCase(caseAt(index), engine, catalog));
  const property = fc.property(caseArbitrary, (line) => signature(compareCase(line, engine, catalog)) !== wanted);
  const run = fc.check(property, { seed: seedOf(index), numRuns: 1, endOnFailure: false });
  return run.counterexample?.[0] ?? caseAt(index);
}

function report(index: number): void {
  const line = smallest(index);
  const { engine: own, reference } = compareCase(line, engine, catalog);
  console.log(`\nCase ${index} of seed ${seed} differs:`);
  console.log(line);
  console.log(`engine     ${JSON.stringify(own)}`);
  console.log(`reference  ${JSON.stringify(reference)}`);
}

const counts = new Map<string, number>();
let differences = 0;
let index = Number(options.from);
const began = performance.now();
const first = index;
for (; index < end && differences < Number(options.differences); index += 1) {
  const line = caseAt(index);
  if (options.show) console.log(line);
  const comparison = compareCase(line, engine, catalog);
  const { decision, certainty } = comparison.reference;
  for (const word of [decision, certainty]) counts.set(word, (counts.get(word) ?? 0) + 1);
  if (!comparison.agree) {
    differences += 1;
    report(index);
  }
  if ((index + 1) % PROGRESS === 0) {
    console.log(`${index + 1} cases, ${differences} differences, ${rate()} cases a second`);
    engine = { facts: serviceFacts(catalog), compile: createCompiler(catalog) };
  }
}

function rate(): number {
  return Math.round(((index - first + 1) * 1000) / (performance.now() - began));
}

const shares = [...counts].sort().map(([word, count]) => `${word} ${count}`);
console.log(
  `\n${index - first} cases from ${first}, seed ${seed}: ${differences} differences, ${rate()} cases a second`,
);
console.log(shares.join(', '));
process.exitCode = differences > 0 ? 1 : 0;
