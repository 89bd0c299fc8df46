import type { Certainty, DecisionWord } from '../../../shared/decision';
import { decideUnit, type PreparedUnit, type UnitDecision } from './decide';
import { isLeftOut } from './layer-state';
import type { PreparedLayer } from './layers';
import { type Choices, type ContextValue, type Mode, metPoints, withOwnNotes } from './run';

/** An open point that the run met, with what its alternatives would decide. */
export interface MetAssumption {
  readonly id: string;
  readonly alternative: DecisionWord;
  /** Some alternative turns allowed into not allowed, or the reverse. */
  readonly matters: boolean;
}

export interface AssessedDecision {
  /** `depends`: the views of a request pattern differ. */
  readonly word: DecisionWord;
  /** The view that is explained. */
  readonly decision: UnitDecision;
  readonly certainty: Certainty;
  readonly assumptions: readonly MetAssumption[];
}

export interface DecideOptions {
  /** One view, or for a request pattern the pessimistic one and the optimistic one. */
  readonly modes: readonly [Mode, ...Mode[]];
  readonly overrides?: ReadonlyMap<string, ContextValue> | undefined;
}

/** A decision over all views, and every open point that they met. */
interface Combined {
  readonly word: DecisionWord;
  readonly decision: UnitDecision;
  readonly met: ReadonlyMap<string, number>;
}

/**
 * Decides, and then again with each open point that was met switched to its alternative, and once with all of them
 * switched (docs/evaluation.md, section 0). No open point, no second run.
 */
export function assess(unit: PreparedUnit, options: DecideOptions): AssessedDecision {
  const base = decideAll(unit, options, new Map());
  const { word, decision } = base;
  const assumptions = [...base.met].map(([id, alternatives]): MetAssumption => {
    const words = Array.from(
      { length: alternatives },
      (_, index) => decideAll(unit, options, new Map([[id, index + 1]])).word,
    );
    const turned = words.find((each) => isAllowed(each) !== isAllowed(word));
    return { id, alternative: turned ?? words[0] ?? word, matters: turned !== undefined };
  });
  if (assumptions.length === 0) return { word, decision, assumptions, certainty: certaintyOf(unit, decision, false) };
  const together = allSwitched(unit, options, base.met);
  const isAlone = assumptions.some((assumption) => assumption.matters);
  const isTogether = isAllowed(together.word) !== isAllowed(word);
  const named = isTogether && !isAlone ? jointly(unit, options, word, together.choices) : assumptions;
  return { word, decision, assumptions: named, certainty: certaintyOf(unit, decision, isAlone || isTogether) };
}

function isAllowed(word: DecisionWord): boolean {
  return word === 'allowed';
}

/** No open point matters alone: those that are needed together are named. */
function jointly(
  unit: PreparedUnit,
  options: DecideOptions,
  word: DecisionWord,
  switched: Choices,
): readonly MetAssumption[] {
  let needed = switched;
  for (const id of switched.keys()) {
    const without = new Map([...needed].filter(([each]) => each !== id));
    if (isAllowed(decideAll(unit, options, without).word) !== isAllowed(word)) needed = without;
  }
  const alternative = decideAll(unit, options, needed).word;
  return [...needed.keys()].map((id) => ({ id, alternative, matters: true }));
}

/** Both views allowed, or both not: the last one's word stands; else the answer depends on the part of the pattern. */
function decideAll(unit: PreparedUnit, { modes, overrides }: DecideOptions, choices: Choices): Combined {
  const [first, ...rest] = modes.map((mode) => decideUnit(unit, { mode, overrides, choices }));
  if (first === undefined) throw new Error('a decision has at least one view');
  const last = rest.at(-1) ?? first;
  if (last === first) return { word: first.word, decision: first, met: metPoints(first.run) };
  const met = bothMet(metPoints(first.run), metPoints(last.run));
  const isSplit = isAllowed(first.word) !== isAllowed(last.word);
  return isSplit ? { word: 'depends', decision: first, met } : { word: last.word, decision: last, met };
}

/** The views may have met a point with different numbers of alternatives: all are tried. */
function bothMet(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const met = new Map(left);
  for (const [id, alternatives] of right) met.set(id, Math.max(alternatives, met.get(id) ?? 0));
  return met;
}

/** Switching one open point may lead to others that were never looked at: they are switched too, until nothing new is met. */
function allSwitched(unit: PreparedUnit, options: DecideOptions, met: ReadonlyMap<string, number>) {
  let choices: Choices = new Map([...met.keys()].map((id) => [id, 1]));
  for (;;) {
    const combined = decideAll(unit, options, choices);
    const fresh = [...combined.met.keys()].filter((id) => !choices.has(id));
    if (fresh.length === 0) return { word: combined.word, choices };
    choices = new Map([...choices, ...fresh.map((id) => [id, 1] as const)]);
  }
}

/** `incomplete` beats `assumed`. A refused document counts only in a layer that applies to the caller. */
function certaintyOf(unit: PreparedUnit, decision: UnitDecision, isAssumed: boolean): Certainty {
  if (decision.isServiceAllow && decision.run.lowerAction === 'sts:getcalleridentity') return 'certain';
  const run = withOwnNotes(decision.run);
  const isRefused = unit.layers.some((layer) => hasRefusals(layer) && !isLeftOut(layer, run));
  if (isRefused || decision.missingInputs.length > 0 || unit.input.gaps.length > 0) return 'incomplete';
  return isAssumed ? 'assumed' : 'certain';
}

function hasRefusals({ groups }: PreparedLayer): boolean {
  return groups.some((group) => group.policies.some(({ compiled }) => compiled.refusals.length > 0));
}
