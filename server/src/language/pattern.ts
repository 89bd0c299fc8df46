/**
 * Wildcard patterns of the policy language: `*` is any run of characters, `?` exactly one, nothing else is special
 * (IAM User Guide, "Using wildcards in ARNs"). All walks are two-pointer walks over prepared tokens; no regular expression
 * is ever made from input.
 */

/** A token is a UTF-16 code unit, or one of these two. */
const STAR = -1;
const ANY = -2;
const COLON = 58;

export interface Pattern {
  /** As written. */
  readonly source: string;
  readonly tokens: readonly number[];
  /** The text that alone matches, for a pattern without wildcards. */
  readonly literal: string | undefined;
  /** Only stars: matches every text. */
  readonly isUniversal: boolean;
}

/** One piece of a pattern: plain text (taken literally), or text in which `*` and `?` are wildcards. */
export interface PatternPart {
  readonly text: string;
  readonly isLiteral: boolean;
}

/** A text with wildcards → a pattern. Runs of stars become one. */
export function compilePattern(source: string): Pattern {
  if (!hasWildcard(source)) return { source, tokens: codesOf(source), literal: source, isUniversal: false };
  return compileParts(source, [{ text: source, isLiteral: false }]);
}

/** As long as the text from the start: names of actions are read by the thousand. */
function codesOf(text: string): readonly number[] {
  const codes = new Array<number>(text.length);
  for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at);
  return codes;
}

/** A pattern some of whose text is literal, as policy variables make it. */
export function compileParts(source: string, parts: readonly PatternPart[]): Pattern {
  const tokens: number[] = [];
  for (const part of parts) appendTokens(tokens, part);
  const literal = tokens.some((token) => token < 0) ? undefined : textOf(tokens);
  return { source, tokens, literal, isUniversal: tokens.length === 1 && tokens[0] === STAR };
}

function appendTokens(tokens: number[], part: PatternPart): void {
  for (let at = 0; at < part.text.length; at += 1) {
    const code = part.text.charCodeAt(at);
    const token = part.isLiteral ? code : tokenOf(code);
    if (token !== STAR || tokens[tokens.length - 1] !== STAR) tokens.push(token);
  }
}

function tokenOf(code: number): number {
  if (code === 42) return STAR;
  return code === 63 ? ANY : code;
}

function textOf(tokens: readonly number[]): string {
  let text = '';
  for (let at = 0; at < tokens.length; at += 1) text += String.fromCharCode(tokens[at] ?? 0);
  return text;
}

/** True if the text holds `*` or `?`. */
export function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/** Does the whole text match? Case counts. */
export function matches(pattern: Pattern, text: string): boolean {
  if (pattern.isUniversal) return true;
  if (pattern.literal !== undefined) return pattern.literal === text;
  const { tokens } = pattern;
  let at = 0;
  let token = 0;
  let restartToken = -1;
  let restartAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === STAR) {
      restartToken = token;
      restartAt = at;
      token += 1;
    } else if (wanted === ANY || wanted === text.charCodeAt(at)) {
      token += 1;
      at += 1;
    } else if (restartToken >= 0) {
      restartAt += 1;
      at = restartAt;
      token = restartToken + 1;
    } else {
      return false;
    }
  }
  while (tokens[token] === STAR) token += 1;
  return token === tokens.length;
}

/**
 * Does an ARN match an entry of `Resource`? One glob over the whole text, but the first five colons of the ARN are hard:
 * only a literal `:`, or a star directly before `:` or the end of the entry, runs over them (evaluation.md 2.3; IAM User
 * Guide, reference_policies_elements_resource). Two restart points, no recursion.
 */
export function matchesArn(pattern: Pattern, arn: string): boolean {
  return matchesArnText(pattern, arnText(arn));
}

/** An ARN that is matched against many patterns: where its hard colons end is looked up once. */
export interface ArnText {
  readonly text: string;
  /** The offset of the last hard colon, -1 without any. */
  readonly hardEnd: number;
}

export function arnText(text: string): ArnText {
  return { text, hardEnd: fifthColon(text) };
}

/** As `matchesArn`. */
export function matchesArnText(pattern: Pattern, { text, hardEnd }: ArnText): boolean {
  if (pattern.isUniversal) return true;
  if (pattern.literal !== undefined) return pattern.literal === text;
  return walkArn(pattern.tokens, text, hardEnd);
}

