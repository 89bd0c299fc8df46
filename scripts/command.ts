import { type SpawnOptions, spawn } from 'node:child_process';
import { root } from './paths';

/** How a program ended: its exit code (128 + n where signal n ended it, 127 where it could not start) and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program in the checkout, hands its output on while it comes, and keeps it. Never rejects. */
export function runCommand(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return new Promise((settle) => {
    const child = spawn(program, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
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
export const runNode = (args: readonly string[], options: SpawnOptions = {}): Promise<Ended> =>
  runCommand(process.execPath, args, options);
