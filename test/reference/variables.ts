/** Section 4.5: policy variables. */
import type { Choices } from './choices';
import { choose } from './choices';
import type { Token } from './globs';
import { literalTokens, tokensOf } from './globs';

/** What a key holds: its values, null where it is absent. */
export type Lookup = (key: string) => readonly string[] | null;

export interface VariableScope {
  readonly lookup: Lookup;
  readonly isMultivalued: (key: string) => boolean;
  readonly choices: Choices;
}

interface Piece {
  readonly text: string;
  readonly isVariable: boolean;
}

/** `a${b}c` → `a`, variable `b`, `c`. An unclosed `${` is text. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (;;) {
    const open = rest.indexOf('${');
    const close = open < 0 ? -1 : rest.indexOf('}', open);
    if (close < 0) return [...pieces, { text: rest, isVariable: false }];
    pieces.push({ text: rest.slice(0, open), isVariable: false });
    pieces.push({ text: rest.slice(open + 2, close), isVariable: true });
    rest = rest.slice(close + 1);
  }
}

/** Escapes such as `${*}` are no variables: their value is fixed. */
export function hasVariable(text: string): boolean {
  return piecesOf(text).some((piece) => piece.isVariable && !['*', '?', '$'].includes(piece.text));
}

/** The tokens with variables replaced; null where one of them has no value. */
export function substitute(text: string, scope: VariableScope): readonly Token[] | null {
  const tokens: Token[] = [];
  for (const piece of piecesOf(text)) {
    const part = piece.isVariable ? variableTokens(piece.text, scope) : tokensOf(piece.text);
    if (part === null) return null;
    tokens.push(...part);
  }
  return tokens;
}

function variableTokens(text: string, scope: VariableScope): readonly Token[] | null {
  if (text === '*' || text === '?' || text === '$') return literalTokens(text);
  const value = variableValue(text, scope);
  if (value === null) return null;
  const hasWildcard = value.includes('*') || value.includes('?');
  return hasWildcard && choose(scope.choices, 'A-09') === 1 ? tokensOf(value) : literalTokens(value);
}

function variableValue(text: string, { lookup, isMultivalued }: VariableScope): string | null {
  const comma = text.indexOf(", '");
  const hasDefault = comma >= 0 && text.endsWith("'");
  const key = (hasDefault ? text.slice(0, comma) : text).trim();
  const values = isMultivalued(key) ? null : lookup(key);
  if (values?.length === 1 && values[0] !== undefined && values[0] !== '') return values[0];
  return hasDefault ? text.slice(comma + 3, -1) : null;
}
