import { type BaseOperator, type Operator, operatorName, parseOperator } from '../../language/operators';
import type { Statement } from '../../policy/document';
import { blocks, bold, code, lines } from '../markdown';
import { guide } from './pages';

const PAGE = 'reference_policies_elements_condition_operators.html';

interface Meaning {
  readonly text: string;
  readonly anchor: string;
}

/** What the positive operator asks of the request's value. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  StringEquals: { text: 'is exactly one of the values; case counts, a star is a star', anchor: 'Conditions_String' },
  StringEqualsIgnoreCase: {
    text: 'is one of the values; case does not count, a star is a star',
    anchor: 'Conditions_String',
  },
  StringLike: {
    text: 'matches one of the values, with `*` and `?` as wildcards; case counts',
    anchor: 'Conditions_String',
  },
  NumericEquals: { text: 'is one of the numbers', anchor: 'Conditions_Numeric' },
  NumericLessThan: { text: 'is below the number', anchor: 'Conditions_Numeric' },
  NumericLessThanEquals: { text: 'is the number or below', anchor: 'Conditions_Numeric' },
  NumericGreaterThan: { text: 'is above the number', anchor: 'Conditions_Numeric' },
  NumericGreaterThanEquals: { text: 'is the number or above', anchor: 'Conditions_Numeric' },
  DateEquals: { text: 'is one of the instants', anchor: 'Conditions_Date' },
  DateLessThan: { text: 'is before the instant', anchor: 'Conditions_Date' },
  DateLessThanEquals: { text: 'is the instant or before', anchor: 'Conditions_Date' },
  DateGreaterThan: { text: 'is after the instant', anchor: 'Conditions_Date' },
  DateGreaterThanEquals: { text: 'is the instant or after', anchor: 'Conditions_Date' },
  Bool: { text: 'is `true` or `false`, as stated', anchor: 'Conditions_Boolean' },
  BinaryEquals: { text: 'has the same bytes; the values are Base64', anchor: 'Conditions_BinaryEquals' },
  IpAddress: { text: 'is in one of the addresses or CIDR ranges', anchor: 'Conditions_IPAddress' },
  ArnEquals: {
    text: 'matches one of the ARNs, part by part, with wildcards; the same as ArnLike',
    anchor: 'Conditions_ARN',
  },
  ArnLike: {
    text: 'matches one of the ARNs, part by part, with wildcards; the same as ArnEquals',
    anchor: 'Conditions_ARN',
  },
};

/** An operator with its prefix and `IfExists`; undefined for what is none. `statement` adds what it does there. */
export function operatorCard(name: string, statement?: Statement): string | undefined {
  if (/^ForA(ll|ny)Values?:$/.test(name)) return setCard(name);
  const operator = parseOperator(name);
  if (operator === undefined) return undefined;
  const { base } = operator;
  const positive = base.isNegated ? positiveName(base) : base.name;
  const warning = statement && idiomWarning(operator, statement);
  return blocks(
    `${bold(operatorName(operator))} · ${base.type === 'Null' ? 'any key' : `${base.type} keys`}`,
    lines(meaningOf(operator, MEANINGS[positive]?.text ?? ''), missingRule(operator), variableRule(base)),
    warning === undefined ? undefined : `**Note:** ${warning}`,
    guide(`${PAGE}#${base.type === 'Null' ? 'Conditions_Null' : (MEANINGS[positive]?.anchor ?? '')}`),
  );
}

function setCard(name: string): string {
  return blocks(
    `${bold(name)} · multi-valued keys`,
    name.startsWith('ForAll')
      ? 'True if every value of the request passes; also true if the request has none.'
      : 'True if at least one value of the request passes; false if the request has none.',
    guide('reference_policies_condition-single-vs-multi-valued-context-keys.html'),
  );
}

/** `StringNotEquals` → `StringEquals`, `NotIpAddress` → `IpAddress`. */
function positiveName({ name }: BaseOperator): string {
  return name.replace('Not', '');
}

