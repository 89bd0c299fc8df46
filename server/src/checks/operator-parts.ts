import { type Range, rangeIn } from '../syntax/tree';
import type { ConditionEntry } from './condition-entries';

/** Where `ForAllValues:` or `ForAnyValue:` stands. */
export function setPrefixRange({ operator, operatorMember }: ConditionEntry): Range {
  return rangeIn(operatorMember.key, 0, operator.indexOf(':') + 1);
}

/** Where `IfExists` stands. */
export function ifExistsRange({ operator, operatorMember }: ConditionEntry): Range {
  return rangeIn(operatorMember.key, operator.length - 'IfExists'.length, operator.length);
}

/** An operator that compares, and holds only where the key is there and passes: no Null, no negation, no IfExists, no ForAllValues. */
export function isStrictTest({ parsed }: ConditionEntry): boolean {
  return (
    parsed !== undefined &&
    parsed.base.type !== 'Null' &&
    !parsed.base.isNegated &&
    !parsed.ifExists &&
    parsed.set !== 'ForAllValues'
  );
}

/** `Null` with that value on the key: `"false"` asks that it is there. Under a set operator it asks nothing (condition-null-qualifier). */
export function asksPresence(
  conditions: readonly ConditionEntry[],
  lowerKey: string,
  value: 'true' | 'false',
): boolean {
  return conditions.some(
    (test) =>
      test.lowerKey === lowerKey &&
      test.parsed?.base.type === 'Null' &&
      test.parsed.set === undefined &&
      test.values.some(({ text }) => text.toLowerCase() === value),
  );
}

/**
 * A key of several values under an operator without ForAnyValue or ForAllValues: the test never passes, whatever its values are
 * (check condition-missing-qualifier).
 */
export function lacksSetOperator({ parsed, known }: ConditionEntry): boolean {
  return parsed?.set === undefined && known?.multivalued === true;
}

/** A key that is known to hold one value. */
export function isSingleValued({ known }: ConditionEntry): boolean {
  return known !== undefined && !known.multivalued;
}
