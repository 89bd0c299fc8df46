/**
 * A second evaluator, written from the rules in the plainest way: no caches, no indexes, everything is looked at. Tests
 * hold the engine against it; it shares nothing with it but the JSON reader and the catalog.
 */
import type { Catalog } from '../../server/src/catalog/catalog';
import { readCase } from './case';
import { assess } from './certainty';
import type { Verdict } from './verdict';

export type { Verdict };

/** Decides one case, given as a line in the format of the vectors. */
export function referenceVerdict(line: string, catalog: Catalog): Verdict {
  return assess(readCase(line), catalog);
}
