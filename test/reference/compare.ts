/** One case decided by both evaluators. */
import type { Catalog } from '../../server/src/catalog/catalog';
import { readCase } from '../../server/src/evaluation/case';
import { decideInput, type Engine } from '../../server/src/evaluation/result';
import { shortDecidedBy } from '../../server/src/evaluation/short-decided-by';
import { parseJson } from '../../server/src/syntax/json';
import { referenceVerdict, type Verdict } from './index';

export interface Comparison {
  readonly engine: Verdict;
  readonly reference: Verdict;
  readonly agree: boolean;
}

/** A case that the engine refuses to read throws: it is a mistake of the generator. */
export function compareCase(line: string, engine: Engine, catalog: Catalog): Comparison {
  const reference = referenceVerdict(line, catalog);
  const own = engineVerdict(line, engine);
  return { engine: own, reference, agree: agree(own, reference) };
}

/**
 * Where assumptions matter only together, the engine may list those it met: which it meets in statements that cannot apply
 * depends on the order in which it looks. It must list the needed ones, and none that the reference did not meet.
 */
function agree(engine: Verdict, { neededTogether, ...reference }: Verdict): boolean {
  if (neededTogether === undefined) return JSON.stringify(engine) === JSON.stringify(reference);
  const listed = engine.assumptions;
  const isWithin = listed.every((id) => reference.assumptions.includes(id));
  const hasNeeded = neededTogether.every((id) => listed.includes(id));
  return (
    isWithin &&
    hasNeeded &&
    JSON.stringify({ ...engine, assumptions: [] }) === JSON.stringify({ ...reference, assumptions: [] })
  );
}

function engineVerdict(line: string, engine: Engine): Verdict {
  const reading = readCase(parseJson(line, { comments: false }));
  if (!reading.ok) throw new Error(`${reading.error}\n${line}`);
  const { word, decision, certainty, assumptions } = decideInput(reading.input, engine);
  const mattering = assumptions.filter((each) => each.matters).map((each) => each.id);
  return { decision: word, decidedBy: shortDecidedBy(decision), certainty, assumptions: mattering.sort() };
}
