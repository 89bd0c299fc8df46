import { isMainThread } from 'node:worker_threads';
import { runProgram } from './program';
import { EXIT, processTerminal } from './terminal';

/** The command `writ`, or one of its threads. */
async function main(): Promise<number> {
  if (isMainThread) {
    const words = process.argv.slice(2);
    return runProgram(words, processTerminal(words));
  }
  const { serveThread } = await import('./check-threads');
  await serveThread();
  return EXIT.ok;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `writ: an error of our own: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`,
    );
    process.exitCode = EXIT.couldNotRun;
  },
);
