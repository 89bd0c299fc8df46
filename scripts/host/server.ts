import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostPlace } from './place';

/** Milliseconds that the editor has to come up. */
export const startLimit = 60_000;

/** What to open in the embedded editor. All paths are absolute. */
export interface HostOptions {
  /** The folder that is opened as the workspace. */
  readonly workspace: string;
  /** Folders of extensions that run as under development, without being installed. */
  readonly extensions: readonly string[];
  /** The bundled test file whose `run()` the extension host calls; without it the editor just opens. */
  readonly tests?: string;
  /** Variables for the extension host, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the editor keeps its own data: an empty folder, or that of an earlier run. */
  readonly data: string;
}

/** A running server: the address of its page, and how to end it. */
export interface RunningHost {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Settings that make an editor quiet: no welcome pages, no notifications, nothing asked or fetched on the side. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** The file of the user settings inside an editor's data folder, here and in the desktop VS Code. */
export const settingsFileIn = (data: string): string => join(data, 'User/settings.json');

/** Starts the server on localhost only, behind a token of its own, and waits until it listens. Settings are written before. */
export async function startHost(place: HostPlace, options: HostOptions): Promise<RunningHost> {
  const token = randomBytes(16).toString('hex');
  const child = spawn(place.node, serverArguments(place, options, token), {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const kill = () => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  const stop = () => end(child).finally(() => process.off('exit', kill));
  try {
    return { url: pageAddress(await listening(child), token, options), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Writes the user settings of an editor, before its start or later: a running one takes them over at once. */
export async function writeSettings(file: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, null, 2));
}

function serverArguments(place: HostPlace, options: HostOptions, token: string): string[] {
  return [
    place.server,
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
    ...['--user-data-dir', options.data, '--server-data-dir', join(options.data, 'server')],
    ...['--extensions-dir', join(options.data, 'extensions')],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-workspace-trust'],
    // Without it a released VS Code ignores the part of the address that names extensions under development.
    '--enable-smoke-test-driver',
  ];
}

/** The address that opens the workspace with the extensions. The authority inside must be that of the page. */
function pageAddress(port: number, token: string, options: HostOptions): string {
  const authority = `localhost:${port}`;
  const remote = (path: string) => `vscode-remote://${authority}${path}`;
  const payload = [
    ...options.extensions.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(options.tests === undefined ? [] : [['extensionTestsPath', remote(options.tests)]]),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ tkn: token, folder: options.workspace, payload: JSON.stringify(payload) });
  return `http://${authority}/?${query.toString()}`;
}

/** The port, once the server says that it listens; fails with what it wrote where it ends or takes too long. */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`The embedded editor's server ${why}.\n${output}`));
    const limit = setTimeout(() => fail(`did not start within ${startLimit / 1000} s`), startLimit);
    const hear = (data: Buffer) => {
      output += data.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      child.stdout?.off('data', hear).resume();
      resolve(Number(port));
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', (error) => fail(`could not be started: ${error.message}`));
    child.on('exit', (code) => {
      clearTimeout(limit);
      fail(`ended with code ${code}`);
    });
  });
}

/** Ends the server and the extension hosts that it started, which share its process group. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((settle) => child.once('exit', () => settle()));
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), 3_000);
  await exited;
  clearTimeout(force);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
