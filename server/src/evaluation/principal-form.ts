import { type Arn, isAccountId, parseArn } from '../language/arn';
import type { PrincipalEntry } from '../policy/document';
import type { PRINCIPAL_TYPES } from '../policy/grammar';

/** What an entry of `Principal` names; `refused`: AWS would not store it. */
export type PrincipalForm =
  /** `inOrganization`: of an RCP. */
  | { readonly kind: 'everyone'; readonly inOrganization?: true }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'user'; readonly arn: string }
  | { readonly kind: 'role'; readonly arn: string; readonly account: string; readonly name: string }
  | { readonly kind: 'session'; readonly arn: string; readonly account: string; readonly role: string }
  | { readonly kind: 'federatedUser'; readonly arn: string }
  | { readonly kind: 'uniqueId'; readonly id: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonicalUser'; readonly id: string }
  /** Something that AWS stores and that none of our callers is, such as a CloudFront identity. */
  | { readonly kind: 'other' }
  | { readonly kind: 'refused'; readonly reason: PrincipalRefusal };

/**
 * Why AWS refuses an entry; the first reason that holds. Together with the type each belongs to one check.
 * `bareText`: a string other than "*" where an object should be. `typeUnknown`: none of the four keys. `wildcard`: a part of
 * the value, or a star where none may be. `otherType`: a value of another key. `account`: no twelve digits. `stsOrIam`: an ARN of
 * the other service, or a role session without a name. `group`, `notPrincipal`: IAM entities that send no requests.
 * `otherId`: the unique ID of such an entity, or of an access key. `malformed`: anything else.
 */
export type PrincipalRefusal =
  | 'bareText'
  | 'typeUnknown'
  | 'wildcard'
  | 'otherType'
  | 'account'
  | 'stsOrIam'
  | 'group'
  | 'notPrincipal'
  | 'otherId'
  | 'malformed';

type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

/**
 * Providers that IAM knows without an ARN (IAM User Guide, reference_policies_elements_principal, web identity; Cognito has
 * names of its own in the partitions of GovCloud and China).
 */
const BUILT_IN_PROVIDERS: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'cognito-identity-us-gov.amazonaws.com',
  'cognito-identity.cn-north-1.amazonaws.com.cn',
  'graph.facebook.com',
  'www.amazon.com',
]);

/** Reads an entry by its type key (IAM User Guide, reference_policies_elements_principal). */
export function principalForm({ type, text }: Pick<PrincipalEntry, 'type' | 'text'>): PrincipalForm {
  switch (type) {
    case '*':
      return text === '*' ? { kind: 'everyone' } : refused('bareText');
    case 'AWS':
      return awsForm(text);
    case 'Service':
      return serviceForm(text);
    case 'Federated':
      if (hasWildcard(text)) return refused('wildcard');
      return text === '' ? refused('malformed') : { kind: 'federated', provider: text };
    case 'CanonicalUser':
      return hasWildcard(text) ? refused('wildcard') : { kind: 'canonicalUser', id: text };
    default:
      return refused('typeUnknown');
  }
}

/** The key under which a value of this shape belongs; undefined for a shape that says nothing. */
export function principalTypeOf(text: string): PrincipalType | undefined {
  if (isBuiltInProvider(text) || isProvider(parseArn(text))) return 'Federated';
  if (/^[^:/\s]+\.amazonaws\.(com|com\.cn|eu)$/i.test(text)) return 'Service';
  return text.startsWith('arn:') || isAccountId(text) ? 'AWS' : undefined;
}

/** `accounts.google.com` and the like, which have no ARN. */
export function isBuiltInProvider(text: string): boolean {
  return BUILT_IN_PROVIDERS.has(text);
}

function serviceForm(text: string): PrincipalForm {
  if (hasWildcard(text)) return refused('wildcard');
  if (text === '' || /\s/.test(text)) return refused('malformed');
  return text.startsWith('arn:') || isAccountId(text) ? refused('otherType') : { kind: 'service', name: text };
}

function awsForm(text: string): PrincipalForm {
  if (text === '*') return { kind: 'everyone' };
  if (isAccountId(text)) return { kind: 'account', account: text };
  if (/^(AIDA|AROA)[A-Z0-9]+$/.test(text)) return { kind: 'uniqueId', id: text };
  if (/^(ABIA|ACCA|AGPA|AIPA|AKIA|ANPA|ANVA|APKA|ASCA|ASIA)[A-Z0-9]+$/.test(text)) return refused('otherId');
  if (hasWildcard(text)) return refused('wildcard');
  if (/^[\d -]+$/.test(text)) return refused('account');
  const arn = parseArn(text);
  if (arn !== undefined && !isProvider(arn)) return arnForm(text, arn);
  const right = principalTypeOf(text);
  return refused(right === undefined || right === 'AWS' ? 'malformed' : 'otherType');
}

function isProvider(arn: Arn | undefined): boolean {
  return arn?.service === 'iam' && /^(oidc|saml)-provider\//.test(arn.resource);
}

/** IAM ARNs of entities that send no requests (Service Authorization Reference, resource types of IAM). */
const NOT_PRINCIPALS: ReadonlySet<string> = new Set([
  'access-report',
  'instance-profile',
  'mfa',
  'policy',
  'server-certificate',
  'sms-mfa',
  'u2f',
]);

function arnForm(text: string, { service, region, account, resource }: Arn): PrincipalForm {
  if (account === 'cloudfront') return { kind: 'other' };
  const slash = resource.indexOf('/');
  const kind = slash === -1 ? resource : resource.slice(0, slash);
  const rest = slash === -1 ? '' : resource.slice(slash + 1);
  if (service !== 'iam' && service !== 'sts') return refused('malformed');
  if (service === 'iam' && kind === 'group') return refused('group');
  if (service === 'iam' && NOT_PRINCIPALS.has(kind)) return refused('notPrincipal');
  if (!isAccountId(account)) return refused(account === '' ? 'malformed' : 'account');
  // Names of IAM and STS have no blanks.
  if (region !== '' || /\s/.test(text)) return refused('malformed');
  if (isMixedUp(service, kind, rest)) return refused('stsOrIam');
  if (kind === 'root') return service === 'iam' && rest === '' ? { kind: 'account', account } : refused('malformed');
  if (rest === '') return refused('malformed');
  return namedForm(kind, text, account, rest);
}

/** Roles and users are IAM's, sessions are those of STS; a role session has a name. */
function isMixedUp(service: 'iam' | 'sts', kind: string, rest: string): boolean {
  if (rest === '') return false;
  if (kind === 'role' || kind === 'user') return service === 'sts';
  if (kind === 'federated-user') return service === 'iam';
  return kind === 'assumed-role' && (service === 'iam' || !/^[^/]+\/[^/]/.test(rest));
}

function namedForm(kind: string, text: string, account: string, rest: string): PrincipalForm {
  switch (kind) {
    case 'user':
      return { kind: 'user', arn: text };
    case 'role':
      return { kind: 'role', arn: text, account, name: rest.slice(rest.lastIndexOf('/') + 1) };
    case 'assumed-role':
      return { kind: 'session', arn: text, account, role: rest.slice(0, rest.indexOf('/')) };
    case 'federated-user':
      return { kind: 'federatedUser', arn: text };
    default:
      return refused('malformed');
  }
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

function refused(reason: PrincipalRefusal): PrincipalForm {
  return { kind: 'refused', reason };
}
