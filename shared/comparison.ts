import type { ElementResult, TextRange } from './decision';
import type { ContextInput, PrincipalObject } from './request';

/** How two versions of a policy differ. `onlyOnPaper`: the text does, no real request notices. */
export type ComparisonVerdict = 'none' | 'newAccess' | 'lessAccess' | 'both' | 'onlyOnPaper' | 'undecided';

/** A request that one version allows and the other does not. Without a principal: the policy does not say whose it is. */
export interface WitnessRequest {
  readonly principal?: string | PrincipalObject;
  readonly action: string;
  readonly resource: string;
  /** False where a wildcard of the resource is meant as it stands. */
  readonly resourceIsPattern?: boolean;
  /** The account that owns the resource, where RCPs make that matter. */
  readonly resourceAccount?: string;
  readonly context?: { readonly [key: string]: ContextInput };
}

/** A statement of one of the two versions, with what its parts say to the witness. */
export interface ComparedStatement {
  /** The file that holds it: for the older version of one file that file's own URI, whose text has other lines now. */
  readonly uri: string;
  readonly version: 'old' | 'new';
  /** Index from 0. */
  readonly statement: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly range: TextRange;
  /** Empty where there is no witness. */
  readonly parts: readonly ElementResult[];
}

/** One kind of access that one version gives and the other does not. */
export interface AccessChange {
  /** Sorted; of very many only the first ones. Examples of names where `isFuture`. */
  readonly actions: readonly string[];
  readonly actionCount: number;
  /** AWS's words, the most far-reaching first. */
  readonly accessLevels: readonly string[];
  /** About names that AWS may add later, and no action of today. */
  readonly isFuture: boolean;
  /** The Allow that grants it; null where no document says it. */
  readonly granted: ComparedStatement | null;
  /** The Deny of the other version that stood in the way. */
  readonly lifted: ComparedStatement | null;
  /** The Allow of the other version that comes nearest to the witness. */
  readonly nearest: ComparedStatement | null;
  /** Resource entries of the granting statement that the nearest one lacks, else all of them; empty where it names no resource. */
  readonly patterns: readonly string[];
  /** Null where it exists on paper only. */
  readonly witness: WitnessRequest | null;
  readonly onlyOnPaper: boolean;
}

/** Why something could not be told, with the place. */
export interface ComparisonReason {
  readonly code: ReasonCode;
  readonly message: string;
  /** Of a file's text; null where it is about no place. */
  readonly range: TextRange | null;
  readonly version: 'old' | 'new';
}

export type ReasonCode =
  | 'syntax'
  | 'refused'
  | 'variable'
  | 'mixedTypes'
  | 'badPattern'
  | 'budget'
  | 'keyLinks'
  | 'serviceSpecial'
  | 'modelIncomplete';

/** One policy in two versions. */
export interface PolicyChange {
  /** JSON pointer in the newer file, else in the older one. */
  readonly pointer: string;
  /** A version that is not there is compared as a policy that allows nothing. */
  readonly isOldMissing: boolean;
  readonly isNewMissing: boolean;
  readonly verdict: ComparisonVerdict;
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  readonly reasons: readonly ComparisonReason[];
}

/** What a document is compared with. */
export type ComparisonBase = 'saved' | 'head';

/** The last commit's version of a file, or why there is none: words that fit behind "because". */
export type HeadAnswer =
  | {
      readonly ok: true;
      readonly text: string;
      /** Its path there, where the file has another one now. */
      readonly renamedFrom: string | null;
    }
  | { readonly ok: false; readonly message: string };

/** Request server → client (`initializationOptions.headTexts`): the last commit's version of a file. Answers a `HeadAnswer`. */
export const HEAD_TEXT_REQUEST = 'writ/headText';

export interface HeadTextParams {
  readonly uri: string;
}

/** Notification client → server: there may be another last commit. */
export const HEAD_CHANGED = 'writ/headChanged';

/** Request client → server: what a document changes, in words. Answers `ResultLine[]`. */
export const COMPARISON_REQUEST = 'writ/comparison';

export interface ComparisonParams {
  readonly uri: string;
  /** JSON pointer of one policy; left out: all of them. */
  readonly pointer?: string;
  readonly base: ComparisonBase;
}

/** Request client → server: the text of a `*.iam-test.json` with one more test. Answers `PolicyTestAnswer`. */
export const POLICY_TEST_REQUEST = 'writ/policyTest';

export interface PolicyTestParams {
  /** As it is now; empty for a new file. */
  readonly text: string;
  readonly request: WitnessRequest;
  readonly expect: 'allowed' | 'denied';
}

export interface PolicyTestAnswer {
  readonly text: string;
  /** Where the new test stands in it. */
  readonly range: TextRange;
}
