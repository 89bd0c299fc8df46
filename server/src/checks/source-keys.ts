import type { ConditionEntry } from './condition-entries';
import type { PrincipalFact } from './principal-entries';
import { holdsToValues } from './trusted-providers';

/** Keys with which a service says for whose resource it calls (IAM User Guide, "The confused deputy problem"). Lower case. */
const SOURCE_KEYS: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);

export function readsSource(conditions: readonly ConditionEntry[]): boolean {
  return conditions.some(({ lowerKey }) => SOURCE_KEYS.has(lowerKey));
}

/** Does a test ask for sources that it names? A negated one lets in all others, `Null` all that have one. */
export function asksForSource(conditions: readonly ConditionEntry[]): boolean {
  return conditions.some((test) => SOURCE_KEYS.has(test.lowerKey) && isForNamed(test));
}

function isForNamed({ parsed }: ConditionEntry): boolean {
  return parsed === undefined || (!parsed.base.isNegated && parsed.base.type !== 'Null');
}

/** Is there a key that holds the account or organization of the source? An ARN may lack its account. */
export function namesSourceOwner(conditions: readonly ConditionEntry[]): boolean {
  return conditions.some(
    (test) => SOURCE_KEYS.has(test.lowerKey) && test.lowerKey !== 'aws:sourcearn' && holdsToValues(test),
  );
}

/** Other keys with which people hold a service to their account. Lower case. */
const STAND_INS: ReadonlySet<string> = new Set(['aws:referer', 'aws:principalaccount', 'kms:calleraccount']);

export function standInKeys(conditions: readonly ConditionEntry[]): readonly ConditionEntry[] {
  return conditions.filter(({ lowerKey }) => STAND_INS.has(lowerKey));
}

/** The service principals among the entries, without the Region that some names hold. */
export function servicePrincipals(
  principals: readonly PrincipalFact[],
): readonly { readonly fact: PrincipalFact; readonly service: string }[] {
  return principals.flatMap((fact) =>
    fact.form.kind === 'service' ? [{ fact, service: withoutRegion(fact.form.name) }] : [],
  );
}

/** `logs.eu-west-1.amazonaws.com` → `logs.amazonaws.com`. */
function withoutRegion(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\./, '.amazonaws.')
    .replace(/\.com\.cn$/, '.com');
}

/** Keys about IAM principals and VPC endpoints (IAM User Guide, "AWS global condition context keys"). Lower case. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:username',
]);

/** Is the key one that a call of a service never carries? Lower case. */
export function isNeverSentByServices(lowerKey: string): boolean {
  return NEVER_SENT.has(lowerKey) || lowerKey.startsWith('aws:principaltag/');
}
