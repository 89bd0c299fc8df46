/** Is there a text inside all of some globs and outside all of others? The cheap proofs and candidates first, the automaton last. */
import { shortestText, type TextAnswer } from './automaton';
import { areApart, type Glob, globMatches, includes, isStar } from './globs';
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
  const text = preferred.find(isFound) ?? candidates(inside).find(isFound);
  if (meter.isSpent()) return UNKNOWN;
  if (text !== undefined) return { kind: 'found', text };
  return shortestText(question.inside, relevant(question), meter);
}

/** Is the text one of those asked for? */
function isIn({ inside, outside }: TextQuestion, text: string, meter: Meter): boolean {
  return (
    inside.every((glob) => globMatches(glob, text, meter)) && !outside.some((glob) => globMatches(glob, text, meter))
  );
}

function isPlainlyEmpty({ inside, outside }: TextQuestion, meter: Meter): boolean {
  const isCovered = outside.some((out) => out.isUniversal || inside.some((glob) => includes(out, glob, meter)));
  return isCovered || inside.some((glob, at) => inside.slice(at + 1).some((other) => areApart(glob, other)));
}

/** A glob that has no text in common with one that must match forbids nothing. */
function relevant({ inside, outside }: TextQuestion): readonly Glob[] {
  const distinct = new Map(outside.map((glob) => [glob.key, glob]));
  return [...distinct.values()].filter((out) => !inside.some((glob) => areApart(out, glob)));
}

const FILLINGS = ['example', 'x', '', 'other-1'];

/** Texts of each glob with its stars filled: with a fresh word, with nothing, with the fixed end or middle of another glob. */
function candidates(inside: readonly Glob[]): readonly string[] {
  if (inside.length === 0) return FILLINGS;
  const pieces = inside.length === 1 || fillingCost(inside) > MAX_FILLING ? [] : inside.flatMap(fixedPieces);
  const one = inside.flatMap((glob) => [...FILLINGS, ...pieces].map((filling) => filled(glob, filling)));
  return inside.length < 2 ? one : [...one, ...chained(inside)];
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
  let text = '';
  tokens.forEach((token, at) => {
    if (token >= 0) text += String.fromCharCode(token);
    else if (isStar(token)) text += filling;
    else if (token <= -65536) text += String.fromCharCode(-65536 - token);
    // One character before a star: the filling has it.
    else if (filling === '' || !isStar(tokens[at + 1] ?? 0)) text += 'x';
  });
  return text;
}
