/** Files as the workspace sees them: asynchronous, by URI, never a throw. Entries inject what reads them. */
export interface FileSystem {
  /** The text (UTF-8, without byte order mark), or why there is none. A file above `maxBytes` is not read. */
  read(uri: string, maxBytes: number): Promise<FileText>;
  /** What a folder holds; empty for one that cannot be read. */
  list(uri: string): Promise<readonly FolderEntry[]>;
  /** Where a path leads once links are followed; undefined where it leads nowhere. */
  realUri(uri: string): Promise<string | undefined>;
}

export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'missing' | 'unreadable' }
  | { readonly ok: false; readonly reason: 'tooLarge'; readonly bytes: number };

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}
