import type { Catalog } from '../catalog/catalog';
import type { CompiledActions } from './compiled';

/** What compiling needs of the catalog: the numbers of its actions. */
export type ActionNumbers = Pick<Catalog, 'actionRanges' | 'summary'>;

/** A set of actions of one service: one bit for each, by its place among the service's actions in the catalog. */
export interface ActionSet {
  readonly words: Uint32Array;
}

/**
 * The actions of a service that an element selects. `*:*` counts as selecting all, also in `NotAction`: whether it matches
 * is an open point, so it has to be asked at each decision. Undefined: the catalog has no such service.
 */
export function actionSet(action: CompiledActions, service: string, numbers: ActionNumbers): ActionSet | undefined {
  const summary = numbers.summary(service);
  if (summary === undefined) return undefined;
  const { firstAction, actionCount } = summary;
  const words = new Uint32Array((actionCount + 31) >> 5);
  if (action.hasStarStar) return { words: words.fill(ALL) };
  for (const { pattern } of action.patterns) {
    if (pattern === undefined) continue;
    if (pattern.isUniversal) words.fill(ALL);
    else if (serviceOf(pattern.source) === service)
      for (const range of numbers.actionRanges(pattern.source)) addRange(words, range, firstAction);
  }
  return { words: action.isNegated ? words.map((word) => ~word) : words };
}

const ALL = 0xffffffff;

/** Is the action at that place in the set? Never where there is no set. */
export function hasAction(set: ActionSet | undefined, place: number): boolean {
  return (((set?.words[place >> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

/** `s3:get*` → `s3`; an action entry always has a literal service. */
export function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function addRange(words: Uint32Array, range: { readonly start: number; readonly end: number }, first: number): void {
  for (let place = range.start - first; place < range.end - first; place += 1)
    words[place >> 5] = (words[place >> 5] ?? 0) | (1 << (place & 31));
}
