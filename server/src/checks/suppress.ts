import { firstPlace } from '../../../shared/first-place';
import { type PolicySite, siteRange } from '../policy/find';
import type { LineStarts } from '../syntax/lines';
import { nodeAtPointer } from '../syntax/path';
import type { Range, Tree, TreeNode } from '../syntax/tree';
import type { Suppression } from './configuration';
import type { Finding, Fix } from './finding';
import { type IgnoreComment, type IgnoredCode, readIgnoreComments } from './ignore-comments';
import { rules } from './index';
import { metaFindings, SUPPRESSION_REASON, SUPPRESSION_UNUSED } from './meta-checks';
import { nearest } from './nearest';
import type { SeverityTable } from './severity';

/** A finding with the policy in which it was found. */
export interface FoundIn {
  readonly site: PolicySite;
  readonly finding: Finding;
}

/** All that was found in a file, and what may take something of it away. */
export interface SuppressRequest<Found extends FoundIn> {
  readonly found: readonly Found[];
  readonly tree: Tree;
  readonly lines: LineStarts;
  readonly sites: readonly PolicySite[];
  /** Of the configuration, for this file. */
  readonly entries: readonly Suppression[];
  /** `YYYY-MM-DD`: an entry that has expired suppresses nothing. */
  readonly today: string;
  readonly severities: readonly SeverityTable[];
  /** Codes of which nobody knows yet, or here, whether there is something to suppress. */
  readonly isOpen: (code: string) => boolean;
}

/** What is left, which entries took something away, and what is wrong with comments (in the text of the file). */
export interface Suppressed<Found extends FoundIn> {
  readonly left: readonly Found[];
  readonly used: ReadonlySet<Suppression>;
  readonly own: readonly Finding[];
}

/** Takes away what comments of the file and entries of the configuration suppress. */
export function suppress<Found extends FoundIn>(request: SuppressRequest<Found>): Suppressed<Found> {
  const comments = readIgnoreComments(request.tree, request.lines, request.sites);
  const entries = request.entries.filter(({ expires }) => expires === undefined || request.today <= expires);
  if (comments.length === 0 && entries.length === 0) return { left: request.found, used: new Set(), own: [] };
  const codesAt = coverIndex(comments);
  const used = new Set<Suppression>();
  const usedCodes = new Set<IgnoredCode>();
  const left = request.found.filter(({ site, finding }) => {
    const byEntry = entries.filter((each) => each.code === finding.code && coversRange(each, site, finding.range));
    const byComment = codesAt(finding.code, siteRange(site, finding.range).start);
    for (const each of byEntry) used.add(each);
    for (const each of byComment) usedCodes.add(each);
    return byEntry.length + byComment.length === 0;
  });
  return { left, used, own: comments.flatMap((comment) => commentFindings(comment, usedCodes, request)) };
}

/** Codes of comments that cover an offset. A long file may have thousands of both, so that not each is held against each. */
function coverIndex(comments: readonly IgnoreComment[]): (code: string, offset: number) => readonly IgnoredCode[] {
  const covers = new Map<string, Cover[]>();
  const inOrder = comments.toSorted((left, right) => left.covers.start - right.covers.start);
  for (const {
    codes,
    covers: { start, end },
  } of inOrder) {
    for (const ignored of codes) {
      const known = covers.get(ignored.code) ?? [];
      covers.set(ignored.code, known);
      known.push({ ignored, start, end, reach: Math.max(end, known.at(-1)?.reach ?? 0) });
    }
  }
  return (code, offset) => {
    const known = covers.get(code) ?? [];
    const found: IgnoredCode[] = [];
    for (let at = countUntil(known, offset) - 1; at >= 0; at -= 1) {
      const cover = known[at];
      if (cover === undefined || cover.reach <= offset) break;
      if (offset < cover.end) found.push(cover.ignored);
    }
    return found;
  };
}

interface Cover extends Range {
  readonly ignored: IgnoredCode;
  /** Where the last of this and those before it ends. */
  readonly reach: number;
}

/** How many of them begin at the offset or before it. */
function countUntil(covers: readonly Cover[], offset: number): number {
  return firstPlace(covers.length, (place) => (covers[place]?.start ?? 0) <= offset);
}