function meaningOf({ base, set }: Operator, text: string): string {
  if (base.type === 'Null') return '`true`: the key is not in the request. `false`: it is there and not empty.';
  if (set === undefined) return `${base.isNegated ? 'False if' : 'True if'} the request's value ${text}.`;
  const who = set === 'ForAllValues' ? 'True if every value' : 'True if at least one value';
  return `${who} of the request ${base.isNegated ? 'fails' : 'passes'} this test: it ${text}.`;
}

/** Evaluation with the key absent (IAM User Guide, condition operators; evaluation.md 4.2). */
function missingRule({ base, set, ifExists }: Operator): string | undefined {
  if (base.type === 'Null') return undefined;
  const isTrue = set === undefined ? ifExists || base.isNegated : set === 'ForAllValues';
  return `Without the key in the request: ${isTrue ? 'true' : 'false'}.`;
}

function variableRule({ takesVariables, takesWildcards, type }: BaseOperator): string | undefined {
  if (type === 'Null' || takesWildcards) return undefined;
  return takesVariables ? undefined : 'No policy variables.';
}

/** What the combination does that its author may not mean; one short line. */
function idiomWarning(operator: Operator, statement: Statement): string | undefined {
  const { effect, conditions } = statement;
  const tests = conditions.filter(
    (test) => parseOperator(test.operator) !== undefined && sameOperator(test.operator, operator),
  );
  const idiom = IDIOMS.find(
    (each) =>
      each.effect === effect &&
      each.fits(
        operator,
        tests.map(({ key }) => key.toLowerCase()),
        conditions.map(({ operator: name }) => name),
      ),
  );
  if (idiom !== undefined) return idiom.text;
  const hasStar =
    operator.base.name.startsWith('StringEquals') &&
    tests.some(({ values }) => values.some(({ text }) => text.includes('*')));
  return hasStar ? `a ${code('*')} in the value is a plain star here; StringLike takes wildcards.` : undefined;
}

function sameOperator(written: string, operator: Operator): boolean {
  const other = parseOperator(written);
  return other !== undefined && operatorName(other) === operatorName(operator);
}

interface Idiom {
  readonly effect: 'Allow' | 'Deny';
  readonly fits: (operator: Operator, keys: readonly string[], operators: readonly string[]) => boolean;
  readonly text: string;
}

/** evaluation.md 20. */
const IDIOMS: readonly Idiom[] = [
  {
    effect: 'Deny',
    fits: ({ base, ifExists }, keys) =>
      base.name === 'Bool' && !ifExists && keys.includes('aws:multifactorauthpresent'),
    text: 'requests with access keys carry no MFA key and are not denied; BoolIfExists denies them too.',
  },
  {
    effect: 'Allow',
    fits: ({ base, ifExists }, keys) => base.name === 'Bool' && ifExists && keys.includes('aws:multifactorauthpresent'),
    text: 'requests with access keys carry no MFA key and are allowed without MFA.',
  },
  {
    effect: 'Allow',
    fits: ({ base, ifExists }, keys) =>
      base.name === 'Bool' && !ifExists && keys.includes('aws:multifactorauthpresent'),
    text: 'role sessions never carry MFA; ask for it in the trust policy of the role.',
  },
  {
    effect: 'Deny',
    fits: ({ base }, keys) => base.name === 'NotIpAddress' && keys.includes('aws:sourceip'),
    text: 'requests through VPC endpoints have no aws:SourceIp and are denied too, as are calls of AWS services for you.',
  },
  {
    effect: 'Deny',
    fits: ({ base }, keys) => base.isNegated && (keys.includes('aws:sourcevpce') || keys.includes('aws:sourcevpc')),
    text: 'requests from outside of VPC endpoints lack the key and are denied, those of AWS services and the console too.',
  },
  {
    effect: 'Allow',
    fits: ({ set }, _, operators) => set === 'ForAllValues' && !operators.includes('Null'),
    text: 'requests without the key are allowed; add Null with "false" to ask for it.',
  },
  {
    effect: 'Deny',
    fits: ({ set, base }) => set === 'ForAnyValue' && base.isNegated,
    text: 'one value that is not listed is enough for the denial.',
  },
  {
    effect: 'Deny',
    fits: ({ set, base }) => set === 'ForAllValues' && base.isNegated,
    text: 'denies only if no value is listed, and also if the request has none.',
  },
];
