import { pathToFileURL } from 'node:url';
import type { CheckSeverity } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyType } from '../policy/document';
import { mayHoldPolicy } from '../policy/find';
import type { Checker } from '../workspace/analysis';
import { createChecker } from '../workspace/checker';
import { documentText } from '../workspace/text';
import { shippedCatalog } from './catalog';
import { checkFile, type FileFindings } from './check-file';
import { type FileFactsReader, fileFactsReader } from './file-facts';
import { BYTES_PER_MIB, readText, relativeTo } from './files';
import { formatReport, type ReportFormat } from './formats/report';
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
  const facts = fileFactsReader(options, terminal.folder, catalog);
  if (!facts.ok) return couldNotRun([facts.problem], terminal);
  const run: Run = { options, terminal, catalog, facts: facts.reader, checker: checkerFor(catalog, terminal) };
  const answers = found.files.map((file, index) => {
    if (index % PROGRESS_STEP === 0) terminal.progress(`Checking file ${index + 1} of ${found.files.length}`);
    return checkOne(file, run);
  });
  terminal.progress('');
  return await tell(answers, run);
}

const PROGRESS_STEP = 25;

interface Run {
  readonly options: CheckOptions;
  readonly terminal: Terminal;
  readonly catalog: Catalog;
  readonly facts: FileFactsReader;
  readonly checker: Checker;
}

/** What came of one file: its findings, a word about why there are none, or why it could not be checked. */
interface FileAnswer extends FileFindings {
  readonly note?: string;
  readonly problem?: string;
}

const NOTHING: FileFindings = { findings: [], policies: 0 };

function checkerFor(catalog: Catalog, terminal: Terminal): Checker {
  return createChecker({ catalog: () => catalog, builtInJson: false, log: (line) => terminal.note(`writ: ${line}`) });
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

function checkOne(found: FoundFile, run: Run): FileAnswer {
  const { options, terminal, checker, facts } = run;
  const file = relativeTo(terminal.folder, found.path);
  const read = readText(found.path, options.maxFileSize * BYTES_PER_MIB);
  if (!read.ok) return unread(file, found, read);
  if (!isJson(found.path, read.text)) return otherLanguage(file, found, read.text);
  if (!found.isNamed && !mayHoldPolicy(read.text) && !facts.isOwnFile(found.path)) return NOTHING;
  const document = documentText(pathToFileURL(found.path).href, languageOf(found.path), 0, read.text);
  const answer = checkFile({ document, file, isNamed: found.isNamed, facts: facts.factsOf(found.path) }, checker);
  const isSilent = answer.policies === 0 && answer.findings.length === 0;
  return isSilent && found.isNamed && !facts.isOwnFile(found.path)
    ? { ...answer, note: `${file} holds no policy` }
    : answer;
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
