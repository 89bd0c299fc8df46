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

/** Partition, service, region, account, and the rest, which alone may hold colons. */
export type Box = readonly [Glob, Glob, Glob, Glob, Glob];

/** A piece of an entry: a character (or wildcard) token as `globs.ts` has them, or a symbol. */
export type EntryTokens = readonly number[];

const COLON = 58;

/** `*` and `?` in a text are wildcards. */
export function wildcardTokens(text: string): number[] {
  return codesOf(text).map((code) => {
    if (code === 42) return STAR;
    return code === 63 ? ANY : code;
  });
}

/** All boxes of an entry, without those that lie in another one. */
export function boxesOf(tokens: EntryTokens): readonly Box[] {
  const segments = splitAtColons(tokens);
  const found: Box[] = [];
  spread(segments, 0, [], found);
  return withoutInner(found);
}

/** The box of the text as it stands: its stars stay in their fields. Undefined for a text of fewer than six fields. */
export function plainBox(tokens: EntryTokens): Box | undefined {
  const segments = splitAtColons(tokens);
  const found: Box[] = [];
  if (segments.length >= 6) addBox(segments.slice(0, 5), joined(segments.slice(5)), found);
  return found[0];
}

function joined(segments: readonly (readonly number[])[]): readonly number[] {
  return segments.flatMap((segment, at) => (at === 0 ? segment : [COLON, ...segment]));
}

function splitAtColons(tokens: EntryTokens): readonly (readonly number[])[] {
  const segments: number[][] = [[]];
  for (const token of tokens) {
    if (token === COLON) segments.push([]);
    else segments[segments.length - 1]?.push(token);
  }
  return segments;
}

/** Fills fields with segments from `at` on; a segment that ends with a star may be followed by fields of its own. */
function spread(
  segments: readonly (readonly number[])[],
  at: number,
  fields: readonly (readonly number[])[],
  found: Box[],
): void {
  const segment = segments[at];
  if (segment === undefined) return;
  if (fields.length === 5) {
    addBox(fields, joined(segments.slice(at)), found);
    return;
  }
  let filled = [...fields, segment];
  spread(segments, at + 1, filled, found);
  if (segment[segment.length - 1] !== STAR) return;
  while (filled.length < 5) {
    filled = [...filled, [STAR]];
    spread(segments, at + 1, filled, found);
  }
  // The last field that the star runs into may go on with the remaining segments.
  addBox(filled, joined([[STAR], ...segments.slice(at + 1)]), found);
}

function addBox(fields: readonly (readonly number[])[], rest: readonly number[], found: Box[]): void {
  const [first, partition, service, region, account] = fields;
  if (first === undefined || !globMatches(fieldGlob(first), 'arn')) return;
  if (partition === undefined || service === undefined || region === undefined || account === undefined) return;
  found.push([fieldGlob(partition), fieldGlob(service), fieldGlob(region), fieldGlob(account), globOf(rest)]);
}

/** A field before the sixth holds no colon. */
export function fieldGlob(tokens: readonly number[]): Glob {
  return globOf(tokens.map((token) => (token === STAR || token === ANY ? token + WITHOUT_COLON : token)));
}

function withoutInner(boxes: readonly Box[]): readonly Box[] {
  if (boxes.length < 2) return boxes;
  return boxes.filter(
    (box, at) =>
      !boxes.some((other, index) => index !== at && isInside(box, other) && (index < at || !isInside(other, box))),
  );
}

/** A proof that the first box lies in the second; false is none. */
export function isInside(inner: Box, outer: Box): boolean {
  return inner.every((glob, at) => {
    const wide = outer[at];
    return wide !== undefined && includes(wide, glob);
  });
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
  const field = fieldGlob([STAR]);
  return [field, field, field, field, globOf([STAR])] as const;
})();
