import type { CompletionData, CompletionKind, PolicyContext } from '../answers';
import type { Caret } from '../caret';

/** A place in inserted text where the caret stops; `text` stands there until something is typed over it. */
export interface Stop {
  readonly stop: number;
  readonly text?: string;
  readonly choices?: readonly string[];
}

/** Inserted text: plain pieces and stops. Nothing is escaped yet; `insert.ts` does that. */
export type Parts = readonly (string | Stop)[];

/** Something that fits at the caret, without a word on how it gets into the text. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** The content of a string; with `isRaw` JSON as it stands, offered only where nothing is quoted yet. */
  readonly parts: Parts;
  readonly isRaw?: boolean;
  /** JSON that follows the colon behind a name that has no value yet. */
  readonly value?: Parts;
  /** What is compared with the typed text; the plain text of `parts` if left out. */
  readonly filter?: string;
  readonly preselect?: boolean;
  readonly retrigger?: boolean;
  readonly data?: CompletionData;
}

/** What a provider gives: best first. */
export interface Offers {
  readonly offers: readonly Offer[];
  /** Set where only a part of the string is replaced: from this decoded offset on. The string stays as it is around it. */
  readonly from?: number;
  /** The offers depend on what is typed, so that the editor has to ask again. */
  readonly isIncomplete?: boolean;
}

/** Knows what fits at one kind of place. */
export type Provider<Kind extends Caret['place']['kind'] = Caret['place']['kind']> = (
  caret: Caret & { readonly place: Extract<Caret['place'], { readonly kind: Kind }> },
  context: PolicyContext,
) => Offers;

export const NOTHING: Offers = { offers: [] };

/** A plain word. */
export function wordOffer(word: string, kind: CompletionKind, more: Partial<Offer> = {}): Offer {
  return { label: word, kind, parts: [word], ...more };
}

/** The text of parts with the stops' own texts. */
export function plainParts(parts: Parts): string {
  return parts.map((part) => (typeof part === 'string' ? part : (part.choices?.[0] ?? part.text ?? ''))).join('');
}
