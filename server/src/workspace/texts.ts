import type { FileSystem, FileText } from './files';
import type { DocumentText } from './text';
import { normalUri } from './uri';

/** Texts by URI: what the editor has open, saved or not, else the file. A file is read once until it is said to have changed. */
export interface Texts {
  read(uri: string, maxBytes: number): Promise<FileText>;
  /** The file has changed, appeared or gone. */
  forget(uri: string): void;
}

/** What the editor has open. */
interface OpenTexts {
  get(uri: string): DocumentText | undefined;
}

export function createTexts(documents: OpenTexts, files: FileSystem): Texts {
  const fromDisk = new Map<string, Promise<FileText>>();
  return {
    read(uri, maxBytes) {
      const open = documents.get(uri);
      if (open !== undefined) return Promise.resolve(fromBuffer(open.text, maxBytes));
      const key = `${normalUri(uri)}\n${maxBytes}`;
      const reading = fromDisk.get(key) ?? files.read(uri, maxBytes);
      fromDisk.set(key, reading);
      return reading;
    },
    forget(uri) {
      const prefix = `${normalUri(uri)}\n`;
      for (const key of [...fromDisk.keys()]) if (key.startsWith(prefix)) fromDisk.delete(key);
    },
  };
}

/** Characters are counted for bytes: a buffer at the limit is no reason to encode it. */
function fromBuffer(text: string, maxBytes: number): FileText {
  return text.length > maxBytes ? { ok: false, reason: 'tooLarge', bytes: text.length } : { ok: true, text };
}
