import type { PolicySite } from './find';

/** The same policy in two versions of a file, as far as the files tell. At least one of them is there. */
export type PolicyPair =
  | { readonly old: PolicySite; readonly new: PolicySite }
  | { readonly old: undefined; readonly new: PolicySite }
  | { readonly old: PolicySite; readonly new: undefined };

/**
 * Pairs the policies of two files: those at the same place (JSON pointer), then those with the same set of Sids, where exactly one
 * on each side has it. The pairs come in the order of the newer file, then what only the older one has.
 */
export function pairPolicies(older: readonly PolicySite[], newer: readonly PolicySite[]): readonly PolicyPair[] {
  const partners = new Map<PolicySite, PolicySite>();
  const byPointer = new Map(older.map((site) => [site.pointer, site]));
  for (const site of newer) {
    const partner = byPointer.get(site.pointer);
    if (partner === undefined) continue;
    partners.set(site, partner);
    byPointer.delete(site.pointer);
  }
  const left = newer.filter((site) => !partners.has(site));
  const free = [...byPointer.values()];
  const bySids = onlyOnes(free);
  for (const [sids, site] of onlyOnes(left)) {
    const partner = bySids.get(sids);
    if (partner !== undefined) partners.set(site, partner);
  }
  const taken = new Set(partners.values());
  return [
    ...newer.map((site) => ({ old: partners.get(site), new: site })),
    ...free.filter((site) => !taken.has(site)).map((site) => ({ old: site, new: undefined })),
  ];
}

/** Policies by their set of Sids; a set that two have, and the empty one, tell nothing. */
function onlyOnes(sites: readonly PolicySite[]): ReadonlyMap<string, PolicySite> {
  const found = new Map<string, PolicySite>();
  const twice = new Set<string>();
  for (const site of sites) {
    const sids = sidsOf(site);
    if (sids === '') continue;
    if (found.has(sids)) twice.add(sids);
    found.set(sids, site);
  }
  for (const sids of twice) found.delete(sids);
  return found;
}

function sidsOf({ document }: PolicySite): string {
  const sids = document.statements.flatMap(({ sid }) => (sid === undefined || sid === '' ? [] : [sid]));
  return sids.length === 0 ? '' : JSON.stringify([...new Set(sids)].sort());
}
