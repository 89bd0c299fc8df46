import { createScanner, type JSONScanner } from 'jsonc-parser';
import { jumpsIn } from './escapes';
import { Token, TokenError } from './tokens';
import type {
  ArrayNode,
  Comment,
  Member,
  MissingNode,
  ObjectNode,
  StringNode,
  SyntaxErrorCode,
  SyntaxProblem,
  Tree,
  TreeNode,
} from './tree';

/** Deeper text than this is read as missing: no policy needs it, and a hostile file must not exhaust the stack. */
const MAX_DEPTH = 200;

interface Reader {
  readonly text: string;
  readonly scanner: JSONScanner;
  readonly problems: SyntaxProblem[];
  readonly comments: Comment[];
  readonly allowComments: boolean;
  token: number;
  /** Where the last real token ended: the place to which "something is missing" belongs. */
  lastEnd: number;
  /** Where a list that is never closed broke off: behind its last token nobody misses a comma. */
  brokenOffAt: number;
  /** How many objects and arrays are around the text. */
  readonly depth: number;
  /** How many objects and arrays are being read. */
  objects: number;
  arrays: number;
  /** True once the text was too deep: what is not read any more is no mistake. */
  isStopped: boolean;
}

export interface JsonOptions {
  /** Comments are problems unless this is true. */
  readonly comments: boolean;
  /** How many objects and arrays are around the text, where it is a part of a longer one. */
  readonly depth?: number;
}

/**
 * Reads JSON, or JSON with comments, into a tree. Never throws: what is broken is a problem at its place, and the rest is
 * read as well as can be.
 */
export function parseJson(text: string, options: JsonOptions): Tree {
  const language = options.comments ? 'jsonc' : 'json';
  const reader: Reader = {
    text,
    scanner: createScanner(text, false),
    problems: [],
    comments: [],
    allowComments: options.comments,
    token: Token.Unknown,
    lastEnd: 0,
    brokenOffAt: -1,
    depth: options.depth ?? 0,
    objects: 0,
    arrays: 0,
    isStopped: false,
  };
  if (text.charCodeAt(0) === 0xfeff) reader.scanner.setPosition(1);
  advance(reader);
  if (reader.token === Token.End) {
    report(reader, 'empty', 0, 0);
    return { language, text, root: missing(0), problems: reader.problems, comments: reader.comments };
  }
  const root = readValue(reader);
  if (reader.token !== Token.End) {
    const start = reader.scanner.getTokenOffset();
    report(reader, 'text-after-end', start, Math.max(start + 1, text.trimEnd().length));
  }
  return { language, text, root, problems: reader.problems, comments: reader.comments };
}

/** Moves to the next token that means something; comments are noted on the way. */
function advance(reader: Reader): void {
  const { scanner } = reader;
  for (;;) {
    skipBlanks(reader);
    reader.token = scanner.scan();
    const start = scanner.getTokenOffset();
    switch (reader.token) {
      case Token.Trivia:
      case Token.LineBreak:
        continue;
      case Token.LineComment:
      case Token.BlockComment:
        // The scanner counts one character too many where the text ends at `/*`.
        noteComment(reader, start, Math.min(start + scanner.getTokenLength(), reader.text.length));
        continue;
      default:
        return;
    }
  }
}

/** Shared by nearly all strings. */
const NO_JUMPS: StringNode['jumps'] = [];
const NO_RANGES: StringNode['unknown'] = [];

/** The scanner would make a text of each run of blanks, one character after the other. */
function skipBlanks({ text, scanner }: Reader): void {
  const start = scanner.getPosition();
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  if (at > start) scanner.setPosition(at);
}

const COLON = 58;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function noteComment(reader: Reader, start: number, end: number): void {
  reader.comments.push({ kind: reader.token === Token.LineComment ? 'line' : 'block', start, end });
  if (reader.scanner.getTokenError() === TokenError.CommentUnclosed) report(reader, 'comment-unclosed', start, end);
  else if (!reader.allowComments) report(reader, 'comment', start, end);
}

