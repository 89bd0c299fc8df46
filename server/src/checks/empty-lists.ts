import type { Operator } from '../language/operators';
import type { TextEdit } from '../syntax/edits';
import type { Range, Tree } from '../syntax/tree';
import { removeTest, replaceTest } from './condition-edits';
import type { ConditionEntry } from './condition-entries';
import { lacksSetOperator } from './operator-parts';
import type { StatementFacts } from './statement-facts';

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
    // Without its set operator a negated test of a multivalued key fails as soon as the key is there.
    if (parsed.base.isNegated && lacksSetOperator(entry)) return [];
    return formOf(parsed) === form ? [{ entry, parsed }] : [];
  });
}

/** An empty list that a request without the key passes, and what says the same. */
export interface PassingEmptyList {
  /** The list. */
  readonly at: Range;
  /** `absent`: only such requests pass (positive operator). `always`: every request does (negated operator). */
  readonly id: 'absent' | 'always';
  /** Null in its place, or nothing. Empty where the text does not allow it. */
  readonly edits: readonly TextEdit[];
}

/** For `ForAllValues` and `IfExists`, which are alike in this. */
export function passingEmptyLists(
  { tree, statement, conditions }: { readonly tree: Tree } & Pick<StatementFacts, 'statement' | 'conditions'>,
  form: 'ForAllValues' | 'IfExists',
): readonly PassingEmptyList[] {
  return emptyLists(conditions, form)
    .filter(({ parsed }) => parsed.base.type !== 'Null')
    .map(({ entry, parsed }) => {
      const at = entry.member.value;
      if (parsed.base.isNegated) return { at, id: 'always', edits: removeTest(tree, statement, entry) };
      const test = { operator: 'Null', key: entry.key, value: 'true' };
      return { at, id: 'absent', edits: replaceTest(tree, statement, entry, test) };
    });
}

function formOf({ set, ifExists }: Operator): EmptyListForm {
  return set ?? (ifExists ? 'IfExists' : 'plain');
}
