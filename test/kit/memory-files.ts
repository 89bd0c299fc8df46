import type { FileSystem, FolderEntry } from '../../server/src/workspace/files';
import { normalUri, relativePath } from '../../server/src/workspace/uri';

/** Files in memory, by URI; `links` leads from a URI to where it really is. `reads` counts what was read from it. */
export interface MemoryFiles extends FileSystem {
  readonly texts: Map<string, string>;
  readonly reads: string[];
}

export function memoryFiles(
  texts: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): MemoryFiles {
  const all = new Map(Object.entries(texts).map(([uri, text]) => [normalUri(uri), text]));
  const reads: string[] = [];
  return {
    texts: all,
    reads,
    async read(uri, maxBytes) {
      reads.push(normalUri(uri));
      const text = all.get(normalUri(uri));
      if (text === undefined) return { ok: false, reason: 'missing' };
      return text.length > maxBytes ? { ok: false, reason: 'tooLarge', bytes: text.length } : { ok: true, text };
    },
    async list(folder) {
      const entries = new Map<string, FolderEntry>();
      for (const uri of all.keys()) {
        const path = relativePath(folder, uri);
        if (path === undefined) continue;
        const [name = '', ...below] = path.split('/');
        entries.set(name, { name, kind: below.length === 0 ? 'file' : 'folder' });
      }
      return [...entries.values()];
    },
    async realUri(uri) {
      const target = links[uri];
      if (target !== undefined) return target;
      const isKnown = [...all.keys()].some((each) => each === normalUri(uri) || relativePath(uri, each) !== undefined);
      return isKnown ? normalUri(uri) : undefined;
    },
  };
}
