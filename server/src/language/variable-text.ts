/** A `${…}` as it is written, well-formed or not. Offsets are in the text that was scanned. */
export interface VariableText {
  /** Of the `${`. */
  readonly start: number;
  /** Behind the `}`; where it lacks, in front of the next `${` or at the end of the text. */
  readonly end: number;
  readonly isClosed: boolean;
  /** What stands behind `${`, up to a comma, blanks included. It begins at `start + 2`. */
  readonly name: string;
  /** What stands behind the comma; undefined without one. */
  readonly fallback: { readonly text: string; readonly start: number } | undefined;
}

/**
 * Every `${` of a text, also those that `splitVariables` takes for plain text. A `${` inside another one ends it. One pass; no
 * text is wrong.
 */
export function scanVariables(text: string): readonly VariableText[] {
  const found: VariableText[] = [];
  let close = -1;
  for (let open = text.indexOf('${'); open !== -1; ) {
    const next = text.indexOf('${', open + 2);
    const limit = next === -1 ? text.length : next;
    if (close < open) close = text.indexOf('}', open);
    if (close === -1) close = text.length;
    const isClosed = close < limit;
    found.push(readVariable(text, open, isClosed ? close : limit, isClosed));
    open = next;
  }
  return found;
}

function readVariable(text: string, start: number, innerEnd: number, isClosed: boolean): VariableText {
  const inner = text.slice(start + 2, innerEnd);
  const end = isClosed ? innerEnd + 1 : innerEnd;
  const comma = inner.indexOf(',');
  if (comma === -1) return { start, end, isClosed, name: inner, fallback: undefined };
  const fallback = { text: inner.slice(comma + 1), start: start + 2 + comma + 1 };
  return { start, end, isClosed, name: inner.slice(0, comma), fallback };
}
