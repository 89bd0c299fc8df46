import { saveScreenshot } from './window';

/** A test: what it says that the editor does, and the proof. */
interface Test {
  readonly name: string;
  readonly prove: () => Promise<void> | void;
}

/** Milliseconds that one test has. */
const limit = 60_000;

const tests: Test[] = [];

/** Announces a test; they run one after the other, in the order in which they are announced. */
export function test(name: string, prove: Test['prove']): void {
  tests.push({ name, prove });
}

/** Runs all announced tests: VS Code calls it. Rejects where one fails or where there is none, which becomes the exit code. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const each of tests) if (!(await passes(each))) failed += 1;
  say(`${tests.length - failed} passed, ${failed} failed`);
  if (tests.length === 0) throw new Error('There are no editor tests.');
  if (failed > 0) throw new Error(`${failed} of the editor tests failed.`);
}

/** The mark tells the embedded host which of the editor's many lines are ours. */
const say = (text: string) => console.log(`[test] ${text}`);

async function passes({ name, prove }: Test): Promise<boolean> {
  const start = Date.now();
  try {
    await within(limit, prove);
    say(`ok    ${name} (${Date.now() - start} ms)`);
    return true;
  } catch (error) {
    say(`FAIL  ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await saveScreenshot(`failed-${name}.png`);
    return false;
  }
}

async function within(milliseconds: number, prove: Test['prove']): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${milliseconds / 1000} s.`)), milliseconds);
  });
  await Promise.race([Promise.resolve(prove()), late]).finally(() => clearTimeout(timer));
}
