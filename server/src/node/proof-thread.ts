import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Catalog } from '../catalog/catalog';
import type { ProofAnswer, ProofTask, Prover } from '../workspace/proof-task';
import { answerTask, PROOF_BUDGET_MS } from '../workspace/prove';
import { normalUri } from '../workspace/uri';

/** What makes a thread of the server one that answers proofs. */
const ROLE = 'proofs';

interface Question {
  readonly id: number;
  readonly task: ProofTask;
}

interface Answer {
  readonly id: number;
  readonly answer: ProofAnswer | undefined;
  readonly log: readonly string[];
}

interface Job extends Question {
  readonly resolve: (answer: ProofAnswer | undefined) => void;
}

/**
 * Asks the kernel's rules on a thread that starts with the first question: the same program again, which sees what it is by its data. One
 * question runs at a time; a newer version of its document ends it, or takes its place in the queue.
 */
export function createProofThread(program: string, log: (line: string) => void): Prover {
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const waiting: Job[] = [];
  let thread: Worker | undefined;
  let running: Job | undefined;
  let lastId = 0;

  const next = () => {
    running = waiting.shift();
    if (running === undefined) return;
    thread ??= start();
    thread.postMessage({ id: running.id, task: running.task } satisfies Question);
  };
  const done = ({ id, answer, log: lines }: Answer) => {
    for (const line of lines) log(line);
    if (running?.id !== id) return;
    running.resolve(Atomics.load(cancelled, 0) === id ? undefined : answer);
    next();
  };
  const start = (): Worker => {
    const started = new Worker(program, { workerData: { role: ROLE, cancelled } });
    started.unref();
    started.on('message', done);
    started.on('error', (error) => log(`the thread for proofs failed: ${error.message}`));
    started.on('exit', () => {
      thread = undefined;
      running?.resolve(undefined);
      next();
    });
    return started;
  };
  const supersede = (uri: string) => {
    const isSame = (job: Job) => normalUri(job.task.uri) === normalUri(uri);
    if (running !== undefined && isSame(running)) Atomics.store(cancelled, 0, running.id);
    for (const job of waiting.filter(isSame)) {
      waiting.splice(waiting.indexOf(job), 1);
      job.resolve(undefined);
    }
  };
  return {
    prove: (task) =>
      new Promise((resolve) => {
        supersede(task.uri);
        lastId += 1;
        waiting.push({ id: lastId, task, resolve });
        if (running === undefined) next();
      }),
    dispose() {
      void thread?.terminate();
    },
  };
}

/** Is this thread one of `createProofThread`? */
export function isProofThread(): boolean {
  return (workerData as { readonly role?: unknown } | null)?.role === ROLE;
}

/** Answers the questions of `createProofThread`. A cancelled one finds that its time is over. */
export function serveProofs(openCatalog: () => Catalog): void {
  const { cancelled } = workerData as { readonly cancelled: Int32Array };
  let catalog: Catalog | undefined;
  parentPort?.on('message', ({ id, task }: Question) => {
    catalog ??= openCatalog();
    const log: string[] = [];
    const now = () => (Atomics.load(cancelled, 0) === id ? Number.POSITIVE_INFINITY : performance.now());
    const deadline = performance.now() + PROOF_BUDGET_MS;
    const answer = answerSafely(task, catalog, { now, deadline }, log);
    parentPort?.postMessage({ id, answer, log } satisfies Answer);
  });
}

function answerSafely(
  task: ProofTask,
  catalog: Catalog,
  limits: Parameters<typeof answerTask>[2],
  log: string[],
): ProofAnswer | undefined {
  try {
    return answerTask(task, catalog, limits, (line) => log.push(line));
  } catch (error) {
    log.push(`proofs: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return undefined;
  }
}