function consume(reader: Reader): void {
  reader.lastEnd = reader.scanner.getTokenOffset() + reader.scanner.getTokenLength();
  advance(reader);
}

function report(reader: Reader, code: SyntaxErrorCode, start: number, end: number): void {
  reader.problems.push({ code, start, end });
}

/** For a missing token: the one character after the previous token, or the last character of the text. */
function reportAfterLast(reader: Reader, code: SyntaxErrorCode): void {
  const { text, lastEnd } = reader;
  const last = Math.max(0, text.length - 1);
  const start = lastEnd > last && isPair(text, last - 1) ? last - 1 : Math.min(lastEnd, last);
  report(reader, code, start, Math.min(start + (isPair(text, start) ? 2 : 1), text.length));
}

/** Two code units that are one character to an editor: the line end of Windows, a surrogate pair. */
function isPair(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return (
    (first === CARRIAGE_RETURN && second === LINE_FEED) || ((first & 0xfc00) === 0xd800 && (second & 0xfc00) === 0xdc00)
  );
}

function missing(offset: number): MissingNode {
  return { kind: 'missing', start: offset, end: offset };
}

function readValue(reader: Reader): TreeNode {
  const start = reader.scanner.getTokenOffset();
  const end = start + reader.scanner.getTokenLength();
  switch (reader.token) {
    case Token.OpenBrace:
      return nested(reader, 'objects', readObject);
    case Token.OpenBracket:
      return nested(reader, 'arrays', readArray);
    case Token.String:
      return readString(reader);
    case Token.Number: {
      // `2012-10-17` without quotes is one word, not three numbers; `1.` is none.
      const isWord = !' \t\r\n,:]}[{"/'.includes(reader.text.charAt(end));
      if (isWord || reader.scanner.getTokenError() === TokenError.NumberUnclosed) return readBareWord(reader);
      const text = reader.text.slice(start, end);
      consume(reader);
      return { kind: 'number', text, start, end };
    }
    case Token.True:
    case Token.False: {
      const value = reader.token === Token.True;
      consume(reader);
      return { kind: 'boolean', value, start, end };
    }
    case Token.Null:
      consume(reader);
      return { kind: 'null', start, end };
    case Token.Unknown:
      return readBareWord(reader);
    default:
      reportAfterLast(reader, 'value-expected');
      return missing(reader.lastEnd);
  }
}

function nested(reader: Reader, kind: 'objects' | 'arrays', read: (reader: Reader) => TreeNode): TreeNode {
  if (reader.depth + reader.objects + reader.arrays < MAX_DEPTH) {
    reader[kind] += 1;
    const node = read(reader);
    reader[kind] -= 1;
    return node;
  }
  const start = reader.scanner.getTokenOffset();
  report(reader, 'nesting-too-deep', start, start + 1);
  reader.isStopped = true;
  skipToEnd(reader);
  return missing(start);
}

/** Behind text that is nested too deeply nothing is read any more. */
function skipToEnd(reader: Reader): void {
  reader.scanner.setPosition(reader.text.length);
  advance(reader);
}

function readObject(reader: Reader): ObjectNode {
  const start = reader.scanner.getTokenOffset();
  const members: Member[] = [];
  consume(reader);
  let comma: number | undefined;
  while (reader.token !== Token.CloseBrace && reader.token !== Token.End) {
    if (reader.token === Token.Comma) {
      report(reader, 'name-expected', reader.scanner.getTokenOffset(), reader.scanner.getTokenOffset() + 1);
      consume(reader);
      continue;
    }
    if (reader.token === Token.CloseBracket) {
      // It belongs to the array around this object; where there is none it is one too many.
      if (reader.arrays > 0) break;
      comma = dropClosing(reader, 'name-expected', Token.CloseBrace) ?? comma;
      continue;
    }
    const member = readMember(reader);
    if (member !== undefined) members.push(member);
    comma = readComma(reader, Token.CloseBrace);
  }
  const { end, closed } = close(reader, Token.CloseBrace, 'brace-unclosed', start, comma);
  return { kind: 'object', members, start, end, closed };
}

