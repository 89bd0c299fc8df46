import levenshtein from 'damerau-levenshtein';

/** Candidates beyond this number are only compared if they share a beginning: an answer must not wait for 10,000 distances. */
const MANY = 2000;

/** More edits than this make another word, however long it is. */
const MAX_DISTANCE = 4;

/** The names most like a word, nearest first, case ignored; at most `limit`, none that has nothing to do with it. */
export function nearestNames(word: string, candidates: Iterable<string>, limit = 3): readonly string[] {
  const folded = word.toLowerCase();
  const maxDistance = Math.min(Math.max(2, Math.ceil(folded.length / 3)), MAX_DISTANCE);
  const list = [...candidates];
  const near = list.length > MANY ? list.filter((name) => name.toLowerCase().startsWith(folded.slice(0, 2))) : list;
  return near
    .map((name) => ({ name, distance: distanceOf(folded, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((left, right) => left.distance - right.distance || (left.name < right.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** A word that the other one begins with, or holds, is near whatever their lengths. */
function distanceOf(word: string, name: string): number {
  if (word !== '' && name.includes(word)) return 1;
  return levenshtein(word, name).steps;
}

/** ` Did you mean "a", "b" or "c"?`, with its leading space, or nothing. */
export function didYouMean(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop();
  if (last === undefined) return '';
  return ` Did you mean ${quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`}?`;
}
