import { describe, expect, it } from 'vitest';
import { testCatalog } from '../../kit/catalog';
import { vectors } from '../../kit/vectors';
import { referenceVerdict } from '../../reference';

const catalog = testCatalog();

describe('the reference evaluator on the vectors', () => {
  it.each(vectors())('$vector.id $vector.topic', ({ vector, line }) => {
    const { decision, decidedBy, certainty, assumptions } = referenceVerdict(line, catalog);
    expect([decision, decidedBy]).toEqual([vector.expect, vector.decidedBy]);
    if (vector.certainty !== undefined) expect(certainty).toBe(vector.certainty);
    if (vector.assumptions !== undefined) expect(assumptions).toEqual(vector.assumptions);
  });
});
