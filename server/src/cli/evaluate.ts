import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Certainty, DecisionWord } from '../../../shared/decision';
import { readCase } from '../evaluation/case';
import { createCompiler } from '../evaluation/compile';
import { serviceFacts } from '../evaluation/facts';
import type { EvaluationInput } from '../evaluation/input';
import { decideInput, type Engine, evaluateInput } from '../evaluation/result';
import { shortDecidedBy } from '../evaluation/short-decided-by';
import { parseJson } from '../syntax/json';
import { shippedCatalog } from './catalog';
import { linesOf } from './lines';
import { readProblem } from './read-problem';
import { EXIT, type Terminal } from './terminal';

/** The answer to one case. */
type CaseAnswer =
  | {
      readonly id: string;
      readonly decision: DecisionWord;
      readonly certainty: Certainty;
      /** One of the short words of docs/cli.md. */
      readonly decidedBy: string;
      readonly missingContext: readonly string[];
      /** Ids of what makes it `assumed`. */
      readonly assumptions: readonly string[];
      /** Members of the case that are not known. */
      readonly warnings?: readonly string[];
    }
  | { readonly id: string; readonly error: string };

/** `writ evaluate`: an answer for each line that is not blank, in order, also for one that cannot be used. */
export async function evaluate(file: string | undefined, terminal: Terminal): Promise<number> {
  const catalog = shippedCatalog();
  const engine: Engine = { facts: serviceFacts(catalog), compile: createCompiler(catalog) };
  const chunks = file === undefined || file === '-' ? terminal.input : createReadStream(resolve(terminal.folder, file));
  let hasErrors = false;
  let number = 0;
  try {
    for await (const line of linesOf(chunks)) {
      number += 1;
      if (line.trim() === '') continue;
      const answer = answerCase(line, number, engine);
      hasErrors ||= 'error' in answer;
      await terminal.write(`${JSON.stringify(answer)}\n`);
    }
  } catch (error) {
    terminal.note(`writ: cannot read ${file ?? 'standard input'}: ${readProblem(error)}`);
    return EXIT.couldNotRun;
  }
  return hasErrors ? EXIT.negative : EXIT.ok;
}

/** Decides one line. A line without an id is called by its number. */
function answerCase(line: string, number: number, engine: Engine): CaseAnswer {
  const reading = readCase(parseJson(line, { comments: false }));
  const id = reading.id ?? `line ${number}`;
  if (!reading.ok) return { id, error: reading.error };
  try {
    const warnings = reading.warnings.length > 0 ? { warnings: reading.warnings } : {};
    return { id, ...decide(reading.input, engine), ...warnings };
  } catch (error) {
    // A bug of ours costs this line only.
    return { id, error: `The case could not be decided: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function decide(input: EvaluationInput, engine: Engine): Omit<Extract<CaseAnswer, { decision: DecisionWord }>, 'id'> {
  const { decision, certainty, missingContext, assumptions } = evaluateInput(input, engine);
  return {
    decision,
    certainty,
    decidedBy: shortDecidedBy(decideInput(input, engine).decision),
    missingContext,
    assumptions: assumptions.filter(({ matters }) => matters).map(({ id }) => id),
  };
}
