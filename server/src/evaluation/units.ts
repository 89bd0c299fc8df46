import type { Certainty, DecisionWord, SimulationResult } from '../../../shared/decision';
import { verdict } from './words';

/** From the worst to the best (evaluation.md 10). */
const WORST_FIRST: readonly DecisionWord[] = ['explicitDeny', 'implicitDeny', 'depends', 'allowed'];

const WEAKEST_FIRST: readonly Certainty[] = ['incomplete', 'assumed', 'certain'];

/** One part of a call, with what it is for people: `iam:PassRole on arn:aws:iam::…:role/app`. */
export interface UnitResult {
  readonly label: string;
  readonly result: SimulationResult;
}

/**
 * The answer of a call that needs several units: the worst one's, with the weakest certainty of the units that decide it.
 * All units stand beside it. A call with one unit is that unit.
 */
export function combineUnits(units: readonly [UnitResult, ...UnitResult[]]): SimulationResult {
  const [first, ...rest] = units;
  if (rest.length === 0) return first.result;
  const decision = WORST_FIRST.find((word) => units.some(({ result }) => result.decision === word)) ?? 'allowed';
  const deciding = units.filter(({ result }) => result.decision === decision);
  const worst = deciding[0] ?? first;
  const certainty = WEAKEST_FIRST.find((word) => deciding.some(({ result }) => result.certainty === word)) ?? 'certain';
  return {
    ...worst.result,
    certainty,
    headline:
      decision === 'allowed'
        ? `${verdict('allowed', certainty)}: every part of the call is allowed`
        : `${worst.result.headline} (${worst.label})`,
    assumptions: distinct(
      deciding.flatMap(({ result }) => result.assumptions),
      (assumption) => assumption.id,
    ),
    problems: distinct(
      deciding.flatMap(({ result }) => result.problems),
      (problem) => `${problem.policy} ${problem.message}`,
    ),
    missingContext: [...new Set(units.flatMap(({ result }) => result.missingContext))],
    dependsOn: deciding.flatMap(({ result }) => result.dependsOn),
    units: units.map(({ result }) => result),
  };
}

function distinct<Value>(values: readonly Value[], idOf: (value: Value) => string): readonly Value[] {
  return [...new Map(values.map((value) => [idOf(value), value])).values()];
}
