import type { PolicyType } from '../policy/document';

/** One version of a file. Plain data: it may go to another thread. */
export interface FileVersion {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  /** Somebody has given the file a type: it is a policy as a whole if none is found in it. */
  readonly isMeant: boolean;
  /** JSON pointer → the type of the policy there. */
  readonly types: { readonly [pointer: string]: PolicyType };
}

/** Undefined: there is no such version, which is like a file without policies. */
export interface FileVersions {
  readonly old: FileVersion | undefined;
  readonly new: FileVersion | undefined;
}
