import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { isFile, isFolder, lookProblem, relativeTo } from './files';
import { readProblem } from './read-problem';
import { filesBelow } from './walk';

/** A file to look at. `isNamed`: the user wrote this very file, so a word is owed if nothing comes of it. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  readonly isNamed: boolean;
}

/** What the PATHs of a command line stand for. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Sentences about PATHs that stand for nothing. */
  readonly problems: readonly string[];
  /** Sentences about folders on the way that cannot be read. */
  readonly unread: readonly string[];
}

/** Languages in which a policy can be written, by the ends of file names. */
const POLICY_FILE = /\.jsonc?$/i;

/** Files, folders and globs → files, each once, in the order of the words; what a folder holds comes sorted. */
export function findFiles(words: readonly string[], folder: string): FoundFiles {
  const files = new Map<string, FoundFile>();
  const problems: string[] = [];
  const unread = new Set<string>();
  for (const word of words) {
    const { found, problem } = filesFor(word, folder, (unreadable, error) =>
      unread.add(`cannot read the folder ${relativeTo(folder, unreadable) || '.'}: ${readProblem(error)}`),
    );
    if (problem !== undefined) problems.push(problem);
    for (const file of found) {
      const before = files.get(file.path);
      files.set(file.path, { path: file.path, isNamed: file.isNamed || before?.isNamed === true });
    }
  }
  return { files: [...files.values()], problems, unread: [...unread] };
}

interface Found {
  readonly found: readonly FoundFile[];
  readonly problem?: string;
}

type OnProblem = (folder: string, error: unknown) => void;

function filesFor(word: string, folder: string, onProblem: OnProblem): Found {
  const path = resolve(folder, word);
  if (isFile(path)) return { found: [{ path, isNamed: true }] };
  if (isFolder(path))
    return several(
      filesBelow(path, onProblem).filter((each) => POLICY_FILE.test(each)),
      `there is no JSON file in ${word}`,
    );
  const { isGlob, base, glob } = picomatch.scan(word);
  if (!isGlob) return several([], nothingAt(word, path));
  return several(filesForGlob(resolve(folder, base), glob, onProblem), `no file matches ${word}`);
}

function nothingAt(word: string, path: string): string {
  const problem = lookProblem(path);
  return problem === undefined ? `there is no file or folder ${word}` : `cannot read ${word}: ${problem}`;
}

function filesForGlob(start: string, glob: string, onProblem: OnProblem): readonly string[] {
  if (!isFolder(start)) return [];
  const matches = picomatch(glob);
  return filesBelow(start, onProblem).filter((path) => matches(relativeTo(start, path)));
}

function several(paths: readonly string[], problem: string): Found {
  const found = paths.map((path) => ({ path, isNamed: false }));
  return found.length > 0 ? { found } : { found, problem };
}
