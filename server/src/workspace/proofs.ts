import type { Finding } from '../checks/finding';
import { moved } from '../checks/site-memory';
import type { PolicySite } from '../policy/find';
import { changeBetween } from '../syntax/changes';
import type { ProofAnswer } from './proof-task';
import type { DocumentText } from './text';

/** What the kernel's rules said of the policies of one version. */
export interface Proofs {
  readonly document: DocumentText;
  /** What was known of the file then (`FileFacts`): compared, not read. */
  readonly facts: object;
  readonly sites: readonly ProvenSite[];
}

interface InSite {
  readonly site: PolicySite;
}

interface ProvenSite {
  readonly pointer: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

export function proofsOf(document: DocumentText, facts: object, sites: readonly InSite[], answer: ProofAnswer): Proofs {
  return {
    document,
    facts,
    sites: sites.map(({ site }, index) => ({
      pointer: site.pointer,
      text: site.document.tree.text,
      findings: answer[index] ?? [],
    })),
  };
}

/**
 * The same findings in a later version of a policy, until the rules have looked at it: they stay where their text is, and go with it. So
 * nothing blinks while somebody types. Their fixes belong to the text of then, and are not offered.
 */
export function carriedFindings(
  proofs: Proofs,
  place: number,
  { site }: InSite,
  between = changeBetween,
): readonly Finding[] {
  const before = proofs.sites[place];
  if (before === undefined || before.pointer !== site.pointer || before.findings.length === 0) return [];
  const { text } = site.document.tree;
  if (before.text === text) return before.findings;
  const { start, end, newEnd } = between(before.text, text);
  const isGone = ({ range }: { readonly range: Finding['range'] }) => range.start >= start && range.end <= end;
  const movedOffset = (offset: number) => (offset <= start ? offset : offset >= end ? offset + newEnd - end : start);
  const movedRange = (range: Finding['range']) => ({ start: movedOffset(range.start), end: movedOffset(range.end) });
  return before.findings
    .filter((finding) => !isGone(finding))
    .map((finding) => ({
      ...moved(finding, 0),
      range: movedRange(finding.range),
      related: finding.related.map((each) => ({ ...each, range: movedRange(each.range) })),
      fixes: [],
    }));
}

/** The proofs as they are carried to a version: each step follows one edit, so that two edits in different places do not count as one. */
export function followed(proofs: Proofs | undefined, sites: readonly InSite[]): Proofs | undefined {
  if (proofs === undefined || sites.length === 0) return proofs;
  const isSame = sites.every(({ site }, place) => proofs.sites[place]?.text === site.document.tree.text);
  if (isSame) return proofs;
  const between = rememberingLast(changeBetween);
  return {
    ...proofs,
    sites: sites.map((typed, place) => ({
      pointer: typed.site.pointer,
      text: typed.site.document.tree.text,
      findings: carriedFindings(proofs, place, typed, between),
    })),
  };
}

/** Most policies of a file share its text. */
function rememberingLast<Result>(
  compute: (before: string, after: string) => Result,
): (before: string, after: string) => Result {
  let last: { readonly before: string; readonly after: string; readonly result: Result } | undefined;
  return (before, after) => {
    if (last?.before !== before || last.after !== after) last = { before, after, result: compute(before, after) };
    return last.result;
  };
}
