import type { Operator } from '../language/operators';
import type { ConditionEntry } from './condition-entries';

/** A test with an empty list of values. */
export interface EmptyList {
  readonly entry: ConditionEntry;
  readonly parsed: Operator;
}

/**
 * How the operator stands to an empty list, each for its own check: `plain`, `ForAllValues`, `ForAnyValue`, or `IfExists`
 * without a set operator (IAM User Guide, multivalued context keys).
 */
export type EmptyListForm = 'plain' | 'ForAllValues' | 'ForAnyValue' | 'IfExists';

/** The tests of one form whose value is `[]`. */
export function emptyLists(conditions: readonly ConditionEntry[], form: EmptyListForm): readonly EmptyList[] {
  return conditions.flatMap((entry) => {
    const { parsed, member } = entry;
    if (member.value.kind !== 'array' || member.value.items.length > 0 || parsed === undefined) return [];
    return formOf(parsed) === form ? [{ entry, parsed }] : [];
  });
}

function formOf({ set, ifExists }: Operator): EmptyListForm {
  return set ?? (ifExists ? 'IfExists' : 'plain');
}
