/** Where an account stands in the organization, and what binds it there. */
import type { Model, Organization, OrganizationNode } from './entities';

/** `unknown`: the model does not say whether the account is in an organization. */
export type Membership = { readonly state: 'unknown' } | { readonly state: 'outside' } | Member;

interface Member {
  readonly state: 'member';
  readonly organization: Organization;
  /** From the root to the account itself. */
  readonly path: readonly OrganizationNode[];
  readonly isManagementAccount: boolean;
}

/** An account that the model lists and that stands nowhere in the tree is outside; of one that it does not list nothing is known. */
export function membershipOf(
  { organization, accounts }: Pick<Model, 'organization' | 'accounts'>,
  account: string,
): Membership {
  if (organization === 'unknown') return { state: 'unknown' };
  if (organization === 'none') return { state: 'outside' };
  const path = organization.paths.get(account);
  if (path === undefined) return { state: accounts.has(account) ? 'outside' : 'unknown' };
  return { state: 'member', organization, path, isManagementAccount: organization.managementAccount === account };
}

/**
 * The value of `aws:PrincipalOrgPaths`, `o-x/r-y/ou-a/ou-b/` (IAM User Guide, global condition keys); undefined where an id
 * is not known.
 */
export function organizationPath({
  organization,
  path,
}: Membership & { readonly state: 'member' }): string | undefined {
  const units = path.slice(0, -1);
  if (organization.id === undefined || units.some((node) => !node.hasId)) return undefined;
  return `${[organization.id, ...units.map((node) => node.id)].join('/')}/`;
}
