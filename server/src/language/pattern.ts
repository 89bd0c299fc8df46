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
  return compileParts(source, [{ text: source, isLiteral: false }]);
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
  for (const token of tokens) text += String.fromCharCode(token);
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
  if (pattern.isUniversal) return true;
  if (pattern.literal !== undefined) return pattern.literal === arn;
  const { tokens } = pattern;
  const hardEnd = fifthColon(arn);
  let at = 0;
  let token = 0;
  // The last star that may run over colons, and after it the last one that may not.
  let freeToken = -1;
  let freeAt = 0;
  let boundToken = -1;
  let boundAt = 0;
  while (at < arn.length) {
    const wanted = tokens[token];
    const code = arn.charCodeAt(at);
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
    } else if (wanted === code || (wanted === ANY && !(code === COLON && at <= hardEnd))) {
      token += 1;
      at += 1;
    } else if (boundToken >= 0 && !(boundAt <= hardEnd && arn.charCodeAt(boundAt) === COLON)) {
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

/** Does every text that `inner` matches match `outer` too? Exact for patterns over an alphabet with an unused character. */
export function covers(outer: Pattern, inner: Pattern): boolean {
  if (outer.isUniversal) return true;
  return walk(normalized(outer.tokens), normalized(inner.tokens), coversToken);
}

/** A star of the inner pattern is matched by a star only, its `?` by `?` or a star. */
function coversToken(outer: number, inner: number): boolean {
  if (inner === STAR) return false;
  return outer === ANY || outer === inner;
}

/** `*?` and `?*` mean the same: question marks go first, so that equal patterns are equal token by token. */
function normalized(tokens: readonly number[]): readonly number[] {
  const result: number[] = [];
  for (const token of tokens) {
    const last = result[result.length - 1];
    if (token === ANY && last === STAR) result.splice(result.length - 1, 1, ANY, STAR);
    else if (token !== STAR || last !== STAR) result.push(token);
  }
  return result;
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

/** Does the entry match every ARN of the request pattern? Its wildcards are taken as ordinary characters (sufficient). */
export function coversArn(entry: Pattern, request: string): boolean {
  return matchesArn(entry, request);
}

/**
 * Is there an ARN that both the entry and the request pattern match? The request pattern's own first five colons are the
 * hard ones. Above `OVERLAP_LIMIT` steps the answer of the plain globs is taken, which can only say "yes" too often.
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
  const lastHard = Math.max(-1, ...hard);
  let row = new Uint8Array(request.length + 1);
  row[0] = 1;
  skipRequestStars(row, request);
  entry.forEach((token, index) => {
    const next = new Uint8Array(request.length + 1);
    const isFree = token === STAR && isFreeStar(entry, index);
    for (let at = 0; at <= request.length; at += 1) {
      if (row[at] === 0) continue;
      if (token === STAR) {
        next[at] = 1;
        for (let to = at; to < request.length && (isFree || !hard.has(to) || to > lastHard); to += 1) next[to + 1] = 1;
        continue;
      }
      const code = request[at];
      if (code === undefined) continue;
      if (code === STAR) next[at] = 1;
      else if (compatible(token, code) && !(token === ANY && hard.has(at))) next[at + 1] = 1;
    }
    skipRequestStars(next, request);
    row = next;
  });
  return row[request.length] === 1;
}

/** A star of the request may stand for nothing. */
function skipRequestStars(row: Uint8Array, request: readonly number[]): void {
  for (let at = 0; at < request.length; at += 1) {
    if (row[at] === 1 && request[at] === STAR) row[at + 1] = 1;
  }
}
