import type { Range } from '../syntax/tree';
import type { ArnSlip } from './arn-slips';
import { colonRange, type ResourceEntry } from './resource-entries';

/** An ARN in which a field is empty that must not be. */
export interface MissingField {
  readonly entry: ResourceEntry;
  /** The empty field with the colons around it. */
  readonly at: Range;
  /** What stands in this field of the other resources of the statement. */
  readonly others: readonly string[];
}

/** `field`: 3 is the Region, 4 the account. `isUsable`: which values of other ARNs can be written there. */
export function missingFields(
  resources: readonly ResourceEntry[],
  slip: ArnSlip,
  field: 3 | 4,
  isUsable: (value: string) => boolean,
): readonly MissingField[] {
  const missing = resources.filter(({ slips }) => slips.includes(slip));
  if (missing.length === 0) return [];
  const values = resources.flatMap(({ arn, fields }) => (arn === undefined ? [] : [fields[field] ?? '']));
  const others = [...new Set(values)].filter(isUsable);
  return missing.map((entry) => ({ entry, at: colonRange(entry, field), others }));
}
