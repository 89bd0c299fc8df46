/** Sections 0 and 2.5: requests that are patterns, and whether an open choice changes "allowed or not". */
import type { Catalog } from '../../server/src/catalog/catalog';
import type { Case } from './case';
import type { Choices } from './choices';
import { choicesWith } from './choices';
import type { Decision } from './decide';
import { decideUnit } from './decide';
import type { Verdict } from './verdict';

export function assess(input: Case, catalog: Catalog): Verdict {
  const choices = choicesWith(new Map());
  const { decision, decidedBy, isIncomplete } = decide(input, catalog, choices);
  const isAllowed = decision === 'allowed';
  const changes = (switched: ReadonlyMap<string, number>) =>
    (decide(input, catalog, choicesWith(switched)).decision === 'allowed') !== isAllowed;
  const ids = [...choices.recorded.keys()].sort();
  const alone = ids.filter((id) =>
    Array.from({ length: choices.recorded.get(id) ?? 1 }, (_, index) => new Map([[id, index + 1]])).some(changes),
  );
  const joint = switchedTogether(input, catalog, ids);
  const allBut = (left?: string) => new Map(joint.filter((id) => id !== left).map((id) => [id, 1]));
  const onlyTogether = alone.length === 0 && joint.length > 1 && changes(allBut());
  const assumptions = onlyTogether ? joint : alone;
  const certainty = isIncomplete ? 'incomplete' : assumptions.length > 0 ? 'assumed' : 'certain';
  const verdict = { decision, decidedBy, certainty, assumptions } as const;
  return onlyTogether ? { ...verdict, neededTogether: joint.filter((id) => !changes(allBut(id))) } : verdict;
}

/** Switching all may lead to points that were not met before: they are switched too, until none is new. */
function switchedTogether(input: Case, catalog: Catalog, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const choices = choicesWith(new Map(ids.map((id) => [id, 1])));
  decide(input, catalog, choices);
  const all = [...new Set([...ids, ...choices.recorded.keys()])].sort();
  return all.length === ids.length ? ids : switchedTogether(input, catalog, all);
}

function decide(input: Case, catalog: Catalog, choices: Choices): Omit<Decision, 'word'> & Pick<Verdict, 'decision'> {
  if (!input.resourceIsPattern) {
    const { word, ...rest } = decideUnit({ input, catalog, choices, coverage: 'literal' });
    return { decision: word, ...rest };
  }
  const pessimistic = decideUnit({ input, catalog, choices, coverage: 'pessimistic' });
  const { word, ...rest } = decideUnit({ input, catalog, choices, coverage: 'optimistic' });
  const isIncomplete = rest.isIncomplete || pessimistic.isIncomplete;
  if ((pessimistic.word === 'allowed') === (word === 'allowed')) return { ...rest, decision: word, isIncomplete };
  const limiting = word === 'allowed' ? pessimistic : rest;
  return { decision: 'depends', decidedBy: limiting.decidedBy, isIncomplete };
}
