/**
 * Is there an ARN inside each of some unions of boxes and outside each of some other boxes? A box is left through one of
 * its fields: that field then has one glob more to avoid. Where several fields would do, each is tried.
 */
import { ANY_BOX, areDisjoint, type Box, isEveryField } from './arn-boxes';
import { areApart, type Glob, includes, isSameGlob } from './globs';
import type { Meter } from './meter';
import { findText } from './texts';

export interface ResourceQuestion {
  /** The ARN lies in some box of each. */
  readonly inside: readonly (readonly Box[])[];
  /** The ARN lies in none of these. */
  readonly outside: readonly Box[];
}

export type ResourceAnswer =
  | { readonly kind: 'found'; readonly arn: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

const EMPTY: ResourceAnswer = { kind: 'empty' };
const UNKNOWN: ResourceAnswer = { kind: 'unknown' };

/** What is asked of one field. */
interface Field {
  readonly inside: readonly Glob[];
  readonly outside: readonly Glob[];
}

type Fields = readonly Field[];

/** Values that read well, field by field (partition, service, region, account, rest). */
const PREFERRED: readonly (readonly string[])[] = [
  ['aws'],
  [],
  ['us-east-1', ''],
  ['123456789012', ''],
  ['example', 'example/example'],
];

/** Exact, but for a budget that runs out. Boxes hold no symbols. */
export function findArn(question: ResourceQuestion, meter: Meter): ResourceAnswer {
  const unions = [...question.inside].sort((left, right) => left.length - right.length);
  const start: Fields = PREFERRED.map(() => ({ inside: [], outside: [] }));
  return chooseBoxes(unions, 0, [], start, question.outside, meter);
}

function chooseBoxes(
  unions: readonly (readonly Box[])[],
  at: number,
  chosen: readonly Box[],
  fields: Fields,
  outside: readonly Box[],
  meter: Meter,
): ResourceAnswer {
  const union = unions[at];
  if (union === undefined) return leaveBoxes(fields, outside, meter);
  let isCertain = true;
  for (const box of union) {
    if (!meter.spend(1 + chosen.length)) return UNKNOWN;
    if (chosen.some((other) => areDisjoint(other, box))) continue;
    const answer = chooseBoxes(unions, at + 1, [...chosen, box], withBox(fields, box), outside, meter);
    if (answer.kind === 'found') return answer;
    if (answer.kind === 'unknown') isCertain = false;
  }
  return isCertain ? EMPTY : UNKNOWN;
}

function withBox(fields: Fields, box: Box): Fields {
  return fields.map((field, at) => {
    const glob = box[at];
    if (glob === undefined || field.inside.some((other) => isSameGlob(other, glob))) return field;
    return { ...field, inside: [...field.inside, glob] };
  });
}

/** Fields through which a box may be left; the glob to avoid in each. */
interface Exit {
  readonly field: number;
  readonly glob: Glob;
}

function leaveBoxes(fields: Fields, outside: readonly Box[], meter: Meter): ResourceAnswer {
  let forced = fields;
  const open: (readonly Exit[])[] = [];
  for (const box of outside) {
    if (!meter.spend(5)) return UNKNOWN;
    const exits = exitsOf(fields, box, meter);
    if (exits === 'apart') continue;
    const [only, ...others] = exits;
    if (only === undefined) return EMPTY;
    if (others.length === 0) forced = avoiding(forced, only);
    else open.push(exits);
  }
  const texts: KnownTexts = { numbers: new Map(), answers: new Map() };
  const first = fieldTexts(forced, texts, meter);
  if (first.kind !== 'found' || open.length === 0) return first;
  return leaveOpen(forced, open, 0, texts, meter);
}

function exitsOf(fields: Fields, box: Box, meter: Meter): readonly Exit[] | 'apart' {
  if (isApart(fields, box)) return 'apart';
  const exits: Exit[] = [];
  // The last field differs most often: it is tried first.
  for (let at = fields.length - 1; at >= 0; at -= 1) {
    const glob = box[at];
    const field = fields[at];
    if (glob === undefined || field === undefined || isEveryField(glob)) continue;
    if (!field.inside.some((other) => includes(glob, other, meter))) exits.push({ field: at, glob });
  }
  return exits;
}

/** A proof that nothing in the fields is in the box. Asked for each pair of boxes, so it makes nothing. */
function isApart(fields: Fields, box: Box): boolean {
  for (let at = 0; at < fields.length; at += 1) {
    const glob = box[at];
    if (glob === undefined || isEveryField(glob)) continue;
    for (const other of fields[at]?.inside ?? []) if (areApart(other, glob)) return true;
  }
  return false;
}

function avoiding(fields: Fields, exit: Exit): Fields {
  return fields.map((field, at) => {
    if (at !== exit.field || field.outside.some((other) => isSameGlob(other, exit.glob))) return field;
    return { ...field, outside: [...field.outside, exit.glob] };
  });
}

function leaveOpen(
  fields: Fields,
  open: readonly (readonly Exit[])[],
  at: number,
  texts: KnownTexts,
  meter: Meter,
): ResourceAnswer {
  const exits = open[at];
  if (exits === undefined) return fieldTexts(fields, texts, meter);
  // Left already through a field that another box made avoid the same glob.
  if (exits.some((exit) => fields[exit.field]?.outside.some((glob) => includes(glob, exit.glob, meter)))) {
    return leaveOpen(fields, open, at + 1, texts, meter);
  }
  let isCertain = true;
  for (const exit of exits) {
    if (!meter.spend(2)) return UNKNOWN;
    const next = avoiding(fields, exit);
    const text = fieldText(next[exit.field], exit.field, texts, meter);
    if (text.kind === 'unknown') isCertain = false;
    if (text.kind !== 'found') continue;
    const answer = leaveOpen(next, open, at + 1, texts, meter);
    if (answer.kind === 'found') return answer;
    if (answer.kind === 'unknown') isCertain = false;
  }
  return isCertain ? EMPTY : UNKNOWN;
}

type FieldAnswer = ReturnType<typeof findText>;

/** What was found for a field, by the numbers that its globs get here: the globs themselves may be long. */
interface KnownTexts {
  readonly numbers: Map<Glob, number>;
  readonly answers: Map<string, FieldAnswer>;
}

function numbersOf(globs: readonly Glob[], { numbers }: KnownTexts): string {
  let key = '';
  for (const glob of globs) {
    const number = numbers.get(glob) ?? numbers.size;
    numbers.set(glob, number);
    key += ` ${number}`;
  }
  return key;
}

/** One text for each field; the ARN made of them. */
function fieldTexts(fields: Fields, texts: KnownTexts, meter: Meter): ResourceAnswer {
  const found: string[] = [];
  let isCertain = true;
  for (let at = 0; at < fields.length; at += 1) {
    const answer = fieldText(fields[at], at, texts, meter);
    if (answer.kind === 'empty') return EMPTY;
    if (answer.kind === 'unknown') isCertain = false;
    else found.push(answer.text);
  }
  return isCertain ? { kind: 'found', arn: ['arn', ...found].join(':') } : UNKNOWN;
}

function fieldText(field: Field | undefined, at: number, texts: KnownTexts, meter: Meter): FieldAnswer {
  if (field === undefined) return { kind: 'empty' };
  const inside = field.inside.length === 0 ? [ANY_BOX[at] ?? ANY_BOX[4]] : field.inside;
  if (!meter.spend(inside.length + field.outside.length)) return { kind: 'unknown' };
  const key = `${at}${numbersOf(inside, texts)} -${numbersOf(field.outside, texts)}`;
  const known = texts.answers.get(key);
  if (known !== undefined) return known;
  const answer = findText({ inside, outside: field.outside, preferred: PREFERRED[at] ?? [] }, meter);
  if (answer.kind !== 'unknown') texts.answers.set(key, answer);
  return answer;
}
