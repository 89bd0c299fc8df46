import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { shippedCatalog } from './catalog';
import { checkShare, type FileAnswer, type Share, type Work } from './check-share';
import type { Terminal } from './terminal';

/** Answers in the order of the files, or a sentence about an option that names what cannot be read. */
export type CheckedFiles =
  | { readonly ok: true; readonly answers: readonly FileAnswer[]; readonly log: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** Fewer files than this for each thread are checked before another thread has started. */
const FILES_PER_THREAD = 150;
/** More threads read the same disk, and each holds a catalog. */
const MAX_THREADS = 4;
/** Fewer files are done before anybody could read about them. */
const PROGRESS_STEP = 25;

interface ThreadData {
  readonly work: Work;
  /** One number that all threads count up: the next file that nobody has taken. */
  readonly cursor: Int32Array;
}

/** Checks all files, where there are many on several threads, of which this one is the first. */
export async function checkFiles(work: Work, terminal: Terminal): Promise<CheckedFiles> {
  const cursor = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const count = Math.min(availableParallelism(), MAX_THREADS, Math.ceil(work.files.length / FILES_PER_THREAD));
  const others = Array.from({ length: Math.max(0, count - 1) }, () => shareOfThread({ work, cursor }));
  const total = work.files.length;
  const own = await checkShare(work, shippedCatalog(), () => {
    const at = Atomics.add(cursor, 0, 1);
    if (total > PROGRESS_STEP && at % PROGRESS_STEP === 0 && at < total)
      terminal.progress(`Checking file ${at + 1} of ${total}`);
    return at;
  });
  const shares = await Promise.all(others);
  return own.ok ? together([own.share, ...shares]) : own;
}

function together(shares: readonly Share[]): CheckedFiles {
  const numbered = shares.flatMap(({ answers }) => answers);
  return {
    ok: true,
    answers: [...numbered].sort(([left], [right]) => left - right).map(([, answer]) => answer),
    log: shares.flatMap(({ log }) => log),
  };
}

/** The command as it is started, beside this bundle. */
const program = () => join(__dirname, 'cli.js');

/** The thread starts this program again, which sees that it is one (`main.ts`). */
function shareOfThread(data: ThreadData): Promise<Share> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program(), { workerData: data });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A thread ended with ${code}.`)));
  });
}

/** What a thread of `checkFiles` does. An option that cannot be read is told by the first thread. */
export async function serveThread(): Promise<void> {
  const { work, cursor } = workerData as ThreadData;
  const answer = await checkShare(work, shippedCatalog(), () => Atomics.add(cursor, 0, 1));
  parentPort?.postMessage(answer.ok ? answer.share : { answers: [], log: [] });
}
