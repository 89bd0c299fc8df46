import { type ChangedRange, joined } from '../syntax/changes';
import { type LineStarts, lineStartsAfter, lineStartsOf, offsetAt, type PositionRange } from '../syntax/lines';

/** One version of a document's text, as the editor has it. */
export interface DocumentText {
  /** As the editor writes it; look-ups go by `normalUri`. */
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineStarts;
}

/** A change as LSP sends it: without a range the whole text is new. */
export interface TextChange {
  readonly range?: PositionRange;
  readonly text: string;
}

export function documentText(uri: string, languageId: string, version: number, text: string): DocumentText {
  return { uri, languageId, version, text, lines: lineStartsOf(text) };
}

/** A document's next version, and what has changed in its text; `edit` is undefined where the whole text is new. */
export interface Changed {
  readonly document: DocumentText;
  readonly edit: ChangedRange | undefined;
}

/** The next version. Each change counts in the text that the ones before it left; ranges beyond the text are clamped. */
export function applyChanges(document: DocumentText, version: number, changes: readonly TextChange[]): Changed {
  const same: Changed = { document: { ...document, version }, edit: { start: 0, end: 0, newEnd: 0 } };
  return changes.reduce(applyChange, same);
}

function applyChange({ document, edit: before }: Changed, { range, text }: TextChange, place: number): Changed {
  const { uri, languageId, version, lines, text: old } = document;
  if (range === undefined) return { document: documentText(uri, languageId, version, text), edit: undefined };
  const start = offsetAt(lines, old.length, range.start);
  const end = Math.max(start, offsetAt(lines, old.length, range.end));
  const edit: ChangedRange = { start, end, newEnd: start + text.length };
  const now = old.slice(0, start) + text + old.slice(end);
  return {
    document: { uri, languageId, version, text: now, lines: lineStartsAfter(lines, now, edit) },
    edit: place === 0 ? edit : before && joined(before, edit),
  };
}