function readMember(reader: Reader): Member | undefined {
  const key = readName(reader);
  if (key === undefined) return undefined;
  if (reader.token === Token.Colon) {
    consume(reader);
    const value = readMemberValue(reader);
    return { key, value, start: key.start, end: Math.max(value.end, reader.lastEnd) };
  }
  reportAfterLast(reader, 'colon-expected');
  // `"Action" "s3:GetObject"`: the colon is forgotten, the value is there.
  const isValue = startsValue(reader.token) && !onNewLine(reader) && !isName(reader);
  const value = isValue ? readValue(reader) : missing(reader.lastEnd);
  return { key, value, start: key.start, end: value.end };
}

/** A string with a colon behind it. */
function isName(reader: Reader): boolean {
  return reader.token === Token.String && colonFollows(reader);
}

/** `"Action": ⏎ "Resource": "*"`: the string behind the colon is the next name, so the value is missing. */
function readMemberValue(reader: Reader): TreeNode {
  if (onNewLine(reader) && isName(reader)) {
    reportAfterLast(reader, 'value-expected');
    return missing(reader.lastEnd);
  }
  return readValue(reader);
}

function colonFollows(reader: Reader): boolean {
  const { scanner, text } = reader;
  let at = scanner.getTokenOffset() + scanner.getTokenLength();
  while (isBlank(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === COLON;
}

function readName(reader: Reader): StringNode | undefined {
  if (reader.token === Token.String) return readString(reader);
  const start = reader.scanner.getTokenOffset();
  if (reader.token === Token.Unknown) return readBareWord(reader, 'name-without-quotes');
  report(reader, 'name-expected', start, start + Math.max(1, reader.scanner.getTokenLength()));
  // Whatever it is, it is read and dropped, with its value, so that the loop always moves on.
  if (startsValue(reader.token)) readValue(reader);
  if (reader.token === Token.Colon) {
    consume(reader);
    if (startsValue(reader.token) && !isName(reader)) readValue(reader);
  }
  return undefined;
}

function startsValue(token: number): boolean {
  return (
    token === Token.OpenBrace ||
    token === Token.OpenBracket ||
    token === Token.String ||
    token === Token.Number ||
    token === Token.True ||
    token === Token.False ||
    token === Token.Null ||
    token === Token.Unknown
  );
}

/** Reads the comma behind a member or item, and says where it stands; one that is forgotten is reported, and reading goes on. */
function readComma(reader: Reader, closing: number): number | undefined {
  if (reader.token === Token.Comma) {
    const start = reader.scanner.getTokenOffset();
    consume(reader);
    return start;
  }
  const isMissing = reader.token !== closing && startsValue(reader.token) && reader.lastEnd !== reader.brokenOffAt;
  if (isMissing) reportAfterLast(reader, 'comma-expected');
  return undefined;
}

/** Reads over a bracket that nobody opened, and over the comma behind it. */
function dropClosing(reader: Reader, code: SyntaxErrorCode, closing: number): number | undefined {
  const start = reader.scanner.getTokenOffset();
  report(reader, code, start, start + 1);
  consume(reader);
  return readComma(reader, closing);
}

function close(
  reader: Reader,
  closing: number,
  code: SyntaxErrorCode,
  start: number,
  comma: number | undefined,
): { readonly end: number; readonly closed: boolean } {
  if (reader.token !== closing) {
    if (!reader.isStopped) report(reader, code, start, start + 1);
    return {
      end: reader.token === Token.End ? reader.text.length : reader.scanner.getTokenOffset(),
      closed: false,
    };
  }
  if (comma !== undefined) report(reader, 'comma-trailing', comma, comma + 1);
  consume(reader);
  return { end: reader.lastEnd, closed: true };
}

function readArray(reader: Reader): ArrayNode {
  const start = reader.scanner.getTokenOffset();
  const items: TreeNode[] = [];
  consume(reader);
  let comma: number | undefined;
  while (reader.token !== Token.CloseBracket && reader.token !== Token.End) {
    if (reader.token === Token.Comma) {
      report(reader, 'value-expected', reader.scanner.getTokenOffset(), reader.scanner.getTokenOffset() + 1);
      consume(reader);
      continue;
    }
    if (reader.token === Token.CloseBrace) {
      if (reader.objects > 0) break;
      comma = dropClosing(reader, 'value-expected', Token.CloseBracket) ?? comma;
      continue;
    }
    if (reader.token === Token.Colon) {
      report(reader, 'comma-expected', reader.scanner.getTokenOffset(), reader.scanner.getTokenOffset() + 1);
      consume(reader);
      continue;
    }
    // `["a", ⏎ "Resource": …`: the bracket was never closed; the next name belongs to the object around it.
    if (onNewLine(reader) && isName(reader)) {
      reader.brokenOffAt = reader.lastEnd;
      break;
    }
    items.push(readValue(reader));
    comma = readComma(reader, Token.CloseBracket);
  }
  const { end, closed } = close(reader, Token.CloseBracket, 'bracket-unclosed', start, comma);
  return { kind: 'array', items, start, end, closed };
}

function onNewLine(reader: Reader): boolean {
  const { text, lastEnd, scanner } = reader;
  const start = scanner.getTokenOffset();
  for (let at = lastEnd; at < start; at += 1) if (text.charCodeAt(at) === LINE_FEED) return true;
  return false;
}

function readString(reader: Reader): StringNode {
  const { scanner } = reader;
  const start = scanner.getTokenOffset();
  const end = start + scanner.getTokenLength();
  const value = scanner.getTokenValue();
  const error = scanner.getTokenError();
  const closed = error !== TokenError.StringUnclosed;
  if (!closed) report(reader, 'string-unclosed', start, end);
  else if (error === TokenError.EscapeInvalid || error === TokenError.UnicodeInvalid)
    report(reader, 'escape-invalid', start, end);
  else if (error === TokenError.CharacterInvalid) report(reader, 'character-invalid', start, end);
  const contentEnd = closed ? end - 1 : end;
  // Each escape is longer than what it stands for: of most strings nothing has to be mapped.
  const isPlain = value.length === contentEnd - start - 1;
  const jumps = isPlain ? NO_JUMPS : jumpsIn(reader.text.slice(start + 1, contentEnd));
  consume(reader);
  return {
    kind: 'string',
    value,
    textStart: start + 1,
    jumps,
    closed,
    bare: false,
    unknown: NO_RANGES,
    start,
    end,
  };
}

/** `s3:Get` without quotes, or in single ones: kept as a string, so that completion and hover still answer. */
function readBareWord(reader: Reader, code?: SyntaxErrorCode): StringNode {
  const { text } = reader;
  const start = reader.scanner.getTokenOffset();
  const quote = text.charAt(start);
  if (quote === "'") return readSingleQuoted(reader, start);
  // The scanner ends an unknown token at a colon only in places; a word is what stands up to a separator.
  let end = start + reader.scanner.getTokenLength();
  const isName = code !== undefined;
  while (end < text.length && !' \t\r\n,]}"'.includes(text.charAt(end)) && !(isName && text.charAt(end) === ':'))
    end += 1;
  report(reader, code ?? 'value-expected', start, end);
  reader.scanner.setPosition(end);
  reader.lastEnd = end;
  advance(reader);
  return {
    kind: 'string',
    value: text.slice(start, end),
    textStart: start,
    jumps: NO_JUMPS,
    closed: false,
    bare: true,
    unknown: NO_RANGES,
    start,
    end,
  };
}

function readSingleQuoted(reader: Reader, start: number): StringNode {
  const { text } = reader;
  let end = start + 1;
  while (end < text.length && !"'\r\n".includes(text.charAt(end))) end += 1;
  const closed = text.charAt(end) === "'";
  const value = text.slice(start + 1, end);
  if (closed) end += 1;
  report(reader, 'single-quotes', start, end);
  reader.scanner.setPosition(end);
  reader.lastEnd = end;
  advance(reader);
  return {
    kind: 'string',
    value,
    textStart: start + 1,
    jumps: NO_JUMPS,
    closed,
    bare: false,
    unknown: NO_RANGES,
    start,
    end,
  };
}
