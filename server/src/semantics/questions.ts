/**
 * The questions that other rooms ask. Each is a pure function of policies and AWS's data; each takes a budget and may be
 * cancelled; none claims "no access" without a proof (docs/comparison.md).
 */
import type { CompiledPolicy } from '../evaluation/compiled';
import { type AccessOptions, findAccess, isNoAccess, type SidePair } from './access';
import { type AccessAnswer, type AccessVerdict, verdictOf } from './answers';
import type { Kernel } from './kernel';
import type { Side } from './sides';

/** Two versions of one policy, of the same type. Undefined: there is none, which is like a policy without statements. */
export interface PolicyVersions {
  readonly old: CompiledPolicy | undefined;
  readonly new: CompiledPolicy | undefined;
}

/**
 * What the new version lets through and the old one does not. For a resource, trust or endpoint policy the caller counts too, and
 * an Allow that names an account counts less than one that names a role or session. For an RCP everything that it does not
 * deny is let through.
 */
export function newAccess(kernel: Kernel, versions: PolicyVersions, options: AccessOptions): AccessAnswer {
  return findAccess(kernel, sideOf(versions.new, versions), sideOf(versions.old, versions), options);
}

/** Does the new version let nothing through that the old one does not? True is a proof. */
export function givesNoAccess(kernel: Kernel, versions: PolicyVersions, options: AccessOptions): boolean {
  return isNoAccess(kernel, [pairOf(versions)], options);
}

/** What the old version let through and the new one does not. */
export function lostAccess(kernel: Kernel, versions: PolicyVersions, options: AccessOptions): AccessAnswer {
  return findAccess(kernel, sideOf(versions.old, versions), sideOf(versions.new, versions), options);
}

function pairOf(versions: PolicyVersions): SidePair {
  return [sideOf(versions.new, versions), sideOf(versions.old, versions)];
}

function sideOf(policy: CompiledPolicy | undefined, { old, new: next }: PolicyVersions): Side {
  const type = policy?.type ?? old?.type ?? next?.type;
  return { layers: [{ policies: policy === undefined ? [] : [policy], allowsAll: type === 'rcp' }] };
}

/** How two versions differ, in one word; `undecided` only where nothing was confirmed that it could hide. */
export type ComparisonVerdict = 'none' | 'newAccess' | 'lessAccess' | 'both' | 'onlyOnPaper' | 'undecided';

export interface PolicyComparison {
  readonly verdict: ComparisonVerdict;
  readonly gained: AccessAnswer;
  readonly lost: AccessAnswer;
}

/** Both directions. The budget holds for each. */
export function comparePolicies(kernel: Kernel, versions: PolicyVersions, options: AccessOptions): PolicyComparison {
  const gained = newAccess(kernel, versions, options);
  const lost = lostAccess(kernel, versions, options);
  return { gained, lost, verdict: comparisonVerdict(verdictOf(gained), verdictOf(lost)) };
}

/** "Less access" is said only where more access is disproved, and the reverse. */
export function comparisonVerdict(gained: AccessVerdict, lost: AccessVerdict): ComparisonVerdict {
  if (gained === 'witness' && lost === 'witness') return 'both';
  if (gained === 'witness' && lost !== 'cannotTell') return 'newAccess';
  if (gained === 'cannotTell' || lost === 'cannotTell') return 'undecided';
  if (lost === 'witness') return 'lessAccess';
  return gained === 'none' && lost === 'none' ? 'none' : 'onlyOnPaper';
}

/**
 * Does the new text mean the same as the old one, beside whatever other policies, for today's actions and for those that AWS
 * may add? True is a proof; also differences that exist on paper only make it false.
 */
export function keepsMeaning(kernel: Kernel, versions: PolicyVersions, options: AccessOptions): boolean {
  const back = { old: versions.new, new: versions.old };
  return isNoAccess(kernel, [...narrowing(versions), ...narrowing(back)], options);
}

/** Does the new text allow nothing that the old one does not, and deny all that the old one denies? True is a proof. */
export function onlyNarrows(kernel: Kernel, versions: PolicyVersions, options: AccessOptions): boolean {
  return isNoAccess(kernel, narrowing(versions), options);
}

/** Do the policies of one layer (a boundary, the SCPs of one place) leave nothing of what the policy allows? True is a proof. */
export function isNothingWithin(
  kernel: Kernel,
  policy: CompiledPolicy,
  limit: readonly CompiledPolicy[],
  options: AccessOptions,
): boolean {
  const nothing = { policies: [], allowsAll: false };
  const both = {
    layers: [
      { policies: [policy], allowsAll: false },
      { policies: limit, allowsAll: false },
    ],
  };
  return isNoAccess(kernel, [[both, { layers: [nothing, nothing] }]], options);
}

/** A Deny also stops what other policies allow: the versions are compared with everything allowed besides, too. */
function narrowing(versions: PolicyVersions): readonly SidePair[] {
  const { old, new: next } = versions;
  if (old?.statements.some(({ effect }) => effect === 'Deny') !== true) return [pairOf(versions)];
  const denying = (policy: CompiledPolicy | undefined): Side => ({
    layers: [{ policies: policy === undefined ? [] : [policy], allowsAll: true }],
  });
  return [pairOf(versions), [denying(next), denying(old)]];
}
