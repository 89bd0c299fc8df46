import type { PolicyType, Statement } from '../policy/document';

/**
 * What a role trust policy can grant (evaluation.md 1.2; STS API Reference), by who may be named for it.
 */
const ASSUME_BY_PRINCIPAL = {
  saml: 'sts:AssumeRoleWithSAML',
  web: 'sts:AssumeRoleWithWebIdentity',
  any: 'sts:AssumeRole',
};

const BESIDES = ['sts:TagSession', 'sts:SetSourceIdentity', 'sts:SetContext'];

/** True for a policy that is a role trust policy and nothing else. */
export function isTrustOnly(types: readonly PolicyType[]): boolean {
  return types.length > 0 && types.every((type) => type === 'trust');
}

/** The actions of a trust policy's statement, those that fit its principals first. */
export function trustActions(statement: Statement): readonly string[] {
  const { saml, web, any } = ASSUME_BY_PRINCIPAL;
  const federated = (statement.principal?.entries ?? []).filter(({ type }) => type === 'Federated');
  if (federated.length === 0) return [any, saml, web, ...BESIDES];
  const isSaml = federated.some(({ text }) => text.includes(':saml-provider/'));
  return isSaml ? [saml, web, any, ...BESIDES] : [web, saml, any, ...BESIDES];
}
