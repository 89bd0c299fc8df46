import { arnFields } from '../language/arn';
import { compilePattern, intersects, type Pattern } from '../language/pattern';

/** A resource pattern by its fields; one field where it is no whole ARN. */
type Fields = readonly Pattern[];

/** More entries of a list than these are not compared. */
const MAX_ENTRIES = 50;

/**
 * Do two lists of resources have one in common? ARNs are compared field by field, as people read them: that a star may run over a
 * colon, so that `subnet/*` and `vpc/*` of any account have a text in common, is no overlap that anybody means.
 */
export function resourcesOverlap(left: readonly string[], right: readonly string[]): boolean {
  const others = right.slice(0, MAX_ENTRIES).map(fieldsOf);
  return left.slice(0, MAX_ENTRIES).some((text) => {
    const fields = fieldsOf(text);
    return others.some((other) => meet(fields, other));
  });
}

function fieldsOf(text: string): Fields {
  const fields = arnFields(text);
  return (fields.length === 6 ? fields : [text]).map((field) => compilePattern(field));
}

function meet(left: Fields, right: Fields): boolean {
  if (left.length !== right.length) return intersects(whole(left), whole(right));
  return left.every((field, index) => {
    const other = right[index];
    return other !== undefined && intersects(field, other);
  });
}

function whole(fields: Fields): Pattern {
  return compilePattern(fields.map(({ source }) => source).join(':'));
}
