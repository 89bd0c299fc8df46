import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from './build';
import { askCommand } from './command';
import { ensureHost } from './host/install';
import { cacheFolder } from './host/place';
import { quietSettings, settingsFileIn, startHost, writeSettings } from './host/server';
import { undoOnExit } from './host/undo';
import { isMain, reportAndExit } from './main-script';
import { inRoot, root } from './paths';

const examples = inRoot('examples');

/** `npm start`: builds, and opens the example workspace with the extension running. */
async function start(): Promise<void> {
  await buildAll({ minify: false, watch: false });
  if (await hasDesktop()) await openDesktop();
  else await openEmbedded();
}

/** Inside a terminal of a remote VS Code `code` answers too, but cannot open a window for development. */
async function hasDesktop(): Promise<boolean> {
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  return (await askCommand('code', ['--version'])).code === 0;
}

async function openDesktop(): Promise<void> {
  const child = spawn('code', [`--extensionDevelopmentPath=${root}`, '--new-window', examples], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const code = await new Promise<number>((settle, reject) => {
    child.on('error', reject);
    child.on('exit', (exit) => settle(exit ?? 1));
  });
  if (code !== 0) throw new Error(`VS Code ended with code ${code}.`);
  console.log('Opened the example workspace in VS Code.');
}

/** Serves the embedded editor until Ctrl-C; it keeps its settings and layout from one start to the next. */
async function openEmbedded(): Promise<void> {
  const undo = undoOnExit();
  const place = await ensureHost();
  const data = join(cacheFolder(), 'start');
  const file = settingsFileIn(data);
  if (!(await readFile(file).catch(() => undefined))) await writeSettings(file, quietSettings);
  const host = await startHost(place, { workspace: examples, extensions: [root], data });
  undo.add(host.stop);
  console.log(`\nThe example workspace is open at\n  ${host.url}\n(this computer only; Ctrl-C ends it)`);
}

if (isMain(import.meta.url)) reportAndExit(start(), { stay: true });
