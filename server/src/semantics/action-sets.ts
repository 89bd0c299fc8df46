/**
 * Sets of actions as bit sets over the catalog's numbers, so that whole lists are compared word by word. Names that the catalog
 * does not know are no part of them: `extra-actions.ts` has those.
 */
import type { Catalog } from '../catalog/catalog';
import { supportsRcp } from '../catalog/tables/service-support';
import { type ActionNames, readActionNames } from './action-names';

export type ActionSet = Uint32Array;

/** What the entries of one list select. */
export interface ActionList {
  /** The actions that some entry matches (`Action`). `*:*` is read as `*`. */
  readonly named: ActionSet;
  /** All actions but those (`NotAction`). */
  readonly others: () => ActionSet;
  /** What the entries say of names that the catalog lacks. */
  readonly names: ActionNames;
}

/** Selects the catalog's actions; what a list selects is worked out once for each text. */
export interface ActionSets {
  /** The same object for the same entries. */
  readonly of: (entries: readonly string[]) => ActionList;
  readonly all: ActionSet;
  /** Actions that RCPs can limit. */
  readonly resourceControlled: () => ActionSet;
}

/** So many lists are remembered; then the memory starts anew. */
const MAX_LISTS = 4096;

export function createActionSets(catalog: Catalog): ActionSets {
  const words = (catalog.actionCount + 31) >> 5;
  const all = new Uint32Array(words);
  fill(all, 0, catalog.actionCount);
  const known = new Map<string, ActionList>();
  let controlled: ActionSet | undefined;

  function select(entries: readonly string[]): ActionSet {
    const set = new Uint32Array(words);
    for (const entry of entries) {
      for (const { start, end } of catalog.actionRanges(entry === '*:*' ? '*' : entry)) fill(set, start, end);
    }
    return set;
  }

  function listOf(entries: readonly string[]): ActionList {
    const named = select(entries);
    let others: ActionSet | undefined;
    return {
      named,
      others: () => {
        others ??= subtract(all, named);
        return others;
      },
      names: readActionNames(entries, catalog),
    };
  }

  return {
    of: (entries) => {
      const key = entries.join('\n');
      const list = known.get(key) ?? listOf(entries);
      if (known.size >= MAX_LISTS) known.clear();
      known.set(key, list);
      return list;
    },
    all,
    resourceControlled: () => {
      controlled ??= resourceControlled(catalog, words);
      return controlled;
    },
  };
}

function resourceControlled(catalog: Catalog, words: number): ActionSet {
  const set = new Uint32Array(words);
  for (const { prefix, firstAction, actionCount } of catalog.services) {
    if (supportsRcp(prefix)) fill(set, firstAction, firstAction + actionCount);
  }
  const exempt = catalog.actionNumber(RETIRE_GRANT);
  return exempt === undefined ? set : set.map((word, at) => (at === exempt >> 5 ? word & ~(1 << (exempt & 31)) : word));
}

const RETIRE_GRANT = 'kms:retiregrant';

/** Can an RCP limit the action (docs/evaluation.md, resource control policies)? */
export function isResourceControlled(lowerName: string): boolean {
  return lowerName !== RETIRE_GRANT && supportsRcp(lowerName.slice(0, lowerName.indexOf(':')));
}

export function intersect(left: ActionSet, right: ActionSet): ActionSet {
  return left.map((word, at) => word & (right[at] ?? 0));
}

function fill(set: Uint32Array, start: number, end: number): void {
  for (let at = start; at < end; ) {
    if ((at & 31) === 0 && at + 32 <= end) {
      set[at >> 5] = 0xffffffff;
      at += 32;
    } else {
      set[at >> 5] = (set[at >> 5] ?? 0) | (1 << (at & 31));
      at += 1;
    }
  }
}

/** A copy without the actions of `right`. */
function subtract(left: ActionSet, right: ActionSet): ActionSet {
  return left.map((word, at) => word & ~(right[at] ?? 0));
}

/** Adds `right` to `left` in place. */
export function addAll(left: ActionSet, right: ActionSet): void {
  for (let at = 0; at < left.length; at += 1) left[at] = (left[at] ?? 0) | (right[at] ?? 0);
}

/** Adds to `target` in place what is in one of the two but not in both. */
export function addDifference(target: ActionSet, left: ActionSet, right: ActionSet): void {
  for (let at = 0; at < target.length; at += 1) target[at] = (target[at] ?? 0) | ((left[at] ?? 0) ^ (right[at] ?? 0));
}

/** Is each action of the set in one of the others at least? */
export function isWithin(set: ActionSet, others: readonly ActionSet[]): boolean {
  for (let at = 0; at < set.length; at += 1) {
    let left = set[at] ?? 0;
    for (let index = 0; left !== 0 && index < others.length; index += 1) left &= ~(others[index]?.[at] ?? 0);
    if (left !== 0) return false;
  }
  return true;
}

export function hasAction(set: ActionSet, number: number): boolean {
  return (((set[number >> 5] ?? 0) >>> (number & 31)) & 1) === 1;
}

/** The numbers in the set, ascending. */
export function numbersIn(set: ActionSet): readonly number[] {
  const numbers: number[] = [];
  for (let word = 0; word < set.length; word += 1) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      numbers.push(word * 32 + (31 - Math.clz32(lowest)));
      bits ^= lowest;
    }
  }
  return numbers;
}
