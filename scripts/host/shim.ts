import { join } from 'node:path';
import { inRoot } from '../paths';
import { watchTests } from './automation';
import { controlVariable, openControl } from './control';
import { createDriver } from './driver';
import { ensureHost } from './install';
import { openBrowser, openWorkbench } from './page';
import { quietSettings, settingsFileIn, startHost } from './server';
import { type Undo, undoOnExit } from './undo';

/** Milliseconds that a run has, from the moment on at which the workbench stands. */
const runLimit = 5 * 60_000;

/** Where pictures of tests and the editor's log go; ignored by git. */
const resultsFolder = inRoot('test-results');

/** What we take of VS Code's command line; the rest is about a window of one's own. */
interface ShimArguments {
  readonly extensions: readonly string[];
  readonly tests: string | undefined;
  readonly workspace: string | undefined;
  readonly data: string | undefined;
}

/** Runs a test file in the embedded editor and exits with its code. */
async function main(argv: readonly string[]): Promise<void> {
  const undo = undoOnExit();
  const code = await runTests(readArguments(argv), undo).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });
  await undo.all();
  process.exit(code);
}

/** Reads the arguments that @vscode/test-electron gives VS Code. */
function readArguments(argv: readonly string[]): ShimArguments {
  const all = (name: string) =>
    argv.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  return {
    extensions: all('extensionDevelopmentPath'),
    tests: all('extensionTestsPath').at(-1),
    workspace: argv.find((arg) => !arg.startsWith('-')),
    data: all('user-data-dir').at(-1),
  };
}

async function runTests(args: ShimArguments, undo: Undo): Promise<number> {
  const { workspace, tests, extensions, data } = args;
  if (workspace === undefined || tests === undefined || data === undefined) {
    throw new Error('A folder, --extensionTestsPath and --user-data-dir are needed.');
  }
  const place = await ensureHost();
  const { browser, page } = await openBrowser();
  undo.add(() => browser.close());
  const logFile = join(resultsFolder, 'editor.log');
  const pictureFile = (name: string) => join(resultsFolder, name.replace(/[^\w.-]+/g, '-'));
  const driver = createDriver(page, { settingsFile: settingsFileIn(data), settings: quietSettings, pictureFile });
  const control = await openControl(driver);
  undo.add(control.close);
  const env = { [controlVariable]: control.url, EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };
  const host = await startHost(place, { workspace, tests, extensions, data, env });
  undo.add(host.stop);
  const ended = await watchTests(page, logFile);
  await openWorkbench(page, host.url);
  const code = await ended(runLimit);
  if (code !== 0) {
    await driver.screenshot({ file: 'editor-at-the-end.png' }).catch(() => undefined);
    console.log(`The editor's own log and pictures of what failed are in ${resultsFolder}`);
  }
  return code;
}

void main(process.argv.slice(2));
