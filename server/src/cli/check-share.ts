import type { Catalog } from '../catalog/catalog';
import { mayHoldPolicy } from '../policy/find';
import type { Checker } from '../workspace/analysis';
import { createChecker } from '../workspace/checker';
import { documentText } from '../workspace/text';
import { checkFile, type FileFindings } from './check-file';
import { checkOwnFile, isOwnFile } from './check-own-file';
import { type FactsOptions, type FileFactsReader, fileFactsReader } from './file-facts';
import { BYTES_PER_MIB, readText, relativeTo } from './files';
import { uriOf } from './model-files';
import type { FoundFile } from './paths';

/** What the command line says of how files are checked. Plain data, so that it can go to another thread. */
export interface ShareOptions extends FactsOptions {
  /** MiB. */
  readonly maxFileSize: number;
  /** False: without the rules that ask the comparison kernel. */
  readonly proofs: boolean;
  /** Findings say which statement they are about. */
  readonly namesStatements: boolean;
}

/** Files of one run, all that are checked in it, and how. */
export interface Work {
  readonly options: ShareOptions;
  /** The current folder, absolute. */
  readonly folder: string;
  readonly files: readonly FoundFile[];
}

/** What came of one file: its findings, a word about why there are none, or why it could not be checked. */
export interface FileAnswer extends FileFindings {
  readonly note?: string;
  readonly problem?: string;
}

/** The answers of one thread, each with the number of its file. */
export interface Share {
  readonly answers: readonly (readonly [number, FileAnswer])[];
  /** Lines about mistakes of our own. */
  readonly log: readonly string[];
}

/**
 * Checks files until `next` has none left. `next` gives the number of a file that nobody else has taken. A problem is a sentence about
 * an option that names what cannot be read.
 */
export async function checkShare(
  { options, folder, files }: Work,
  catalog: Catalog,
  next: () => number,
): Promise<{ readonly ok: true; readonly share: Share } | { readonly ok: false; readonly problem: string }> {
  const paths = files.map(({ path }) => path);
  const facts = fileFactsReader(options, paths, folder, catalog);
  if (!facts.ok) return facts;
  const log: string[] = [];
  const run: Run = { options, folder, factsOf: facts.factsOf, checker: checkerFor(catalog, options, log) };
  const answers: (readonly [number, FileAnswer])[] = [];
  for (let at = next(); at < files.length; at = next()) {
    const file = files[at];
    if (file !== undefined) answers.push([at, await checkOne(file, run)]);
  }
  return { ok: true, share: { answers, log } };
}

/** `YYYY-MM-DD`. */
export function today(): string {
  return new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
}

interface Run {
  readonly options: ShareOptions;
  readonly folder: string;
  readonly factsOf: FileFactsReader;
  readonly checker: Checker;
}

const NOTHING: FileFindings = { findings: [], policies: 0 };

function checkerFor(catalog: Catalog, { proofs }: ShareOptions, log: string[]): Checker {
  return createChecker({
    catalog: () => catalog,
    builtInJson: false,
    pass: proofs ? 'all' : 'withoutProofs',
    today,
    log: (line) => log.push(line),
  });
}

async function checkOne(found: FoundFile, run: Run): Promise<FileAnswer> {
  const file = relativeTo(run.folder, found.path);
  const read = readText(found.path, run.options.maxFileSize * BYTES_PER_MIB);
  if (!read.ok) return unread(file, found, read);
  if (!isJson(found.path, read.text)) return otherLanguage(file, found, read.text);
  const isOwn = isOwnFile(uriOf(found.path));
  if (!found.isNamed && !isOwn && !mayHoldPolicy(read.text)) return NOTHING;
  const document = documentText(uriOf(found.path), languageOf(found.path), 0, read.text);
  const facts = await run.factsOf(found.path);
  const { namesStatements, proofs } = run.options;
  const checked = { document, file, facts, isNamed: found.isNamed, namesStatements, proofs };
  const answer = checkFile(checked, run.checker);
  const { findings, policies } = answer;
  if (isOwn) return { ...answer, findings: [...findings, ...(await checkOwnFile(document, file, facts.model))] };
  const isSilent = policies === 0 && findings.length === 0;
  return { ...answer, ...(isSilent && found.isNamed ? { note: `${file} holds no policy` } : {}) };
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

const OTHER_LANGUAGE = /\.(?:ya?ml|tf|hcl)$/i;

/** A glob may name all kinds of files: only those in which policies are written are worth a word. */
function otherLanguage(file: string, { isNamed }: FoundFile, text: string): FileAnswer {
  const why = 'policies are read in JSON, and JSON with comments, only';
  if (!mayHoldPolicy(text)) return isNamed ? { ...NOTHING, note: `${file} holds no policy` } : NOTHING;
  if (isNamed) return { ...NOTHING, problem: `cannot check ${file}: ${why}` };
  return OTHER_LANGUAGE.test(file) ? { ...NOTHING, note: `skipped ${file}: ${why}` } : NOTHING;
}

/** By its name; else by how the text begins. */
function isJson(path: string, text: string): boolean {
  return /\.jsonc?$/i.test(path) || /^\s*[[{]/.test(text);
}

function languageOf(path: string): 'json' | 'jsonc' {
  return /\.jsonc$/i.test(path) ? 'jsonc' : 'json';
}
