import { type LineStarts, lineStartsOf, offsetAt, type PositionRange } from '../syntax/lines';

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

/** The next version. Each change counts in the text that the ones before it left; ranges beyond the text are clamped. */
export function applyChanges(document: DocumentText, version: number, changes: readonly TextChange[]): DocumentText {
  return changes.reduce<DocumentText>((current, change) => applyChange(current, version, change), {
    ...document,
    version,
  });
}

function applyChange(document: DocumentText, version: number, { range, text }: TextChange): DocumentText {
  if (range === undefined) return documentText(document.uri, document.languageId, version, text);
  const { lines, text: old } = document;
  const start = offsetAt(lines, old.length, range.start);
  const end = Math.max(start, offsetAt(lines, old.length, range.end));
  return documentText(document.uri, document.languageId, version, old.slice(0, start) + text + old.slice(end));
}
