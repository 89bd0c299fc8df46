/**
 * A second evaluator, written from the rules in the plainest way: no caches, no indexes, everything is looked at. Tests
 * hold the engine against it; it shares nothing with it but the JSON reader and the catalog.
 */
import type { Catalog } from '../../server/src/catalog/catalog';
import { readCase } from './case';
import { assess } from './certainty';

export interface Verdict {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'depends';
  /** In the short words of the vectors: the first layer that denies, the first that is missing, or what granted. `depends`: of the pessimistic view. */
  readonly decidedBy: string;
  readonly certainty: 'certain' | 'assumed' | 'incomplete';
  /** The assumptions on which "allowed or not" rests, sorted. */
  readonly assumptions: readonly string[];
  /** No assumption matters alone, only several together: those without which the joint switch changes nothing. */
  readonly neededTogether?: readonly string[];
}

/** Decides one case, given as a line in the format of the vectors. */
export function referenceVerdict(line: string, catalog: Catalog): Verdict {
  return assess(readCase(line), catalog);
}
