import type { SimulationResult, TextRange } from './decision';
import type { SimulationRequest } from './request';

/** What a piece of text is, so that an editor or a terminal can colour it; the words alone say everything. */
export type ResultRole = 'plain' | 'heading' | 'allowed' | 'denied' | 'unsure' | 'muted' | 'place';

/** A piece of one line. `place` names a statement; with a target it can be followed. */
export interface ResultPart {
  readonly text: string;
  readonly role: ResultRole;
  readonly target?: ResultTarget;
  /** What happens on a click: a command of `CLIENT_COMMANDS`. */
  readonly command?: ResultCommand;
}

export interface ResultCommand {
  readonly id: string;
  readonly arguments: readonly unknown[];
}

export interface ResultTarget {
  readonly uri: string;
  readonly range: TextRange;
}

/** One line without its line end; an empty one separates sections. */
export type ResultLine = readonly ResultPart[];

/** Request client → server: a result in words. */
export const RESULT_TEXT_REQUEST = 'writ/resultText';

export interface ResultTextParams {
  readonly request: SimulationRequest;
  readonly result: SimulationResult;
}
