/**
 * Open points of the rules (ids such as `A-03`): the run takes one reading of each and records that it met it, so that
 * it can be repeated with the other reading.
 */

export interface Choices {
  /** Id → which alternative holds in this run, from 1. */
  readonly switched: ReadonlyMap<string, number>;
  /** Id → how many alternatives there are. Filled by the run. */
  readonly recorded: Map<string, number>;
}

export function choicesWith(switched: ReadonlyMap<string, number>): Choices {
  return { switched, recorded: new Map() };
}

/** 0: the reading that the rules take; otherwise the number of the alternative. */
export function choose(choices: Choices, id: string, alternatives = 1): number {
  choices.recorded.set(id, Math.max(alternatives, choices.recorded.get(id) ?? 0));
  return choices.switched.get(id) ?? 0;
}
