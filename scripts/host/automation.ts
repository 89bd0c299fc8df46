import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';

/** Exit code of a run that took too long, as of timeout(1). */
const tookTooLong = 124;

/** Waits for the end of the tests, so many milliseconds at most; answers the exit code. */
export type Ended = (limit: number) => Promise<number>;

/** What the test runner puts before each of its messages: only those are shown, the rest of the editor's talk goes to a file. */
const marker = '[test] ';

/**
 * Offers the page the two functions that VS Code's automation calls: what the test runner writes is shown here, everything
 * is kept in the log file, and the end of the test file's `run()` is the end of the run: 0 if it resolved, 1 if it rejected.
 * To be called before the page loads.
 */
export async function watchTests(page: Page, logFile: string): Promise<Ended> {
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, '');
  let settle: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => {
    settle = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    const text = args.map(String).join(' ');
    appendFileSync(logFile, `${type}: ${text}\n`);
    if (text.startsWith(marker)) console.log(text.slice(marker.length));
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => settle(code));
  const fail = (code: number, why: string) => () => {
    console.error(why);
    settle(code);
  };
  page.on('crash', fail(1, 'The page of the editor crashed.'));
  return async (limit) => {
    const timer = setTimeout(fail(tookTooLong, `The tests did not end within ${limit / 60_000} minutes.`), limit);
    const code = await exit;
    clearTimeout(timer);
    return code;
  };
}
