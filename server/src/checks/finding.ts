import type { CheckSeverity } from '../../../shared/settings';
import type { PolicyType } from '../policy/document';
import type { TextEdit } from '../syntax/edits';
import type { Range } from '../syntax/tree';

export type { TextEdit } from '../syntax/edits';

/**
 * One thing found. Ranges are offsets in the text of the policy's site (`PolicySite`); `siteRange` leads to the file. Nothing ever
 * reads the message back: code, message id and data say everything.
 */
export interface Finding {
  readonly code: string;
  readonly severity: CheckSeverity;
  readonly messageId: string;
  readonly message: string;
  /** What the message was made from, in full length. */
  readonly data?: { readonly [name: string]: string | number };
  readonly range: Range;
  readonly related: readonly { readonly range: Range; readonly message: string }[];
  /** The statement or entry changes nothing and could go. */
  readonly isUnnecessary: boolean;
  readonly fixes: readonly Fix[];
  /** The type under which it was found; undefined outside a policy. */
  readonly policyType: PolicyType | undefined;
}

/** An edit that the user may accept. The first of a finding is the preferred one. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** May join `source.fixAll`: the catalogue's `fixIsSafe`, and its `fixSafeWhen` holds here. */
  readonly isSafe: boolean;
  /** What the edit does to the grant. */
  readonly effect: FixEffect;
  /** Where the caret should be afterwards, with completion open: an offset in the text after the edits. */
  readonly completeAt?: number;
}

export type FixEffect = 'none' | 'narrows' | 'widens' | 'activates' | 'depends';
