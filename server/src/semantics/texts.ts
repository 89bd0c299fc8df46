/** Is there a text inside all of some globs and outside all of others? The cheap proofs and candidates first, the automaton last. */
import { shortestText, type TextAnswer } from './automaton';
import { areApart, type Glob, globKey, globMatches, includes, isStar } from './globs';
import type { Meter } from './meter';

export type { TextAnswer } from './automaton';

export interface TextQuestion {
  /** Without symbols. */
  readonly inside: readonly Glob[];
  readonly outside: readonly Glob[];
  /** Texts that read well; tried first. */
  readonly preferred: readonly string[];
}

const EMPTY: TextAnswer = { kind: 'empty' };
const UNKNOWN: TextAnswer = { kind: 'unknown' };

/** Exact, but for a budget that runs out. */
export function findText(question: TextQuestion, meter: Meter): TextAnswer {
  const { inside, preferred } = question;
  if (!meter.spend(1 + inside.length + question.outside.length)) return UNKNOWN;
  const literal = inside.find((glob) => glob.literal !== undefined)?.literal;
  if (literal !== undefined) {
    const isFound = isIn(question, literal, meter);
    if (meter.isSpent()) return UNKNOWN;
    return isFound ? { kind: 'found', text: literal } : EMPTY;
  }
  if (isPlainlyEmpty(question, meter)) return EMPTY;
  const isFound = (each: string) => isIn(question, each, meter);
  const text = preferred.find(isFound) ?? firstOf(candidates(inside, meter), isFound);
  if (meter.isSpent()) return UNKNOWN;
  if (text !== undefined) return { kind: 'found', text };
  const outside = relevant(question, meter);
  return outside === undefined ? UNKNOWN : shortestText(inside, outside, meter);
}

/** Is the text one of those asked for? */
function isIn({ inside, outside }: TextQuestion, text: string, meter: Meter): boolean {
  const isMatch = (glob: Glob) => meter.spend(2) && globMatches(glob, text, meter);
  return inside.every(isMatch) && !outside.some(isMatch);
}

/** "True" is a proof. */
function isPlainlyEmpty({ inside, outside }: TextQuestion, meter: Meter): boolean {
  const isWithin = (out: Glob, glob: Glob) => meter.spend(2) && includes(out, glob, meter);
  if (outside.some((out) => out.isUniversal || inside.some((glob) => isWithin(out, glob)))) return true;
  return inside.some((glob, at) => {
    for (let next = at + 1; next < inside.length; next += 1) {
      if (!meter.spend(2)) return false;
      const other = inside[next];
      if (other !== undefined && areApart(glob, other)) return true;
    }
    return false;
  });
}

/** A glob that has no text in common with one that must match forbids nothing. Undefined if the budget ran out. */
function relevant({ inside, outside }: TextQuestion, meter: Meter): readonly Glob[] | undefined {
  const found = new Map<string, Glob>();
  for (const out of outside) {
    if (!meter.spend(inside.length + out.tokens.length)) return undefined;
    if (!inside.some((glob) => areApart(out, glob))) found.set(globKey(out), out);
  }
  return [...found.values()];
}

const FILLINGS = ['example', 'x', '', 'other-1'];

/** Texts of each glob with its stars filled: with a fresh word, with nothing, with the fixed end or middle of another glob. */
function* candidates(inside: readonly Glob[], meter: Meter): Generator<string, void> {
  if (inside.length === 0) yield* FILLINGS;
  const pieces = inside.length < 2 || fillingCost(inside) > MAX_FILLING ? [] : inside.flatMap(fixedPieces);
  for (const glob of inside) {
    for (const filling of [...FILLINGS, ...pieces]) {
      if (!meter.spend(glob.tokens.length)) return;
      yield filled(glob, filling);
    }
  }
  if (inside.length >= 2) yield* chained(inside);
}

function firstOf(texts: Iterable<string>, isFound: (text: string) => boolean): string | undefined {
  for (const text of texts) if (isFound(text)) return text;
  return undefined;
}

/** Characters that filling every star with every piece would write; patterns that people write stay far below. */
const MAX_FILLING = 200_000;

function fillingCost(inside: readonly Glob[]): number {
  const stars = inside.reduce((sum, { tokens }) => sum + tokens.filter(isStar).length, 0);
  return stars * stars * inside.reduce((sum, { tokens }) => sum + tokens.length, 0);
}

/** All globs one behind the other: what begins without star first, what ends without star last. */
function chained(inside: readonly Glob[]): readonly string[] {
  const place = ({ tokens }: Glob) => {
    const [first = 0, last = 0] = [tokens[0], tokens[tokens.length - 1]];
    return Number(isStar(first)) + (isStar(first) && !isStar(last) ? 1 : 0);
  };
  const ordered = [...inside].sort((left, right) => place(left) - place(right));
  return ['', 'x'].map((filling) => ordered.map((glob) => filled(glob, filling)).join(''));
}

/** The texts between stars, and from there to the end. */
function fixedPieces(glob: Glob): readonly string[] {
  const full = filled(glob, '\u0000').split('\u0000');
  return full.flatMap((_, at) => [full[at] ?? '', full.slice(at).join('x')]).filter((piece) => piece !== '');
}

function filled({ tokens }: Glob, filling: string): string {
  const pieces = tokens.map((token, at) => {
    if (token >= 0) return String.fromCharCode(token);
    if (isStar(token)) return filling;
    if (token <= -65536) return String.fromCharCode(-65536 - token);
    // One character before a star: the filling has it.
    return filling === '' || !isStar(tokens[at + 1] ?? 0) ? 'x' : '';
  });
  return pieces.join('');
}
