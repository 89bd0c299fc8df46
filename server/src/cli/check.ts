import type { CheckSeverity } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyType } from '../policy/document';
import { mayHoldPolicy } from '../policy/find';
import type { Checker } from '../workspace/analysis';
import { createChecker } from '../workspace/checker';
import { documentText } from '../workspace/text';
import { shippedCatalog } from './catalog';
import { checkFile, type FileFindings } from './check-file';
import { checkOwnFile, isOwnFile } from './check-own-file';
import { type FileFactsReader, fileFactsReader } from './file-facts';
import { BYTES_PER_MIB, readText, relativeTo } from './files';
import { formatReport, type ReportFormat } from './formats/report';
import { uriOf } from './model-files';
import { type FoundFile, findFiles } from './paths';
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
}

/** `writ check`: prints the findings of all files. Findings are printed also where some file could not be read. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const found = findFiles(options.paths, terminal.folder);
  if (found.problems.length > 0) return couldNotRun(found.problems, terminal);
  const catalog = shippedCatalog();
  const paths = found.files.map(({ path }) => path);
  const facts = fileFactsReader(options, paths, terminal.folder, catalog);
  if (!facts.ok) return couldNotRun([facts.problem], terminal);
  const run: Run = { options, terminal, factsOf: facts.factsOf, checker: checkerFor(catalog, terminal) };
  const answers: FileAnswer[] = [];
  for (const file of found.files) {
    if (found.files.length > PROGRESS_STEP && answers.length % PROGRESS_STEP === 0)
      terminal.progress(`Checking file ${answers.length + 1} of ${found.files.length}`);
    answers.push(await checkOne(file, run));
  }
  terminal.progress('');
  return tell(answers, run);
}

/** Fewer files are done before anybody could read about them. */
const PROGRESS_STEP = 25;

interface Run {
  readonly options: CheckOptions;
  readonly terminal: Terminal;
  readonly factsOf: FileFactsReader;
  readonly checker: Checker;
}

/** What came of one file: its findings, a word about why there are none, or why it could not be checked. */
interface FileAnswer extends FileFindings {
  readonly note?: string;
  readonly problem?: string;
}

const NOTHING: FileFindings = { findings: [], policies: 0 };

function checkerFor(catalog: Catalog, terminal: Terminal): Checker {
  return createChecker({
    catalog: () => catalog,
    builtInJson: false,
    today: () => new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    log: (line) => terminal.note(`writ: ${line}`),
  });
}

async function tell(answers: readonly FileAnswer[], { options, terminal }: Run): Promise<number> {
  for (const { note } of answers) if (note !== undefined) terminal.note(`writ: ${note}`);
  const report: CheckReport = {
    findings: inOrder(answers.flatMap(({ findings }) => findings)),
    files: answers.filter(({ policies, findings }) => policies > 0 || findings.length > 0).length,
    policies: answers.reduce((sum, { policies }) => sum + policies, 0),
  };
  await terminal.write(formatReport(report, options.format, terminal));
  const problems = answers.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return couldNotRun(problems, terminal);
  return hasFailures(report.findings, options.failOn) ? EXIT.negative : EXIT.ok;
}

function hasFailures(findings: readonly ReportedFinding[], level: CheckSeverity): boolean {
  return findings.some(({ severity }) => reaches(severity, level));
}

function couldNotRun(problems: readonly string[], terminal: Terminal): number {
  for (const problem of problems) terminal.note(`writ: ${problem}`);
  return EXIT.couldNotRun;
}

async function checkOne(found: FoundFile, run: Run): Promise<FileAnswer> {
  const file = relativeTo(run.terminal.folder, found.path);
  const read = readText(found.path, run.options.maxFileSize * BYTES_PER_MIB);
  if (!read.ok) return unread(file, found, read);
  if (!isJson(found.path, read.text)) return otherLanguage(file, found, read.text);
  const isOwn = isOwnFile(uriOf(found.path));
  if (!found.isNamed && !isOwn && !mayHoldPolicy(read.text)) return NOTHING;
  const document = documentText(uriOf(found.path), languageOf(found.path), 0, read.text);
  const facts = await run.factsOf(found.path);
  const { findings, policies } = checkFile({ document, file, facts, isNamed: found.isNamed }, run.checker);
  if (isOwn) return { findings: [...findings, ...(await checkOwnFile(document, file, facts.model))], policies };
  const isSilent = policies === 0 && findings.length === 0;
  return { findings, policies, ...(isSilent && found.isNamed ? { note: `${file} holds no policy` } : {}) };
}

function unread(
  file: string,
  found: FoundFile,
  read: { readonly reason: string; readonly message: string },
): FileAnswer {
  const isSkipped = read.reason === 'tooLarge' && !found.isNamed;
  return isSkipped
    ? { ...NOTHING, note: `skipped ${file}: ${read.message}` }
    : { ...NOTHING, problem: `cannot check ${file}: ${read.message}` };
}

function otherLanguage(file: string, { isNamed }: FoundFile, text: string): FileAnswer {
  if (!isNamed) return NOTHING;
  return mayHoldPolicy(text)
    ? { ...NOTHING, problem: `cannot check ${file}: policies are read in JSON, and JSON with comments, only` }
    : { ...NOTHING, note: `${file} holds no policy` };
}

/** By its name; else by how the text begins. */
function isJson(path: string, text: string): boolean {
  return /\.jsonc?$/i.test(path) || /^\s*[[{]/.test(text);
}

function languageOf(path: string): 'json' | 'jsonc' {
  return /\.jsonc$/i.test(path) ? 'jsonc' : 'json';
}
