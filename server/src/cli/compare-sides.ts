import { isAbsolute, join, relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import { changedSince, filesAt, findRevision, type Revision, textAt } from '../node/git';
import { BYTES_PER_MIB, isFile, isFolder, readText, relativeTo } from './files';
import { uriOf } from './model-files';
import { findFiles } from './paths';

/** One version of a file. */
export interface FileSide {
  /** As the output names it: relative to the current folder; `REV:PATH` of a revision. */
  readonly name: string;
  /** Absolute; of a revision's file where it would stand. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}

/** A file in two versions; undefined where it is not there. */
export interface ComparedFile {
  readonly old: FileSide | undefined;
  readonly new: FileSide | undefined;
}

export type ComparedFiles =
  | { readonly ok: true; readonly files: readonly ComparedFile[] }
  | { readonly ok: false; readonly problem: string };

const MAX_BYTES = 20 * BYTES_PER_MIB;

export function twoFiles(older: string, newer: string, folder: string): ComparedFiles {
  const [old, next] = [older, newer].map((word) => sideAt(resolve(folder, word), folder));
  for (const side of [old, next]) if (typeof side === 'string') return { ok: false, problem: side };
  if (old === undefined || next === undefined || typeof old === 'string' || typeof next === 'string')
    return { ok: true, files: [] };
  return { ok: true, files: [{ old, new: next }] };
}

/** A file of the working tree, or a sentence about why it cannot be compared. */
function sideAt(path: string, folder: string): FileSide | string {
  const name = relativeTo(folder, path);
  const read = readText(path, MAX_BYTES);
  if (!read.ok) return `cannot read ${name}: ${read.message}`;
  if (!isJson(path, read.text))
    return `cannot compare ${name}: policies are read in JSON, and JSON with comments, only`;
  return { name, path, uri: uriOf(path), text: read.text };
}

/** By its name; else by how the text begins. */
function isJson(path: string, text: string): boolean {
  return JSON_FILE.test(path) || /^\s*[[{]/.test(text);
}

const JSON_FILE = /\.jsonc?$/i;

/** What PATHs stand for in a revision and in the working tree, by today's name. Files that are alike need no reading from git. */
export async function filesSince(name: string, words: readonly string[], folder: string): Promise<ComparedFiles> {
  const revision = await findRevision(name, folder);
  if (!revision.ok) return { ok: false, problem: revision.message };
  const [listed, changed] = [await filesAt(revision.value), await changedSince(revision.value)];
  if (!listed.ok) return { ok: false, problem: listed.message };
  if (!changed.ok) return { ok: false, problem: changed.message };
  const { top } = revision.value;
  const before = new Set(listed.value);
  const pathBefore = new Map(changed.value.flatMap((each) => (each.new === undefined ? [] : [[each.new, each.old]])));
  const gone = changed.value.flatMap((each) => (each.new === undefined && each.old !== undefined ? [each.old] : []));
  const wanted = wantedFiles(words, folder, { top, gone });
  if (!wanted.ok) return wanted;
  const files: ComparedFile[] = [];
  for (const inTop of wanted.paths) {
    const file = await fileSince(inTop, { revision: revision.value, before, pathBefore, folder });
    if (typeof file === 'string') return { ok: false, problem: file };
    files.push(file);
  }
  return { ok: true, files };
}

/** Paths from the repository's top, of the working tree and of what has gone since. */
function wantedFiles(
  words: readonly string[],
  folder: string,
  { top, gone }: { readonly top: string; readonly gone: readonly string[] },
): { readonly ok: true; readonly paths: readonly string[] } | { readonly ok: false; readonly problem: string } {
  const paths = new Set<string>();
  for (const word of words) {
    const matches = matcherFor(word, folder);
    const deleted = gone.filter((path) => matches(join(top, path)));
    const found = findFiles([word], folder);
    const problems = [...found.unread, ...(deleted.length === 0 ? found.problems : [])];
    if (problems.length > 0) return { ok: false, problem: problems.join('; ') };
    for (const path of [...found.files.map((file) => relativeTo(top, file.path)), ...deleted]) paths.add(path);
  }
  const outside = [...paths].find((path) => path.startsWith('../') || isAbsolute(path));
  if (outside !== undefined) return { ok: false, problem: `${outside} is outside the git repository ${top}` };
  return { ok: true, paths: [...paths].sort() };
}

/** Would the word name this file if it were still there? */
function matcherFor(word: string, folder: string): (path: string) => boolean {
  const path = resolve(folder, word);
  if (isFile(path)) return () => false;
  const { isGlob, base, glob } = picomatch.scan(word);
  if (isGlob && !isFolder(path)) {
    const [start, matches] = [resolve(folder, base), picomatch(glob)];
    return (each) => matches(relativeTo(start, each));
  }
  return (each) => each === path || (JSON_FILE.test(each) && isBelow(path, each));
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

interface Since {
  readonly revision: Revision;
  /** All files of the revision. */
  readonly before: ReadonlySet<string>;
  /** Of files that differ: the name in the revision, undefined for one that is new. */
  readonly pathBefore: ReadonlyMap<string, string | undefined>;
  readonly folder: string;
}

/** Both versions of one file; a sentence where one of them cannot be read. */
async function fileSince(
  inTop: string,
  { revision, before, pathBefore, folder }: Since,
): Promise<ComparedFile | string> {
  const path = join(revision.top, inTop);
  const next = isFile(path) ? sideAt(path, folder) : undefined;
  if (typeof next === 'string') return next;
  const oldPath = pathBefore.has(inTop) ? pathBefore.get(inTop) : before.has(inTop) ? inTop : undefined;
  if (oldPath === undefined) return { old: undefined, new: next };
  const isChanged = pathBefore.has(inTop) || next === undefined;
  const text = isChanged ? await textAt(revision, oldPath) : ({ ok: true, value: next.text } as const);
  if (!text.ok) return `cannot read ${oldPath} of ${revision.name}: ${text.message}`;
  const oldFile = join(revision.top, oldPath);
  return {
    old: { name: `${revision.name}:${oldPath}`, path: oldFile, uri: uriOf(oldFile), text: text.value },
    new: next,
  };
}
