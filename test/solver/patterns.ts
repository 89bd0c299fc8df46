/** Texts with wildcards and entries of Resource, as constraints on string variables (docs/evaluation.md, "Resource"). */
import { globCovers, globMatches, isStar, splitAtColons, type Token, tokensOf } from '../reference/globs';
import { and, atom, FALSE, membership, or, quoted, type Term, TRUE } from './terms';

type Tokens = readonly Token[];

export interface Reading {
  /** Wildcards do not match a colon. */
  readonly isField?: boolean;
  /** Letters of both cases match. */
  readonly ignoresCase?: boolean;
}

/**
 * Behind `arn`: partition, service, region, account, and the rest. That no colon is in the first four need not be said: no pattern
 * of theirs holds one, so that any other character would do as well.
 */
export const ARN_FIELDS = ['r1', 'r2', 'r3', 'r4', 'r5'] as const;

const NO_COLON = '(re.union (re.range "\\u{0}" "9") (re.range ";" "\\u{2ffff}"))';

/** The variable matches the pattern. */
export function like(variable: string, pattern: Tokens, reading: Reading = {}): Term {
  if (pattern.length > 0 && pattern.every(isStar) && reading.isField !== true) return TRUE;
  const isPlain = pattern.every((token) => 'char' in token);
  if (isPlain && reading.ignoresCase !== true) return atom(`(= ${variable} ${quoted(textOf(pattern))})`);
  return membership(variable, language(pattern, reading));
}

/** All texts that the pattern matches, as a regular expression of SMT-LIB. */
export function language(pattern: Tokens, reading: Reading = {}): string {
  const pieces: string[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') pieces.push(`(str.to_re ${quoted(literal)})`);
    literal = '';
  };
  for (const token of pattern) {
    if ('char' in token && !(reading.ignoresCase === true && isLetter(token.char))) {
      literal += token.char;
      continue;
    }
    flush();
    pieces.push('char' in token ? eitherCase(token.char) : wildcard(token.wild, reading));
  }
  flush();
  const [only] = pieces;
  if (only === undefined) return '(str.to_re "")';
  return pieces.length === 1 ? only : `(re.++ ${pieces.join(' ')})`;
}

function textOf(pattern: Tokens): string {
  return pattern.map((token) => ('char' in token ? token.char : token.wild)).join('');
}

function isLetter(char: string): boolean {
  return /^[a-z]$/i.test(char);
}

function eitherCase(letter: string): string {
  return `(re.union (str.to_re "${letter.toLowerCase()}") (str.to_re "${letter.toUpperCase()}"))`;
}

function wildcard(wild: '*' | '?', { isField }: Reading): string {
  const one = isField === true ? NO_COLON : 're.allchar';
  return wild === '*' ? `(re.* ${one})` : one;
}

/** The request's ARN matches the entry of six fields or more. */
export function entryMatches(pattern: Tokens): Term {
  const collapsed = pattern.filter((token, at) => !(isStar(token) && isStar(pattern[at - 1])));
  const segments = splitAtColons(collapsed, Number.POSITIVE_INFINITY);
  return or(withoutInner(spread(segments, [], false)).map(fieldsMatch));
}

/**
 * All ways to lay the segments over the fields: one each, and behind a segment that ends with a star any number of fields with
 * a star of their own. `isRunning`: the last field is such a star, or ends with one.
 */
function spread(
  segments: readonly Tokens[],
  fields: readonly Tokens[],
  isRunning: boolean,
): readonly (readonly Tokens[])[] {
  const [segment, ...others] = segments;
  const star: Tokens = tokensOf('*');
  if (fields.length === 5) {
    const rest = segments.flatMap((each, at) => (at === 0 ? [...each] : [...tokensOf(':'), ...each]));
    const own = segments.length === 0 ? [] : [[...fields, rest]];
    if (!isRunning) return own;
    return [...own, [...fields, segments.length === 0 ? star : [...star, ...tokensOf(':'), ...rest]]];
  }
  const placed = segment === undefined ? [] : spread(others, [...fields, segment], isStar(segment.at(-1)));
  return isRunning ? [...placed, ...spread(segments, [...fields, star], true)] : placed;
}

/** Without those that another one covers, which would only be more for the solver to do. */
function withoutInner(all: readonly (readonly Tokens[])[]): readonly (readonly Tokens[])[] {
  const covers = (outer: readonly Tokens[], inner: readonly Tokens[]) =>
    inner.every((field, at) => globCovers(outer[at] ?? [], field));
  return all.filter(
    (fields, at) =>
      !all.some((other, index) => index !== at && covers(other, fields) && (index < at || !covers(fields, other))),
  );
}

function fieldsMatch([first = [], ...fields]: readonly Tokens[]): Term {
  if (!globMatches(first, 'arn')) return FALSE;
  return and(fields.map((field, at) => like(ARN_FIELDS[at] ?? '', field)));
}
