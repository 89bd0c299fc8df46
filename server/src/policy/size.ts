import { stripped, withoutComments } from '../syntax/minify';
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
  const bare = stripped(tree, root);
  const text = root === tree.root ? withoutComments(tree, root) : bare;
  const sizes = { written: countCharacters(text), stripped: countCharacters(bare) };
  if (type === 'resource') return { ...sizes, counted: countBytes(text), unit: 'bytes' };
  return { ...sizes, counted: COUNTS_BLANKS.has(type) ? sizes.written : sizes.stripped, unit: 'characters' };
}

const COUNTS_BLANKS: ReadonlySet<PolicyType> = new Set(['session', 'vpce', 'scp', 'rcp']);

/** Characters, not UTF-16 code units: a surrogate pair is one. */
function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) {
    if (isHighSurrogate(text.charCodeAt(at))) count -= 1;
  }
  return count;
}

function countBytes(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) count += 1;
    else if (code < 0x800) count += 2;
    else if (isHighSurrogate(code)) {
      count += 4;
      at += 1;
    } else count += 3;
  }
  return count;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}
