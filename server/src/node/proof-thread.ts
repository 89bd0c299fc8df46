import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { PolicyChange } from '../../../shared/comparison';
import type { Catalog } from '../catalog/catalog';
import { createKernel, type Kernel } from '../semantics/kernel';
import { compareFiles } from '../workspace/compare';
import type { CompareTask, ProofAnswer, ProofTask, Prover } from '../workspace/proof-task';
import { answerTask, PROOF_BUDGET_MS } from '../workspace/prove';
import { normalUri } from '../workspace/uri';

/** What makes a thread of the server one that answers proofs. */
const ROLE = 'proofs';

type Work =
  | { readonly kind: 'proofs'; readonly task: ProofTask }
  | { readonly kind: 'compare'; readonly task: CompareTask };

type Result = ProofAnswer | readonly PolicyChange[];

interface Question {
  readonly id: number;
  readonly work: Work;
}

interface Answer {
  readonly id: number;
  readonly answer: Result | undefined;
  readonly log: readonly string[];
}

interface Job extends Question {
  /** Of two questions with the same key only the newer one matters. */
  readonly key: string;
  readonly resolve: (answer: Result | undefined) => void;
}

/**
 * Asks the kernel, and the rules that ask it, on a thread that starts with the first question: the same program again, which sees what it is by its data. One
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
    thread.postMessage({ id: running.id, work: running.work } satisfies Question);
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
  const supersede = (key: string) => {
    if (running?.key === key) Atomics.store(cancelled, 0, running.id);
    for (const job of waiting.filter((each) => each.key === key)) {
      waiting.splice(waiting.indexOf(job), 1);
      job.resolve(undefined);
    }
  };
  const ask = <Value extends Result>(key: string, work: Work): Promise<Value | undefined> =>
    new Promise((resolve) => {
      supersede(key);
      lastId += 1;
      // The thread answers each kind of work with its own kind of result.
      waiting.push({ id: lastId, key, work, resolve: (answer) => resolve(answer as Value | undefined) });
      if (running === undefined) next();
    });
  return {
    prove: (task) => ask<ProofAnswer>(`proofs ${normalUri(task.uri)}`, { kind: 'proofs', task }),
    compare: (task) =>
      ask<readonly PolicyChange[]>(`compare ${task.asker} ${task.base} ${normalUri(task.uri)}`, {
        kind: 'compare',
        task,
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
  let kernel: Kernel | undefined;
  parentPort?.on('message', ({ id, work }: Question) => {
    kernel ??= createKernel(openCatalog());
    const log: string[] = [];
    const now = () => (Atomics.load(cancelled, 0) === id ? Number.POSITIVE_INFINITY : performance.now());
    const answer = answerSafely(work, kernel, now, log);
    parentPort?.postMessage({ id, answer, log } satisfies Answer);
  });
}

function answerSafely(work: Work, kernel: Kernel, now: () => number, log: string[]): Result | undefined {
  try {
    return answerWork(work, kernel, now, log);
  } catch (error) {
    log.push(`${work.kind}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return undefined;
  }
}

function answerWork(work: Work, kernel: Kernel, now: () => number, log: string[]): Result {
  if (work.kind === 'proofs') {
    const limits = { now, deadline: performance.now() + PROOF_BUDGET_MS };
    return answerTask(work.task, kernel.catalog, limits, (line) => log.push(line));
  }
  const { versions, milliseconds } = work.task;
  const budget = { steps: Number.MAX_SAFE_INTEGER, clock: now, milliseconds };
  return compareFiles(versions, kernel, { budget, isCancelled: () => now() === Number.POSITIVE_INFINITY });
}
