import type { ConditionEntry } from './condition-entries';

/** The test of a key whose values pin it: positive, without IfExists, and true of no request that lacks the key. */
export function pinningTests(conditions: readonly ConditionEntry[], lowerKey: string): readonly ConditionEntry[] {
  return conditions.filter((test) => test.lowerKey === lowerKey && isPinning(test));
}

function isPinning({ parsed, values }: ConditionEntry): boolean {
  if (parsed === undefined || parsed.base.type === 'Null' || parsed.base.isNegated || parsed.ifExists) return false;
  return parsed.set !== 'ForAllValues' && values.length > 0;
}
