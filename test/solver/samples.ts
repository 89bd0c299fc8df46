/** Pairs of policies to compare, the same for the same seed. */
import fc from 'fast-check';
import { consecutiveVersions } from '../bench/managed-versions';
import { statements } from '../unit/semantics/requests';

export interface Pair {
  readonly name: string;
  readonly old: string;
  readonly new: string;
}

/** Consecutive versions of AWS managed policies, each in both directions. */
export function managedPairs(count: number, seed: number): readonly Pair[] {
  const versions = consecutiveVersions();
  const order = fc.sample(
    fc.uniqueArray(fc.nat(versions.length - 1), { minLength: count, maxLength: count, size: 'max' }),
    {
      seed,
      numRuns: 1,
    },
  )[0];
  return (order ?? []).flatMap((at) => {
    const version = versions[at];
    if (version === undefined) return [];
    const { name, texts } = version;
    return bothWays(`${name} ${version.old} ${version.new}`, texts);
  });
}

/** Small policies with all kinds of operators over few texts, each pair in both directions. */
export function randomPairs(count: number, seed: number): readonly Pair[] {
  const documents = statements('nothing').map((all) => JSON.stringify({ Version: '2012-10-17', Statement: all }));
  const pairs = fc.sample(fc.tuple(documents, documents), { seed, numRuns: count });
  return pairs.flatMap((texts, at) => bothWays(`random ${at}`, texts));
}

function bothWays(name: string, [old, next]: readonly [string, string]): readonly Pair[] {
  return [
    { name: `${name}, gained`, old, new: next },
    { name: `${name}, lost`, old: next, new: old },
  ];
}
