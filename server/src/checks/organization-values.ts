import { hasWildcard } from '../language/pattern';

/** Does the key hold organization IDs or paths (IAM User Guide, aws:PrincipalOrgID and aws:PrincipalOrgPaths)? Lower case. */
export function organizationKeyKind(lowerKey: string): 'id' | 'path' | undefined {
  if (!lowerKey.startsWith('aws:')) return undefined;
  if (lowerKey.endsWith('orgid')) return 'id';
  return lowerKey.endsWith('orgpaths') ? 'path' : undefined;
}

const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ROOT = /^r-[0-9a-z]{4,32}$/;
const UNIT = /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/;

/** What is wrong with an organization ID; nothing is said of one with a wildcard. */
export function organizationIdProblem(text: string): 'id' | undefined {
  return hasWildcard(text) || ORGANIZATION.test(text) ? undefined : 'id';
}

/**
 * What is wrong with a path: `slash`: no `/` at the end; `incomplete`: the organization or the root is left out, or nothing
 * follows the organization; `path`: another form. A part with a wildcard may be anything.
 */
export function organizationPathProblem(text: string): 'slash' | 'incomplete' | 'path' | undefined {
  const parts = text.split('/');
  const last = parts.pop() ?? '';
  const isOpenEnd = hasWildcard(last);
  const whole = last === '' || isOpenEnd ? parts : [...parts, last];
  const firstOpen = whole.findIndex(hasWildcard);
  const known = firstOpen === -1 ? whole : whole.slice(0, firstOpen);
  const [organization, root, ...units] = known;
  if (organization === undefined) return isOpenEnd || firstOpen === 0 ? undefined : 'path';
  if (UNIT.test(organization) || ROOT.test(organization)) return 'incomplete';
  if (!ORGANIZATION.test(organization)) return 'path';
  if (root === undefined) return isOpenEnd || firstOpen !== -1 ? undefined : 'incomplete';
  if (UNIT.test(root)) return 'incomplete';
  if (!ROOT.test(root) || !units.every((unit) => UNIT.test(unit))) return 'path';
  return last === '' || isOpenEnd ? undefined : 'slash';
}
