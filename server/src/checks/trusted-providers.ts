import { isBuiltInProvider } from '../evaluation/principal-form';
import { type ConditionEntry, claimOf, providerOf } from './condition-entries';
import { isOpenText } from './condition-values';
import type { PrincipalFact } from './principal-entries';
import { type StatementFacts, selectsAction } from './statement-facts';
import { isTemplateFunction } from './template-values';
import { universalValues } from './universal-values';

/** An identity provider that a trust statement names. */
export interface TrustedProvider {
  readonly fact: PrincipalFact;
  readonly kind: 'saml' | 'oidc';
  /** As the ARN has it; of an OIDC provider, what its condition keys begin with: `oidc.eks.eu-west-1.amazonaws.com/id/ABC`. */
  readonly name: string;
  /** The name in lower case, for comparing. */
  readonly issuer: string;
  /** Of the ARN: `aws`. */
  readonly partition: string;
}

/** The identity providers of a statement, but for those that a template fills in or that name none. */
export function trustedProviders(principals: readonly PrincipalFact[]): readonly TrustedProvider[] {
  return principals.flatMap((fact) => {
    if (fact.form.kind !== 'federated' || fact.isOpen) return [];
    if (isBuiltInProvider(fact.text))
      return [{ fact, kind: 'oidc', name: fact.text, issuer: fact.text, partition: 'aws' }];
    const match = /^arn:([^:]*):iam::[^:]*:(saml|oidc)-provider\/(?!https?:)(.+)$/.exec(fact.text);
    if (match === null) return [];
    const [, partition = '', kind, name = ''] = match;
    return [{ fact, kind: kind === 'saml' ? 'saml' : 'oidc', name, issuer: name.toLowerCase(), partition }];
  });
}

/** The OIDC providers that an Allow lets in, where all that it asks of their tokens can be read. */
export function providersLetIn(facts: StatementFacts): readonly TrustedProvider[] {
  const { statement, principals, conditions } = facts;
  if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) return [];
  if (!principals.some(({ form }) => form.kind === 'federated')) return [];
  if (!selectsAction(facts, 'sts:AssumeRoleWithWebIdentity') || !isReadable(facts, conditions)) return [];
  return trustedProviders(principals).filter(({ kind }) => kind === 'oidc');
}

/** False where a template makes the Condition, an operator or a key: then nobody knows what is absent. */
export function isReadable({ statement }: StatementFacts, conditions: readonly ConditionEntry[]): boolean {
  const condition = statement.elements.Condition?.value;
  if (condition !== undefined && condition.kind !== 'object') return false;
  if (condition?.members.some(({ key }) => isTemplateFunction(key.value) || isOpenText(key.value))) return false;
  return !conditions.some(({ key }) => isOpenText(key));
}

/**
 * The tests of a provider's claims. Keys of a provider that the statement does not name are meant for this one:
 * trust-oidc-key-mismatch says so.
 */
export function claimTests(
  { conditions, principals }: StatementFacts,
  { issuer }: TrustedProvider,
): readonly ClaimTest[] {
  const others = new Set(trustedProviders(principals).map((each) => each.issuer));
  others.delete(issuer);
  return conditions.flatMap((test) => {
    const provider = providerOf(test.key);
    return provider === undefined || others.has(provider) ? [] : [{ test, claim: claimOf(test.key) }];
  });
}

export interface ClaimTest {
  readonly test: ConditionEntry;
  /** Lower case: `sub`. */
  readonly claim: string;
}

/**
 * Does a test ask for an audience that it names, as one does that a request without the key fails? ForAllValues is
 * condition-aud-qualifier.
 */
export function namesAudience(test: ConditionEntry): boolean {
  return holdsToValues(test) && test.parsed?.ifExists !== true;
}

/** Does a test hold its key to certain values? A negated one names who is kept out, and a star lets everybody in. */
export function holdsToValues(test: ConditionEntry): boolean {
  const { parsed } = test;
  // What cannot be read may be anything.
  if (parsed === undefined) return true;
  return !parsed.base.isNegated && parsed.base.type !== 'Null' && universalValues(test).length === 0;
}
