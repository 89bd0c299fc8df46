import picomatch from 'picomatch';

/**
 * Globs come with the files that are looked at, and so may paths: none may cost more than its length times the path's. Names, `?`, `*`,
 * `**` and `{a,b}` are matched here, at all places of the path at once. What else picomatch reads it makes a regular expression of:
 * that is left to it where it cannot take long, and else matches nothing. Dots are ordinary characters.
 */
export function matchesPath(glob: string, path: string): boolean {
  // Two `**` one after the other say no more than one.
  const tokens = tokensOf(glob.replace(/(^|\/)(?:\*\*\/)+(?=\*\*(?:\/|$))/g, '$1'));
  if (tokens !== undefined) return matchesTokens(tokens, path);
  return isHarmless(glob, path) && picomatch.isMatch(path, glob, { dot: true });
}

/** Can the glob match anything, or is it one that might take too long? */
export function isReadable(glob: string): boolean {
  return tokensOf(glob) !== undefined || isHarmless(glob, '');
}

type Token =
  | { readonly kind: 'character'; readonly code: number }
  /** `?`, `*`. */
  | { readonly kind: 'any' | 'star' }
  /** `**` with the slash behind it: any number of folders. */
  | { readonly kind: 'folders' }
  /** `**` at the start of a name: everything. `/**` at the end: what is before it too. */
  | { readonly kind: 'all' | 'below' }
  | { readonly kind: 'choice'; readonly choices: readonly (readonly Token[])[] };

/** Undefined where the glob has anything else in it. */
function tokensOf(glob: string): readonly Token[] | undefined {
  if (/^\.{0,2}\/|\/\/|\/$/.test(glob)) return undefined;
  const tokens: Token[] = [];
  for (let at = 0; at < glob.length; ) {
    const [token, length] = tokenAt(glob, at) ?? [];
    if (token === undefined) return undefined;
    if (token.kind === 'below') tokens.pop();
    tokens.push(token);
    at += length ?? 1;
  }
  return tokens;
}

/** What stands at an offset, and how long it is. */
function tokenAt(glob: string, at: number): readonly [Token, number] | undefined {
  const isStep = at === 0 || glob.charAt(at - 1) === '/';
  if (isStep && /^\*\*(\/|\{|$)/.test(glob.slice(at, at + 3))) return stepsAt(glob, at);
  if (glob.charAt(at) === '{') return choiceAt(glob, at);
  if (glob.charAt(at) === '\\') return escapedAt(glob, at);
  const token = plainToken(glob.charAt(at));
  return token && [token, 1];
}

/** Of `**` before a brace picomatch makes something else. */
function stepsAt(glob: string, at: number): readonly [Token, number] | undefined {
  const next = glob.charAt(at + 2);
  if (next === '/') return [{ kind: 'folders' }, 3];
  if (next === '{') return undefined;
  const isBehindStar = glob.charAt(at - 2) === '*' && glob.charAt(at - 3) !== '\\';
  return [{ kind: at < 2 || isBehindStar ? 'all' : 'below' }, 2];
}

const SPECIAL = /[[\](){}!+@|^$"'\\]/;

function plainToken(character: string): Token | undefined {
  if (character === '*') return { kind: 'star' };
  if (character === '?') return { kind: 'any' };
  return SPECIAL.test(character) ? undefined : { kind: 'character', code: character.charCodeAt(0) };
}

/** A backslash before a character that means something else without it. */
function escapedAt(glob: string, at: number): readonly [Token, number] | undefined {
  const character = glob.charAt(at + 1);
  const isKnown = /[[\](){}!+@|*?]/.test(character);
  return isKnown ? [{ kind: 'character', code: character.charCodeAt(0) }, 2] : undefined;
}

/** `{a,b}`, without ranges, slashes and braces of its own. */
function choiceAt(glob: string, at: number): readonly [Token, number] | undefined {
  const end = glob.indexOf('}', at);
  const choices = glob
    .slice(at + 1, Math.max(at, end))
    .split(',')
    .map((each) => each.split('').map(plainToken));
  const isPlain = choices.length > 1 && choices.flat().every(isChosen);
  if (end < 0 || !isPlain || /\.\.|\*\*/.test(glob.slice(at, end))) return undefined;
  return [
    { kind: 'choice', choices: choices.map((each) => each.filter((token) => token !== undefined)) },
    end + 1 - at,
  ];
}

const SLASH = 47;

function isChosen(token: Token | undefined): boolean {
  return token !== undefined && !(token.kind === 'character' && token.code === SLASH);
}

/** For each place in the text a 1 where the tokens until now can end. */
type Places = Uint8Array;

function matchesTokens(tokens: readonly Token[], text: string): boolean {
  const start = new Uint8Array(text.length + 1);
  start[0] = 1;
  return placesAfter(tokens, text, start)[text.length] === 1;
}

function placesAfter(tokens: readonly Token[], text: string, from: Places): Places {
  return tokens.reduce((places, token) => placesAfterOne(token, text, places), from);
}

function placesAfterOne(token: Token, text: string, from: Places): Places {
  const next = new Uint8Array(from.length);
  switch (token.kind) {
    case 'character':
    case 'any':
      for (let at = 0; at < text.length; at += 1)
        if (from[at] === 1 && isOne(token, text.charCodeAt(at))) next[at + 1] = 1;
      return next;
    case 'star':
      for (let at = 0; at < from.length; at += 1)
        if (from[at] === 1 || (next[at - 1] === 1 && text.charCodeAt(at - 1) !== SLASH)) next[at] = 1;
      return next;
    case 'folders':
      for (let at = 0, first = from.indexOf(1); at < from.length; at += 1)
        if (from[at] === 1 || (first >= 0 && at > first && text.charCodeAt(at - 1) === SLASH)) next[at] = 1;
      return next;
    case 'all':
      return next.fill(1, from.includes(1) ? from.indexOf(1) : next.length);
    case 'below':
      if (from.some((place, at) => place === 1 && (at === text.length || text.charCodeAt(at) === SLASH)))
        next[text.length] = 1;
      return next;
    case 'choice': {
      const all = token.choices.map((choice) => placesAfter(choice, text, from));
      return next.map((_, at) => Number(all.some((places) => places[at] === 1)));
    }
  }
}

function isOne(token: Token, code: number): boolean {
  return token.kind === 'character' ? token.code === code : code !== SLASH;
}

/** Paths that are longer, and globs with more wildcards, may make the regular expression go back and forth for minutes. */
const MAX_LENGTH = 300;
const MAX_WILDCARDS = 3;

/** Few wildcards, and none that repeats what repeats. */
function isHarmless(glob: string, text: string): boolean {
  if (glob.length > MAX_LENGTH || text.length > MAX_LENGTH) return false;
  const wildcards = glob.match(/[*?+]+|\{[^}]*,[^}]*\}|!\(/g) ?? [];
  return wildcards.length <= MAX_WILDCARDS && !/\)[*+{]|[*+]\([^)]*[*+?({[]|\([^)]*\(/.test(glob);
}
