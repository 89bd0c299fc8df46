/**
 * Texts with wildcards as token lists, for questions about all their texts at once. Besides `*` and `?` there are wildcards
 * that leave out `/` or `:` (fields of ARNs, variables of ARN formats), letters of either case, and symbols that stand for the
 * unknown value of a policy variable.
 *
 * A token is a UTF-16 code unit (0 and above) or one of:
 *   -1, -3, -5, -7   a star; without `/` (-3), without `:` (-5), without both (-7)
 *   -2, -4, -6, -8   the same for exactly one character
 *   -16 … -65535     the symbol of a policy variable
 *   -65536 - code    a letter in either case, by its lower-case code unit
 */
import type { Meter } from './meter';

export const STAR = -1;
export const ANY = -2;
/** Added to `STAR` or `ANY`: without `/`, without `:`. */
export const WITHOUT_SLASH = -2;
export const WITHOUT_COLON = -4;
const LAST_WILDCARD = -8;
const FIRST_SYMBOL = -16;
const FOLD = -65536;
const SLASH = 47;
const COLON = 58;

export interface Glob {
  readonly tokens: readonly number[];
  /** The only text that matches, where there is but one. */
  readonly literal: string | undefined;
  /** Every text matches. */
  readonly isUniversal: boolean;
  /** Holds the symbol of a policy variable. */
  readonly hasSymbol: boolean;
  /** Holds a star that leaves out some character. */
  readonly hasNarrowStar: boolean;
}

export function globOf(tokens: readonly number[]): Glob {
  const collapsed = collapse(tokens);
  let isLiteral = true;
  let hasSymbol = false;
  let hasNarrowStar = false;
  for (const token of collapsed) {
    if (token >= 0) continue;
    isLiteral = false;
    if (isSymbol(token)) hasSymbol = true;
    else if (token !== STAR && isStar(token)) hasNarrowStar = true;
  }
  return {
    tokens: collapsed,
    literal: isLiteral ? textOfCodes(collapsed) : undefined,
    isUniversal: collapsed.length === 1 && collapsed[0] === STAR,
    hasSymbol,
    hasNarrowStar,
  };
}

/** Runs of the same star are one star. */
function collapse(tokens: readonly number[]): readonly number[] {
  const isDoubled = (token: number, at: number) => tokens[at - 1] === token && isStar(token);
  return tokens.some(isDoubled) ? tokens.filter((token, at) => !isDoubled(token, at)) : tokens;
}

/** A call takes so many arguments, and not many more. */
const MAX_ARGUMENTS = 4096;

function textOfCodes(codes: readonly number[]): string {
  if (codes.length <= MAX_ARGUMENTS) return String.fromCharCode(...codes);
  const parts: string[] = [];
  for (let at = 0; at < codes.length; at += MAX_ARGUMENTS)
    parts.push(String.fromCharCode(...codes.slice(at, at + MAX_ARGUMENTS)));
  return parts.join('');
}

const keys = new WeakMap<Glob, string>();

/** Equal for globs with equal tokens. For long patterns it is long: two globs alone are compared by `isSameGlob`. */
export function globKey(glob: Glob): string {
  const known = keys.get(glob);
  if (known !== undefined) return known;
  const key = glob.tokens.map(letterOf).join('');
  keys.set(glob, key);
  return key;
}

/** Characters are themselves, but for the first few, with which all else is written. */
function letterOf(token: number): string {
  if (token > 3) return String.fromCharCode(token);
  if (token === STAR) return '\u0001';
  if (token === ANY) return '\u0002';
  return isFold(token) ? `\u0003${String.fromCharCode(FOLD - token)}` : `\u0000${token};`;
}

export function isSameGlob(left: Glob, right: Glob): boolean {
  if (left === right) return true;
  if (left.tokens.length !== right.tokens.length) return false;
  return left.tokens.every((token, at) => token === right.tokens[at]);
}

export function literalGlob(text: string): Glob {
  return globOf(codesOf(text));
}

export function codesOf(text: string): number[] {
  const codes: number[] = [];
  for (let at = 0; at < text.length; at += 1) codes.push(text.charCodeAt(at));
  return codes;
}

export function isStar(token: number): boolean {
  return token < 0 && token >= LAST_WILDCARD && (token & 1) === 1;
}

function isAny(token: number): boolean {
  return token < 0 && token >= LAST_WILDCARD && (token & 1) === 0;
}

export function isSymbol(token: number): boolean {
  return token <= FIRST_SYMBOL && token > FOLD;
}

/** The token of variable number `index`. */
export function symbolToken(index: number): number {
  return FIRST_SYMBOL - index;
}

export function symbolIndex(token: number): number {
  return FIRST_SYMBOL - token;
}

const foldTokens = new Map<number, number>();

/** The letter in both its cases; a character without case is itself. */
export function foldToken(code: number): number {
  const known = foldTokens.get(code) ?? foldTokenOf(code);
  foldTokens.set(code, known);
  return known;
}

