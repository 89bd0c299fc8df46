/** Differences between two sets of formulas, layer by layer and class by class. */
import type { AccessDifference } from './answers';
import { differencesOfClass } from './class-differences';
import { actionClasses, groupFormulas } from './classes';
import { extraActions } from './extra-actions';
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
  const extras = extraActions(layers, problem.kernel.catalog, problem.meter);
  const counted = (extras ?? []).filter(({ isFuture }) => !isFuture || options.isTodayOnly !== true);
  const pairs = layers.map(({ allowing, refusing }, at) => ({
    allowing: groupFormulas(at, allowing),
    refusing: groupFormulas(at, refusing),
  }));
  const found: AccessDifference[] = [];
  for (const actionClass of actionClasses(pairs, counted)) {
    found.push(...differencesOfClass(actionClass, problem));
    if (options.isFirstOnly === true && found.some(({ kind }) => kind === 'witness')) return found;
  }
  return extras === undefined ? [...found, NAMES_UNKNOWN] : found;
}

/** Names beside the catalog's could not be worked out: nothing can be told of them. */
const NAMES_UNKNOWN: AccessDifference = {
  kind: 'cannotTell',
  reason: 'budget',
  actions: { names: [], count: 0, accessLevels: [], isFuture: true },
  statement: undefined,
  liftedDeny: undefined,
};
