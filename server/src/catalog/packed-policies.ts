/** AWS managed policies out of the packed form. */
import type { Catalog, ManagedPolicy, ManagedPolicySummary } from './catalog';
import type { CatalogBytes, PackedIndex } from './format';

const REFERENCE = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/';

export function openPolicies(
  index: PackedIndex,
  bytes: CatalogBytes,
): Pick<Catalog, 'managedPolicies' | 'managedPolicy'> {
  const managedPolicies: ManagedPolicySummary[] = [];
  const places = new Map<string, { summary: ManagedPolicySummary; offset: number; length: number }>();
  let offset = 0;
  for (const [name, pathIndex, version, updated, length] of index.policies) {
    const path = index.policyPaths[pathIndex] ?? '/';
    const arn = `arn:aws:iam::aws:policy${path}${name}`;
    const summary = { name, path, arn, version: `v${version}`, updated, url: `${REFERENCE}${name}.html` };
    managedPolicies.push(summary);
    places.set(name, { summary, offset, length });
    offset += length;
  }
  const managedPolicy = (arnOrName: string): ManagedPolicy | undefined => {
    const { name, path } = nameIn(arnOrName);
    const place = places.get(name);
    if (place === undefined || (path !== undefined && path !== place.summary.path)) return undefined;
    return { ...place.summary, text: bytes.slice('policies.txt', place.offset, place.length) };
  };
  return { managedPolicies, managedPolicy };
}

/** `arn:aws:iam::aws:policy/service-role/X` → X under `/service-role/`; a bare name has no path. */
function nameIn(arnOrName: string): { readonly name: string; readonly path: string | undefined } {
  const arn = /^arn:[a-z-]+:iam::aws:policy(\/(?:.*\/)?)([^/]+)$/.exec(arnOrName);
  return { name: arn?.[2] ?? arnOrName, path: arn?.[1] };
}
