/**
 * Pieces of SMT-LIB text. A term carries its opposite, so that "not" stands before single atoms only: z3 decides "not in this
 * language" far more often where that is said as "in the language of all other texts".
 */
export interface Term {
  readonly yes: string;
  readonly no: string;
}

export const TRUE: Term = { yes: 'true', no: 'false' };
export const FALSE: Term = { yes: 'false', no: 'true' };

/** A Boolean variable, or a relation that z3 negates well. */
export function atom(text: string): Term {
  return { yes: text, no: `(not ${text})` };
}

/** The string variable is in the language, a regular expression of SMT-LIB. */
export function membership(variable: string, language: string): Term {
  return { yes: `(str.in_re ${variable} ${language})`, no: `(str.in_re ${variable} (re.comp ${language}))` };
}

export function not({ yes, no }: Term): Term {
  return { yes: no, no: yes };
}

export function and(terms: readonly Term[]): Term {
  return {
    yes: joined(
      'and',
      terms.map(({ yes }) => yes),
      'true',
      'false',
    ),
    no: joined(
      'or',
      terms.map(({ no }) => no),
      'false',
      'true',
    ),
  };
}

export function or(terms: readonly Term[]): Term {
  return not(and(terms.map(not)));
}

export function implies(condition: Term, consequence: Term): Term {
  return or([not(condition), consequence]);
}

/** `neutral` is left out; one `absorbing` decides all. */
function joined(word: string, texts: readonly string[], neutral: string, absorbing: string): string {
  const kept = [...new Set(texts)].filter((text) => text !== neutral);
  if (kept.includes(absorbing)) return absorbing;
  const [only] = kept;
  if (only === undefined) return neutral;
  return kept.length === 1 ? only : `(${word} ${kept.join(' ')})`;
}

/** A string constant: printable ASCII as it is, anything else by its code point. */
export function quoted(text: string): string {
  const written = [...text].map((char) => {
    if (char === '"') return '""';
    return /[ -[\]-~]/.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `"${written.join('')}"`;
}
