/** Makes files from sources of ours. `scripts/generate.ts` lists all. */
export interface Generator {
  /** Path in the checkout → content. */
  make(): Promise<ReadonlyMap<string, string>>;
  /** Folders that hold generated files only: others in them are stale. */
  readonly folders: readonly string[];
}
