import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Suppression } from '../checks/configuration';
import { rules } from '../checks/index';
import { kernelCodesOf } from '../checks/plan';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { loadSchemaCheck } from '../model/schema-check';
import { parseJson } from '../syntax/json';
import type { Tree } from '../syntax/tree';
import { configurationProblems, isConfigurationFile, suppressionProblems } from '../workspace/configurations';
import { type DocumentText, documentText } from '../workspace/text';
import { findingOf } from './check-own-file';
import type { FileAnswer } from './check-share';
import { readText, relativeTo } from './files';
import { uriOf } from './model-files';
import type { FoundFile } from './paths';
import type { ReportedFinding } from './reported-finding';

/** What a run looked at. */
export interface CheckedRun {
  readonly files: readonly FoundFile[];
  /** In the order of the files. */
  readonly answers: readonly FileAnswer[];
  /** The current folder. */
  readonly folder: string;
  readonly proofs: boolean;
  readonly today: string;
}

/**
 * What is wrong with the suppressions of each configuration that governs a checked file, or is one, and with the rest of those that are
 * not checked themselves, at its place in the configuration; each once, however many files it governs.
 */
export async function configurationsOfRun(run: CheckedRun): Promise<readonly ReportedFinding[]> {
  const own = new Set(run.files.map(({ path }) => uriOf(path)).filter(isConfigurationFile));
  const governing = new Set(run.answers.flatMap(({ suppressions }) => suppressions?.configuration ?? []));
  const found: ReportedFinding[] = [];
  for (const uri of new Set([...own, ...governing])) {
    const read = readText(fileURLToPath(uri), DEFAULT_MAX_FILE_BYTES);
    if (!read.ok) continue;
    const document = documentText(uri, 'jsonc', 0, read.text);
    const tree = parseJson(read.text, { comments: true });
    if (!own.has(uri)) found.push(...(await wholeProblems(document, tree, run)));
    found.push(...suppressionsIn(document, tree, run));
  }
  return found;
}

/** The validator, which has the better words, takes long to load: only where something is wrong. */
async function wholeProblems(
  document: DocumentText,
  tree: Tree,
  { folder }: CheckedRun,
): Promise<readonly ReportedFinding[]> {
  if (configurationProblems(tree, undefined).length === 0) return [];
  const file = relativeTo(folder, fileURLToPath(document.uri));
  return configurationProblems(tree, await loadSchemaCheck()).map((problem) => findingOf(document, file, problem));
}

function suppressionsIn(document: DocumentText, tree: Tree, run: CheckedRun): readonly ReportedFinding[] {
  const { uri } = document;
  const path = fileURLToPath(uri);
  const used = new Set(
    run.answers.flatMap(({ suppressions }) => (suppressions?.configuration === uri ? suppressions.used : [])),
  );
  const isUnused = (entry: Suppression) => !used.has(entry.range.start) && isJudged(entry, path, run);
  return suppressionProblems(tree, { today: run.today, isUnused }).map((problem) =>
    findingOf(document, relativeTo(run.folder, path), problem),
  );
}

const KERNEL_CODES = kernelCodesOf(rules);

/** Has everything been looked at that the entry may be for: its one file, or all files of the configuration's folder? */
function isJudged({ file, code }: Suppression, configuration: string, { files, proofs }: CheckedRun): boolean {
  if (!proofs && KERNEL_CODES.has(code)) return false;
  const isWholeFolder = files.some(({ path, isNamed }) => path === configuration && !isNamed);
  if (isWholeFolder) return true;
  const isOneFile = file.includes('/') && !/[*?{}()[\]!\\]/.test(file);
  return isOneFile && files.some(({ path }) => path === resolve(dirname(configuration), file));
}
