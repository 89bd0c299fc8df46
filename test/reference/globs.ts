/** Section 2.1: texts with wildcards, as lists of tokens, so that a literal `*` is told from a wildcard. */

/** A character, or one of the two wildcards. */
export type Token = { readonly char: string } | { readonly wild: '*' | '?' };

/** `*` and `?` are wildcards. */
export function tokensOf(text: string): readonly Token[] {
  return [...text].map((char) => (char === '*' || char === '?' ? { wild: char } : { char }));
}

/** No wildcards. */
export function literalTokens(text: string): readonly Token[] {
  return [...text].map((char) => ({ char }));
}

export function isStar(token: Token | undefined): boolean {
  return token !== undefined && 'wild' in token && token.wild === '*';
}

function isColon(token: Token): boolean {
  return 'char' in token && token.char === ':';
}

/** Splits at literal colons into at most `limit` parts; the last part keeps further colons. */
export function splitAtColons(tokens: readonly Token[], limit: number): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isColon(token) && parts.length < limit) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Does the pattern match the whole text? */
export function globMatches(pattern: readonly Token[], text: string): boolean {
  return globsOverlap(pattern, literalTokens(text));
}

/** Is there a text that both patterns match? Table over all pairs of places, from the end. */
export function globsOverlap(left: readonly Token[], right: readonly Token[]): boolean {
  let below: boolean[] = [];
  for (let i = left.length; i >= 0; i -= 1) {
    const row: boolean[] = [];
    for (let j = right.length; j >= 0; j -= 1) {
      const [a, b] = [left[i], right[j]];
      if (a === undefined && b === undefined) row[j] = true;
      else if (isStar(a)) row[j] = below[j] === true || row[j + 1] === true;
      else if (isStar(b)) row[j] = row[j + 1] === true || below[j] === true;
      else row[j] = a !== undefined && b !== undefined && tokensMeet(a, b) && below[j + 1] === true;
    }
    below = row;
  }
  return below[0] === true;
}

/**
 * Does the pattern match every text that the other one matches? Sufficient: a star of the other is matched by a star only,
 * its `?` by `?` or a star.
 */
export function globCovers(pattern: readonly Token[], other: readonly Token[]): boolean {
  const [first, ...rest] = pattern;
  const [next, ...remaining] = other;
  if (first === undefined) return next === undefined;
  if (isStar(first)) return globCovers(rest, other) || (next !== undefined && globCovers(pattern, remaining));
  if (next === undefined || isStar(next)) return false;
  const isOne = 'wild' in first || ('char' in next && next.char === first.char);
  return isOne && globCovers(rest, remaining);
}

function tokensMeet(a: Token, b: Token): boolean {
  return 'wild' in a || 'wild' in b || a.char === b.char;
}
