/**
 * Entries of `Resource` as unions of boxes: five globs, one for each field of an ARN behind `arn`. An entry matches by the rule of
 * docs/evaluation.md ("Resource"): a star that ends its field may run over colons. That is the entry itself, or the entry
 * with `:*` inserted behind such stars.
 */
import {
  ANY,
  areApart,
  codesOf,
  type Glob,
  globMatches,
  globOf,
  includes,
  STAR,
  substituted,
  WITHOUT_COLON,
} from './globs';
import type { Meter } from './meter';

/** Partition, service, region, account, and the rest, which alone may hold colons. */
export type Box = readonly [Glob, Glob, Glob, Glob, Glob];

/** A piece of an entry: a character (or wildcard) token as `globs.ts` has them, or a symbol. */
export type EntryTokens = readonly number[];

const COLON = 58;

/** `*` and `?` in a text are wildcards. */
export function wildcardTokens(text: string): number[] {
  const tokens = codesOf(text);
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at] === 42) tokens[at] = STAR;
    else if (tokens[at] === 63) tokens[at] = ANY;
  }
  return tokens;
}

/** All boxes of an entry, without those that lie in another one. Worth nothing once the meter is spent. */
export function boxesOf(tokens: EntryTokens, meter?: Meter): readonly Box[] {
  const segments = splitAtColons(tokens);
  const found: Box[] = [];
  spread(segments, 0, [], { found, meter });
  return withoutInner(found, meter);
}

interface Boxes {
  readonly found: Box[];
  readonly meter: Meter | undefined;
}

/** The box of the text as it stands: its stars stay in their fields. Undefined for a text of fewer than six fields. */
export function plainBox(tokens: EntryTokens): Box | undefined {
  const segments = splitAtColons(tokens);
  const found: Box[] = [];
  if (segments.length >= 6) addBox(segments.slice(0, 5), joined(segments, 5), { found, meter: undefined });
  return found[0];
}

/** The segments from `from` on as one text, behind `start`. */
function joined(segments: EntryTokens[], from: number, start: EntryTokens = []): EntryTokens {
  const [only] = segments.length - from === 1 && start.length === 0 ? segments.slice(from) : [];
  if (only !== undefined) return only;
  const tokens = [...start];
  for (let at = from; at < segments.length; at += 1) {
    if (at > from || start.length > 0) tokens.push(COLON);
    for (const token of segments[at] ?? []) tokens.push(token);
  }
  return tokens;
}

function splitAtColons(tokens: EntryTokens): EntryTokens[] {
  let segment: number[] = [];
  const segments = [segment];
  for (const token of tokens) {
    if (token === COLON) {
      segment = [];
      segments.push(segment);
    } else segment.push(token);
  }
  return segments;
}

/** Fills fields with segments from `at` on; a segment that ends with a star may be followed by fields of its own. */
function spread(segments: EntryTokens[], at: number, fields: readonly EntryTokens[], boxes: Boxes): void {
  const segment = segments[at];
  if (segment === undefined || boxes.meter?.spend(1 + segment.length) === false) return;
  if (fields.length === 5) {
    addBox(fields, joined(segments, at), boxes);
    return;
  }
  let filled = [...fields, segment];
  spread(segments, at + 1, filled, boxes);
  if (segment[segment.length - 1] !== STAR) return;
  while (filled.length < 5) {
    filled = [...filled, [STAR]];
    spread(segments, at + 1, filled, boxes);
  }
  // The last field that the star runs into may go on with the remaining segments.
  addBox(filled, joined(segments, at + 1, [STAR]), boxes);
}

function addBox(fields: readonly EntryTokens[], rest: EntryTokens, { found, meter }: Boxes): void {
  if (meter?.spend(rest.length) === false) return;
  const [first, partition, service, region, account] = fields;
  if (first === undefined || !globMatches(fieldGlob(first), 'arn')) return;
  if (partition === undefined || service === undefined || region === undefined || account === undefined) return;
  found.push([fieldGlob(partition), fieldGlob(service), fieldGlob(region), fieldGlob(account), globOf(rest)]);
}

/** A field before the sixth holds no colon. */
export function fieldGlob(tokens: EntryTokens): Glob {
  if (tokens.length === 0) return NOTHING;
  if (tokens.length === 1 && tokens[0] === STAR) return ANY_FIELD;
  return globOf(tokens.map((token) => (token === STAR || token === ANY ? token + WITHOUT_COLON : token)));
}

/** Fields that most ARN patterns have. */
const NOTHING = globOf([]);
const ANY_FIELD = globOf([STAR + WITHOUT_COLON]);

function withoutInner(boxes: readonly Box[], meter: Meter | undefined): readonly Box[] {
  if (boxes.length < 2) return boxes;
  const isIn = (box: Box, other: Box) => isInside(box, other, meter);
  return boxes.filter(
    (box, at) => !boxes.some((other, index) => index !== at && isIn(box, other) && (index < at || !isIn(other, box))),
  );
}

/** A proof that the first box lies in the second; false is none. */
export function isInside(inner: Box, outer: Box, meter?: Meter): boolean {
  if (meter?.spend(1) === false) return false;
  return inner.every((glob, at) => {
    const wide = outer[at];
    return wide !== undefined && includes(wide, glob, meter);
  });
}

/** A star alone: no text of the field is outside. */
export function isEveryField(glob: Glob): boolean {
  return glob.isUniversal || (glob.tokens.length === 1 && glob.tokens[0] === STAR + WITHOUT_COLON);
}

/** A proof that no ARN is in both boxes; false is none. */
export function areDisjoint(left: Box, right: Box): boolean {
  return left.some((glob, at) => {
    const other = right[at];
    return other !== undefined && areApart(glob, other);
  });
}

/** The box with its symbols replaced; undefined where a variable has no value. */
export function substitutedBox(box: Box, valueFor: (symbol: number) => string | undefined): Box | undefined {
  const rest = substituted(box[4], valueFor);
  return rest && [box[0], box[1], box[2], box[3], rest];
}

/** Every ARN. */
export const ANY_BOX: Box = (() => {
  const field = ANY_FIELD;
  return [field, field, field, field, globOf([STAR])] as const;
})();
