import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testCatalog } from '../../kit/catalog';
import { testEngine } from '../../kit/vectors';
import { caseArbitrary } from '../../reference/cases';
import { compareCase } from '../../reference/compare';

/** Always the same cases, in parts that are short on a busy machine; `test/reference/compare-evaluators.ts` goes through any number of others. */
const SEEDS = [20261124, 20261125, 20261126, 20261127, 20261128, 20261129];
const CASES = 400;

describe('agrees with the reference evaluator on random cases of all policy types', () => {
  const [catalog, engine] = [testCatalog(), testEngine()];

  it.each(SEEDS)('seed %i', (seed) => {
    const property = fc.property(caseArbitrary, (line) => {
      const comparison = compareCase(line, engine, catalog);
      if (!comparison.agree) expect(comparison.engine).toEqual(comparison.reference);
    });
    fc.assert(property, { seed, numRuns: CASES });
  });
});