/** `text` is an ARN, or the tokens of a request pattern. `hardEnd` is the offset of the last hard colon, -1 without any. */
function walkArn(tokens: readonly number[], text: string | readonly number[], hardEnd: number): boolean {
  let at = 0;
  let token = 0;
  // The last star that may run over colons, and after it the last one that may not.
  let freeToken = -1;
  let freeAt = 0;
  let boundToken = -1;
  let boundAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    const code = codeAt(text, at);
    if (wanted === STAR) {
      if (at > hardEnd || isFreeStar(tokens, token)) {
        freeToken = token;
        freeAt = at;
        boundToken = -1;
      } else {
        boundToken = token;
        boundAt = at;
      }
      token += 1;
    } else if (wanted === code || (wanted === ANY && code !== STAR && !(code === COLON && at <= hardEnd))) {
      token += 1;
      at += 1;
    } else if (boundToken >= 0 && !(boundAt <= hardEnd && codeAt(text, boundAt) === COLON)) {
      boundAt += 1;
      at = boundAt;
      token = boundToken + 1;
    } else if (freeToken >= 0) {
      boundToken = -1;
      freeAt += 1;
      at = freeAt;
      token = freeToken + 1;
    } else {
      return false;
    }
  }
  while (tokens[token] === STAR) token += 1;
  return token === tokens.length;
}

function codeAt(text: string | readonly number[], at: number): number | undefined {
  return typeof text === 'string' ? text.charCodeAt(at) : text[at];
}

/** A star directly before `:`, or at the end of the entry. */
function isFreeStar(tokens: readonly number[], token: number): boolean {
  const next = tokens[token + 1];
  return next === undefined || next === COLON;
}

/** The offset of the fifth colon, or of the last one where there are fewer; -1 without any. */
function fifthColon(arn: string): number {
  let at = -1;
  for (let count = 0; count < 5; count += 1) {
    const next = arn.indexOf(':', at + 1);
    if (next === -1) return at;
    at = next;
  }
  return at;
}

/**
 * Does every text that `inner` matches match `outer` too? Exact for patterns over all of Unicode: there is always a character that
 * neither names, and it shows what a star may hold.
 */
export function covers(outer: Pattern, inner: Pattern): boolean {
  if (outer.isUniversal) return true;
  const isPlain = !outer.tokens.includes(ANY) || !inner.tokens.includes(STAR);
  return isPlain ? walk(outer.tokens, inner.tokens, coversToken) : coversAtLeast(atLeast(outer.tokens), inner.tokens);
}

/** A star of the inner pattern is matched by a star only, its `?` by `?` or a star. */
function coversToken(outer: number, inner: number): boolean {
  if (inner === STAR) return false;
  return outer === ANY || outer === inner;
}

/** A `?` beside a star: one more character that the star must have. */
const MORE = -3;

/** `*?` and `?*` are one: a run of wildcards with a star asks for a number of characters at least, which is written first. */
function atLeast(tokens: readonly number[]): readonly number[] {
  const result: number[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const start = at;
    while (isWild(tokens[at])) at += 1;
    const run = tokens.slice(start, at);
    const hasStar = run.includes(STAR);
    for (const token of run) if (token === ANY) result.push(hasStar ? MORE : ANY);
    if (hasStar) result.push(STAR);
    const token = tokens[at];
    if (token !== undefined) result.push(token);
  }
  return result;
}

function isWild(token: number | undefined): boolean {
  return token === STAR || token === ANY;
}

/**
 * Token against token, `*?a*` would seem to cover `*a*`. A star of the inner pattern may stand for nothing, so it is no character
 * for `MORE`; but `MORE` runs over it, as the star behind it would.
 */
function coversAtLeast(outer: readonly number[], inner: readonly number[]): boolean {
  let at = 0;
  let token = 0;
  let restartToken = -1;
  let restartAt = 0;
  while (at < inner.length) {
    const wanted = outer[token];
    const given = inner[at] ?? STAR;
    if (wanted === STAR) {
      restartToken = token;
      restartAt = at;
      token += 1;
    } else if (wanted === MORE) {
      at += 1;
      if (given !== STAR) token += 1;
    } else if (wanted !== undefined && coversToken(wanted, given)) {
      token += 1;
      at += 1;
    } else if (restartToken >= 0) {
      restartAt += 1;
      at = restartAt;
      token = restartToken + 1;
    } else {
      return false;
    }
  }
  while (outer[token] === STAR) token += 1;
  return token === outer.length;
}

/** Is there a text that matches both patterns? Exact. */
export function intersects(left: Pattern, right: Pattern): boolean {
  const leftHasStar = left.tokens.includes(STAR);
  const rightHasStar = right.tokens.includes(STAR);
  if (!rightHasStar) return walk(left.tokens, right.tokens, compatible);
  if (!leftHasStar) return walk(right.tokens, left.tokens, compatible);
  // Both have stars, so what stands between the first and the last star can always be placed: only the ends must agree.
  return agree(left.tokens, right.tokens) && agree([...left.tokens].reverse(), [...right.tokens].reverse());
}

function compatible(left: number, right: number): boolean {
  return left === right || left === ANY || right === ANY;
}

