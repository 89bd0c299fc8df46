import { compileArnPattern } from '../language/operators';
import { compilePattern } from '../language/pattern';
import { parseAddressRange } from '../language/values';
import type { ConditionValue } from '../policy/document';
import type { ConditionEntry } from './condition-entries';

/**
 * The values of a test that every value of the key passes, whatever the request: only stars under a Like operator, an ARN
 * pattern of open fields (`*`, `arn:*`, `arn:*:*:*:*:*`) under an ARN operator, a range that holds the whole address family
 * under an IP operator (`0.0.0.0/0`). Empty under all others: to StringEquals a star is a character like any other. Whether
 * the operator is negated, or the key can be absent, is for the caller to weigh.
 */
export function universalValues({ parsed, values }: ConditionEntry): readonly ConditionValue[] {
  if (parsed === undefined) return [];
  const isUniversal = universalTest(parsed.base.type, parsed.base.takesWildcards);
  return isUniversal === undefined ? [] : values.filter(({ text }) => isUniversal(text));
}

/**
 * Those of them that no value of the key fails for sure. To an ARN operator a value that is no ARN matches nothing, not even `*`,
 * nor does one that is no address match a range: only keys of that type, or of an unknown one, count there.
 */
export function surelyUniversalValues(test: ConditionEntry): readonly ConditionValue[] {
  const operatorType = test.parsed?.base.type;
  const keyType = test.known?.type;
  const isTyped = operatorType === 'ARN' || operatorType === 'IPAddress';
  return isTyped && keyType !== undefined && keyType !== operatorType ? [] : universalValues(test);
}

function universalTest(type: string, takesWildcards: boolean): ((text: string) => boolean) | undefined {
  if (type === 'IPAddress') return isWholeFamily;
  if (!takesWildcards) return undefined;
  return type === 'ARN' ? isEveryArn : isOnlyStars;
}

/** `*`, `**`. A `?` asks for a character, so that an empty value would not pass. */
export function isOnlyStars(text: string): boolean {
  return text.startsWith('*') && compilePattern(text).isUniversal;
}

function isEveryArn(text: string): boolean {
  if (!text.startsWith('*') && !text.startsWith('arn:')) return false;
  const { fields } = compileArnPattern([{ text, isLiteral: false }]);
  return fields?.every((field, index) => field.isUniversal || (index === 0 && field.literal === 'arn')) ?? false;
}

function isWholeFamily(text: string): boolean {
  return parseAddressRange(text)?.prefix === 0;
}
