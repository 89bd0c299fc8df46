import type { Fix, FixEffect } from './finding';
import type { PolicyProofs } from './policy-proofs';

/** What the comparison kernel has to prove of a fix that its rule calls safe. Of the others the rule's word stands. */
const QUESTIONS: { readonly [Effect in FixEffect]?: 'keepsMeaning' | 'onlyNarrows' } = {
  none: 'keepsMeaning',
  narrows: 'onlyNarrows',
};

/**
 * May the fixes be offered as safe, all of them together? `proofs`: of each of the policy's types. Of a text that AWS would
 * not store nothing can be proven, and such a fix mends it: the rule's word stands.
 */
export function areSafe(fixes: readonly Fix[], proofs: readonly PolicyProofs[]): boolean {
  const asked = fixes.filter(({ effect }) => QUESTIONS[effect] !== undefined);
  const edits = asked.flatMap((fix) => fix.edits);
  const question = asked.some(({ effect }) => effect === 'narrows') ? 'onlyNarrows' : 'keepsMeaning';
  const isProven = (each: PolicyProofs) => !each.isStored() || each[question](edits);
  return fixes.every(({ isSafe }) => isSafe) && (asked.length === 0 || proofs.every(isProven));
}
