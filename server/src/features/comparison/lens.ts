import type { ComparisonBase, PolicyChange } from '../../../../shared/comparison';
import { baseWords, CHECKING, changeWords } from './words';

/** What is known of a document against one base: its text there, and how an earlier or this version differs. */
export interface KnownChanges {
  readonly baseText: string;
  /** The file's name in the base, where it has another one now. */
  readonly renamedFrom: string | null;
  /** The document's version that was compared. */
  readonly version: number;
  readonly changes: readonly PolicyChange[];
  /** Time ran out, and a longer look is under way. */
  readonly isPartial: boolean;
}

export interface LensedPolicy {
  readonly pointer: string;
  /** As it stands in the file. */
  readonly text: string;
  readonly documentVersion: number;
  /** The file is no valid JSON at the moment. */
  readonly isBroken: boolean;
}

/** What a policy changes, in the words of its lens; undefined where it changes nothing. */
export function changeTitle(base: ComparisonBase, known: KnownChanges, policy: LensedPolicy): string | undefined {
  if (known.baseText.includes(policy.text)) return undefined;
  const renamed = known.renamedFrom === null ? '' : ` (there ${known.renamedFrom})`;
  const behind = ` · ${baseWords(base)}${renamed}`;
  const change = known.changes.find(({ pointer }) => pointer === policy.pointer);
  if (policy.isBroken)
    return change === undefined || isUnreadable(change)
      ? undefined
      : `${changeWords(change)} (before the syntax error)${behind}`;
  if (known.version !== policy.documentVersion || known.isPartial) return CHECKING + behind;
  return change === undefined ? undefined : changeWords(change) + behind;
}

function isUnreadable({ reasons }: PolicyChange): boolean {
  return reasons.some(({ code, version }) => code === 'syntax' && version === 'new');
}
