import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isFile, relativeTo, repositoryFolder } from './files';

/** A `.gitignore`: its patterns count from its folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/**
 * The files below a folder, sorted by path, without `.git`, `node_modules` and what `.gitignore` files name (those below, and
 * those above up to the repository's folder). A folder that was asked for itself is entered even if a pattern names it.
 * Links to folders are not followed. `onProblem` is told of folders that cannot be read.
 */
export function filesBelow(folder: string, onProblem: (folder: string, error: unknown) => void): readonly string[] {
  const found: string[] = [];
  visit(folder, ignoreFilesAbove(folder));
  return found.sort();

  function visit(at: string, above: readonly IgnoreFile[]): void {
    const entries = entriesOf(at, onProblem);
    const own = entries.some((entry) => entry.name === '.gitignore') ? ignoreFileIn(at) : undefined;
    const ignores = own === undefined ? above : [...above, own];
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (!NEVER_ENTERED.has(entry.name) && !isIgnored(path, true, ignores)) visit(path, ignores);
      } else if (isFileEntry(entry, path) && !isIgnored(path, false, ignores)) found.push(path);
    }
  }
}

function entriesOf(folder: string, onProblem: (folder: string, error: unknown) => void): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    onProblem(folder, error);
    return [];
  }
}

function isFileEntry(entry: Dirent, path: string): boolean {
  return entry.isSymbolicLink() ? isFile(path) : entry.isFile();
}

/** The deepest file that says something about a path wins, as in git. */
function isIgnored(path: string, isFolder: boolean, ignores: readonly IgnoreFile[]): boolean {
  for (const { folder, patterns } of ignores.toReversed()) {
    const { ignored, unignored } = patterns.test(relativeTo(folder, path) + (isFolder ? '/' : ''));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** From the repository's folder down to the parent of the folder asked for, without those that name the folder itself. */
function ignoreFilesAbove(folder: string): readonly IgnoreFile[] {
  const repository = repositoryFolder(folder);
  if (repository === undefined || repository === folder) return [];
  const found: IgnoreFile[] = [];
  for (let at = dirname(folder); ; at = dirname(at)) {
    const file = ignoreFileIn(at);
    if (file !== undefined) found.unshift(file);
    if (at === repository || at === dirname(at)) break;
  }
  return found.filter((file) => !file.patterns.test(`${relativeTo(file.folder, folder)}/`).ignored);
}

function ignoreFileIn(folder: string): IgnoreFile | undefined {
  try {
    return { folder, patterns: ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8')) };
  } catch {
    // There is none, or it cannot be read: then it says nothing.
    return undefined;
  }
}
