import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DENY_ORDER, type UnitDecision } from '../../../server/src/evaluation/decide';
import { explainLayers } from '../../../server/src/evaluation/explain';
import { type Hits, hitsOf } from '../../../server/src/evaluation/hits';
import { stronger } from '../../../server/src/evaluation/principals';
import { decideInput } from '../../../server/src/evaluation/result';
import { inputOf, testEngine } from '../../kit/vectors';
import { caseArbitrary } from '../../reference/cases';

/** The deciding function finds words only; the explaining one names statements over the same compiled form. */
const SEEDS = [1, 2, 3, 4];
const CASES = 400;

it.each(SEEDS)('explains every decision by statements that give the same decision, seed %i', (seed) => {
  const engine = testEngine();
  const property = fc.property(caseArbitrary, (line) => {
    const { decision } = decideInput(inputOf(line), engine);
    const hits = hitsOf(decision);
    if (!decision.isServiceAllow) expect(fromHits(decision, hits)).toEqual(words(decision));
    const layers = explainLayers(decision, hits);
    const matched = layers.flatMap((layer) => layer.statements).filter((statement) => statement.matched);
    expect(matched.map(({ policy, statement }) => `${policy}#${statement}`).sort()).toEqual(applied(hits).sort());
    for (const { statements } of layers)
      for (const { because, matched: isMatched } of statements)
        expect(because.every((part) => part.matched)).toBe(isMatched);
  });
  fc.assert(property, { seed, numRuns: CASES });
});

function words(decision: UnitDecision) {
  const isDenied = decision.word === 'explicitDeny';
  const scpGaps = decision.gaps.filter((gap) => gap.layer === 'scp').map((gap) => gap.group?.at);
  return {
    deniedBy: isDenied && decision.blockedBy === undefined ? decision.deniedBy : undefined,
    class: isDenied ? 'none' : decision.class,
    scpGaps,
  };
}

function fromHits(decision: UnitDecision, { layers, denies }: Hits) {
  const isDenied = decision.word === 'explicitDeny';
  const allows = (layers.get('resource') ?? []).flatMap((group) => group.allows);
  const scpGroups = layers.get('scp') ?? [];
  const isLookedAt = decision.word === 'implicitDeny';
  return {
    deniedBy: isDenied && decision.blockedBy === undefined ? denies[0]?.group.layer : undefined,
    class: isDenied ? 'none' : allows.reduce((best, hit) => stronger(best, hit.class), 'none' as typeof decision.class),
    scpGaps: isLookedAt ? scpGroups.filter((group) => group.allows.length === 0).map(({ group }) => group.at) : [],
  };
}

function applied(hits: Hits): string[] {
  return DENY_ORDER.flatMap((id) => hits.layers.get(id) ?? []).flatMap((group) =>
    [...group.denies, ...group.allows].map((hit) => `${hit.attached.policy}#${hit.statement.source.index}`),
  );
}
