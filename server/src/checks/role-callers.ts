import type { PrincipalFact } from './principal-entries';
import { trustedProviders } from './trusted-providers';

/** How a principal calls STS: with a signature of its own, or with what its identity provider has signed. */
export type CallerKind = 'signed' | 'saml' | 'oidc';

/** The action by which each kind assumes a role, and who they are (AWS STS API Reference, AssumeRole and its kin). */
export const WAYS: { readonly [Kind in CallerKind]: { readonly action: string; readonly people: string } } = {
  signed: { action: 'sts:AssumeRole', people: 'accounts, users, roles and services' },
  saml: { action: 'sts:AssumeRoleWithSAML', people: 'a SAML provider' },
  oidc: { action: 'sts:AssumeRoleWithWebIdentity', people: 'an OIDC provider' },
};

/** Undefined where one entry may be anybody: then every action may fit. */
export function callerKindOf(fact: PrincipalFact): CallerKind | undefined {
  const { form, isOpen } = fact;
  if (isOpen || form.kind === 'everyone' || form.kind === 'refused') return undefined;
  return form.kind === 'federated' ? trustedProviders([fact])[0]?.kind : 'signed';
}
