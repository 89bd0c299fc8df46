import type { Suppression } from '../checks/configuration';
import { normalUri } from './uri';

/**
 * What is known of the files of the workspace that are not open: which have to be looked at again, and the name of what was last said of
 * each. Findings themselves are not kept, so that a large workspace costs names only.
 */
export interface Scan {
  /** The file has changed, or what was said of it no longer counts. */
  touch(uri: string): void;
  /** Everything may be different: a setting, a configuration, a model, a folder. */
  touchAll(): void;
  /** Resolves when something has to be looked at, now or later; and when `cancelled` says so. */
  whenStale(onCancelled: (done: () => void) => void): Promise<void>;
  /** What has to be looked at is taken over: what changes from now on is for the next round. */
  begin(): Round;
  /** Entries of a configuration that some file uses. */
  isUsed(configuration: string, entry: Suppression): boolean;
  /** Something was said of some file. */
  readonly hasResults: boolean;
  /** Every file has been looked at since something changed for all. */
  readonly isComplete: boolean;
}

/** One walk over the workspace. */
export interface Round {
  /** Must the file be looked at? False: what was said of it last still holds. */
  isStale(uri: string): boolean;
  /** The name of what was said last; undefined where the file has no findings, or was never looked at. */
  known(uri: string): string | undefined;
  /** What was found now; `undefined`: nothing. */
  found(uri: string, resultId: string | undefined): void;
  /** Which entries of its configuration the file uses. */
  uses(uri: string, configuration: string | undefined, used: Iterable<Suppression>): void;
  /** The walk has seen every file. Answers those that had findings and are gone. */
  end(): readonly string[];
  /** The walk ended before it had seen every file: the rest stays to be looked at. */
  abandon(): void;
}

export function createScan(): Scan {
  const results = new Map<string, string>();
  const looked = new Set<string>();
  const usage = new Map<string, { readonly configuration: string; readonly used: ReadonlySet<number> }>();
  const waiting = new Set<() => void>();
  let touched = new Set<string>();
  let isAllTouched = true;
  let isComplete = false;
  const wake = () => {
    for (const done of [...waiting]) done();
    waiting.clear();
  };

  const begin = (): Round => {
    const isFull = isAllTouched;
    const changed = touched;
    if (isFull) looked.clear();
    touched = new Set();
    isAllTouched = false;
    const seen = new Set<string>();
    return {
      isStale: (uri) => isFull || changed.has(normalUri(uri)) || !looked.has(normalUri(uri)),
      known: (uri) => results.get(normalUri(uri)),
      found(uri, resultId) {
        const key = normalUri(uri);
        looked.add(key);
        seen.add(key);
        if (resultId === undefined) results.delete(key);
        else results.set(key, resultId);
      },
      uses(uri, configuration, used) {
        const places = new Set([...used].map(({ range }) => range.start));
        if (configuration === undefined || places.size === 0) usage.delete(normalUri(uri));
        else usage.set(normalUri(uri), { configuration: normalUri(configuration), used: places });
      },
      end() {
        isComplete = !isAllTouched;
        const gone = [...results.keys()].filter((uri) => !seen.has(uri));
        for (const uri of gone) {
          results.delete(uri);
          usage.delete(uri);
        }
        return gone;
      },
      abandon() {
        isAllTouched ||= isFull;
        for (const uri of changed) touched.add(uri);
      },
    };
  };
  return {
    touch(uri) {
      touched.add(normalUri(uri));
      wake();
    },
    touchAll() {
      isAllTouched = true;
      isComplete = false;
      wake();
    },
    whenStale(onCancelled) {
      if (isAllTouched || touched.size > 0) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.add(resolve);
        onCancelled(() => {
          waiting.delete(resolve);
          resolve();
        });
      });
    },
    begin,
    isUsed: (configuration, entry) =>
      [...usage.values()].some(
        (each) => each.configuration === normalUri(configuration) && each.used.has(entry.range.start),
      ),
    get hasResults() {
      return results.size > 0;
    },
    get isComplete() {
      return isComplete;
    },
  };
}
