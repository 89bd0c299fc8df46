import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from './files';
import { joinUri, normalUri, relativePath } from './uri';

/** A `.gitignore`: its patterns count from its folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const POLICY_FILE = /\.jsonc?$/i;
const MAX_IGNORE_BYTES = 1024 * 1024;
/** A walk that has seen so many folders ends: nobody keeps policies in all of them. */
const MAX_FOLDERS = 50_000;

/**
 * The files below folders in which a policy can be written, folder by folder, without `.git`, `node_modules` and what `.gitignore` files
 * name. Whoever stops asking ends the walk.
 */
export async function* policyFilesBelow(files: FileSystem, folders: readonly string[]): AsyncGenerator<string> {
  const queue = folders.map((folder) => ({ folder: normalUri(folder), ignores: [] as readonly IgnoreFile[] }));
  const seen = new Set<string>();
  for (let at = 0; at < queue.length && at < MAX_FOLDERS; at += 1) {
    const { folder, ignores: above } = queue[at] ?? { folder: '', ignores: [] };
    if (seen.has(folder)) continue;
    seen.add(folder);
    const entries = await files.list(folder);
    const own = entries.some(({ name }) => name === '.gitignore') ? await ignoreFileIn(files, folder) : undefined;
    const ignores = own === undefined ? above : [...above, own];
    for (const { name, kind } of entries) {
      const uri = joinUri(folder, name);
      if (NEVER_ENTERED.has(name) || isIgnored(uri, kind === 'folder', ignores)) continue;
      if (kind === 'folder') queue.push({ folder: uri, ignores });
      else if (POLICY_FILE.test(name)) yield uri;
    }
  }
}

/** The deepest file that says something about a path wins, as in git. */
function isIgnored(uri: string, isFolder: boolean, ignores: readonly IgnoreFile[]): boolean {
  for (const { folder, patterns } of ignores.toReversed()) {
    const path = relativePath(folder, uri);
    if (path === undefined || path === '') continue;
    const { ignored, unignored } = patterns.test(path + (isFolder ? '/' : ''));
    if (ignored || unignored) return ignored;
  }
  return false;
}

async function ignoreFileIn(files: FileSystem, folder: string): Promise<IgnoreFile | undefined> {
  const text = await files.read(joinUri(folder, '.gitignore'), MAX_IGNORE_BYTES);
  return text.ok ? { folder, patterns: ignore().add(text.text) } : undefined;
}
