/**
 * Condition tests as constraints (docs/evaluation.md, "Condition evaluation"). A key has slots, each one value of the request: a
 * text, a number or an address, by what the tests compare. Elements of a list are independent of each other, so as many
 * slots as there are tests on lists are enough.
 */
import { globMatches, literalTokens, splitAtColons, tokensOf } from '../reference/globs';
import type { Comparison, Test } from '../reference/operators';
import { type Cidr, type Decimal, readBool, readCidr, readDate, readNumber } from '../reference/values';
import { language, like } from './patterns';
import { and, atom, FALSE, implies, membership, not, or, type Term, TRUE } from './terms';

/** What AWS's data says of a key. */
export interface KeyFact {
  readonly type: string;
  readonly multivalued: boolean;
}

export interface KeyFacts {
  readonly keyFact: (key: string) => KeyFact | undefined;
}

/** Why a query is not put into the solver's words. */
export type Gap = 'variable' | 'shortEntry' | 'shortArn' | 'mixedKinds' | 'binary' | 'foldedText' | 'longList';

type Kind = 'text' | 'number' | 'date' | 'address';
type Arity = 'single' | 'list' | 'unknown';

interface Key {
  readonly name: string;
  readonly arity: Arity;
  readonly kind: Kind;
  readonly slots: readonly string[];
  readonly fact: KeyFact | undefined;
}

/** More slots make queries that the solver does not answer in time. */
const MOST_SLOTS = 4;

export interface KeyVariables {
  readonly declarations: readonly string[];
  /** What holds in every request. */
  readonly rules: readonly Term[];
  readonly gaps: readonly Gap[];
  readonly holds: (test: Test) => Term;
}

/** The variables for all keys of the tests, and each test as a constraint on them. */
export function keyVariables(tests: readonly Test[], { keyFact }: KeyFacts): KeyVariables {
  const names = [...new Set(tests.map(({ key }) => key.toLowerCase()))];
  const gaps: Gap[] = tests.flatMap(gapsOfTest);
  const keys = new Map<string, Key>();
  for (const [at, name] of names.entries()) {
    const fact = keyFact(name);
    const own = tests.filter(({ key }) => key.toLowerCase() === name);
    const kinds = new Set(own.flatMap((test) => kindOf(test, fact)));
    if (kinds.size > 1) gaps.push('mixedKinds');
    const arity = fact === undefined ? 'unknown' : fact.multivalued ? 'list' : 'single';
    const count = arity === 'single' ? 1 : Math.max(1, listTests(own));
    if (count > MOST_SLOTS) gaps.push('longList');
    const variable = `k${at}`;
    const slots = Array.from({ length: Math.min(count, MOST_SLOTS) }, (_, slot) => `${variable}_${slot}`);
    keys.set(name, { name: variable, arity, kind: [...kinds][0] ?? 'text', slots, fact });
  }
  return {
    declarations: [...keys.values()].flatMap(declarationsOf),
    rules: [...keys.values()].flatMap(rulesOf),
    gaps,
    holds: (test) => {
      const key = keys.get(test.key.toLowerCase());
      return key === undefined ? FALSE : testHolds(test, key);
    },
  };
}

/** Different tests with a set operator; each may need an element of its own. */
function listTests(tests: readonly Test[]): number {
  const ofSets = tests.filter(({ operator }) => operator?.set !== undefined);
  return new Set(ofSets.map((test) => JSON.stringify(test))).size;
}

function gapsOfTest({ operator, values }: Test): readonly Gap[] {
  if (operator?.family === 'binary') return ['binary'];
  const folds = operator?.ignoresCase === true || operator?.family === 'bool';
  if (folds && values.some((text) => /[^ -~]/.test(text))) return ['foldedText'];
  if (operator?.family !== 'arn') return [];
  return values.some((text) => splitAtColons(tokensOf(text), 6).length < 6 && !isOnlyStars(text)) ? ['shortArn'] : [];
}

function isOnlyStars(text: string): boolean {
  return /^\*+$/.test(text);
}

