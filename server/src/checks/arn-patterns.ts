import { arnFields } from '../language/arn';

/**
 * The fields of a pattern for ARNs, as operators that take wildcards read it: where a shorter one ends with a star, the missing
 * fields are stars too (`arn:aws:sns:*`). Other short patterns stay as they are.
 */
export function completedFields(pattern: string): readonly string[] {
  const fields = arnFields(pattern);
  return pattern.endsWith('*') && fields.length >= 2 ? filledFields(fields) : fields;
}

/** With "*" for each field that lacks. */
export function filledFields(fields: readonly string[]): readonly string[] {
  return [...fields, ...Array.from({ length: Math.max(0, ARN_FIELDS - fields.length) }, () => '*')];
}

const ARN_FIELDS = 6;
