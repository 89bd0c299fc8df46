import type { Range, Tree } from '../syntax/tree';
import type { PolicyDocument, PolicyType } from './document';

/** How long a policy is, as AWS counts it. Comments, which AWS does not take, are not counted. */
export interface PolicySize {
  /** What the quota of the policy type is compared with. */
  readonly counted: number;
  readonly unit: 'characters' | 'bytes';
  /** Characters as written. Of a policy inside another file as `stripped`: nobody sends the file's indentation. */
  readonly written: number;
  /** Characters without white space outside strings. */
  readonly stripped: number;
}

/**
 * IAM counts characters without white space outside strings; what is sent as it stands (session policies, endpoint policies, SCPs and
 * RCPs by API and command line) counts with it; policies of resources count in bytes of UTF-8 (IAM User Guide, "IAM and AWS STS
 * quotas"; Organizations User Guide, "Quotas"; the services' guides).
 */
export function policySize(document: PolicyDocument, type: PolicyType): PolicySize {
  const { tree, root } = document;
  const counts = countText(tree, root);
  const isFile = root === tree.root;
  const written = isFile ? counts.characters : counts.characters - counts.blanks;
  const stripped = counts.characters - counts.blanks;
  const sizes = { written, stripped };
  if (type === 'resource')
    return { ...sizes, counted: isFile ? counts.bytes : counts.bytes - counts.blanks, unit: 'bytes' };
  return { ...sizes, counted: COUNTS_BLANKS.has(type) ? written : stripped, unit: 'characters' };
}

const COUNTS_BLANKS: ReadonlySet<PolicyType> = new Set(['session', 'vpce', 'scp', 'rcp']);

interface Counts {
  /** Characters, not UTF-16 code units: a surrogate pair is one. */
  characters: number;
  /** In UTF-8. */
  bytes: number;
  /** White space outside strings, each a character and a byte. */
  blanks: number;
}

/** Counts what is no comment, and makes no text for it: policies are counted at each key stroke. */
function countText({ text, comments }: Tree, range: Range): Counts {
  const counts: Counts = { characters: 0, bytes: 0, blanks: 0 };
  // Of the policy alone: a file may hold thousands.
  const isAscii = !NOT_ASCII.test(text.slice(range.start, range.end));
  const count = (start: number, end: number) => {
    counts.blanks += countBlanks(text, start, end);
    if (isAscii) {
      counts.characters += end - start;
      counts.bytes += end - start;
    } else for (let at = start; at < end; at += 1) countCode(counts, text.charCodeAt(at));
  };
  let at = range.start;
  for (const { start, end } of comments) {
    if (start < at || end > range.end) continue;
    count(at, start);
    at = end;
  }
  count(at, range.end);
  return counts;
}

/** Nearly all policies are ASCII, which this tells faster than any walk. */
const NOT_ASCII = /[^\0-\x7f]/;

/** White space outside strings. No string goes on over a comment. */
function countBlanks(text: string, start: number, end: number): number {
  let blanks = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at, end);
    else if (isBlank(code)) blanks += 1;
  }
  return blanks;
}

/** The closing quote: one before which no odd number of backslashes stands; `end` without one. */
function stringEnd(text: string, start: number, end: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0 && quote < end; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return quote;
  }
  return end;
}

const QUOTE = 34;
const BACKSLASH = 92;

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** The second half of a surrogate pair is no character more, and of the four bytes it has two. */
function countCode(counts: Counts, code: number): void {
  if (code < 0x80) {
    counts.characters += 1;
    counts.bytes += 1;
    return;
  }
  if (code < 0xdc00 || code > 0xdfff) counts.characters += 1;
  counts.bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
}
