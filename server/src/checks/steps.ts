/** Work that can be put down between two steps. What it comes to is what it returns. */
export type Steps<Result> = Generator<void, Result, void>;

/** All steps at once. */
export function finished<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Work that is done step by step, or at once when its result is asked for. */
export interface Stepwise<Result> {
  /** Goes one step on; false where nothing is left to do. */
  readonly advance: () => boolean;
  readonly result: () => Result;
}

/** The work begins with the first step, and again if a step threw. */
export function stepwise<Result>(begin: () => Steps<Result>): Stepwise<Result> {
  let steps: Steps<Result> | undefined;
  let end: { readonly value: Result } | undefined;
  const advance = (): boolean => {
    if (end !== undefined) return false;
    steps ??= begin();
    try {
      const step = steps.next();
      if (step.done === true) end = { value: step.value };
    } catch (error) {
      steps = undefined;
      throw error;
    }
    return end === undefined;
  };
  const result = (): Result => {
    while (end === undefined) advance();
    return end.value;
  };
  return { advance, result };
}
