import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './command';
import { isMain, reportAndExit } from './main-script';
import { inRoot } from './paths';

/** How many tests passed and failed. A check without tests of its own counts as one. */
interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** A part of the whole: without `needsBuild` it is worth running even where the build failed. */
interface Part {
  readonly title: string;
  readonly needsBuild: boolean;
  readonly run: () => Promise<Totals>;
}

/** Several times what each part takes on a slow machine: it ends what would never end. */
const limit = { minutes: 20 };

const tsx = (script: string, ...args: readonly string[]) =>
  runNode([inRoot('node_modules/tsx/dist/cli.mjs'), inRoot(script), ...args], limit);

const build: Part = { title: 'Build', needsBuild: false, run: async () => asOne((await tsx('scripts/build.ts')).code) };

const others: readonly Part[] = [
  { title: 'Lint and types', needsBuild: false, run: async () => asOne((await tsx('scripts/lint.ts')).code) },
  { title: 'Unit tests', needsBuild: false, run: () => vitest('unit') },
  { title: 'Server tests', needsBuild: true, run: () => vitest('server') },
  { title: 'Editor tests', needsBuild: true, run: editorTests },
];

/** `npm test`: everything, in order, each part with its output; the last line is the total. */
async function testAll(): Promise<number> {
  const built = await runPart(build);
  const results = [built];
  for (const part of others) results.push(built.failed > 0 && part.needsBuild ? notRun(part) : await runPart(part));
  const sum = (count: (totals: Totals) => number) => results.reduce((all, totals) => all + count(totals), 0);
  const failed = sum((totals) => totals.failed);
  console.log(`\n${sum((totals) => totals.passed)} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runPart(part: Part): Promise<Totals> {
  console.log(`\n=== ${part.title}`);
  const start = Date.now();
  const totals = await part.run();
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`=== ${part.title}: ${totals.passed} passed, ${totals.failed} failed (${seconds} s)`);
  return totals;
}

function notRun(part: Part): Totals {
  console.log(`\n=== ${part.title}: not run, because the build failed`);
  return { passed: 0, failed: 1 };
}

const asOne = (code: number): Totals => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A failure that no test stands for (a file that does not load, no test at all) counts as one. */
const withCode = (totals: Totals, code: number): Totals =>
  code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;

async function vitest(project: string): Promise<Totals> {
  const folder = await mkdtemp(join(tmpdir(), 'writ-results-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...reporters];
  const { code } = await runNode(args, limit);
  const text = await readFile(file, 'utf8').catch(() => '{}');
  await rm(folder, { recursive: true, force: true });
  const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(text) as Record<string, number>;
  return withCode({ passed: numPassedTests, failed: numFailedTests }, code);
}

async function editorTests(): Promise<Totals> {
  const { code, output } = await tsx('test/vscode/run.ts');
  const [, passed = '0', failed = '0'] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  return withCode({ passed: Number(passed), failed: Number(failed) }, code);
}

if (isMain(import.meta.url)) reportAndExit(testAll());
