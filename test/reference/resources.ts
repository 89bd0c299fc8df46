/** Sections 2.3 to 2.5: entries of Resource and NotResource. */
import { listScope } from '../../server/src/catalog/tables/list-scope';
import { choose } from './choices';
import type { Token } from './globs';
import { globCovers, globsOverlap, isStar, literalTokens, splitAtColons, tokensOf } from './globs';
import type { DocumentKind, ListPart } from './parts';
import type { VariableScope } from './variables';
import { substitute } from './variables';

const FIELDS = 6;

/** The entry is short and the kind of document takes no such entries at all (table of 2.3). */
export function isRefusedResource(entry: string, kind: DocumentKind): boolean {
  if (isOnlyStars(entry) || fieldCount(entry) >= FIELDS) return false;
  if (kind === 'session' || kind === 'rcp') return true;
  if (kind === 'resource' || kind === 'vpce') return !entry.includes('*');
  return kind === 'scp' && !hasInnerStar(entry) && !entry.endsWith('*');
}

function isOnlyStars(entry: string): boolean {
  return /^\*+$/.test(entry);
}

function fieldCount(entry: string): number {
  return entry.split(':').length;
}

/** A star directly before a colon. */
function hasInnerStar(entry: string): boolean {
  return entry.includes('*:');
}

/** `literal`: the request names one resource; the others are for a request that is a pattern (2.5). */
export type Coverage = 'literal' | 'pessimistic' | 'optimistic';

export interface ResourceScope extends VariableScope {
  readonly kind: DocumentKind;
  readonly effect: 'Allow' | 'Deny';
  readonly hasVariables: boolean;
  readonly action: string;
  /** Does the catalog list no resource type for the action? */
  readonly actionHasNoResource: boolean;
  /** An ARN, a pattern, or `*` for a request without resource. */
  readonly request: string;
  readonly coverage: Coverage;
}

/** Does the element match? */
export function resourceMatches(part: ListPart, scope: ResourceScope): boolean {
  const wantsCover = (scope.effect === 'Allow') === (scope.coverage === 'pessimistic');
  // What an exception leaves over is all of the pattern only if no entry touches it.
  const cover = part.negated ? !wantsCover : wantsCover;
  const results = part.entries.map((entry) => entryMatches(entry, part.negated, cover, scope));
  if (results.includes('unresolved') && choose(scope.choices, 'A-07') === 1) return false;
  return results.includes('yes') !== part.negated;
}

type Result = 'yes' | 'no' | 'unresolved';

function entryMatches(entry: string, negated: boolean, cover: boolean, scope: ResourceScope): Result {
  if (isOnlyStars(entry)) return 'yes';
  if (scope.request === '*') return matchesNoResource(entry, scope) ? 'yes' : 'no';
  const pattern = entryTokens(entry, scope);
  if (pattern === null) return negated ? 'unresolved' : 'no';
  const request = scope.coverage === 'literal' ? literalTokens(scope.request) : tokensOf(scope.request);
  const matches = (tokens: readonly Token[]) => arnMatches(tokens, request, cover ? globCovers : globsOverlap);
  const matched = readingsMatch(entry, pattern, negated, scope, matches);
  if (!matched) return 'no';
  return hasWildService(entry) && choose(scope.choices, 'A-03') > 0 ? 'no' : 'yes';
}

/** Only the sixth part may hold variables. */
function entryTokens(entry: string, scope: ResourceScope): readonly Token[] | null {
  const fields = entry.split(':');
  if (!scope.hasVariables || fields.length < FIELDS) return tokensOf(entry);
  const last = substitute(fields.slice(FIELDS - 1).join(':'), scope);
  return last === null ? null : [...tokensOf(`${fields.slice(0, FIELDS - 1).join(':')}:`), ...last];
}

/** Where a short entry has two readings, they are its open point. */
function hasWildService(entry: string): boolean {
  const hasTwoReadings = fieldCount(entry) < FIELDS && hasInnerStar(entry);
  return !hasTwoReadings && /[*?]/.test(entry.split(':')[2] ?? '');
}

/** The table of short entries. */
function readingsMatch(
  entry: string,
  pattern: readonly Token[],
  negated: boolean,
  scope: ResourceScope,
  matches: (tokens: readonly Token[]) => boolean,
): boolean {
  const missing = FIELDS - fieldCount(entry);
  if (missing <= 0) return matches(pattern);
  const filled = () => matches([...pattern, ...tokensOf(':*'.repeat(missing))]);
  const isOwn = scope.kind === 'identity' || scope.kind === 'boundary';
  if (!hasInnerStar(entry)) return filled() && (isOwn || choose(scope.choices, 'A-03') === 0);
  const isFilled = (scope.kind !== 'scp' || entry.endsWith('*')) && filled();
  const asItStands = matches(pattern);
  if (isFilled === asItStands) return isFilled;
  const choice = choose(scope.choices, 'A-03', 2);
  if (choice > 0) return choice === 1 ? isFilled : asItStands;
  const needsBoth = (scope.effect === 'Allow') !== negated;
  return !needsBoth;
}

type Segment = readonly Token[];
type Matcher = (left: Segment, right: Segment) => boolean;

/**
 * The matching rule in its second wording: segment by segment, for the entry itself or with `:*` put behind stars that
 * end a segment, five times at most.
 */
export function arnMatches(pattern: Segment, request: Segment, matches: Matcher = globsOverlap): boolean {
  const collapsed = pattern.filter((token, index) => !(isStar(token) && isStar(pattern[index - 1])));
  const segments = splitAtColons(collapsed, Number.POSITIVE_INFINITY);
  return segmentsMatch(segments, splitAtColons(request, FIELDS), FIELDS - 1, matches);
}

/** `room`: how many `:*` may still be put in. What is left of the entry stands against the last part. */
function segmentsMatch(own: readonly Segment[], parts: readonly Segment[], room: number, matches: Matcher): boolean {
  const [segment, ...rest] = own;
  const [part = [], ...others] = parts;
  if (segment === undefined) return false;
  if (others.length === 0) return matches(joined(own), part);
  if (!matches(segment, part)) return false;
  if (segmentsMatch(rest, others, room, matches)) return true;
  return isStar(segment.at(-1)) && room > 0 && segmentsMatch([tokensOf('*'), ...rest], others, room - 1, matches);
}

function joined(segments: readonly Segment[]): Segment {
  return segments.flatMap((segment, index) => (index === 0 ? segment : [...tokensOf(':'), ...segment]));
}

/** A request without resource: only stars match it, unless the action is not known to work without one (2.4). */
function matchesNoResource(entry: string, scope: ResourceScope): boolean {
  if (!scope.actionHasNoResource) return false;
  const place = { partition: 'aws', region: 'us-east-1', account: '111122223333' };
  if (listScope(scope.action, place) !== undefined) return false;
  const [arn, , service] = entry.split(':');
  const isSameService = arn === 'arn' && service === scope.action.split(':')[0]?.toLowerCase();
  return isSameService && choose(scope.choices, 'listScope') === 1;
}
