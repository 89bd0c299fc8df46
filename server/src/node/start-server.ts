import { join } from 'node:path';
import { startProgram } from './code-cache';

/** Starts the language server, or one of its threads: `dist/server.js`. */
startProgram(join(__dirname, 'server.program.js'));
