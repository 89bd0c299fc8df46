import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { startProgram } from './code-cache';

/**
 * Three times V8's own figure (see `start-cli.ts`). While somebody types, V8 would compile hundreds of rules anew with optimizations, a few at
 * each of the first hundred key strokes; what is asked often enough to be worth it still gets there.
 */
setFlagsFromString('--interrupt-budget=400000');

/** Starts the language server, or one of its threads: `dist/server.js`. */
startProgram(join(__dirname, 'server.program.js'));
