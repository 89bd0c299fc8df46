import type { AccessChange, ComparedStatement } from '../../../../shared/comparison';
import type { ElementResult } from '../../../../shared/decision';

/** The entries of a statement that let the witness in: of its Action, its Resource, its Principal. */
export function grantingEntries(statement: ComparedStatement): readonly ElementResult[] {
  return statement.parts.filter(({ matched, entry }) => matched && entry !== undefined);
}

/** The entry that makes the difference: the one whose like is missing where the other version comes nearest, else the action's. */
export function decisiveEntry({ granted, nearest }: AccessChange): ElementResult | undefined {
  const entries = granted === null ? [] : grantingEntries(granted);
  const missing = new Set(nearest?.parts.filter(({ matched }) => !matched).map(({ element }) => element));
  return entries.find(({ element }) => missing.has(element)) ?? (nearest === null ? entries[0] : undefined);
}
