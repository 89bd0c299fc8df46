import { runProgram } from './program';
import { EXIT, processTerminal } from './terminal';

/** The command `writ`. */
const words = process.argv.slice(2);
runProgram(words, processTerminal(words)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `writ: an error of our own: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`,
    );
    process.exitCode = EXIT.couldNotRun;
  },
);