function foldTokenOf(code: number): number {
  const text = String.fromCharCode(code);
  return isCased(text) ? FOLD - text.toLowerCase().charCodeAt(0) : code;
}

function isCased(text: string): boolean {
  return text.toLowerCase() !== text || text.toUpperCase() !== text || FOLDED_FROM.has(text);
}

/** Letters outside Latin-1 whose lower case is inside it, as `String.toLowerCase` has it. */
const FOLDED_FROM: ReadonlyMap<string, string> = new Map([
  ['k', '\u212a'],
  ['å', '\u212b'],
  ['ß', '\u1e9e'],
  ['ÿ', '\u0178'],
]);

function isFold(token: number): boolean {
  return token <= FOLD;
}

/** All code units that the letter token stands for. */
function foldedCodes(token: number): readonly number[] {
  const lower = String.fromCharCode(FOLD - token);
  const upper = lower.toUpperCase();
  const texts = [lower, ...(upper.length === 1 && upper.toLowerCase() === lower ? [upper] : [])];
  const foreign = FOLDED_FROM.get(lower);
  return [...new Set([...texts, ...(foreign === undefined ? [] : [foreign])])].map((text) => text.charCodeAt(0));
}

/** Which characters a wildcard leaves out: bit 0 `/`, bit 1 `:`. */
function excluded(token: number): number {
  return (-token - 1) >> 1;
}

/** Does a wildcard (star or single) stand for this character? */
function admits(token: number, code: number): boolean {
  const without = excluded(token);
  return !((without & 1) !== 0 && code === SLASH) && !((without & 2) !== 0 && code === COLON);
}

/** Does a token that stands for one character stand for this one? False for stars and symbols. */
export function standsFor(token: number, code: number): boolean {
  if (token >= 0) return token === code;
  if (isAny(token)) return admits(token, code);
  return isFold(token) && String.fromCharCode(code).toLowerCase().charCodeAt(0) === FOLD - token;
}

/** May a star go on over this character? */
export function starAdmits(token: number, code: number): boolean {
  return isStar(token) && admits(token, code);
}

/** The code units that the glob names, for the alphabet of an automaton. */
export function namedCodes(glob: Glob): readonly number[] {
  return glob.tokens.flatMap((token) => {
    if (token >= 0) return [token];
    if (isFold(token)) return foldedCodes(token);
    if (token < LAST_WILDCARD) return [];
    const without = excluded(token);
    return [...((without & 1) !== 0 ? [SLASH] : []), ...((without & 2) !== 0 ? [COLON] : [])];
  });
}

/** Long walks are paid for in parts of so many moves; most walks end before the first. */
const PAID_MOVES = 1024;

/** Pays for a walk as it goes on. False: the walk has to end, and what it says is no proof. */
function mayGoOn(moves: number, meter: Meter | undefined): boolean {
  return moves % PAID_MOVES !== 0 || meter === undefined || meter.spend(PAID_MOVES);
}

/** Does the text match? A glob with symbols matches no text. False is worth nothing once the meter is spent. */
export function globMatches(glob: Glob, text: string, meter?: Meter): boolean {
  if (glob.isUniversal) return true;
  if (glob.literal !== undefined) return glob.literal === text;
  const isWalkExact = !glob.hasNarrowStar || !(text.includes('/') || text.includes(':'));
  return isWalkExact ? matchesByWalk(glob, text, meter) : matchesByPlaces(glob, text, meter);
}

