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
  let at = range.start;
  for (const { start, end } of comments) {
    if (start < at || end > range.end) continue;
    countPart(counts, text, at, start);
    at = end;
  }
  countPart(counts, text, at, range.end);
  return counts;
}

/** No string goes on over a comment. */
function countPart(counts: Counts, text: string, start: number, end: number): void {
  let isInString = false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const isEscape = isInString && code === BACKSLASH;
    if (code === QUOTE) isInString = !isInString;
    else if (!isInString && isBlank(code)) counts.blanks += 1;
    countCode(counts, code);
    // What stands behind a backslash ends no string.
    if (isEscape && at + 1 < end) {
      at += 1;
      countCode(counts, text.charCodeAt(at));
    }
  }
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