function commentFindings(
  comment: IgnoreComment,
  used: ReadonlySet<IgnoredCode>,
  { tree, severities, isOpen }: SuppressRequest<FoundIn>,
): readonly Finding[] {
  const { codes, hasReason, range } = comment;
  const fixesFor = (code: IgnoredCode | undefined) => [removal(tree.text, comment, code)];
  if (codes.length === 0) return metaFindings(SUPPRESSION_UNUSED, range, 'empty', {}, severities, fixesFor(undefined));
  const reason = hasReason ? [] : metaFindings(SUPPRESSION_REASON, range, 'comment', {}, severities);
  const unused = codes.flatMap((each) => {
    if (used.has(each)) return [];
    const { code } = each;
    if (isCode(code) && isOpen(code)) return [];
    const { messageId, data } = whyUnused(code);
    const fixes = [...renaming(each, data.near), ...fixesFor(each)];
    return metaFindings(SUPPRESSION_UNUSED, each, messageId, data, severities, fixes);
  });
  return [...reason, ...unused];
}

const CODES: readonly string[] = rules.map(({ code }) => code);

/** Is there a check of this name? */
export function isCode(code: string): boolean {
  return CODES.includes(code);
}

/** Why a suppression of this code does nothing: `unused`, or the code is `unknown`, perhaps `close` to another one. */
export function whyUnused(code: string): {
  readonly messageId: 'unused' | 'unknown' | 'close';
  readonly data: { readonly code: string; readonly near?: string };
} {
  if (isCode(code)) return { messageId: 'unused', data: { code } };
  const near = nearest(code, CODES, 3);
  return near === undefined ? { messageId: 'unknown', data: { code } } : { messageId: 'close', data: { code, near } };
}

function renaming({ start, end }: IgnoredCode, near: string | undefined): readonly Fix[] {
  if (near === undefined) return [];
  const edits = [{ range: { start, end }, newText: near }];
  return [{ title: `Change to ${near}`, edits, isSafe: false, effect: 'none' }];
}

/** The comment goes, with its line where it is alone on it; of several codes only the one. */
function removal(text: string, { range, codes, isAlone }: IgnoreComment, code: IgnoredCode | undefined): Fix {
  const index = code === undefined ? -1 : codes.indexOf(code);
  const next = codes[index + 1];
  const previous = codes[index - 1];
  const gone =
    code === undefined || codes.length === 1
      ? wholeComment(text, range, isAlone)
      : next !== undefined
        ? { start: code.start, end: next.start }
        : { start: previous?.end ?? code.start, end: code.end };
  return {
    title: 'Remove the suppression',
    edits: [{ range: gone, newText: '' }],
    isSafe: false,
    effect: 'none',
  };
}

function wholeComment(text: string, { start, end }: Range, isAlone: boolean): Range {
  let from = start;
  while (from > 0 && ' \t'.includes(text.charAt(from - 1))) from -= 1;
  if (!isAlone) return { start: from, end };
  let to = end;
  while (' \t'.includes(text.charAt(to)) && to < text.length) to += 1;
  if (text.charAt(to) === '\r') to += 1;
  return text.charAt(to) === '\n' ? { start: from, end: to + 1 } : { start, end };
}

function coversRange(suppression: Suppression, site: PolicySite, range: Range): boolean {
  const { sid, statement: index, pointer } = suppression;
  if (pointer !== undefined && !isUnder(site, pointer, range)) return false;
  if (sid === undefined && index === undefined) return true;
  return site.document.statements.some(
    (statement) =>
      (sid === undefined || statement.sid === sid) &&
      (index === undefined || statement.index === index) &&
      holds(statement.node, range),
  );
}

/** The pointer names the policy, something around it, or a node in it that holds the range. */
function isUnder(site: PolicySite, pointer: string, range: Range): boolean {
  if (site.pointer === pointer || site.pointer.startsWith(`${pointer}/`)) return true;
  if (!pointer.startsWith(`${site.pointer}/`)) return false;
  const node: TreeNode | undefined = nodeAtPointer(site.document.root, pointer.slice(site.pointer.length));
  return node !== undefined && holds(node, range);
}

function holds(node: Range, range: Range): boolean {
  return node.start <= range.start && range.end <= node.end;
}
