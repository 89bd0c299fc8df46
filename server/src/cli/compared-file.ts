import type { PolicyChange } from '../../../shared/comparison';
import type { PolicyType } from '../policy/document';

/** A version of a file, by name. */
export interface NamedVersion {
  readonly name: string;
  readonly uri: string;
}

/** What came of one file, or of one principal. */
export interface ComparedFileReport {
  readonly old: NamedVersion | undefined;
  readonly new: NamedVersion | undefined;
  readonly changes: readonly PolicyChange[];
}

/** What came of the whole run; a problem is a sentence about why nothing did. */
export type Compared =
  | { readonly ok: true; readonly reports: readonly ComparedFileReport[] }
  | { readonly ok: false; readonly problem: string };

export type CompareFormat = 'pretty' | 'json' | 'sarif' | 'github';

export type FailOn = 'new-access' | 'undecided';

/** The words of `writ compare`. */
export interface CompareOptions {
  /** OLD and NEW; with `git` what to compare. */
  readonly paths: readonly string[];
  /** A revision that is compared with the working tree. */
  readonly git?: string;
  readonly type?: PolicyType;
  /** Whose access is compared, over all policies that concern it. */
  readonly principal?: string;
  readonly model?: string;
  /** The model of the older state; else the older texts are put into the newer one. */
  readonly modelOld?: string;
  readonly format: CompareFormat;
  /** Empty: both. */
  readonly failOn: readonly FailOn[];
}
