import levenshtein from 'damerau-levenshtein';

/** How many insertions, deletions, substitutions and swaps of neighbours lead from one word to the other. Exact up to 4. */
export function editDistance(left: string, right: string): number {
  return levenshtein(left, right).steps;
}

/**
 * The candidate nearest to a word, case ignored, within a distance; of equally near ones the first. Far ones cost a
 * comparison of lengths and letters only.
 */
export function nearest(word: string, candidates: Iterable<string>, maxDistance: number): string | undefined {
  const folded = word.toLowerCase();
  const letters = lettersOf(folded);
  let best: string | undefined;
  let bestDistance = maxDistance + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - folded.length) >= bestDistance) continue;
    const other = candidate.toLowerCase();
    if (letterDistance(letters, lettersOf(other)) >= bestDistance * 2) continue;
    const distance = editDistance(folded, other);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** How often each letter occurs, in 32 boxes. */
function lettersOf(word: string): Int8Array {
  const counts = new Int8Array(32);
  for (let at = 0; at < word.length; at += 1) {
    const box = word.charCodeAt(at) & 31;
    counts[box] = (counts[box] ?? 0) + 1;
  }
  return counts;
}

/** One edit changes at most two boxes by one. */
function letterDistance(left: Int8Array, right: Int8Array): number {
  let distance = 0;
  for (let box = 0; box < 32; box += 1) distance += Math.abs((left[box] ?? 0) - (right[box] ?? 0));
  return distance;
}
