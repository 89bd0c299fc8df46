/** What all questions share: AWS's data, and what was worked out from it. */
import type { Catalog } from '../catalog/catalog';
import { type ActionSets, createActionSets } from './action-sets';
import { createFacts, type Facts } from './facts';

export interface Kernel {
  readonly catalog: Catalog;
  readonly facts: Facts;
  readonly actionSets: ActionSets;
}

/** One for each catalog; it remembers action lists and facts, nothing about policies. */
export function createKernel(catalog: Catalog): Kernel {
  return { catalog, facts: createFacts(catalog), actionSets: createActionSets(catalog) };
}
