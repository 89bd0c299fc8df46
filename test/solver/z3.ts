/** Questions to the solver. Whoever starts it has to end it. */
import { type ChildProcess, fork } from 'node:child_process';
import { inRoot } from '../../scripts/paths';

/** `unknown`: not within the time. Anything else than the three words is an error of the query. */
export type SolverAnswer = 'sat' | 'unsat' | 'unknown';

export interface Solver {
  readonly ask: (text: string) => Promise<SolverAnswer>;
  readonly end: () => void;
}

/** The solver looks at its own clock; where it does not, it is ended after a while longer. */
const PATIENCE_MILLISECONDS = 5_000;

export function startSolver(milliseconds: number): Solver {
  let running: Promise<ChildProcess> | undefined;
  let child: ChildProcess | undefined;

  function end(): void {
    child?.kill('SIGKILL');
    running = undefined;
    child = undefined;
  }

  async function ready(): Promise<ChildProcess> {
    const started = fork(inRoot('test/solver/z3-process.mjs'));
    child = started;
    await nextMessage(started);
    return started;
  }

  return {
    ask: async (text) => {
      running ??= ready();
      const process = await running;
      process.send({ text, milliseconds });
      const said = await nextMessage(process, milliseconds + PATIENCE_MILLISECONDS);
      if (said === undefined) end();
      return wordOf(said, text);
    },
    end,
  };
}

function wordOf(said: string | undefined, text: string): SolverAnswer {
  if (said === undefined) return 'unknown';
  if (said === 'sat' || said === 'unsat' || said === 'unknown') return said;
  throw new Error(`z3 answered "${said}" to:\n${text}`);
}

/** Undefined after the given time. */
function nextMessage(process: ChildProcess, milliseconds?: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const timer =
      milliseconds === undefined ? undefined : setTimeout(() => settle(() => resolve(undefined)), milliseconds);
    const onMessage = (message: unknown) => settle(() => resolve(String(message)));
    const onExit = () => settle(() => reject(new Error('The solver ended.')));
    function settle(done: () => void): void {
      clearTimeout(timer);
      process.off('message', onMessage);
      process.off('exit', onExit);
      done();
    }
    process.on('message', onMessage);
    process.on('exit', onExit);
  });
}
