import { readdir, realpath } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileSystem, FolderEntry } from '../workspace/files';
import { readText } from './files';

/** Files of this machine, as the workspace asks for them. URIs with another scheme than `file` are missing. */
export const nodeFiles: FileSystem = {
  async read(uri, maxBytes) {
    const path = pathOfFile(uri);
    return path === undefined ? { ok: false, reason: 'missing' } : readText(path, maxBytes);
  },
  async list(uri) {
    const path = pathOfFile(uri);
    try {
      const entries = path === undefined ? [] : await readdir(path, { withFileTypes: true });
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
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // A host name, or a character that no path can hold.
    return undefined;
  }
}