/** How the test compares values; nothing for one that looks at none. */
function kindOf({ operator }: Test, fact: KeyFact | undefined): readonly Kind[] {
  switch (operator?.family) {
    case 'numeric':
      return isMistyped(fact) ? [] : ['number'];
    case 'date':
      return isMistyped(fact) ? [] : ['date'];
    case 'ip':
      return ['address'];
    case 'null':
    case 'binary':
    case undefined:
      return [];
    default:
      return ['text'];
  }
}

/** Numbers and dates against a key that is declared to hold something else: no value matches. */
function isMistyped(fact: KeyFact | undefined): boolean {
  return ['String', 'ARN', 'Bool', 'IPAddress'].includes(fact?.type ?? '');
}

/**
 * `K_given`: the key is in the request. `K_empty`: as an empty list. `K_many`: with several values. `SLOT_used`: the slot is an
 * element of the list that sets look at. `SLOT_blank`: its text is empty.
 */
function declarationsOf({ name, kind, slots }: Key): readonly string[] {
  const flags = [`${name}_given`, `${name}_empty`, `${name}_many`].map((flag) => declared(flag, 'Bool'));
  return [...flags, ...slots.flatMap((slot) => slotDeclarations(slot, kind))];
}

function declared(name: string, sort: string): string {
  return `(declare-const ${name} ${sort})`;
}

function slotDeclarations(slot: string, kind: Kind): readonly string[] {
  const flags = [declared(`${slot}_used`, 'Bool'), declared(`${slot}_blank`, 'Bool')];
  switch (kind) {
    case 'text':
      return [...flags, declared(slot, 'String')];
    case 'number':
    case 'date':
      return [...flags, declared(slot, 'Real'), declared(`${slot}_reads`, 'Bool')];
    case 'address':
      return [...flags, declared(slot, 'Int'), declared(`${slot}_bits`, 'Int')];
  }
}

/** What holds of the variables of a key in every request. */
function rulesOf({ name, arity, kind, slots }: Key): readonly Term[] {
  const [given, empty, many] = [atom(`${name}_given`), atom(`${name}_empty`), atom(`${name}_many`)];
  const rules = [implies(empty, given), ...slots.map((slot) => slotRule(slot, kind))];
  const filled = (slot: string) => and([given, not(empty), not(isBlank(slot))]);
  for (const slot of slots) rules.push(implies(isUsed(slot), filled(slot)));
  if (arity === 'list') return rules;
  rules.push(not(empty));
  if (arity === 'single') rules.push(not(many));
  // A key with one value: the first slot, whether or not sets look at it.
  const [first = '', ...others] = slots;
  rules.push(implies(and([not(many), filled(first)]), isUsed(first)));
  return [...rules, ...others.map((slot) => implies(not(many), not(isUsed(slot))))];
}

function isUsed(slot: string): Term {
  return atom(`${slot}_used`);
}

function isBlank(slot: string): Term {
  return atom(`${slot}_blank`);
}

/** The value parses as what the tests compare. */
function reads(slot: string): Term {
  return atom(`${slot}_reads`);
}

function slotRule(slot: string, kind: Kind): Term {
  switch (kind) {
    case 'text':
      return atom(`(= ${slot}_blank (= ${slot} ""))`);
    case 'number':
      return implies(isBlank(slot), not(reads(slot)));
    case 'date':
      // Dates begin with 1970.
      return and([atom(`(>= ${slot} 0.0)`), implies(isBlank(slot), not(reads(slot)))]);
    case 'address': {
      const isNone = atom(`(= ${slot}_bits 0)`);
      const ranges = [32, 128].map((bits) => addressRange(slot, bits, 0n, 2n ** BigInt(bits) - 1n));
      return and([or([isNone, ...ranges]), implies(isBlank(slot), isNone)]);
    }
  }
}

function addressRange(slot: string, bits: number, from: bigint, to: bigint): Term {
  return and([atom(`(= ${slot}_bits ${bits})`), atom(`(<= ${from} ${slot})`), atom(`(<= ${slot} ${to})`)]);
}

