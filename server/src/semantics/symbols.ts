/** The policy variables of a question: each is a symbol in globs until it gets a value. */
import { hasVariable, splitVariables, type TextPart } from '../language/variables';
import { codesOf, symbolToken } from './globs';

export interface Variable {
  readonly lowerKey: string;
  readonly spelling: string;
  /** `${key, 'fallback'}`. */
  readonly fallback: string | undefined;
}

export interface Symbols {
  /** Tokens of a text of a 2012-10-17 document: `${key}` becomes a symbol, `${*}` a character; `read` reads what is between. */
  readonly tokensOf: (text: string, read: (text: string) => readonly number[]) => readonly number[];
  readonly variable: (index: number) => Variable | undefined;
  /** The key of some variable, as a policy spells it. */
  readonly spelling: (lowerKey: string) => string | undefined;
}

export function createSymbols(): Symbols {
  const variables: Variable[] = [];
  const known = new Map<string, number>();

  function indexOf(variable: Variable): number {
    const key = `${variable.lowerKey}\n${variable.fallback ?? '\n'}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    variables.push(variable);
    known.set(key, variables.length - 1);
    return variables.length - 1;
  }

  function tokensOfPart(part: TextPart, read: (text: string) => readonly number[]): readonly number[] {
    switch (part.kind) {
      case 'text':
        return read(part.text);
      case 'escape':
        return codesOf(part.text);
      case 'variable':
        return [
          symbolToken(indexOf({ lowerKey: part.key.toLowerCase(), spelling: part.key, fallback: part.fallback })),
        ];
    }
  }

  return {
    variable: (index) => variables[index],
    spelling: (lowerKey) => variables.find((variable) => variable.lowerKey === lowerKey)?.spelling,
    tokensOf: (text, read) => {
      if (!hasVariable(text)) return read(text);
      return splitVariables(text).flatMap((part) => tokensOfPart(part, read));
    },
  };
}
