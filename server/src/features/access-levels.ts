import type { AccessLevel, Action } from '../catalog/catalog';

/** In the order of the Service Authorization Reference. */
const ORDER: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Permissions management', 'Tagging'];

/** The level that says most: tagging and permissions management actions are writes besides. */
function mainLevel({ accessLevels }: Action): AccessLevel | undefined {
  return accessLevels.find((level) => level === 'Permissions management' || level === 'Tagging') ?? accessLevels[0];
}

/** The level, or `undocumented`: never empty. */
export function levelWord(action: Action): string {
  return mainLevel(action) ?? 'undocumented';
}

/** `3 List, 40 Read, 2 undocumented`. */
export function levelCounts(actions: readonly Action[]): string {
  const counts = new Map<string, number>();
  for (const action of actions) counts.set(levelWord(action), (counts.get(levelWord(action)) ?? 0) + 1);
  return [...ORDER, 'undocumented']
    .flatMap((level) => (counts.has(level) ? [`${counts.get(level)} ${level}`] : []))
    .join(', ');
}

/** The levels that occur, in order. */
export function levelsIn(actions: readonly Action[]): readonly string[] {
  const found = new Set(actions.map(levelWord));
  return [...ORDER, 'undocumented'].filter((level) => found.has(level));
}
