import { describe, expect, it } from 'vitest';
import { explainLayers } from '../../server/src/evaluation/explain';
import { hitsOf } from '../../server/src/evaluation/hits';
import { decideInput } from '../../server/src/evaluation/result';
import { shortDecidedBy } from '../../server/src/evaluation/short-decided-by';
import { inputOf, testEngine, vectors } from './vectors';

/** The tests of a file of vectors: each has its answer, and its explanation agrees with the decision. */
export function describeVectors(title: string, file: string): void {
  const engine = testEngine();
  const cases = vectors(file);
  const assessed = (line: string) => decideInput(inputOf(line), engine);

  describe(title, () => {
    it.each(cases)('$vector.id $vector.topic', ({ vector, line }) => {
      const { word, decision, certainty, assumptions } = assessed(line);
      expect([word, shortDecidedBy(decision)]).toEqual([vector.expect, vector.decidedBy]);
      if (vector.certainty !== undefined) expect(certainty).toBe(vector.certainty);
      if (vector.assumptions !== undefined)
        expect(assumptions.filter((each) => each.matters).map((each) => each.id)).toEqual(vector.assumptions);
    });
  });

  describe(`${title}: the explanation agrees with the decision`, () => {
    it.each(cases)('$vector.id $vector.topic', ({ line }) => {
      const { decision } = assessed(line);
      if (decision.isServiceAllow) return;
      const hits = hitsOf(decision);
      const applied = [...hits.layers.values()].flatMap((groups) =>
        groups.flatMap((group) =>
          [...group.denies, ...group.allows].map((hit) => `${hit.attached.policy}#${hit.statement.source.index}`),
        ),
      );
      const statements = explainLayers(decision, hits).flatMap((layer) => layer.statements);
      const matched = statements
        .filter((statement) => statement.matched)
        .map((statement) => `${statement.policy}#${statement.statement}`);
      expect(matched.sort()).toEqual(applied.sort());
      for (const statement of statements)
        expect(statement.because.every((part) => part.matched)).toBe(statement.matched);
    });
  });
}
