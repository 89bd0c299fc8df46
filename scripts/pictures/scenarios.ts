import type { Scenario } from './scenario';

/** The pictures of the README, in its order. */
export const scenarios: readonly Scenario[] = [];
