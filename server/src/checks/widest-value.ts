import { compareDecimals, compareInstants, parseDecimal, parseInstant } from '../language/values';
import type { ConditionValue } from '../policy/document';
import type { ConditionEntry } from './condition-entries';

/**
 * Of several limits under LessThan or GreaterThan the one that all others add nothing to; of equal ones the first. Undefined
 * under other operators, with one value, and where a value cannot be read.
 */
export function widestValue({ parsed, values, invalid }: ConditionEntry): ConditionValue | undefined {
  const name = parsed?.base.name ?? '';
  const isUpper = /LessThan(?:Equals)?$/.test(name);
  if ((!isUpper && !/GreaterThan(?:Equals)?$/.test(name)) || values.length < 2 || invalid.length > 0) return undefined;
  const compare = parsed?.base.type === 'Numeric' ? compareNumbers : compareDates;
  let widest: ConditionValue | undefined;
  for (const value of values) {
    const order = compare(value.text, widest?.text ?? value.text);
    if (order === undefined) return undefined;
    if (widest === undefined || (isUpper ? order > 0 : order < 0)) widest = value;
  }
  return widest;
}

function compareNumbers(left: string, right: string): number | undefined {
  const [one, other] = [parseDecimal(left), parseDecimal(right)];
  return one === undefined || other === undefined ? undefined : compareDecimals(one, other);
}

function compareDates(left: string, right: string): number | undefined {
  const [one, other] = [parseInstant(left), parseInstant(right)];
  return one === undefined || other === undefined ? undefined : compareInstants(one, other);
}
