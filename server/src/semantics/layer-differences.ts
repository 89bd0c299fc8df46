/** Differences between two sets of formulas, layer by layer and class by class. */
import type { AccessDifference } from './answers';
import { differencesOfClass, isClassAlike } from './class-differences';
import { type ActionClass, actionClasses, extraClasses, groupFormulas, type LayerPair } from './classes';
import { type ExtraAction, extraActions } from './extra-actions';
import type { FormulaLayer } from './formulas';
import type { Problem } from './problem';

export interface DifferenceOptions {
  /** Stops at the first confirmed difference. */
  readonly isFirstOnly?: boolean | undefined;
  /** Without names that AWS may add later. */
  readonly isTodayOnly?: boolean | undefined;
}

/** What the allowing formulas allow and the refusing ones do not. Empty is a proof that there is nothing. */
export function differencesOfLayers(
  layers: readonly FormulaLayer[],
  problem: Problem,
  options: DifferenceOptions,
): readonly AccessDifference[] {
  // Formulas that were made with a spent meter are worth nothing.
  if (problem.meter.isSpent()) return [OUT_OF_BUDGET];
  const extras = countedExtras(layers, problem, options);
  const found: AccessDifference[] = [];
  const classes = actionClasses(groupPairs(layers), extras ?? [], problem.meter);
  for (const actionClass of classes ?? []) {
    if (found.length > 0 && problem.meter.isSpent()) return [...found, OUT_OF_BUDGET];
    found.push(...differencesOfClass(actionClass, problem, options.isFirstOnly === true ? 1 : undefined));
    if (options.isFirstOnly === true && found.some(({ kind }) => kind === 'witness')) return found;
  }
  return extras === undefined || classes === undefined ? [...found, OUT_OF_BUDGET] : found;
}

/**
 * Do the refusing formulas allow all that the allowing ones do? True is a proof: `differencesOfLayers` would find nothing. It is
 * known sooner than what the differences are.
 */
export function allowNothingMore(
  layers: readonly FormulaLayer[],
  problem: Problem,
  options: Pick<DifferenceOptions, 'isTodayOnly'> = {},
): boolean {
  if (problem.meter.isSpent()) return false;
  const pairs = groupPairs(layers);
  const areAlike = (classes: readonly ActionClass[] | undefined) =>
    classes?.every((actionClass) => isClassAlike(actionClass, problem)) === true;
  if (!areAlike(actionClasses(pairs, [], problem.meter))) return false;
  const extras = countedExtras(layers, problem, options);
  return extras !== undefined && (extras.length === 0 || areAlike(extraClasses(pairs, extras, problem.meter)));
}

/** Undefined if the budget ran out. */
function countedExtras(
  layers: readonly FormulaLayer[],
  { kernel, meter }: Problem,
  { isTodayOnly }: DifferenceOptions,
): readonly ExtraAction[] | undefined {
  const extras = extraActions(layers, kernel.catalog, meter);
  return isTodayOnly === true ? extras?.filter(({ isFuture }) => !isFuture) : extras;
}

function groupPairs(layers: readonly FormulaLayer[]): readonly LayerPair[] {
  return layers.map(({ allowing, refusing }, at) => ({
    allowing: groupFormulas(at, allowing),
    refusing: groupFormulas(at, refusing),
  }));
}

/** Actions, or names beside the catalog's, were not looked at: nothing can be told of them. */
export const OUT_OF_BUDGET: AccessDifference = {
  kind: 'cannotTell',
  reason: 'budget',
  actions: { names: [], count: 0, accessLevels: [], isFuture: false },
  statement: undefined,
  liftedDeny: undefined,
};
