import type { Certainty } from '../../../shared/decision';
import { decideUnit, type PreparedUnit, type UnitDecision } from './decide';
import type { Choices, ContextValue, Mode } from './run';

/** An open point that the run met, with what its alternatives would decide. */
export interface MetAssumption {
  readonly id: string;
  readonly alternative: UnitDecision['word'];
  /** Some alternative turns allowed into not allowed, or the reverse. */
  readonly matters: boolean;
}

export interface AssessedDecision {
  readonly decision: UnitDecision;
  readonly certainty: Certainty;
  readonly assumptions: readonly MetAssumption[];
}

export interface DecideOptions {
  readonly mode: Mode;
  readonly overrides?: ReadonlyMap<string, ContextValue> | undefined;
}

const NO_CHOICES: Choices = new Map();

/**
 * Decides, and then again with each open point that was met switched to its alternative, and once with all of them
 * switched (evaluation.md 0). No open point, no second run.
 */
export function assess(unit: PreparedUnit, options: DecideOptions): AssessedDecision {
  const decision = decideUnit(unit, { ...options, choices: NO_CHOICES });
  const met = [...decision.run.met];
  const isAllowed = (word: UnitDecision['word']) => word === 'allowed';
  const assumptions = met.map(([id, alternatives]): MetAssumption => {
    const words = Array.from(
      { length: alternatives },
      (_, index) => decideUnit(unit, { ...options, choices: new Map([[id, index + 1]]) }).word,
    );
    const turned = words.find((word) => isAllowed(word) !== isAllowed(decision.word));
    return { id, alternative: turned ?? words[0] ?? decision.word, matters: turned !== undefined };
  });
  const together = met.length > 1 ? allSwitched(unit, options, met) : undefined;
  const turnsTogether = together !== undefined && isAllowed(together) !== isAllowed(decision.word);
  const isAssumed = turnsTogether || assumptions.some((assumption) => assumption.matters);
  const named =
    turnsTogether && !assumptions.some((each) => each.matters)
      ? assumptions.map((each) => ({ ...each, alternative: together, matters: true }))
      : assumptions;
  return { decision, assumptions: named, certainty: certaintyOf(unit, decision, isAssumed) };
}

function allSwitched(
  unit: PreparedUnit,
  options: DecideOptions,
  met: readonly (readonly [string, number])[],
): UnitDecision['word'] {
  return decideUnit(unit, { ...options, choices: new Map(met.map(([id]) => [id, 1])) }).word;
}

/** `incomplete` beats `assumed`. A refused document counts only in a layer that applies to the caller. */
function certaintyOf(unit: PreparedUnit, decision: UnitDecision, isAssumed: boolean): Certainty {
  if (decision.isServiceAllow && decision.run.lowerAction === 'sts:getcalleridentity') return 'certain';
  const isRefused = unit.layers.some((layer) =>
    layer.groups.some((group) => group.policies.some(({ compiled }) => compiled.refusals.length > 0)),
  );
  if (isRefused || decision.missingInputs.length > 0 || unit.input.gaps.length > 0) return 'incomplete';
  return isAssumed ? 'assumed' : 'certain';
}