function agree(left: readonly number[], right: readonly number[]): boolean {
  for (let at = 0; ; at += 1) {
    const one = left[at];
    const other = right[at];
    if (one === STAR || other === STAR || one === undefined || other === undefined) return true;
    if (!compatible(one, other)) return false;
  }
}

/** The two-pointer walk over tokens in place of characters. */
function walk(
  tokens: readonly number[],
  text: readonly number[],
  fits: (token: number, code: number) => boolean,
): boolean {
  let at = 0;
  let token = 0;
  let restartToken = -1;
  let restartAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    const code = text[at];
    if (wanted === STAR) {
      restartToken = token;
      restartAt = at;
      token += 1;
    } else if (wanted !== undefined && code !== undefined && fits(wanted, code)) {
      token += 1;
      at += 1;
    } else if (restartToken >= 0) {
      restartAt += 1;
      at = restartAt;
      token = restartToken + 1;
    } else {
      return false;
    }
  }
  while (tokens[token] === STAR) token += 1;
  return token === tokens.length;
}

/**
 * Does the entry match every ARN of the request pattern? Sufficient: the request's wildcards are taken as characters of
 * their own, its `*` met by a star only and its `?` by a star or `?` (evaluation.md 2.5).
 */
export function coversArn(entry: Pattern, request: string): boolean {
  if (entry.isUniversal) return true;
  // Without wildcards the text is its own tokens.
  if (!hasWildcard(request)) return walkArn(entry.tokens, request, fifthColon(request));
  return coversArnPattern(entry, compilePattern(request));
}

/** As `coversArn`. */
export function coversArnPattern(entry: Pattern, { tokens }: Pattern): boolean {
  return entry.isUniversal || walkArn(entry.tokens, tokens, lastHardColon(tokens));
}

/** The place of the fifth colon, or of the last one where there are fewer; -1 without any. */
function lastHardColon(tokens: readonly number[]): number {
  let last = -1;
  let count = 0;
  for (let at = 0; at < tokens.length && count < 5; at += 1) {
    if (tokens[at] !== COLON) continue;
    last = at;
    count += 1;
  }
  return last;
}

/**
 * Is there an ARN that both the entry and the request pattern match? The request pattern's own first five colons are the
 * hard ones; in a pattern of six fields no wildcard before the fifth colon stands for a colon. Exact for such patterns.
 * With fewer fields, and above `OVERLAP_LIMIT` steps (the answer of the plain globs), it can only say "yes" too often.
 */
export function overlapsArn(entry: Pattern, request: Pattern): boolean {
  if (entry.isUniversal || request.isUniversal) return true;
  if (!intersects(entry, request)) return false;
  if (entry.tokens.length * request.tokens.length > OVERLAP_LIMIT) return true;
  return overlapTable(entry.tokens, request.tokens, hardColons(request.tokens));
}

const OVERLAP_LIMIT = 4_000_000;

function hardColons(tokens: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = 0; at < tokens.length && found.size < 5; at += 1) {
    if (tokens[at] === COLON) found.add(at);
  }
  return found;
}

/** Row by row: which prefixes of the request can the first tokens of the entry produce? */
function overlapTable(entry: readonly number[], request: readonly number[], hard: ReadonlySet<number>): boolean {
  const fieldsEnd = hard.size === 5 ? Math.max(...hard) : -1;
  const first = new Uint8Array(request.length + 1);
  first[0] = 1;
  skipRequestStars(first, request);
  const last = entry.reduce<Uint8Array>((row, token, index) => {
    if (token === STAR) return rowAfterStar(row, isFreeStar(entry, index) ? NONE : hard);
    return rowAfterToken(row, request, (code, at) => {
      if (token === COLON && code < 0 && at < fieldsEnd) return false;
      return code === STAR || (compatible(token, code) && !(token === ANY && hard.has(at)));
    });
  }, first);
  return last[request.length] === 1;
}

const NONE: ReadonlySet<number> = new Set();

/** A star of the entry runs on until a colon stops it. */
function rowAfterStar(row: Uint8Array, stops: ReadonlySet<number>): Uint8Array {
  const next = row.slice();
  for (let at = 0; at + 1 < next.length; at += 1) {
    if (next[at] === 1 && !stops.has(at)) next[at + 1] = 1;
  }
  return next;
}

/** One character more: a star of the request gives it and stays, any other token is used up. */
function rowAfterToken(
  row: Uint8Array,
  request: readonly number[],
  fits: (code: number, at: number) => boolean,
): Uint8Array {
  const next = new Uint8Array(row.length);
  request.forEach((code, at) => {
    if (row[at] === 1 && fits(code, at)) next[code === STAR ? at : at + 1] = 1;
  });
  skipRequestStars(next, request);
  return next;
}

/** A star of the request may stand for nothing. */
function skipRequestStars(row: Uint8Array, request: readonly number[]): void {
  request.forEach((code, at) => {
    if (row[at] === 1 && code === STAR) row[at + 1] = 1;
  });
}
