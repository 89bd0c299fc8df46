import { describe, expect, it } from 'vitest';
import { assess } from '../../../server/src/evaluation/certainty';
import { prepareUnit } from '../../../server/src/evaluation/decide';
import { explainLayers } from '../../../server/src/evaluation/explain';
import { shortDecidedBy } from '../../../server/src/evaluation/short-decided-by';
import { inputOf, testEngine, vectors } from '../../kit/vectors';

const engine = testEngine();
const cases = vectors('own.jsonl');

function assessed(line: string) {
  return assess(prepareUnit(inputOf(line), engine.facts, engine.compile), { modes: ['exact'] });
}

it('gives at least as many cases as were given, each with its own id', () => {
  expect(cases.length).toBeGreaterThanOrEqual(vectors().length);
  expect(new Set(cases.map(({ vector }) => vector.id)).size).toBe(cases.length);
});

describe('our own vectors: cases with answers from docs/evaluation.md and AWS documents', () => {
  it.each(cases)('$vector.id $vector.topic', ({ vector, line }) => {
    const { decision, certainty, assumptions } = assessed(line);
    expect([decision.word, shortDecidedBy(decision)]).toEqual([vector.expect, vector.decidedBy]);
    if (vector.certainty !== undefined) expect(certainty).toBe(vector.certainty);
    if (vector.assumptions !== undefined)
      expect(assumptions.filter((each) => each.matters).map((each) => each.id)).toEqual(vector.assumptions);
  });
});

describe('the explanation agrees with the decision on our own vectors', () => {
  it.each(cases)('$vector.id $vector.topic', ({ line }) => {
    const { decision } = assessed(line);
    if (decision.isServiceAllow) return;
    const applied = [...decision.layers.values()].flatMap((layer) =>
      layer.groups.flatMap((group) =>
        [...group.denies, ...group.allows].map((hit) => `${hit.attached.policy}#${hit.statement.source.index}`),
      ),
    );
    const statements = explainLayers(decision).flatMap((layer) => layer.statements);
    const matched = statements
      .filter((statement) => statement.matched)
      .map((statement) => `${statement.policy}#${statement.statement}`);
    expect(matched.sort()).toEqual(applied.sort());
    for (const statement of statements) expect(statement.because.every((part) => part.matched)).toBe(statement.matched);
  });
});
