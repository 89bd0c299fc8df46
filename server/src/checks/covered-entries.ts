import { firstPlace } from '../../../shared/first-place';
import { compilePattern, covers, hasWildcard } from '../language/pattern';
import type { Entry } from '../policy/document';

/** Enough for every policy within the size limits; a hostile list must not cost more. */
const MAX_COMPARISONS = 300_000;

/** The same for long patterns, each comparison at its worst: both walked for each other's length. */
const MAX_STEPS = 1_000_000_000;

/** An entry of a list of patterns that changes nothing, and the one that says all that it says. */
export interface CoveredEntry {
  readonly entry: Entry;
  readonly by: Entry;
}

interface Candidate {
  readonly entry: Entry;
  readonly text: string;
}

/** How the entries of a list are compared. */
export interface Comparison {
  /** The same for texts that mean the same. */
  readonly keyOf: (text: string) => string;
  /** Does `outer` match all that another text matches? It may say no where it does. */
  readonly coverTest: (outer: string) => (inner: string) => boolean;
}

const GLOBS: Comparison = {
  keyOf: (text) => (hasWildcard(text) ? sortedWildcards(text) : text),
  coverTest: (outer) => {
    const pattern = compilePattern(outer);
    return (inner) => covers(pattern, compilePattern(inner));
  },
};

/**
 * Entries that another one covers, in the order of the text; of equal ones the later. `normalize` folds what compares
 * alike. Only texts that begin as the covering pattern does are compared, so that long lists cost little.
 */
export function coveredEntries(
  entries: readonly Entry[],
  normalize: (text: string) => string,
  comparison: Comparison = GLOBS,
): readonly CoveredEntry[] {
  const coveredBy = new Map<Entry, Entry>();
  const distinct = withoutEqual(entries, (text) => comparison.keyOf(normalize(text)), normalize, coveredBy);
  const patterns = distinct.filter(({ text }) => hasWildcard(text));
  const sorted = patterns.length === 0 ? [] : distinct.toSorted((left, right) => (left.text < right.text ? -1 : 1));
  let comparisons = 0;
  let steps = 0;
  for (const outer of patterns) {
    const isCovered = comparison.coverTest(outer.text);
    const beginning = outer.text.slice(0, outer.text.search(/[*?]/));
    for (let at = firstFrom(sorted, beginning); at < sorted.length; at += 1) {
      const inner = sorted[at];
      if (inner === undefined || !inner.text.startsWith(beginning)) break;
      comparisons += 1;
      steps += outer.text.length * inner.text.length;
      if (comparisons > MAX_COMPARISONS || steps > MAX_STEPS) break;
      if (inner === outer || coveredBy.has(inner.entry) || !isCovered(inner.text)) continue;
      // Of patterns that cover each other, as `*:*` and `*:**` do in an ARN, one must stay.
      if (lastCover(outer.entry, coveredBy) !== inner.entry) coveredBy.set(inner.entry, outer.entry);
    }
  }
  return entries.flatMap((entry) => {
    const by = lastCover(entry, coveredBy);
    return by === undefined ? [] : [{ entry, by }];
  });
}

/** Equal texts, and patterns that cover each other, keep their first. */
function withoutEqual(
  entries: readonly Entry[],
  keyOf: (text: string) => string,
  normalize: (text: string) => string,
  coveredBy: Map<Entry, Entry>,
): readonly Candidate[] {
  const byTokens = new Map<string, Candidate>();
  for (const entry of entries) {
    const text = normalize(entry.text);
    const key = keyOf(entry.text);
    const first = byTokens.get(key);
    if (first === undefined) byTokens.set(key, { entry, text });
    else coveredBy.set(entry, first.entry);
  }
  return [...byTokens.values()];
}

/** `**`, `*?` and `?*` have several spellings of one meaning. */
function sortedWildcards(text: string): string {
  return text.replace(/[*?]{2,}/g, (run) => run.replaceAll('*', '') + (run.includes('*') ? '*' : ''));
}

/** The entry that covers this one and is itself covered by none. */
function lastCover(entry: Entry, coveredBy: ReadonlyMap<Entry, Entry>): Entry | undefined {
  let by = coveredBy.get(entry);
  for (let next = by && coveredBy.get(by); next !== undefined; next = coveredBy.get(next)) by = next;
  return by;
}

function firstFrom(sorted: readonly Candidate[], beginning: string): number {
  return firstPlace(sorted.length, (place) => (sorted[place]?.text ?? '') < beginning);
}
