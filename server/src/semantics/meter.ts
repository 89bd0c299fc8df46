/** How much a question may cost. Steps are counted in the innermost loops; the clock, if there is one, is read every few thousand. */
export interface Budget {
  /** One step is one small move of a search: a pair of patterns compared, a letter read by an automaton. */
  readonly steps: number;
  /** Milliseconds from any start; handed in, so that tests need no time to pass. */
  readonly clock?: () => number;
  /** Together with `clock`: how long the question may take. */
  readonly milliseconds?: number;
  /** What this question may spend together with others. */
  readonly purse?: Purse;
}

/** What several questions may spend together, work of both kinds: those that come when it is empty are not answered. */
export interface Purse {
  left: number;
}

/** What every question takes besides its subject. */
export interface Limits {
  readonly budget: Budget;
  /** Asked now and then; true ends the question, whose answer is then "cannot tell". */
  readonly isCancelled?: (() => boolean) | undefined;
}

/** Counts the work of one question. */
export interface Meter {
  /** Notes work. False: nothing is left, and whoever asks has to give up. */
  readonly spend: (steps: number) => boolean;
  /** Notes work that is no search and grows with the text alone: the same, but it counts for the clock only. */
  readonly prepare: (steps: number) => boolean;
  readonly isSpent: () => boolean;
  /** Steps spent until now. */
  readonly used: () => number;
}

/** So many steps lie between two looks at the clock and into the purse: some tens of microseconds. A question pays the first ones when it begins. */
const CLOCK_INTERVAL = 2048;

export function createMeter({ budget, isCancelled }: Limits): Meter {
  const { clock, milliseconds, purse } = budget;
  const end = clock !== undefined && milliseconds !== undefined ? clock() + milliseconds : undefined;
  let used = 0;
  let untilLook = CLOCK_INTERVAL;
  let isOut = isCancelled?.() === true;
  pay(CLOCK_INTERVAL);

  function look(): void {
    pay(CLOCK_INTERVAL - untilLook);
    untilLook = CLOCK_INTERVAL;
    if (isCancelled?.() === true) isOut = true;
    if (end !== undefined && clock !== undefined && clock() >= end) isOut = true;
  }

  function pay(steps: number): void {
    if (purse === undefined) return;
    if (purse.left <= 0) isOut = true;
    purse.left -= steps;
  }

  function prepare(steps: number): boolean {
    untilLook -= steps;
    if (untilLook <= 0 && !isOut) look();
    return !isOut;
  }

  return {
    spend: (steps) => {
      used += steps;
      if (used > budget.steps) isOut = true;
      return prepare(steps);
    },
    prepare,
    isSpent: () => isOut,
    used: () => used,
  };
}
