/**
 * Searches for a text that matches every glob of one list and none of another: all globs are run at once, each as a set of
 * places in Uint32 words, over an alphabet of the characters that they name and one other. Breadth first, so the text found
 * is a shortest one. Exact; exponential at worst, which is why each move is paid for.
 */
import { type Glob, isStar, namedCodes, standsFor, starAdmits } from './globs';
import type { Meter } from './meter';

export type TextAnswer =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

const EMPTY: TextAnswer = { kind: 'empty' };
const UNKNOWN: TextAnswer = { kind: 'unknown' };

export function shortestText(inside: readonly Glob[], outside: readonly Glob[], meter: Meter): TextAnswer {
  const alphabet = alphabetOf([...inside, ...outside]);
  const machines = layOut([...inside, ...outside], alphabet, meter);
  if (machines === undefined) return UNKNOWN;
  const size = machines.reduce((sum, machine) => sum + machine.words, 0);
  // Most states that a letter leads to are known already: one is kept only where it is new.
  const next = new Uint32Array(size);
  for (const machine of machines) begin(machine, next);
  const states = createStates(size);
  const nodes: Node[] = [{ from: -1, letter: -1 }];
  const seen = new Set<string>([keyOf(next)]);
  states.keep(next, 0);
  const wanted = inside.length;
  for (let at = 0; at < nodes.length; at += 1) {
    const state = states.at(at);
    if (isGoal(machines, state, wanted)) return { kind: 'found', text: textOf(nodes, at, alphabet) };
    for (let letter = 0; letter < alphabet.length; letter += 1) {
      if (!meter.spend(1 + size)) return UNKNOWN;
      if (!step(machines, state, letter, wanted, next)) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      states.keep(next, nodes.length);
      nodes.push({ from: at, letter });
    }
  }
  return EMPTY;
}

/** How a state was reached. */
interface Node {
  readonly from: number;
  readonly letter: number;
}

/** So many words are kept in one piece of memory: a state by itself would cost more than its few words. */
const BLOCK_WORDS = 16_384;

interface States {
  readonly keep: (state: Uint32Array, index: number) => void;
  readonly at: (index: number) => Uint32Array;
}

function createStates(size: number): States {
  const perBlock = Math.max(1, Math.floor(BLOCK_WORDS / Math.max(1, size)));
  const blocks: Uint32Array[] = [];
  const blockOf = (index: number): Uint32Array => {
    const number = Math.floor(index / perBlock);
    const block = blocks[number] ?? new Uint32Array(perBlock * size);
    blocks[number] = block;
    return block;
  };
  const startOf = (index: number) => (index % perBlock) * size;
  return {
    keep: (state, index) => blockOf(index).set(state, startOf(index)),
    at: (index) => blockOf(index).subarray(startOf(index), startOf(index) + size),
  };
}

/** One glob: where its words lie in a state, and per letter the places that move on or stay. */
interface Machine {
  readonly offset: number;
  readonly words: number;
  /** The place behind the last token. */
  readonly end: number;
  readonly stars: Uint32Array;
  readonly moves: readonly Uint32Array[];
  readonly stays: readonly Uint32Array[];
}

/** Undefined if the budget does not reach for the tables: with many letters and long globs they are large. */
function layOut(globs: readonly Glob[], alphabet: readonly number[], meter: Meter): readonly Machine[] | undefined {
  const machines: Machine[] = [];
  let offset = 0;
  for (const glob of globs) {
    const words = (glob.tokens.length >> 5) + 1;
    const machine = machineOf(glob, alphabet, offset, meter);
    if (machine === undefined) return undefined;
    machines.push(machine);
    offset += words;
  }
  return machines;
}

function machineOf({ tokens }: Glob, alphabet: readonly number[], offset: number, meter: Meter): Machine | undefined {
  const words = (tokens.length >> 5) + 1;
  const moves: Uint32Array[] = [];
  const stays: Uint32Array[] = [];
  for (const code of alphabet) {
    if (!meter.spend(2 * words)) return undefined;
    moves.push(maskOf(tokens, (token) => standsFor(token, code)));
    stays.push(maskOf(tokens, (token) => starAdmits(token, code)));
  }
  return { offset, words, end: tokens.length, stars: maskOf(tokens, isStar), moves, stays };
}

