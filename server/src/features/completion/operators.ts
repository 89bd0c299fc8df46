import { BASE_OPERATORS, type Operator, operatorName, parseOperator } from '../../language/operators';
import type { Caret } from '../caret';
import { NOTHING, type Offer, type Offers, type Parts, type Provider } from './offer';

const SETS = ['ForAnyValue', 'ForAllValues'] as const;

/** An object with room for a condition key. */
const OPERATOR_VALUE: Parts = ['{\n\t', { stop: 1 }, '\n}'];

/**
 * Condition operators that the `Condition` does not have yet: the plain ones, the two prefixes for multi-valued keys (with
 * all operators once one is typed), then the `IfExists` forms.
 */
export const operatorOffers: Provider<'operator'> = ({ place, slot }) => {
  const present = new Set(place.object.members.map(({ key }) => key.value).filter((name) => name !== slot.text));
  const typedSet = SETS.find((set) => slot.typed.toLowerCase().startsWith(`${set.toLowerCase()}:`));
  const all = typedSet === undefined ? everywhere() : forSet(typedSet);
  return { offers: all.filter(({ label }) => !present.has(label)), isIncomplete: true };
};

/** `"StringEquals": |`: the object itself. */
export function operatorValueOffers({ isItem }: Caret): Offers {
  if (isItem) return NOTHING;
  return {
    offers: [{ label: '{ }', kind: 'snippet', parts: OPERATOR_VALUE, isRaw: true, filter: '{', retrigger: true }],
  };
}

function everywhere(): readonly Offer[] {
  const plain = BASE_OPERATORS.map((base) => operatorOffer({ base, set: undefined, ifExists: false }));
  const ifExists = BASE_OPERATORS.filter(({ type }) => type !== 'Null').map((base) =>
    operatorOffer({ base, set: undefined, ifExists: true }),
  );
  const prefixes = SETS.map((set): Offer => {
    const label = `${set}:`;
    return {
      label,
      kind: 'operator',
      detail: 'multi-valued keys',
      parts: [label],
      retrigger: true,
      data: { kind: 'operator', operator: label },
    };
  });
  return [...plain, ...prefixes, ...ifExists];
}

function forSet(set: NonNullable<Operator['set']>): readonly Offer[] {
  const forms = BASE_OPERATORS.filter(({ type }) => type !== 'Null');
  return [false, true].flatMap((ifExists) => forms.map((base) => operatorOffer({ base, set, ifExists })));
}

function operatorOffer(operator: Operator): Offer {
  const name = operatorName(operator);
  return {
    label: name,
    kind: 'operator',
    detail: operator.base.type === 'Null' ? 'any key' : operator.base.type,
    parts: [name],
    value: OPERATOR_VALUE,
    retrigger: true,
    data: { kind: 'operator', operator: name },
  };
}

/** True where the operator's values are `true` and `false`. */
export function takesBoolean(operator: string): boolean {
  const type = parseOperator(operator)?.base.type;
  return type === 'Bool' || type === 'Null';
}
