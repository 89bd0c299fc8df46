import { firstPlace } from '../../../shared/first-place';
import type { ChangedRange } from './changes';

/** A place as LSP counts it: line and UTF-16 code unit in it, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** The offsets at which lines start. Made once for each version of a text. */
export type LineStarts = readonly number[];

/** Line ends are LF, CR LF and CR, as in LSP. */
export function lineStartsOf(text: string): LineStarts {
  if (!text.includes('\r')) return startsAfterFeeds(text);
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** Where lines end with LF or CR LF: to look for the next one is faster than to look at each character. */
export function startsAfterFeeds(text: string): LineStarts {
  const starts = [0];
  addFeeds(starts, text, 0, text.length);
  return starts;
}

/** Adds the lines that start behind a line feed between two offsets. */
function addFeeds(starts: number[], text: string, from: number, to: number): void {
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
}

/** `lineStartsOf(text)`, from the line starts of the text before the edit. */
export function lineStartsAfter(starts: LineStarts, text: string, edit: ChangedRange): LineStarts {
  // An edit may part or join the two halves of a line end.
  if (text.includes('\r')) return lineStartsOf(text);
  const by = edit.newEnd - edit.end;
  const kept = firstBeyond(starts, edit.start);
  const next = firstBeyond(starts, edit.end);
  const added: number[] = [];
  addFeeds(added, text, edit.start, edit.newEnd);
  const all = starts.slice(0, kept).concat(added, starts.slice(next));
  for (let at = kept + added.length; at < all.length; at += 1) all[at] = (all[at] ?? 0) + by;
  return all;
}

/** The number of the first line that starts behind the offset. */
function firstBeyond(starts: LineStarts, offset: number): number {
  return firstPlace(starts.length, (line) => (starts[line] ?? 0) <= offset);
}

/** An offset → its position; an offset beyond the text is on the last line. */
export function positionAt(starts: LineStarts, offset: number): Position {
  const line = lineOf(starts, offset);
  return { line, character: offset - (starts[line] ?? 0) };
}

/** The number of the line that holds the offset. */
export function lineOf(starts: LineStarts, offset: number): number {
  return Math.max(0, firstBeyond(starts, offset) - 1);
}

/** A range of offsets → positions. */
export function positionRange(
  starts: LineStarts,
  range: { readonly start: number; readonly end: number },
): PositionRange {
  return { start: positionAt(starts, range.start), end: positionAt(starts, range.end) };
}

/** A position → its offset, clamped to the text. */
export function offsetAt(starts: LineStarts, textLength: number, position: Position): number {
  const start = starts[position.line];
  if (start === undefined) return textLength;
  const next = starts[position.line + 1] ?? textLength;
  return Math.min(start + position.character, next);
}
