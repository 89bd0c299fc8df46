import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, parse, relative, sep } from 'node:path';
import { fileText } from '../node/file-text';
import { isMissing, readProblem } from './read-problem';

/** The text of a file, or why there is none. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'missing' | 'unreadable'; readonly message: string }
  | { readonly ok: false; readonly reason: 'tooLarge'; readonly bytes: number; readonly message: string };

export const BYTES_PER_MIB = 1024 * 1024;

/** Reads text without its byte order mark. A file above the limit is not read. */
export function readText(path: string, maxBytes: number): FileText {
  try {
    const { size } = statSync(path);
    if (size > maxBytes) return { ok: false, reason: 'tooLarge', bytes: size, message: tooLargeWords(size, maxBytes) };
    return { ok: true, text: fileText(readFileSync(path)) };
  } catch (error) {
    return { ok: false, reason: isMissing(error) ? 'missing' : 'unreadable', message: readProblem(error) };
  }
}

function tooLargeWords(size: number, maxBytes: number): string {
  const mib = (bytes: number) => (bytes / BYTES_PER_MIB).toLocaleString('en-US', { maximumFractionDigits: 1 });
  return `it has ${mib(size)} MiB, more than the limit of ${mib(maxBytes)} MiB`;
}

/** The first path upwards from a folder at which something of that name stands; undefined where there is none. */
export function nearestUpwards(folder: string, name: string, kind: 'file' | 'any' = 'file'): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, name);
    if (kind === 'file' ? isFile(path) : exists(path)) return path;
    if (at === dirname(at)) return undefined;
  }
}

/** The nearest folder upwards that holds `.git` (a folder, or a file in a worktree). */
export function repositoryFolder(folder: string): string | undefined {
  const git = nearestUpwards(folder, '.git', 'any');
  return git === undefined ? undefined : dirname(git);
}

/** A path relative to a folder, with `/`; absolute where they share nothing (another drive). */
export function relativeTo(folder: string, path: string): string {
  const result = parse(folder).root === parse(path).root ? relative(folder, path) : path;
  return sep === '/' ? result : result.replaceAll(sep, '/');
}

/** Does a path, its links followed, lie in a folder, or is it the folder itself? */
export function isInside(folder: string, path: string): boolean {
  const way = relative(realPath(folder), realPath(path));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || parse(way).root !== '');
}

export function isFile(path: string): boolean {
  return kindOf(path) === 'file';
}

export function isFolder(path: string): boolean {
  return kindOf(path) === 'folder';
}

function exists(path: string): boolean {
  return kindOf(path) !== undefined;
}

/** Nothing where nobody may look, or where links lead in a circle. */
function kindOf(path: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (stats.isFile()) return 'file';
    return stats.isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined;
  }
}

/** Why nobody can say what stands at a path; undefined where that is plain, and be it nothing. */
export function lookProblem(path: string): string | undefined {
  try {
    statSync(path, { throwIfNoEntry: false });
    return undefined;
  } catch (error) {
    return readProblem(error);
  }
}

/** The path with its links followed; of one that leads nowhere the part that exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
