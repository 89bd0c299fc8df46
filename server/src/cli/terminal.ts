/** What a command may do to the outside: text on the two streams, and the facts about them that change what it says. */
export interface Terminal {
  /** The current folder, absolute. */
  readonly folder: string;
  /** Results. Resolves once the stream takes more, so that long outputs do not pile up. */
  write(text: string): Promise<void>;
  /** One line beside the results, on standard error. */
  note(line: string): void;
  /** Standard input, as bytes. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Standard output is a terminal that shows colours, and nobody turned them off. */
  readonly isColored: boolean;
  /** Standard error is a terminal, so that progress can be shown there. */
  readonly showsProgress: boolean;
  /** A line on standard error that the next one replaces; the empty text removes it. Nothing where it cannot be shown. */
  progress(text: string): void;
}

/** The terminal of this process. Colours go off with `--no-color`, `NO_COLOR` (any text), and `TERM=dumb`. */
export function processTerminal(arguments_: readonly string[]): Terminal {
  const { stdout, stderr, stdin, env } = process;
  endWithClosedOutput();
  const showsProgress = stderr.isTTY === true;
  return {
    folder: process.cwd(),
    write: (text) => writeAll(stdout, text),
    note: (line) => {
      stderr.write(`${line}\n`);
    },
    input: stdin,
    isColored: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb' && !arguments_.includes('--no-color'),
    showsProgress,
    progress: (text) => {
      if (showsProgress) stderr.write(`\r\u001b[K${text}`);
    },
  };
}

function writeAll(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}

/** Whoever reads us may stop early (`writ … | head`): that is no error to tell about, but it is no success either. */
function endWithClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.stderr.write(`writ: cannot write the output: ${error.message}\n`);
    process.exit(EXIT.couldNotRun);
  });
}

/** What a process says with its last word. */
export const EXIT = {
  /** Nothing found at the level asked for; allowed and certain; every case decided. */
  ok: 0,
  /** Findings; denied; a case that could not be used. */
  negative: 1,
  /** Bad usage, a file that cannot be read, a path that matches nothing. */
  couldNotRun: 2,
  /** Neither allowed for certain nor denied. */
  unsure: 3,
} as const;
