import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Suppression } from '../checks/configuration';
import { rules } from '../checks/index';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { parseJson } from '../syntax/json';
import { isConfigurationFile, suppressionProblems } from '../workspace/configurations';
import { documentText } from '../workspace/text';
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
 * What is wrong with the suppressions of each configuration that governs a checked file, or is one, at its place in the configuration;
 * each once, however many files it governs.
 */
export function suppressionsOfRun(run: CheckedRun): readonly ReportedFinding[] {
  const own = run.files.map(({ path }) => uriOf(path)).filter(isConfigurationFile);
  const governing = run.answers.flatMap(({ suppressions }) => suppressions?.configuration ?? []);
  return [...new Set([...own, ...governing])].flatMap((uri) => suppressionsIn(uri, run));
}

function suppressionsIn(uri: string, run: CheckedRun): readonly ReportedFinding[] {
  const path = fileURLToPath(uri);
  const read = readText(path, DEFAULT_MAX_FILE_BYTES);
  if (!read.ok) return [];
  const document = documentText(uri, 'jsonc', 0, read.text);
  const used = new Set(
    run.answers.flatMap(({ suppressions }) => (suppressions?.configuration === uri ? suppressions.used : [])),
  );
  const isUnused = (entry: Suppression) => !used.has(entry.range.start) && isJudged(entry, path, run);
  return suppressionProblems(parseJson(read.text, { comments: true }), { today: run.today, isUnused }).map((problem) =>
    findingOf(document, relativeTo(run.folder, path), problem),
  );
}

/** Has everything been looked at that the entry may be for: its one file, or all files of the configuration's folder? */
function isJudged({ file, code }: Suppression, configuration: string, { files, proofs }: CheckedRun): boolean {
  if (!proofs && rules.some((rule) => rule.code === code && rule.asksKernel === true)) return false;
  const isWholeFolder = files.some(({ path, isNamed }) => path === configuration && !isNamed);
  if (isWholeFolder) return true;
  const isOneFile = file.includes('/') && !/[*?{}()[\]!\\]/.test(file);
  return isOneFile && files.some(({ path }) => path === resolve(dirname(configuration), file));
}
