import type { Assumption, Certainty, InputProblem, SimulationResult } from '../../../shared/decision';
import { combineDependencies, WORST_FIRST } from './dependencies';
import { verdict } from './words';

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
  const rests = restsOn(deciding.map(({ result }) => result));
  return {
    ...worst.result,
    ...rests,
    headline:
      decision === 'allowed'
        ? `${verdict('allowed', rests.certainty)}: every part of the call is allowed`
        : `${worst.result.headline} (${worst.label})`,
    missingContext: [...new Set(units.flatMap(({ result }) => result.missingContext))],
    units: units.map(({ label, result }) => ({ ...result, label })),
  };
}

/** What an answer rests on that several results make together: the weakest certainty, and all that weakens it. */
export function restsOn(
  results: readonly SimulationResult[],
): Pick<SimulationResult, 'certainty' | 'assumptions' | 'problems' | 'dependsOn'> {
  return {
    certainty: WEAKEST_FIRST.find((word) => results.some((result) => result.certainty === word)) ?? 'certain',
    assumptions: distinct(
      // Of one that is met several times the entry counts that matters.
      results
        .flatMap((result) => result.assumptions)
        .sort((left, right) => Number(left.matters) - Number(right.matters)),
      (assumption: Assumption) => assumption.id,
    ),
    problems: distinct(
      results.flatMap((result) => result.problems),
      (problem: InputProblem) => `${problem.policy} ${problem.message}`,
    ),
    dependsOn: combineDependencies(results.map((result) => result.dependsOn)),
  };
}

function distinct<Value>(values: readonly Value[], idOf: (value: Value) => string): readonly Value[] {
  return [...new Map(values.map((value) => [idOf(value), value])).values()];
}
