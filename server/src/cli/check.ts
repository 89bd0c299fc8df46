import type { CheckSeverity } from '../../../shared/settings';
import type { PolicyType } from '../policy/document';
import { type Baseline, readBaseline, withoutKnown, writeBaseline } from './baseline';
import { configurationsOfRun } from './check-configurations';
import { type FileAnswer, today } from './check-share';
import { checkFiles } from './check-threads';
import { formatReport, type ReportFormat } from './formats/report';
import { findFiles } from './paths';
import { type CheckReport, inOrder, type ReportedFinding, reaches } from './reported-finding';
import { EXIT, type Terminal } from './terminal';

/** The words of `writ check`. */
export interface CheckOptions {
  readonly paths: readonly string[];
  readonly type?: PolicyType;
  readonly format: ReportFormat;
  readonly failOn: CheckSeverity;
  readonly config?: string;
  /** False: none. */
  readonly model?: string | false;
  /** MiB. */
  readonly maxFileSize: number;
  /** False: without the rules that ask the comparison kernel. */
  readonly proofs: boolean;
  /** A file with findings that are known, and not reported. */
  readonly baseline?: string;
  /** Where to write the findings of now, instead of reporting them. */
  readonly writeBaseline?: string;
}

/** `writ check`: prints the findings of all files. Findings are printed also where some file could not be read. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const found = findFiles(options.paths, terminal.folder);
  if (found.problems.length > 0) return couldNotRun([...found.unread, ...found.problems], terminal);
  const baseline = readBaseline(options.baseline, terminal.folder);
  if (!baseline.ok) return couldNotRun([baseline.problem], terminal);
  const namesStatements = options.baseline !== undefined || options.writeBaseline !== undefined;
  const work = { options: { ...shareOptions(options), namesStatements }, folder: terminal.folder, files: found.files };
  const checked = await checkFiles(work, terminal);
  terminal.progress('');
  if (!checked.ok) return couldNotRun([checked.problem], terminal);
  for (const line of checked.log) terminal.note(`writ: ${line}`);
  const about = await configurationsOfRun({ ...work, ...checked, proofs: options.proofs, today: today() });
  const unread = found.unread.map((problem) => ({ findings: [], policies: 0, problem }));
  const answers = [...checked.answers, { findings: about, policies: 0 }, ...unread];
  return options.writeBaseline === undefined
    ? tell(answers, baseline.value, options, terminal)
    : write(answers, options.writeBaseline, terminal);
}

function shareOptions({ type, config, model, maxFileSize, proofs }: CheckOptions) {
  return {
    maxFileSize,
    proofs,
    ...(type === undefined ? {} : { type }),
    ...(config === undefined ? {} : { config }),
    ...(model === undefined ? {} : { model }),
  };
}

async function tell(
  answers: readonly FileAnswer[],
  baseline: Baseline | undefined,
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  noteAll(answers, terminal);
  const all = inOrder(answers.flatMap(({ findings }) => findings));
  const { left, goneCount } = withoutKnown(all, baseline);
  if (goneCount > 0)
    terminal.note(
      `writ: ${goneCount} of the baseline's findings do not occur any more: write it again with --write-baseline`,
    );
  const report: CheckReport = {
    findings: left,
    files: answers.filter(({ policies, findings }) => policies > 0 || findings.length > 0).length,
    policies: answers.reduce((sum, { policies }) => sum + policies, 0),
  };
  // "No findings" of files that could not be read would be taken for good news.
  const isUnread = report.files === 0 && answers.some(({ problem }) => problem !== undefined);
  if (options.format !== 'pretty' || !isUnread) await terminal.write(formatReport(report, options.format, terminal));
  return exitCode(answers, hasFailures(left, options.failOn), terminal);
}

async function write(answers: readonly FileAnswer[], path: string, terminal: Terminal): Promise<number> {
  noteAll(answers, terminal);
  const findings = answers.flatMap((answer) => answer.findings);
  const problem = writeBaseline(findings, path, terminal.folder);
  if (problem !== undefined) return couldNotRun([problem], terminal);
  terminal.note(`writ: wrote ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} to ${path}`);
  return exitCode(answers, false, terminal);
}

function noteAll(answers: readonly FileAnswer[], terminal: Terminal): void {
  for (const { note } of answers) if (note !== undefined) terminal.note(`writ: ${note}`);
}

function exitCode(answers: readonly FileAnswer[], fails: boolean, terminal: Terminal): number {
  const problems = answers.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return couldNotRun(problems, terminal);
  return fails ? EXIT.negative : EXIT.ok;
}

function hasFailures(findings: readonly ReportedFinding[], level: CheckSeverity): boolean {
  return findings.some(({ severity }) => reaches(severity, level));
}

function couldNotRun(problems: readonly string[], terminal: Terminal): number {
  for (const problem of problems) terminal.note(`writ: ${problem}`);
  return EXIT.couldNotRun;
}
