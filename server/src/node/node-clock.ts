import type { Clock } from '../workspace/schedule';

/** A wait of nothing ends behind the messages that have already come in. */
export const nodeClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, run) {
    if (milliseconds > 0) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    }
    const immediate = setImmediate(run);
    return () => clearImmediate(immediate);
  },
};
