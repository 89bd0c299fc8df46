import type { RequiredConditions, RequiredKey } from '../../../shared/settings';
import type { ConditionEntry } from './condition-entries';

/** The keys that a statement lacks: the first of `anyOf` if none of them is there, and what lacks of `allOf`. */
export function missingKeys(
  conditions: readonly ConditionEntry[],
  required: RequiredConditions,
): readonly RequiredKey[] {
  const { anyOf = [], allOf = [] } = 'length' in required ? { anyOf: required } : required;
  const isThere = (key: RequiredKey) => conditions.some((test) => meets(test, key));
  const [first] = anyOf;
  const ofAny = first === undefined || anyOf.some(isThere) ? [] : [first];
  return [...ofAny, ...allOf.filter((key) => !isThere(key))];
}

export function keyName(key: RequiredKey): string {
  return typeof key === 'string' ? key : key.key;
}

function meets(test: ConditionEntry, required: RequiredKey): boolean {
  if (test.lowerKey !== keyName(required).toLowerCase()) return false;
  if (typeof required === 'string') return true;
  if (required.operator !== undefined && test.operator.toLowerCase() !== required.operator.toLowerCase()) return false;
  return required.value === undefined || test.values.some(({ text }) => text === required.value);
}
