import { expect, it } from 'vitest';
import { describeVectors } from '../../kit/vector-suite';
import { vectors } from '../../kit/vectors';

it('gives at least as many cases as were given, each with its own id', () => {
  const own = vectors('own.jsonl');
  expect(own.length).toBeGreaterThanOrEqual(vectors().length);
  expect(new Set(own.map(({ vector }) => vector.id)).size).toBe(own.length);
});

describeVectors('our own vectors: cases with answers from docs/evaluation.md and AWS documents', 'own.jsonl');
