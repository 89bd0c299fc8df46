import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { CheckOptions } from './check';
import type { CompareOptions, FailOn } from './compared-file';
import type { SimulateOptions } from './simulate';
import { EXIT, type Terminal } from './terminal';

const POLICY_TYPES = ['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp', 'vpce'];
const LEVELS = ['error', 'security', 'warning', 'suggestion'];
const DEFAULT_MIB = 20;

/** Runs `writ` with the words behind its name and answers its exit code. Each command is loaded when it is asked for. */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  if (asksForVersion(words)) {
    const { versionLine } = await import('./version');
    await terminal.write(`${versionLine()}\n`);
    return EXIT.ok;
  }
  let code: number = EXIT.ok;
  const program = writProgram(terminal, (answer) => {
    code = answer;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.couldNotRun;
  }
}

/** Only before the command: behind it, it would be an option of the command. */
function asksForVersion(words: readonly string[]): boolean {
  const command = words.findIndex((word) => !word.startsWith('-'));
  const own = command === -1 ? words : words.slice(0, command);
  return own.some((word) => word === '--version' || word === '-V');
}

function writProgram(terminal: Terminal, answer: (code: number) => void): Command {
  const program = new Command('writ')
    .description('Checks AWS IAM policies and says what a request will get. Needs no credentials and no network.')
    .option('-V, --version', 'print the version and the dates of the AWS data')
    .option('--no-color', 'print without colours (so does the variable NO_COLOR)')
    .exitOverride()
    .configureOutput({ writeErr: (text) => terminal.note(text.replace(/\n$/, '')) });
  addCheck(program, terminal, answer);
  addSimulate(program, terminal, answer);
  addEvaluate(program, terminal, answer);
  addCompare(program, terminal, answer);
  for (const command of [program, ...program.commands])
    command.showHelpAfterError(`Usage: ${usageOf(program, command)}`);
  return program;
}

function usageOf(program: Command, command: Command): string {
  if (command === program) return 'writ [options] COMMAND\nRun "writ --help" for the commands.';
  return `writ ${command.name()} ${command.usage()}\nRun "writ ${command.name()} --help" for the options.`;
}

function addCheck(program: Command, terminal: Terminal, answer: (code: number) => void): void {
  program
    .command('check')
    .summary('find mistakes in policies')
    .description(
      'Finds mistakes in the policies of files, folders and globs (JSON, and JSON with comments). Policies are found by their content.',
    )
    .usage('[options] PATH…')
    .argument('<path...>', 'files, folders or globs')
    .addOption(new Option('--type <type>', 'take every policy as one of this type').choices(POLICY_TYPES))
    .addOption(formatOption(['pretty', 'json', 'sarif', 'github']))
    .addOption(
      new Option('--fail-on <level>', 'exit 1 from this severity on').choices(LEVELS).default('error', 'error'),
    )
    .option('--config <file>', 'a writ.config.json (default: the nearest one upwards from each file)')
    .option('--model <file>', 'the identity model (default: the one that governs each file)')
    .option('--no-model', 'use no identity model')
    .option('--baseline <file>', 'report only what this file does not know')
    .option('--write-baseline <file>', 'write the findings of now to this file, and report none')
    .option('--no-proofs', 'leave out the checks that compare policies exactly, which take longest')
    .option('--max-file-size <mib>', 'leave larger files alone', positiveNumber, DEFAULT_MIB)
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing at or above the level, 1 findings, 2 could not run (bad usage, an unreadable file, a path that matches nothing).',
    )
    .action(async (paths: string[], options: Omit<CheckOptions, 'paths'>) => {
      const { check } = await import('./check');
      answer(await check({ ...options, paths }, terminal));
    });
}

