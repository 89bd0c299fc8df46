import type { FileSystem } from './files';
import { fileName, joinUri, normalUri } from './uri';

/** Folders in which nobody keeps a model. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  'node_modules',
  '.hg',
  '.svn',
  'dist',
  'out',
  '.terraform',
]);
/** A search that has seen so many folders ends: models stand near the top. */
const MAX_FOLDERS = 5_000;

/** `iam-model.json` and `*.iam-model.json`. */
export function isModelFile(uri: string): boolean {
  return /(^|\.)iam-model\.json$/.test(fileName(uri));
}

/**
 * All model files below the workspace folders, nearest to the top first. Large workspaces are searched breadth first up to a
 * limit, which `isComplete` tells.
 */
export async function findModelFiles(
  files: FileSystem,
  folders: readonly string[],
): Promise<{ readonly uris: readonly string[]; readonly isComplete: boolean }> {
  const found: string[] = [];
  const queue = folders.map(normalUri);
  for (let at = 0; at < queue.length && at < MAX_FOLDERS; at += 1) {
    const folder = queue[at] ?? '';
    for (const { name, kind } of await files.list(folder)) {
      const uri = joinUri(folder, name);
      if (kind === 'folder' && !SKIPPED_FOLDERS.has(name)) queue.push(uri);
      else if (kind === 'file' && isModelFile(uri)) found.push(uri);
    }
  }
  return { uris: found, isComplete: queue.length <= MAX_FOLDERS };
}
