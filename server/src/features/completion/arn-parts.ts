import type { Parts } from './offer';

/** What stands in an ARN until somebody types over it. */
export interface ArnDefaults {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * An ARN format of AWS, `arn:${Partition}:s3:::${BucketName}`, as text with stops that begins with what is typed already:
 * undefined if no ARN of the format does.
 */
export function arnParts(format: string, typed: string, defaults: ArnDefaults): Parts | undefined {
  const pieces = piecesOf(format);
  const parts: (string | { stop: number; text: string })[] = [];
  let rest = typed;
  let stop = 1;
  let colons = 0;
  let isNamed = false;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'text') {
      colons += piece.text.split(':').length - 1;
      const met = commonText(piece.text, rest);
      if (met === undefined) return undefined;
      rest = rest.slice(met);
      parts.push(piece.text);
      continue;
    }
    const next = pieces[index + 1]?.text ?? '';
    const typedValue = valueIn(rest, next, colons);
    if (typedValue === undefined) return undefined;
    rest = rest.slice(typedValue.length);
    const value = rest === '' ? finished(piece.text, typedValue, defaults) : typedValue;
    if (value === undefined) return undefined;
    parts.push(value === '' ? { stop: stop++, text: defaultFor(piece.text, isNamed, defaults) } : value);
    isNamed ||= colons >= 5;
  }
  return rest === '' ? parts : undefined;
}

interface Piece {
  readonly kind: 'text' | 'variable';
  readonly text: string;
}

/** `a${B}c` → text `a`, variable `B`, text `c`. A `*` in a format is a variable without a name. */
function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < format.length) {
    const open = format.indexOf('${', at);
    const close = open < 0 ? -1 : format.indexOf('}', open);
    if (close < 0) break;
    if (open > at) pieces.push({ kind: 'text', text: format.slice(at, open) });
    pieces.push({ kind: 'variable', text: format.slice(open + 2, close) });
    at = close + 1;
  }
  if (at < format.length) pieces.push({ kind: 'text', text: format.slice(at) });
  return pieces;
}

/** How much of `rest` the text takes: all of the text, or all of the rest where that ends within it. */
function commonText(text: string, rest: string): number | undefined {
  if (rest.startsWith(text)) return text.length;
  return text.startsWith(rest) ? rest.length : undefined;
}

/** The typed value of a variable; empty where nothing is typed yet, undefined where the typed text cannot be one. */
function valueIn(rest: string, next: string, colons: number): string | undefined {
  const end = next === '' ? -1 : rest.indexOf(next);
  if (end >= 0) return rest.slice(0, end);
  // The typed text may end within the text that follows the variable: `…:table/x/ind`.
  const value = rest.slice(0, rest.length - overlap(rest, next));
  return colons < 5 && value.includes(':') ? undefined : value;
}

const WHOLE: ReadonlyMap<string, RegExp> = new Map([
  ['Partition', /^aws(-[a-z]+)*$/],
  ['Region', /^[a-z]{2,4}(-[a-z]+)+-\d+$/],
  ['Account', /^\d{12}$/],
]);

/** A value at the caret, behind which the ARN goes on: one that is half typed becomes the default, or nothing that anybody means. */
function finished(variable: string, typed: string, defaults: ArnDefaults): string | undefined {
  const isWhole = typed === '' || /[*?$]/.test(typed) || WHOLE.get(variable)?.test(typed) !== false;
  if (isWhole) return typed;
  const wanted = defaultFor(variable, false, defaults);
  return wanted.startsWith(typed) ? wanted : undefined;
}

function overlap(rest: string, next: string): number {
  for (let length = Math.min(rest.length, next.length); length > 0; length -= 1) {
    if (rest.endsWith(next.slice(0, length))) return length;
  }
  return 0;
}

function defaultFor(variable: string, hasName: boolean, defaults: ArnDefaults): string {
  switch (variable) {
    case 'Partition':
      return defaults.partition;
    case 'Region':
      return defaults.region;
    case 'Account':
      return defaults.account;
    default:
      // Behind the first name of a resource stands what it holds: the objects of a bucket, the streams of a group.
      return hasName ? '*' : variable;
  }
}
