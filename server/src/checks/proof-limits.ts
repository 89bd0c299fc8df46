/** How long questions to the comparison kernel may take, all of one policy together. */
export interface ProofLimits {
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  /** When to stop, in the time of `now`. */
  readonly deadline: number;
}

export const UNLIMITED: ProofLimits = { now: () => 0, deadline: Number.POSITIVE_INFINITY };

/** Nothing is proven. */
export const NO_TIME: ProofLimits = { now: () => 0, deadline: 0 };
