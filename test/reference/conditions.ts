/** Sections 4.2, 4.3 and 4.4: is a test of a Condition block true? */
import type { ConditionKey } from '../../server/src/catalog/catalog';
import { choose } from './choices';
import type { Token } from './globs';
import { globMatches, isStar, literalTokens, splitAtColons, tokensOf } from './globs';
import type { Comparison, Operator, Test } from './operators';
import { arnMatches } from './resources';
import type { Decimal } from './values';
import { compareDecimals, inCidr, readAddress, readBinary, readBool, readCidr, readDate, readNumber } from './values';
import type { VariableScope } from './variables';
import { hasVariable, substitute } from './variables';

export interface ConditionScope extends VariableScope {
  /** What the catalog says of a key; undefined where it does not know it. */
  readonly declared: (key: string) => Pick<ConditionKey, 'type' | 'multivalued'> | undefined;
  /** The document is of version 2012-10-17. */
  readonly hasVariables: boolean;
}

export function testHolds(test: Test, scope: ConditionScope): boolean {
  const { operator } = test;
  if (operator === undefined || test.isRefused) return false;
  const values = scope.lookup(test.key);
  const isNull = values === null || values.length === 0;
  if (operator.family === 'null' && operator.set !== undefined) return operator.set === 'all';
  if (operator.family === 'null') return test.values.some((text) => readBool(text) === isNull);
  if (operator.set !== undefined) return setTestHolds(test, operator, values, scope);
  if (isNull) return holdsWithoutValue(test.key, operator, values, scope);
  const [only] = values;
  const declared = scope.declared(test.key);
  if (only === undefined || values.length > 1 || declared?.multivalued === true) return false;
  // Arity belongs to the key; one of unknown type is taken as single.
  if (declared === undefined && !isProviderKey(test.key) && choose(scope.choices, 'A-02') === 1) return false;
  return valueHolds(test, operator, only, scope);
}

function holdsWithoutValue(
  key: string,
  operator: Operator,
  values: readonly string[] | null,
  scope: ConditionScope,
): boolean {
  if (operator.ifExists) return true;
  const isEmptyList = values !== null && scope.declared(key)?.multivalued === true;
  if (isEmptyList) return operator.negated && choose(scope.choices, 'A-06') === 1;
  return operator.negated;
}

function setTestHolds(
  test: Test,
  operator: Operator,
  stated: readonly string[] | null,
  scope: ConditionScope,
): boolean {
  const values = (stated ?? []).filter((value) => value !== '');
  if (operator.set === 'all') return values.map((value) => valueHolds(test, operator, value, scope)).every(Boolean);
  if (values.length === 0 && operator.negated && operator.ifExists) return choose(scope.choices, 'A-11') === 1;
  return values.map((value) => valueHolds(test, operator, value, scope)).some(Boolean);
}

/** Positive: some policy value matches. Negated: none does. */
function valueHolds(test: Test, operator: Operator, value: string, scope: ConditionScope): boolean {
  const isComparable = !isMistyped(operator, scope.declared(test.key)?.type);
  const matches = test.values.map((text) => isComparable && valueMatches(operator, text, value, scope));
  return matches.includes(true) !== operator.negated;
}

/** `host[/path]:claim` of an identity provider: one value each (5.3). */
function isProviderKey(key: string): boolean {
  const [host = '', claim] = [key.slice(0, key.lastIndexOf(':')), key.slice(key.lastIndexOf(':') + 1)];
  return host.includes('.') && claim.toLowerCase() !== 'amr';
}

/** Numbers and dates against a key that is declared to hold something else: no value matches. */
function isMistyped({ family }: Operator, type: ConditionKey['type'] | undefined): boolean {
  if (family !== 'numeric' && family !== 'date') return false;
  return type === 'String' || type === 'ARN' || type === 'Bool' || type === 'IPAddress';
}

function valueMatches(operator: Operator, policyText: string, value: string, scope: ConditionScope): boolean {
  switch (operator.family) {
    case 'string':
      return stringMatches(operator, policyText, value, scope);
    case 'like': {
      const pattern = patternOf(policyText, scope);
      return pattern !== null && globMatches(pattern, value);
    }
    case 'arn':
      return arnTestMatches(policyText, value, scope);
    case 'bool':
      return boolMatches(policyText, value, scope);
    case 'numeric':
      return ordered(operator.comparison, readNumber(value), readNumber(policyText));
    case 'date':
      return ordered(operator.comparison, readDate(value), readDate(policyText));
    case 'binary':
      return readBinary(value) !== undefined && readBinary(value) === readBinary(policyText);
    case 'ip': {
      const [address, cidr] = [readAddress(value), readCidr(policyText)];
      return address !== undefined && cidr !== undefined && inCidr(address, cidr);
    }
    case 'null':
      return false;
  }
}

/** The policy value with wildcards and variables; null where a variable has no value. */
function patternOf(text: string, scope: ConditionScope): readonly Token[] | null {
  return scope.hasVariables ? substitute(text, scope) : tokensOf(text);
}

function stringMatches(operator: Operator, policyText: string, value: string, scope: ConditionScope): boolean {
  const pattern = patternOf(policyText, scope);
  if (pattern === null) return false;
  const text = pattern.map((token) => ('wild' in token ? token.wild : token.char)).join('');
  return operator.ignoresCase ? text.toLowerCase() === value.toLowerCase() : text === value;
}

function boolMatches(policyText: string, value: string, scope: ConditionScope): boolean {
  const wanted = readBool(value);
  const plain = readBool(policyText);
  if (plain !== undefined || !scope.hasVariables || !hasVariable(policyText))
    return wanted === plain && plain !== undefined;
  const tokens = substitute(policyText, scope);
  if (choose(scope.choices, 'A-24') === 1 || tokens === null) return false;
  const resolved = readBool(tokens.map((token) => ('wild' in token ? token.wild : token.char)).join(''));
  return resolved !== undefined && resolved === wanted;
}

function ordered(comparison: Comparison, value: Decimal | undefined, policy: Decimal | undefined): boolean {
  if (value === undefined || policy === undefined) return false;
  const order = compareDecimals(value, policy);
  switch (comparison) {
    case 'equal':
      return order === 0;
    case 'less':
      return order < 0;
    case 'lessOrEqual':
      return order <= 0;
    case 'greater':
      return order > 0;
    case 'greaterOrEqual':
      return order >= 0;
  }
}

const FIELDS = 6;

/** Six parts, each a glob; shorter patterns are an open point. */
function arnTestMatches(policyText: string, value: string, scope: ConditionScope): boolean {
  const parts = splitAtColons(literalTokens(value), FIELDS);
  if (parts.length < FIELDS || !value.startsWith('arn:')) return false;
  const pattern = patternOf(policyText, scope);
  if (pattern === null) return false;
  const own = splitAtColons(pattern, FIELDS);
  if (own.length === FIELDS) return partsMatch(own, value);
  const isOnlyStars = pattern.length > 0 && pattern.every(isStar);
  const matches = isOnlyStars || (isStar(own.at(-1)?.at(-1)) && partsMatch(own, value));
  if (choose(scope.choices, 'A-04') === 0) return matches;
  return !matches && arnMatches(pattern, literalTokens(value));
}

/** Parts that the pattern lacks match anything. */
function partsMatch(pattern: readonly (readonly Token[])[], value: string): boolean {
  const fields = value.split(':');
  const texts = [...fields.slice(0, FIELDS - 1), fields.slice(FIELDS - 1).join(':')];
  return texts.every((text, index) => globMatches(pattern[index] ?? tokensOf('*'), text));
}