function addSimulate(program: Command, terminal: Terminal, answer: (code: number) => void): void {
  program
    .command('simulate')
    .summary('say what one request will get')
    .description(
      'Decides one request over the identity model, and says which statement of which policy decided it. Options beside --request replace its members.',
    )
    .usage('[options]')
    .option('--model <file>', 'the identity model (default: the nearest iam-model.json upwards from here)')
    .option('--principal <principal>', 'ACCOUNT:user/NAME, ACCOUNT:role/NAME, an ARN, a service, or "anonymous"')
    .option('--action <action>', 'such as s3:GetObject')
    .option('--resource <arn>', 'an ARN, a pattern (all of it must be allowed), or *')
    .option('--context <key=value>', 'a condition key; the same key twice gives two values (repeatable)', collect)
    .option('--absent <key>', 'a condition key that is absent even where it could be derived (repeatable)', collect)
    .option('--through <role>', 'a role that is assumed on the way (repeatable, in order)', collect)
    .option('--session-policy <file-or-arn>', 'a policy of the session (repeatable)', collect)
    .addOption(
      new Option('--missing-context <way>', 'what keys count as that nobody states (default: absent)').choices([
        'absent',
        'unknown',
      ]),
    )
    .option('--resource-account <id>', "the resource owner's account, where neither ARN nor model tells")
    .option('--literal', 'take * and ? in the resource as they are')
    .option('--accept-assumptions', 'exit 0 also where the answer is allowed and rests on assumptions')
    .option('--request <file>', 'a request as JSON ("-": standard input)')
    .addOption(formatOption(['pretty', 'json']))
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      '\nExit codes: 0 allowed and certain, 1 denied, 3 anything else (allowed but assumed or incomplete, depends), 2 could not run.',
    )
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('./simulate');
      answer(await simulate(options, terminal));
    });
}

function addEvaluate(program: Command, terminal: Terminal, answer: (code: number) => void): void {
  program
    .command('evaluate')
    .summary('decide self-contained cases, one JSON object a line')
    .description('Decides cases that hold request and policies in one object: one line out for each line in.')
    .usage('[options] [FILE]')
    .argument('[file]', 'one JSON object a line (default: standard input)')
    .option('--no-color', 'print without colours')
    .addHelpText('after', '\nExit codes: 0 every line was decided, 1 at least one line gave an error, 2 could not run.')
    .action(async (file: string | undefined) => {
      const { evaluate } = await import('./evaluate');
      answer(await evaluate(file, terminal));
    });
}

function addCompare(program: Command, terminal: Terminal, answer: (code: number) => void): void {
  program
    .command('compare')
    .summary('say what an edit of policies allows that was denied before')
    .description(
      'Compares two versions of policies exactly: every kind of new and of lost access with a request that shows it, or the proof that there is none.',
    )
    .usage('[options] OLD NEW\n       writ compare [options] --git REV PATH…')
    .argument('[path...]', 'two files; with --git: files, folders or globs of the working tree')
    .option('--git <rev>', 'compare a revision (HEAD, a branch, a tag, a hash) with the working tree')
    .addOption(new Option('--type <type>', 'take every policy as one of this type').choices(POLICY_TYPES))
    .option(
      '--principal <principal>',
      'compare all that ACCOUNT:role/NAME (or another principal) can do; needs --model',
    )
    .option('--model <file>', 'the identity model')
    .option('--model-old <file>', 'the identity model of the older state (default: --model, with the older texts)')
    .addOption(formatOption(['pretty', 'json', 'sarif', 'github']))
    .addOption(
      new Option('--fail-on <what>', 'what makes the exit code differ from 0 (repeatable; default: both)')
        .choices(FAIL_ON)
        .argParser(failOn),
    )
    .option('--no-color', 'print without colours')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing that --fail-on names, 1 new access, 3 cannot tell and no new access, 2 could not run.',
    )
    .action(async (paths: string[], options: Omit<CompareOptions, 'paths' | 'failOn'> & Partial<CompareOptions>) => {
      const { compare } = await import('./compare');
      answer(await compare({ ...options, paths, failOn: options.failOn ?? [] }, terminal));
    });
}

const FAIL_ON: readonly FailOn[] = ['new-access', 'undecided'];

function failOn(value: string, before: readonly FailOn[] = []): readonly FailOn[] {
  const known = FAIL_ON.find((each) => each === value);
  if (known === undefined) throw new InvalidArgumentError(`Allowed choices are ${FAIL_ON.join(', ')}.`);
  return [...before, known];
}

function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'how the result is printed').choices(formats).default('pretty');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('Give a number above 0.');
  return value;
}
