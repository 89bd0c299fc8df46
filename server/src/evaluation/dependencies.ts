import type { DecisionWord, Dependency } from '../../../shared/decision';

type KeyDependency = Extract<Dependency, { readonly key: string }>;
type Ways = KeyDependency['ways'];

/** From the worst to the best (evaluation.md 10). */
export const WORST_FIRST: readonly DecisionWord[] = ['explicitDeny', 'implicitDeny', 'depends', 'allowed'];

/**
 * What a whole hangs on, out of what each of its open parts hangs on: all of them have to be allowed, so that a value which
 * opens one part leaves the whole depending on the others. A key on which parts hang alike is listed once.
 */
export function combineDependencies(parts: readonly (readonly Dependency[])[]): readonly Dependency[] {
  const open = parts.filter((part) => part.length > 0);
  const [only, ...others] = open;
  if (only === undefined) return [];
  if (others.length === 0) return only;
  const listed = new Set<string>();
  return open.flat().flatMap((each) => {
    const id = idOf(each);
    if (listed.has(id)) return [];
    listed.add(id);
    const same = open.map((part) => part.find((other) => idOf(other) === id));
    const isShared = same.every((other) => other !== undefined);
    return [
      merged(
        each,
        same.filter((other) => other !== undefined),
        isShared,
      ),
    ];
  });
}

/** The key in lower case with its values, or the part of the pattern. */
function idOf(dependency: Dependency): string {
  if (!('key' in dependency)) return JSON.stringify([dependency.resource]);
  return JSON.stringify([dependency.key.toLowerCase(), dependency.ways.map(({ value }) => value)]);
}

/** `isShared`: every open part hangs on it, so that an answer without "depends" is the answer of the whole. */
function merged(first: Dependency, all: readonly Dependency[], isShared: boolean): Dependency {
  const whole = (word: DecisionWord) => (word === 'allowed' && !isShared ? 'depends' : word);
  if (!('key' in first)) return { ...first, decision: whole(worst(all.map(decisionOf))) };
  const ways: Ways = first.ways.map((way, index) => ({
    ...way,
    decision: whole(worst(all.map((each) => ('key' in each ? (each.ways[index]?.decision ?? 'depends') : 'depends')))),
  }));
  return { ...first, ways };
}

function decisionOf(dependency: Dependency): DecisionWord {
  return 'key' in dependency ? 'depends' : dependency.decision;
}

function worst(words: readonly DecisionWord[]): DecisionWord {
  return WORST_FIRST.find((word) => words.includes(word)) ?? 'allowed';
}
