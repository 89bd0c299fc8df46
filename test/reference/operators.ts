/** Section 4.4: condition operators, and whether a policy value parses for one. */
import { readBinary, readBool, readCidr, readDate, readNumber } from './values';
import { hasVariable } from './variables';

export type Family = 'string' | 'like' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';
export type Comparison = 'equal' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

export interface Operator {
  readonly family: Family;
  readonly comparison: Comparison;
  readonly negated: boolean;
  readonly ignoresCase: boolean;
  readonly ifExists: boolean;
  readonly set: 'all' | 'any' | undefined;
}

export interface Test {
  /** Undefined: no operator has that name. */
  readonly operator: Operator | undefined;
  readonly key: string;
  readonly values: readonly string[];
  /** AWS refuses the test: it is false, whatever the request holds. */
  readonly isRefused: boolean;
}

type Base = Pick<Operator, 'family'> & Partial<Pick<Operator, 'comparison' | 'negated' | 'ignoresCase'>>;

const BASES: Readonly<Record<string, Base>> = {
  stringequals: { family: 'string' },
  stringnotequals: { family: 'string', negated: true },
  stringequalsignorecase: { family: 'string', ignoresCase: true },
  stringnotequalsignorecase: { family: 'string', ignoresCase: true, negated: true },
  stringlike: { family: 'like' },
  stringnotlike: { family: 'like', negated: true },
  ...ordered('numeric'),
  ...ordered('date'),
  bool: { family: 'bool' },
  binaryequals: { family: 'binary' },
  ipaddress: { family: 'ip' },
  notipaddress: { family: 'ip', negated: true },
  arnequals: { family: 'arn' },
  arnlike: { family: 'arn' },
  arnnotequals: { family: 'arn', negated: true },
  arnnotlike: { family: 'arn', negated: true },
  null: { family: 'null' },
};

function ordered(family: 'numeric' | 'date'): Record<string, Base> {
  return {
    [`${family}equals`]: { family },
    [`${family}notequals`]: { family, negated: true },
    [`${family}lessthan`]: { family, comparison: 'less' },
    [`${family}lessthanequals`]: { family, comparison: 'lessOrEqual' },
    [`${family}greaterthan`]: { family, comparison: 'greater' },
    [`${family}greaterthanequals`]: { family, comparison: 'greaterOrEqual' },
  };
}

/** Case ignored. */
function readOperator(name: string): Operator | undefined {
  const lower = name.toLowerCase();
  const set = lower.startsWith('forallvalues:') ? 'all' : lower.startsWith('foranyvalue:') ? 'any' : undefined;
  const whole = set === undefined ? lower : lower.slice(lower.indexOf(':') + 1);
  const ifExists = whole.endsWith('ifexists');
  const base = BASES[ifExists ? whole.slice(0, -'ifexists'.length) : whole];
  if (base === undefined || (base.family === 'null' && ifExists)) return undefined;
  return { comparison: 'equal', negated: false, ignoresCase: false, ...base, ifExists, set };
}

/** A test of a Condition block; a value is undefined where it is no string, number or boolean. */
export function readTest(
  name: string,
  key: string,
  values: readonly (string | undefined)[],
  hasVariables: boolean,
): Test {
  const operator = readOperator(name);
  const texts = values.filter((value) => value !== undefined);
  const isRefused =
    operator === undefined ||
    texts.length < values.length ||
    !texts.every((text) => parses(operator.family, text, hasVariables));
  return { operator, key, values: texts, isRefused };
}

function parses(family: Family, text: string, hasVariables: boolean): boolean {
  switch (family) {
    case 'numeric':
      return readNumber(text) !== undefined;
    case 'date':
      return readDate(text) !== undefined;
    case 'bool':
      return readBool(text) !== undefined || (hasVariables && hasVariable(text));
    case 'null':
      return readBool(text) !== undefined;
    case 'binary':
      return readBinary(text) !== undefined;
    case 'ip':
      return readCidr(text) !== undefined;
    default:
      return true;
  }
}
