import type { ConditionKeyType } from '../catalog/catalog';
import { BASE_OPERATORS, type BaseOperator, type ValueType } from '../language/operators';
import type { ConditionEntry } from './condition-entries';
import { isOpenText } from './condition-values';

/**
 * Does the operator compare values of the key's type? Text operators also work on ARNs, and ARN operators on texts that
 * hold ARNs; `aws:EpochTime` is a date and a number (IAM User Guide, condition operators and aws:EpochTime). Null asks
 * for no value. True where the type is not known.
 */
export function fitsKeyType({ parsed, known, lowerKey }: ConditionEntry): boolean {
  if (parsed === undefined || known === undefined || parsed.base.type === 'Null') return true;
  if (lowerKey === 'aws:epochtime' && parsed.base.type === 'Numeric') return true;
  return ACCEPTED[known.type].includes(parsed.base.type);
}

const ACCEPTED: { readonly [Type in ConditionKeyType]: readonly ValueType[] } = {
  String: ['String', 'ARN'],
  ARN: ['ARN', 'String'],
  Bool: ['Bool'],
  Numeric: ['Numeric'],
  Date: ['Date'],
  IPAddress: ['IPAddress'],
  Binary: ['Binary'],
};

/**
 * The operator for the key's type that asks the same as the one that stands there. Undefined where there is none, or where it
 * could not read the values.
 */
export function fittingOperator({ parsed, known, values }: ConditionEntry): BaseOperator | undefined {
  if (parsed === undefined || known === undefined) return undefined;
  const name = nameFor(known.type, parsed.base);
  const base = BASE_OPERATORS.find((each) => each.name === name);
  const isReadable = values.every(
    ({ text }) => isOpenText(text) || base?.prepare([{ text, isLiteral: !base.takesWildcards }]) !== undefined,
  );
  return isReadable ? base : undefined;
}

function nameFor(type: ConditionKeyType, { name, isNegated, type: from }: BaseOperator): string | undefined {
  const order = /(?:LessThan|GreaterThan)(?:Equals)?$/.exec(name)?.[0];
  const not = isNegated ? 'Not' : '';
  switch (type) {
    case 'Numeric':
    case 'Date':
      return `${type}${order ?? `${not}Equals`}`;
    case 'IPAddress':
      return order === undefined ? `${not}IpAddress` : undefined;
    case 'ARN':
      return order === undefined ? `Arn${not}Like` : undefined;
    case 'String':
      return order === undefined ? `String${not}${from === 'ARN' ? 'Like' : 'Equals'}` : undefined;
    case 'Bool':
    case 'Binary':
      // There is no negated form.
      return order === undefined && !isNegated ? (type === 'Bool' ? 'Bool' : 'BinaryEquals') : undefined;
  }
}
