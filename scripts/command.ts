import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { root } from './paths';

/** How a program ended: its exit code (128 + n where signal n ended it, 127 where it could not start) and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

interface RunOptions extends SpawnOptions {
  /** After so many minutes the program is ended, with all that it has started. No time limit of a test ends a loop without end. */
  readonly minutes?: number;
}

/** Runs a program in the checkout, hands its output on while it comes, and keeps it. Never rejects. */
export function runCommand(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { minutes, ...spawnOptions } = options;
  return new Promise((settle) => {
    const all: SpawnOptions = { cwd: root, ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] };
    const child = minutes === undefined ? spawn(program, args, all) : spawnLimited(minutes, program, args, all);
    let output = '';
    const keep = (to: NodeJS.WriteStream) => (data: Buffer) => {
      output += data.toString();
      to.write(data);
    };
    child.stdout?.on('data', keep(process.stdout));
    child.stderr?.on('data', keep(process.stderr));
    child.on('error', (error) => settle({ code: 127, output: `${output}${program}: ${error.message}\n` }));
    child.on('close', (code) => settle({ code: code ?? 128, output }));
  });
}

/** In a process group of its own, so that one signal reaches what the program has started. Windows has none. */
function spawnLimited(minutes: number, program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const isGroup = process.platform !== 'win32';
  const child = spawn(program, args, { ...options, detached: isGroup });
  const end = (): void => {
    if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  const limit = setTimeout(() => {
    console.error(`Not ended within ${minutes} minutes: something hangs in what is not named above.`);
    end();
  }, minutes * 60_000);
  // The terminal's own signals go to our group only.
  const leave = (): void => {
    end();
    process.exit(130);
  };
  process.on('SIGINT', leave).on('SIGTERM', leave);
  child.on('close', () => {
    clearTimeout(limit);
    process.off('SIGINT', leave).off('SIGTERM', leave);
  });
  return child;
}

/** Runs a program silently: for asking whether it is there and what it says. */
export function askCommand(program: string, args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((settle) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => settle({ code: 127, output: error.message }));
    child.on('close', (code) => settle({ code: code ?? 128, output }));
  });
}

/** Runs a program of `node_modules` or a script of ours by the Node that runs us. */
export const runNode = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  runCommand(process.execPath, args, options);