function testHolds(test: Test, { name, arity, slots, fact }: Key): Term {
  const { operator, values } = test;
  if (operator === undefined) return FALSE;
  const [given, empty, many] = [atom(`${name}_given`), atom(`${name}_empty`), atom(`${name}_many`)];
  const isNull = or([not(given), empty]);
  if (operator.family === 'null' && operator.set !== undefined) return truth(operator.set === 'all');
  if (operator.family === 'null') return or(values.map((text) => (readBool(text) === true ? isNull : not(isNull))));
  const passes = (slot: string) => (operator.negated ? not(matches(test, slot, fact)) : matches(test, slot, fact));
  if (operator.set === 'all') return and(slots.map((slot) => implies(isUsed(slot), passes(slot))));
  if (operator.set === 'any') return or(slots.map((slot) => and([isUsed(slot), passes(slot)])));
  const whenAbsent = and([not(given), truth(operator.ifExists || operator.negated)]);
  const whenEmpty = and([empty, truth(operator.ifExists)]);
  if (arity === 'list') return or([whenAbsent, whenEmpty]);
  return or([whenAbsent, and([given, not(many), passes(slots[0] ?? '')])]);
}

function truth(value: boolean): Term {
  return value ? TRUE : FALSE;
}

/** Some value of the policy is matched. */
function matches(test: Test, slot: string, fact: KeyFact | undefined): Term {
  return or(test.values.map((text) => valueMatches(test, text, slot, fact)));
}

function valueMatches({ operator }: Test, text: string, slot: string, fact: KeyFact | undefined): Term {
  switch (operator?.family) {
    case 'string':
      return like(slot, literalTokens(text), { ignoresCase: operator.ignoresCase });
    case 'like':
      return like(slot, tokensOf(text));
    case 'bool':
      return like(slot, literalTokens(text), { ignoresCase: true });
    case 'arn':
      return arnMatches(text, slot);
    case 'numeric':
      return isMistyped(fact) ? FALSE : ordered(operator.comparison, slot, readNumber(text));
    case 'date':
      return isMistyped(fact) ? FALSE : ordered(operator.comparison, slot, readDate(text));
    case 'ip':
      return inCidr(slot, readCidr(text));
    default:
      return FALSE;
  }
}

/** Six fields, each a pattern of its own; stars alone match every ARN. */
function arnMatches(text: string, slot: string): Term {
  const pattern = isOnlyStars(text) ? tokensOf('arn:*:*:*:*:*') : tokensOf(text);
  const [first = [], ...fields] = splitAtColons(pattern, 6);
  if (!globMatches(first, 'arn')) return FALSE;
  const parts = fields.map((field, at) => `(str.to_re ":") ${language(field, { isField: at < 4 })}`);
  return membership(slot, `(re.++ (str.to_re "arn") ${parts.join(' ')})`);
}

const RELATIONS: { readonly [Name in Comparison]: string } = {
  equal: '=',
  less: '<',
  lessOrEqual: '<=',
  greater: '>',
  greaterOrEqual: '>=',
};

function ordered(comparison: Comparison, slot: string, limit: Decimal | undefined): Term {
  if (limit === undefined) return FALSE;
  const scaled = `(/ ${numeral(limit.digits)} ${10n ** BigInt(limit.scale)}.0)`;
  return and([reads(slot), atom(`(${RELATIONS[comparison]} ${slot} ${scaled})`)]);
}

/** SMT-LIB has no negative constants. */
function numeral(value: bigint): string {
  return value < 0n ? `(- ${-value}.0)` : `${value}.0`;
}

function inCidr(slot: string, cidr: Cidr | undefined): Term {
  if (cidr === undefined) return FALSE;
  const { bits, prefix } = cidr;
  const edge = (fill: string) => BigInt(`0b${bits.slice(0, prefix).padEnd(bits.length, fill)}`);
  return addressRange(slot, bits.length, edge('0'), edge('1'));
}
