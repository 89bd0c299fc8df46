import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { quietSettings, settingsFileIn, writeSettings } from '../../../scripts/host/server';
import { temporaryFolder, undoOnExit } from '../../../scripts/host/undo';
import { inRoot } from '../../../scripts/paths';
import { findEditor } from './editor';

/** What to test: the test files, the folder of the extension, and a folder of which the editor gets a copy as its workspace. */
export interface Launch {
  readonly files: readonly string[];
  readonly extension: string;
  readonly workspace: string;
}

/** Runs all the test files in one editor and answers its exit code: 0 where all tests passed. */
export async function launchTests({ files, extension, workspace }: Launch): Promise<number> {
  const undo = undoOnExit();
  await rm(inRoot('test-results'), { recursive: true, force: true });
  try {
    const folder = await temporaryFolder(undo, 'tests');
    const copy = join(folder, 'workspace');
    const data = join(folder, 'data');
    const tests = join(folder, 'tests.js');
    await mkdir(copy);
    await cp(workspace, copy, { recursive: true });
    await writeSettings(settingsFileIn(data), quietSettings);
    await bundle(files, tests);
    return await runTests({
      vscodeExecutablePath: await findEditor(),
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [copy, `--user-data-dir=${data}`, `--extensions-dir=${join(folder, 'extensions')}`],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    await undo.all();
  }
}

/** One script of all the test files, whose `run()` the extension host calls. */
async function bundle(files: readonly string[], outfile: string): Promise<void> {
  const runner = inRoot('test/vscode/host/runner.ts');
  const lines = [
    ...files.map((file) => `import ${JSON.stringify(file)};`),
    `export { run } from ${JSON.stringify(runner)};`,
  ];
  await build({
    stdin: { contents: lines.join('\n'), resolveDir: inRoot(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** The test files of a folder, in the order of their names; with words, those whose name contains one of them. */
export async function testFiles(folder: string, words: readonly string[]): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.test.ts')).sort();
  const chosen = words.length === 0 ? names : names.filter((name) => words.some((word) => name.includes(word)));
  return chosen.map((name) => join(folder, name));
}
