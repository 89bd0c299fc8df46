import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileSystem, FileText, FolderEntry } from '../workspace/files';
import { fileText } from './file-text';

/** Files of this machine. URIs with another scheme than `file` are missing. */
export const nodeFiles: FileSystem = {
  async read(uri, maxBytes): Promise<FileText> {
    const path = pathOfFile(uri);
    if (path === undefined) return { ok: false, reason: 'missing' };
    try {
      const { size } = await stat(path);
      if (size > maxBytes) return { ok: false, reason: 'tooLarge', bytes: size };
      return { ok: true, text: fileText(await readFile(path)) };
    } catch (error) {
      return { ok: false, reason: isMissing(error) ? 'missing' : 'unreadable' };
    }
  },
  async list(uri): Promise<readonly FolderEntry[]> {
    const path = pathOfFile(uri);
    if (path === undefined) return [];
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries.flatMap((entry): FolderEntry[] => {
        if (entry.isDirectory()) return [{ name: entry.name, kind: 'folder' }];
        return entry.isFile() || entry.isSymbolicLink() ? [{ name: entry.name, kind: 'file' }] : [];
      });
    } catch {
      return [];
    }
  },
  async realUri(uri) {
    const path = pathOfFile(uri);
    try {
      return path === undefined ? undefined : pathToFileURL(await realpath(path)).href;
    } catch {
      return undefined;
    }
  },
};

function pathOfFile(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // A host name or a character that no path can hold.
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
