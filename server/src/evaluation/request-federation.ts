/** Callers that sign in through a provider: SAML, OIDC and IAM Identity Center. */
import type { ContextEntry } from '../../../shared/decision';
import type { Claims, PrincipalObject, SimulationRequest } from '../../../shared/request';
import { parseArn } from '../language/arn';
import { findAccount, orList } from '../model/resolve';
import type { Caller } from './input';
import { lookupError, type RequestSources, requestError } from './request-sources';
import { accountFacts, partitionOf, plainCaller, type Resolved, type ResolvedCaller } from './resolved-caller';

/** A caller of AssumeRoleWithSAML or AssumeRoleWithWebIdentity. */
export function providerCaller(
  kind: 'samlCaller' | 'oidcCaller',
  provider: string,
  sources: RequestSources,
): ResolvedCaller {
  return plainCaller({ kind, arn: provider, account: undefined, partition: partitionOf(sources), provider });
}

/** `prod:saml-provider/Okta` or its ARN; claims are condition keys, such as `SAML:aud`. */
export function samlCaller(text: string, claims: Claims, sources: RequestSources): Resolved {
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  const [accountText = '', resource = ''] = arn === undefined ? splitOnce(text, ':') : [arn.account, arn.resource];
  const name = resource.replace(/^saml-provider\//, '');
  if (name === '' || name === resource)
    return requestError(`"${text}" is no SAML provider: write ACCOUNT:saml-provider/NAME.`);
  const found = findAccount(sources.model, accountText);
  if (!found.ok) return lookupError(sources, found.message);
  const known = found.account?.samlProviders ?? 'unknown';
  if (known !== 'unknown' && !known.includes(name))
    return requestError(`Account ${found.id} has no SAML provider "${name}".${orList(name, known)}`);
  const provider = `arn:${arn?.partition ?? partitionOf(sources)}:iam::${found.id}:saml-provider/${name}`;
  // IAM User Guide, reference_policies_iam-condition-keys: saml:doc is account and name of the provider.
  const doc = ['saml:doc', { value: `${found.id}/${name}`, from: 'derived' }] as const;
  const isStated = Object.keys(claims).some((claim) => claim.toLowerCase() === 'saml:doc');
  const context = new Map([...claimKeys(claims, ''), ...(isStated ? [] : [doc])]);
  return { ...providerCaller('samlCaller', provider, sources), context };
}

function claimKeys(claims: Claims, prefix: string): ReadonlyMap<string, ContextEntry> {
  return new Map(Object.entries(claims).map(([claim, value]) => [prefix + claim, { value, from: 'request' }]));
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Providers that need no entry in the account (IAM User Guide, "OIDC federation"). */
const BUILT_IN_PROVIDERS = [
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
];

/** The provider is the one in the account of the role that is assumed; claims get the issuer as prefix. */
export function oidcCaller(
  text: string,
  claims: Claims,
  request: SimulationRequest,
  sources: RequestSources,
): Resolved {
  const host = text.replace(/^https:\/\//, '').replace(/\/$/, '');
  const context = claimKeys(claims, `${host}:`);
  if (BUILT_IN_PROVIDERS.includes(host)) return { ...providerCaller('oidcCaller', host, sources), context };
  const hop = request.through?.[0];
  const role =
    hop === undefined ? (request.resource ?? request.resources?.[0] ?? '') : typeof hop === 'string' ? hop : hop.role;
  const owner = role.startsWith('arn:') ? (parseArn(role)?.account ?? '') : splitOnce(role, ':')[0];
  const found = findAccount(sources.model, owner);
  if (!found.ok && hop !== undefined) return lookupError(sources, found.message);
  if (!found.ok)
    return requestError('A web identity assumes a role: name it in "through", or give its ARN as "resource".');
  const known = found.account?.oidcProviders ?? 'unknown';
  if (known !== 'unknown' && !known.has(host))
    return requestError(`Account ${found.id} has no OIDC provider "${host}".${orList(host, [...known.keys()])}`);
  const problem = audienceProblem(host, claims, known === 'unknown' ? [] : (known.get(host) ?? []));
  if (problem !== undefined) return requestError(problem);
  const provider = `arn:${partitionOf(sources)}:iam::${found.id}:oidc-provider/${host}`;
  return { ...providerCaller('oidcCaller', provider, sources), context };
}

/** STS takes a token only for an audience that the provider lists (IAM User Guide, id_roles_providers_create_oidc). */
function audienceProblem(host: string, { aud, azp }: Claims, audiences: readonly string[]): string | undefined {
  if (aud === undefined || azp !== undefined || audiences.length === 0) return undefined;
  const named = typeof aud === 'string' ? [aud] : aud;
  if (named.some((each) => audiences.includes(each))) return undefined;
  return `STS refuses the token: "${named.join('", "')}" is no audience of the OIDC provider "${host}".${orList(named[0] ?? '', audiences)}`;
}

/** Roles of permission sets are not made yet, so that nothing is known of the session. */
export function identityCenterCaller(
  principal: Extract<PrincipalObject, { readonly identityCenterUser: string }>,
  sources: RequestSources,
): Resolved {
  const found = findAccount(sources.model, principal.account);
  if (!found.ok) return lookupError(sources, found.message);
  const center = sources.model.identityCenter;
  const { identityCenterUser: user, permissionSet: set } = principal;
  if (center !== undefined && !center.users.includes(user))
    return requestError(`Identity Center has no user "${user}".${orList(user, center.users)}`);
  if (center !== undefined && !center.permissionSets.includes(set))
    return requestError(`Identity Center has no permission set "${set}".${orList(set, center.permissionSets)}`);
  const partition = partitionOf(sources);
  const name = `AWSReservedSSO_${set}_0000000000000000`;
  const caller: Caller = {
    kind: 'roleSession',
    arn: `arn:${partition}:sts::${found.id}:assumed-role/${name}/${user}`,
    ...accountFacts(found.id, `arn:${partition}:iam::${found.id}:role`, sources),
    role: { name, arn: undefined },
    sessionName: user,
  };
  const message = 'IAM Identity Center is not used yet: what the permission set allows is not known.';
  return { ...plainCaller(caller), entity: 'unknown', gaps: [{ message }] };
}
