import type { Range, Tree } from './tree';

/** White space between the tokens of JSON, and strings, which keep theirs. An unclosed quote is passed over. */
const BLANK_OR_STRING = /"(?:[^"\\]|\\.)*"|[ \t\r\n]+/gs;

/** The text of a part of a tree without white space outside strings. Comments stay, a line comment with its line end. */
export function minified(tree: Tree, range: Range): string {
  return partsOf(tree, range)
    .map(({ text, isComment, isLine }) => (isComment ? text + (isLine ? '\n' : '') : withoutBlanks(text)))
    .join('');
}

/** The same without the comments: what is left of the text as JSON. */
export function stripped(tree: Tree, range: Range): string {
  return partsOf(tree, range)
    .map(({ text, isComment }) => (isComment ? '' : withoutBlanks(text)))
    .join('');
}

interface Part {
  readonly text: string;
  readonly isComment: boolean;
  readonly isLine: boolean;
}

function partsOf({ text, comments }: Tree, range: Range): readonly Part[] {
  const parts: Part[] = [];
  let at = range.start;
  for (const { start, end, kind } of comments) {
    if (start < at || end > range.end) continue;
    parts.push({ text: text.slice(at, start), isComment: false, isLine: false });
    parts.push({ text: text.slice(start, end), isComment: true, isLine: kind === 'line' });
    at = end;
  }
  parts.push({ text: text.slice(at, range.end), isComment: false, isLine: false });
  return parts;
}

function withoutBlanks(text: string): string {
  return text.replace(BLANK_OR_STRING, (match) => (match.startsWith('"') ? match : ''));
}
