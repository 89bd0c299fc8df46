/** Time, injected: the core has no timers of its own. */
export interface Clock {
  /** Milliseconds from any fixed point. */
  now(): number;
  /** Runs once after that time, at the earliest when waiting messages have been handled; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Work for an editor in which somebody types: the last call for a key wins. */
export interface Schedule {
  /** Soon after the last call, sooner where the same work was quick the last time. */
  soon(key: string, run: () => void): void;
  /** When nobody has called `soon` or `atRest` for any key for a while. */
  atRest(key: string, run: () => void): void;
  cancel(key: string): void;
  dispose(): void;
}

/** How long work goes on before the messages that wait are handled. */
const SLICE_MS = 10;

/**
 * Goes from step to step until one answers false, in short slices with room for others between them. True when all is done; false where
 * nobody wants it any more.
 */
export async function inSlices(clock: Clock, advance: () => boolean, isWanted: () => boolean): Promise<boolean> {
  for (;;) {
    const end = clock.now() + SLICE_MS;
    while (clock.now() < end) if (!advance()) return true;
    await turn(clock);
    if (!isWanted()) return false;
  }
}

/** Messages that wait are handled first: nobody who types waits for what comes behind. */
export function turn(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.after(0, resolve);
  });
}

/** Work below this is done at once; nobody sees it. */
const QUICK_MS = 5;
/** The longest wait behind a key stroke before work begins. */
const MAX_WAIT_MS = 25;
/** Typing rests when this has passed without a change. */
const REST_MS = 250;

export function createSchedule(clock: Clock): Schedule {
  const pending = new Map<string, () => void>();
  const costs = new Map<string, number>();
  const resting = new Map<string, () => void>();
  let cancelRest: (() => void) | undefined;

  const cancel = (key: string): void => {
    pending.get(key)?.();
    pending.delete(key);
  };
  const runResting = (): void => {
    cancelRest = undefined;
    const work = [...resting.values()];
    resting.clear();
    for (const run of work) run();
  };
  const waitForRest = (): void => {
    cancelRest?.();
    cancelRest = resting.size === 0 ? undefined : clock.after(REST_MS, runResting);
  };
  const runTimed = (key: string, run: () => void): void => {
    pending.delete(key);
    const start = clock.now();
    run();
    costs.set(key, clock.now() - start);
  };

  return {
    soon(key, run) {
      cancel(key);
      pending.set(
        key,
        clock.after(waitFor(costs.get(key) ?? 0), () => runTimed(key, run)),
      );
      waitForRest();
    },
    atRest(key, run) {
      resting.set(key, run);
      waitForRest();
    },
    cancel(key) {
      cancel(key);
      costs.delete(key);
      resting.delete(key);
    },
    dispose() {
      for (const key of [...pending.keys()]) cancel(key);
      resting.clear();
      cancelRest?.();
    },
  };
}

/** Costly work waits about as long as it takes, so that fast typing does it once for several strokes. */
function waitFor(lastCost: number): number {
  return lastCost < QUICK_MS ? 0 : Math.min(lastCost, MAX_WAIT_MS);
}
