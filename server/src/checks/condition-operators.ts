import { BASE_OPERATORS, type Operator, operatorName, parseOperator } from '../language/operators';
import type { Statement } from '../policy/document';
import type { Member } from '../syntax/tree';
import { isOpenText } from './condition-values';
import { looksLikeConditionKey } from './misplaced';
import { nearest } from './nearest';
import { isTemplateFunction } from './template-values';

/** One member of Condition: an operator with its keys, whatever stands there as its value. */
export interface OperatorBlock {
  readonly member: Member;
  readonly text: string;
  /** Undefined: AWS has no such operator. */
  readonly parsed: Operator | undefined;
}

/** What Condition holds, without condition keys in the place of operators (element-misplaced) and template functions. */
export function operatorBlocks({ elements }: Statement): readonly OperatorBlock[] {
  const condition = elements.Condition?.value;
  if (condition?.kind !== 'object') return [];
  return condition.members
    .filter(({ key }) => standsForOperator(key.value))
    .map((member) => ({ member, text: member.key.value, parsed: parseOperator(member.key.value) }));
}

/** Is the name of a member of Condition an operator, right or wrong? */
export function standsForOperator(name: string): boolean {
  return !looksLikeConditionKey(name) && !isDecidedByTemplate(name);
}

/** `Ref`, `Fn::If`, `Condition`: a CloudFormation template decides what stands there. */
function isDecidedByTemplate(name: string): boolean {
  return isTemplateFunction(name) || name === 'Condition' || isOpenText(name);
}

/** An operator's text in its parts, whether or not they are known: `ForAnyValues:StringEqualIfExists`. */
export interface OperatorText {
  /** Before the colon; undefined without one. */
  readonly prefix: string | undefined;
  readonly base: string;
  readonly ifExists: boolean;
}

const IF_EXISTS = 'IfExists';

export function splitOperator(text: string): OperatorText {
  const colon = text.lastIndexOf(':');
  const rest = text.slice(colon + 1);
  const ifExists = rest.toLowerCase().endsWith(IF_EXISTS.toLowerCase());
  return {
    prefix: colon === -1 ? undefined : text.slice(0, colon),
    base: ifExists ? rest.slice(0, -IF_EXISTS.length) : rest,
    ifExists,
  };
}

/** `ForAllValues` or `ForAnyValue` in any case, as AWS spells it. */
export function setPrefixOf(text: string | undefined): Operator['set'] {
  return SET_PREFIXES.find((each) => each.toLowerCase() === text?.toLowerCase());
}

const SET_PREFIXES = ['ForAllValues', 'ForAnyValue'] as const;

/** The set prefix that a misspelt one is meant for; undefined where nothing is near. */
export function nearSetPrefix(text: string): Operator['set'] {
  return setPrefixOf(PREFIX_WORDS.get(text.toLowerCase()) ?? nearest(text, SET_PREFIXES, 3));
}

const PREFIX_WORDS: ReadonlyMap<string, string> = new Map([
  ['forall', 'ForAllValues'],
  ['foreach', 'ForAllValues'],
  ['foreachvalue', 'ForAllValues'],
  ['foreveryvalue', 'ForAllValues'],
  ['allvalues', 'ForAllValues'],
  ['forany', 'ForAnyValue'],
  ['anyvalue', 'ForAnyValue'],
]);

/** AWS's name of a base operator in any case. */
export function baseNameOf(text: string): string | undefined {
  return BASE_BY_LOWER.get(text.toLowerCase());
}

const BASE_BY_LOWER: ReadonlyMap<string, string> = new Map(
  BASE_OPERATORS.map(({ name }) => [name.toLowerCase(), name] as const),
);

/** The base operator that an unknown name is meant for: a word that people use for it, or a near spelling. */
export function nearBaseName(text: string): string | undefined {
  const folded = text.toLowerCase();
  const distance = Math.min(3, Math.max(1, Math.floor(text.length / 4)));
  return BASE_WORDS.get(folded) ?? nearest(text, BASE_BY_LOWER.values(), distance);
}

const BASE_WORDS: ReadonlyMap<string, string> = new Map([
  ['boolean', 'Bool'],
  ['boolequals', 'Bool'],
  ['exists', 'Null'],
  ['isnull', 'Null'],
  ['ip', 'IpAddress'],
  ['ipaddressnot', 'NotIpAddress'],
  ['ipnotaddress', 'NotIpAddress'],
  ['stringnotequal', 'StringNotEquals'],
  ['stringmatch', 'StringLike'],
  ['stringmatches', 'StringLike'],
  ['stringlikeignorecase', 'StringLike'],
  ['stringnotlikeignorecase', 'StringNotLike'],
  ['numericlessthanorequals', 'NumericLessThanEquals'],
  ['numericlessthanorequalto', 'NumericLessThanEquals'],
  ['numericgreaterthanorequals', 'NumericGreaterThanEquals'],
  ['numericgreaterthanorequalto', 'NumericGreaterThanEquals'],
  ['datelessthanorequals', 'DateLessThanEquals'],
  ['datelessthanorequalto', 'DateLessThanEquals'],
  ['dategreaterthanorequals', 'DateGreaterThanEquals'],
  ['dategreaterthanorequalto', 'DateGreaterThanEquals'],
]);

/** The operator with another base, the rest as it was: `ForAnyValue:StringEqualsIfExists` → `ForAnyValue:StringLikeIfExists`. */
export function withBase(operator: Operator, base: string): string {
  return `${operator.set === undefined ? '' : `${operator.set}:`}${base}${operator.ifExists ? IF_EXISTS : ''}`;
}

/** The operator under a set prefix, the rest as it was. */
export function withSet(operator: Operator, set: Operator['set']): string {
  return operatorName({ ...operator, set });
}
