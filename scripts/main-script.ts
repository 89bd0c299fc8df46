import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether the script with this `import.meta.url` was started itself, and not imported by another. */
export function isMain(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(url));
}

/**
 * The end of a script: its number, or 0, is the exit code; a failure is told in words, without a stack, and exits with 1.
 * With `stay` a script that succeeded goes on running.
 */
export function reportAndExit(work: Promise<unknown>, { stay = false } = {}): void {
  work.then(
    (code) => {
      if (!stay) process.exit(typeof code === 'number' ? code : 0);
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
