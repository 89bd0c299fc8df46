/** The compiled form of our programs, kept between runs, so that a start does not compile them again. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** What stands before the compiled code in a file. */
interface Header {
  /** Program, version and build of it, and of Node: a file of another one is of no use. */
  readonly key: string;
  /** Processor time of the run that wrote it: a longer run has compiled more functions. */
  readonly cpuMs: number;
  /** SHA-256 of the code: V8 ends the process where it is damaged. */
  readonly digest: string;
}

interface Kept {
  readonly cpuMs: number;
  readonly code: Buffer;
}

/** After a run as long as this nearly everything has been compiled. */
const LONG_RUN_MS = 3000;
/** A run that took so many times longer than the one that wrote the file writes it anew. */
const WORTH_WRITING = 2;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Runs a CommonJS program (an absolute path), as `require` does, with the code that V8 compiled in an earlier run; at the end of the first run it is written to the
 * user's cache folder. As in Node itself (which has this from 22.1 on, for the whole process), `NODE_COMPILE_CACHE` names another folder, and
 * `NODE_DISABLE_COMPILE_CACHE=1` turns it off. A cache that cannot be read or written is no error.
 */
export function startProgram(program: string): void {
  const folder = cacheFolder(process.env, process.platform);
  if (folder === undefined) {
    runSource(new Script(wrap(sourceOf(program)), { filename: program }), program);
    return;
  }
  const key = keyOf(program);
  const file = join(folder, fileNameOf(program));
  const kept = readKept(file, key);
  const script = new Script(wrap(sourceOf(program)), {
    filename: program,
    ...(kept === undefined ? {} : { cachedData: kept.code }),
  });
  const before = script.cachedDataRejected === false ? kept?.cpuMs : undefined;
  if (isMainThread) process.once('exit', () => keep(script, file, key, before));
  runSource(script, program);
}

function runSource(script: Script, program: string): void {
  const module = { exports: {} };
  const run = script.runInThisContext() as (...parameters: readonly unknown[]) => void;
  run(module.exports, createRequire(program), module, program, dirname(program));
}

/** Our bundles are ASCII (the build sees to that), which is read fastest so. */
function sourceOf(program: string): string {
  return readFileSync(program, 'latin1');
}

/** The folder for files that can be made again; undefined: none. */
export function cacheFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (environment.NODE_DISABLE_COMPILE_CACHE !== undefined) return undefined;
  if (environment.NODE_COMPILE_CACHE) return join(environment.NODE_COMPILE_CACHE, 'writ');
  if (platform === 'win32') return environment.LOCALAPPDATA && join(environment.LOCALAPPDATA, 'writ', 'code');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'writ', 'code');
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'writ', 'code');
}

/** One file for each program and place: an update replaces it. */
function fileNameOf(program: string): string {
  return `${basename(program, '.js')}-${hashOf(`${program} ${process.execPath}`)}.code`;
}

function keyOf(program: string): string {
  const { size, mtimeMs } = statSync(program);
  return JSON.stringify([program, size, mtimeMs, process.version, process.versions.v8, process.arch]);
}

/** FNV-1a, 32 bits: a name, nothing secret. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}

/** Only a file of the user's own: V8 trusts what it is given. */
function readKept(file: string, key: string): Kept | undefined {
  try {
    const { uid, mode } = statSync(file);
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0)) return undefined;
    const bytes = readFileSync(file);
    const end = bytes.indexOf('\n');
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
    const code = bytes.subarray(end + 1);
    return header.key === key && header.digest === digestOf(code) ? { cpuMs: header.cpuMs, code } : undefined;
  } catch {
    return undefined;
  }
}

/** Never seen half written: it is renamed into its place. */
function keep(script: Script, file: string, key: string, before: number | undefined): void {
  const { user, system } = process.cpuUsage();
  const cpuMs = Math.min((user + system) / 1000, LONG_RUN_MS);
  if (before !== undefined && cpuMs < before * WORTH_WRITING) return;
  const temporary = `${file}.${process.pid}`;
  const isKept = succeeds(() => {
    const code = script.createCachedData();
    const header: Header = { key, cpuMs, digest: digestOf(code) };
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), code]), { mode: 0o600 });
    renameSync(temporary, file);
  });
  succeeds(() => (isKept ? removeOld(dirname(file)) : rmSync(temporary, { force: true })));
}

function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function digestOf(code: Buffer): string {
  return createHash('sha256').update(code).digest('hex');
}

/** What no run has written anew for a month belongs to a version that is gone, or will be made again. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.includes('.code'))) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > MONTH_MS) rmSync(path, { force: true });
  }
}