/** For stars that may go on over every character of the text: the last one reached can do what those before it can. */
function matchesByWalk({ tokens }: Glob, text: string, meter: Meter | undefined): boolean {
  let moves = 0;
  let token = 0;
  let restartToken = -1;
  let restartAt = 0;
  for (let at = 0; at < text.length; ) {
    moves += 1;
    if (!mayGoOn(moves, meter)) return false;
    const wanted = tokens[token];
    if (wanted !== undefined && isStar(wanted)) {
      restartToken = token;
      restartAt = at;
      token += 1;
    } else if (wanted !== undefined && standsFor(wanted, text.charCodeAt(at))) {
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
  while (isStar(tokens[token] ?? 0)) token += 1;
  return token === tokens.length;
}

/** Stars that leave out characters of the text: all places that a walk can be at, at once. */
function matchesByPlaces({ tokens }: Glob, text: string, meter: Meter | undefined): boolean {
  let moves = 0;
  let places = settled(tokens, [0]);
  for (let at = 0; at < text.length && places.length > 0; at += 1) {
    const code = text.charCodeAt(at);
    const next: number[] = [];
    for (const place of places) {
      moves += 1;
      if (!mayGoOn(moves, meter)) return false;
      const token = tokens[place];
      if (token === undefined) continue;
      if (starAdmits(token, code)) push(next, place);
      else if (standsFor(token, code)) push(next, place + 1);
    }
    places = settled(tokens, next);
  }
  return places.includes(tokens.length);
}

function push(places: number[], place: number): void {
  if (places[places.length - 1] !== place) places.push(place);
}

/** Adds what a star for nothing reaches, and drops what stands before the last full star: that star can do as much. */
function settled(tokens: readonly number[], places: readonly number[]): readonly number[] {
  const all: number[] = [];
  let from = 0;
  for (const start of places) {
    for (let place = start; ; place += 1) {
      const token = tokens[place];
      if ((all[all.length - 1] ?? -1) < place) {
        all.push(place);
        if (token === STAR) from = all.length - 1;
      }
      if (token === undefined || !isStar(token)) break;
    }
  }
  return from === 0 ? all : all.slice(from);
}

/**
 * Is every text of `inner` a text of `outer`, whatever values the variables have? The inner tokens are read as a text whose
 * wildcards only wildcards can meet. "True" is a proof; "false" is none, for `?*` and `*?` mean the same.
 */
export function includes(outer: Glob, inner: Glob, meter?: Meter): boolean {
  let moves = 0;
  if (outer.isUniversal) return true;
  if (outer.literal !== undefined) return outer.literal === inner.literal;
  const wanted = outer.tokens;
  const given = inner.tokens;
  let at = 0;
  let token = 0;
  let restartToken = -1;
  let restartAt = 0;
  while (at < given.length) {
    moves += 1;
    if (!mayGoOn(moves, meter)) return false;
    const need = wanted[token];
    const have = given[at] ?? 0;
    if (need !== undefined && isStar(need)) {
      restartToken = token;
      restartAt = at;
      token += 1;
    } else if (need !== undefined && meets(need, have)) {
      token += 1;
      at += 1;
    } else if (restartToken >= 0 && swallows(wanted[restartToken] ?? 0, given[restartAt] ?? 0)) {
      restartAt += 1;
      at = restartAt;
      token = restartToken + 1;
    } else {
      return false;
    }
  }
  while (token < wanted.length && isStar(wanted[token] ?? 0)) token += 1;
  return token === wanted.length;
}

/** Is everything that the inner token stands for one character that the outer one stands for? */
function meets(outer: number, inner: number): boolean {
  if (outer === inner) return true;
  if (inner >= 0) return standsFor(outer, inner);
  if (isFold(inner)) return isAny(outer);
  return isAny(inner) && isAny(outer) && isWithin(outer, inner);
}

/** May the star stand for everything that the inner token stands for? */
function swallows(star: number, inner: number): boolean {
  if (inner >= 0) return admits(star, inner);
  if (isFold(inner)) return true;
  return isSymbol(inner) ? star === STAR : isWithin(star, inner);
}

function isWithin(outer: number, inner: number): boolean {
  return (excluded(outer) & ~excluded(inner)) === 0;
}

/**
 * Do the fixed beginnings or ends of the two contradict each other? "True" is a proof that no text matches both.
 */
export function areApart(left: Glob, right: Glob): boolean {
  if (left.isUniversal || right.isUniversal) return false;
  if (left.literal !== undefined && right.literal !== undefined) return left.literal !== right.literal;
  return !beginningsAgree(left.tokens, right.tokens) || !endsAgree(left.tokens, right.tokens);
}

function beginningsAgree(left: readonly number[], right: readonly number[]): boolean {
  for (let at = 0; ; at += 1) {
    const one = left[at];
    const other = right[at];
    if (one === undefined) return other === undefined || !isFixed(other);
    if (other === undefined) return !isFixed(one);
    if (!isFixed(one) || !isFixed(other)) return true;
    if (!canAgree(one, other)) return false;
  }
}

function endsAgree(left: readonly number[], right: readonly number[]): boolean {
  for (let back = 1; ; back += 1) {
    const one = left[left.length - back];
    const other = right[right.length - back];
    if (one === undefined || other === undefined) return true;
    if (!isFixed(one) || !isFixed(other)) return true;
    if (!canAgree(one, other)) return false;
  }
}

/** Stands for exactly one character. */
function isFixed(token: number): boolean {
  return !isStar(token) && !isSymbol(token);
}

function canAgree(one: number, other: number): boolean {
  if (one === other) return true;
  if (one >= 0) return standsFor(other, one);
  if (other >= 0) return standsFor(one, other);
  return isAny(one) || isAny(other);
}

/** Every symbol becomes a star: a superset of the texts, whatever the variables' values. */
export function widened(glob: Glob): Glob {
  return glob.hasSymbol ? globOf(glob.tokens.map((token) => (isSymbol(token) ? STAR : token))) : glob;
}

/** Values in place of the symbols; undefined where a variable has none: such a pattern matches nothing. */
export function substituted(glob: Glob, valueFor: (symbol: number) => string | undefined): Glob | undefined {
  if (!glob.hasSymbol) return glob;
  const tokens: number[] = [];
  for (const token of glob.tokens) {
    if (!isSymbol(token)) {
      tokens.push(token);
      continue;
    }
    const value = valueFor(symbolIndex(token));
    if (value === undefined) return undefined;
    tokens.push(...codesOf(value));
  }
  return globOf(tokens);
}
