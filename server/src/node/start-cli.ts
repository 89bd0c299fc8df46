import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { startProgram } from './code-cache';

/**
 * How many bytes of its bytecode V8 runs of a function before it compiles it anew with optimizations; its own figure is 132 KiB. Hundreds
 * of rules come to that in a run of seconds, on each thread, and the compiler then takes a quarter of the time. What runs longer still gets
 * there. It is set before anything is loaded: compiled code is good only for the flags with which it was compiled.
 */
setFlagsFromString('--interrupt-budget=2000000');

/** Starts the command `writ`, or one of its threads: `dist/cli.js`. */
startProgram(join(__dirname, 'cli.program.js'));
