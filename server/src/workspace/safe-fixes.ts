import type { Fix } from '../checks/finding';
import type { PolicyProofs } from '../checks/policy-proofs';
import { areSafe } from '../checks/proven-fixes';
import { siteRange } from '../policy/find';
import type { Range } from '../syntax/tree';
import type { SiteFinding, TypedSite } from './analysis';

export interface SiteFix {
  readonly typed: TypedSite | undefined;
  readonly fix: Fix;
}

/** The proofs about a policy, one for each of its types. */
export type ProofsOf = (typed: TypedSite) => readonly PolicyProofs[];

/**
 * The first safe fix of each finding, as far as they can all go in at once. Those of one policy are proven together; where that
 * fails, one after the other. Of two that meet the first goes in: the other is found again afterwards.
 */
export function safeFixes(found: readonly SiteFinding[], proofsOf: ProofsOf): readonly SiteFix[] {
  const bySite = new Map<TypedSite | undefined, SiteFix[]>();
  for (const { typed, finding } of found) {
    const fix = finding.fixes.find(({ isSafe }) => isSafe);
    if (fix !== undefined) bySite.set(typed, [...(bySite.get(typed) ?? []), { typed, fix }]);
  }
  return apart(
    [...bySite].flatMap(([typed, fixes]) => provenTogether(fixes, typed === undefined ? [] : proofsOf(typed))),
  );
}

function provenTogether(fixes: readonly SiteFix[], proofs: readonly PolicyProofs[]): readonly SiteFix[] {
  const together = apart(fixes);
  if (areAllSafe(together, proofs)) return together;
  let taken: readonly SiteFix[] = [];
  for (const next of fixes) {
    const more = apart(taken.concat(next));
    if (more.length > taken.length && areAllSafe(more, proofs)) taken = more;
  }
  return taken;
}

function areAllSafe(fixes: readonly SiteFix[], proofs: readonly PolicyProofs[]): boolean {
  return areSafe(
    fixes.map(({ fix }) => fix),
    proofs,
  );
}

function apart(fixes: readonly SiteFix[]): readonly SiteFix[] {
  const taken: Range[] = [];
  return fixes.filter(({ typed, fix }) => {
    const ranges = fix.edits.map(({ range }) => (typed === undefined ? range : siteRange(typed.site, range)));
    const meets = ranges.some((range) => taken.some((other) => range.start <= other.end && other.start <= range.end));
    if (!meets) taken.push(...ranges);
    return !meets;
  });
}