function maskOf(tokens: readonly number[], isIn: (token: number) => boolean): Uint32Array {
  const mask = new Uint32Array((tokens.length >> 5) + 1);
  tokens.forEach((token, at) => {
    if (isIn(token)) mask[at >> 5] = (mask[at >> 5] ?? 0) | (1 << (at & 31));
  });
  return mask;
}

/** The characters that the globs name, and one that none names. */
function alphabetOf(globs: readonly Glob[]): readonly number[] {
  const named = new Set(globs.flatMap(namedCodes));
  return [otherCode(named), ...named];
}

const LETTERS = 'xyzabcdefghijklmnopqrstuvw0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function otherCode(named: ReadonlySet<number>): number {
  for (let at = 0; at < LETTERS.length; at += 1) {
    if (!named.has(LETTERS.charCodeAt(at))) return LETTERS.charCodeAt(at);
  }
  let code = 0x20;
  while (named.has(code)) code += 1;
  return code;
}

function begin(machine: Machine, state: Uint32Array): void {
  state[machine.offset] = 1;
  settle(machine, state);
}

/** A star may stand for nothing: its place reaches the next one. Stars stand next to each other only in ARN formats. */
function settle({ offset, words, stars }: Machine, state: Uint32Array): void {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    let carry = 0;
    for (let word = 0; word < words; word += 1) {
      const places = state[offset + word] ?? 0;
      const atStars = places & (stars[word] ?? 0);
      const reached = (places | (atStars << 1) | carry) >>> 0;
      carry = atStars >>> 31;
      if (reached !== places) {
        state[offset + word] = reached;
        isChanged = true;
      }
    }
  }
}

/** Writes the state behind one letter to `next`; false if one of the first `wanted` globs can no longer match. */
function step(
  machines: readonly Machine[],
  state: Uint32Array,
  letter: number,
  wanted: number,
  next: Uint32Array,
): boolean {
  for (let index = 0; index < machines.length; index += 1) {
    const machine = machines[index];
    if (machine === undefined) break;
    if (!advance(machine, state, letter, next) && index < wanted) return false;
  }
  return true;
}

/** False if no place is left. */
function advance(machine: Machine, state: Uint32Array, letter: number, next: Uint32Array): boolean {
  const { offset, words } = machine;
  const moves = machine.moves[letter];
  const stays = machine.stays[letter];
  let carry = 0;
  let any = 0;
  for (let word = 0; word < words; word += 1) {
    const places = state[offset + word] ?? 0;
    const moving = places & (moves?.[word] ?? 0);
    const reached = ((moving << 1) | carry | (places & (stays?.[word] ?? 0))) >>> 0;
    carry = moving >>> 31;
    next[offset + word] = reached;
    any |= reached;
  }
  if (any === 0) return false;
  settle(machine, next);
  return true;
}

function isGoal(machines: readonly Machine[], state: Uint32Array, wanted: number): boolean {
  return machines.every((machine, index) => isAtEnd(machine, state) === index < wanted);
}

function isAtEnd({ offset, end }: Machine, state: Uint32Array): boolean {
  return (((state[offset + (end >> 5)] ?? 0) >>> (end & 31)) & 1) === 1;
}

function keyOf(state: Uint32Array): string {
  let key = '';
  for (const word of state) key += String.fromCharCode(word & 0xffff, word >>> 16);
  return key;
}

function textOf(nodes: readonly Node[], at: number, alphabet: readonly number[]): string {
  let text = '';
  for (let node = nodes[at]; node !== undefined && node.from >= 0; node = nodes[node.from]) {
    text = String.fromCharCode(alphabet[node.letter] ?? 0) + text;
  }
  return text;
}
