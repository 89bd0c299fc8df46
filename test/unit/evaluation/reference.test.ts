import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testCatalog } from '../../kit/catalog';
import { testEngine } from '../../kit/vectors';
import { caseArbitrary } from '../../reference/cases';
import { compareCase } from '../../reference/compare';

/** Always the same cases; `test/reference/compare-evaluators.ts` goes through any number of others. */
const SEED = 20261124;
const CASES = 2000;

it('agrees with the reference evaluator on random cases of all policy types', () => {
  const [catalog, engine] = [testCatalog(), testEngine()];
  const property = fc.property(caseArbitrary, (line) => {
    const comparison = compareCase(line, engine, catalog);
    if (!comparison.agree) expect(comparison.engine).toEqual(comparison.reference);
  });
  fc.assert(property, { seed: SEED, numRuns: CASES });
});
