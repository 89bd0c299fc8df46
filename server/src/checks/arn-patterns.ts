import { arnFields } from '../language/arn';

/**
 * The fields of a pattern for ARNs, as operators that take wildcards read it: where a shorter one ends with a star, the missing
 * fields are stars too (`arn:aws:sns:*`). Other short patterns stay as they are.
 */
export function completedFields(pattern: string): readonly string[] {
  const fields = arnFields(pattern);
  if (!pattern.endsWith('*') || fields.length >= ARN_FIELDS || fields.length < 2) return fields;
  return [...fields, ...Array.from({ length: ARN_FIELDS - fields.length }, () => '*')];
}

const ARN_FIELDS = 6;
