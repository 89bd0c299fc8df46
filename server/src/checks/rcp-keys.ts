import type { ConditionEntry } from './condition-entries';

/** Keys of the principal that a service acting for itself does not carry (IAM User Guide, global condition keys). */
const PRINCIPAL_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
]);

/** Keys of the resource for which a service acts. */
const SOURCE_KEYS: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);

/** The tests of the principal that are true where it is another one, or none: `StringNotEquals` and its kin. */
export function negatedPrincipalTests(conditions: readonly ConditionEntry[]): readonly ConditionEntry[] {
  return conditions.filter(({ lowerKey, parsed }) => isPrincipalKey(lowerKey) && parsed?.base.isNegated === true);
}

function isPrincipalKey(lowerKey: string): boolean {
  return PRINCIPAL_KEYS.has(lowerKey) || lowerKey.startsWith('aws:principaltag/');
}

/** The tests of the source; a Null test alone is no use of the key. */
export function sourceTests(conditions: readonly ConditionEntry[]): readonly ConditionEntry[] {
  return conditions.filter(({ lowerKey, parsed }) => SOURCE_KEYS.has(lowerKey) && parsed?.base.type !== 'Null');
}

/** Does `aws:PrincipalIsAWSService` have to have this value? Bool and BoolIfExists both count, in any letter case. */
export function testsService(conditions: readonly ConditionEntry[], value: 'true' | 'false'): boolean {
  return conditions.some(({ lowerKey, parsed, values }) => {
    const isTest = lowerKey === 'aws:principalisawsservice' && parsed?.base.type === 'Bool';
    return isTest && values.some(({ text }) => text.toLowerCase() === value);
  });
}

/** Does the statement ask that the request has `aws:SourceAccount` or `aws:SourceArn`? */
export function requiresSource(conditions: readonly ConditionEntry[]): boolean {
  return conditions.some(({ lowerKey, parsed, values }) => {
    const isNull = parsed?.base.type === 'Null' && values.some(({ text }) => text.toLowerCase() === 'false');
    return isNull && (lowerKey === 'aws:sourceaccount' || lowerKey === 'aws:sourcearn');
  });
}
