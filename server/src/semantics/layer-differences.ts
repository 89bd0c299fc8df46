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
  const extras = countedExtras(layers, problem, options);
  const found: AccessDifference[] = [];
  for (const actionClass of actionClasses(groupPairs(layers), extras ?? [])) {
    found.push(...differencesOfClass(actionClass, problem));
    if (options.isFirstOnly === true && found.some(({ kind }) => kind === 'witness')) return found;
  }
  return extras === undefined ? [...found, NAMES_UNKNOWN] : found;
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
  const pairs = groupPairs(layers);
  const isAlike = (actionClass: ActionClass) => isClassAlike(actionClass, problem);
  if (!actionClasses(pairs, []).every(isAlike)) return false;
  const extras = countedExtras(layers, problem, options);
  return extras !== undefined && (extras.length === 0 || extraClasses(pairs, extras).every(isAlike));
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

/** Names beside the catalog's could not be worked out: nothing can be told of them. */
const NAMES_UNKNOWN: AccessDifference = {
  kind: 'cannotTell',
  reason: 'budget',
  actions: { names: [], count: 0, accessLevels: [], isFuture: true },
  statement: undefined,
  liftedDeny: undefined,
};
