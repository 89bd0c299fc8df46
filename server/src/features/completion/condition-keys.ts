import type { ConditionKey } from '../../catalog/catalog';
import { type Operator, parseOperator } from '../../language/operators';
import { statementKeys } from '../statement-keys';
import type { Offer, Parts, Provider } from './offer';
import { takesBoolean } from './operators';

/**
 * Keys that the statement's requests can carry, the services' own before the global ones, those of the operator's type
 * first. Keys whose type the operator can never compare are left out.
 */
export const conditionKeyOffers: Provider<'conditionKey'> = ({ place, slot }, { catalog }) => {
  const operator = parseOperator(place.operator);
  const { own, allowsGlobal } = statementKeys(place.statement, catalog);
  const global = catalog.globalKeys.filter(({ name }) => allowsGlobal(name));
  const present = new Set(place.object.members.map(({ key }) => key.value.toLowerCase()));
  present.delete(slot.text.toLowerCase());
  const actions = (place.statement.action?.entries ?? []).map(({ text }) => text);
  const fitting = [...own, ...global]
    .map((key) => ({ key, rank: rankFor(key, operator) }))
    .filter((ranked): ranked is { key: ConditionKey; rank: number } => ranked.rank !== undefined)
    .filter(({ key }) => !present.has(key.name.toLowerCase()));
  fitting.sort((left, right) => left.rank - right.rank);
  return { offers: fitting.map(({ key }) => keyOffer(key, place.operator, actions)) };
};

/** Lower is better; undefined: the operator never compares values of that type. */
function rankFor(key: ConditionKey, operator: Operator | undefined): number | undefined {
  if (operator === undefined || operator.base.type === 'Null') return 0;
  const { base, set } = operator;
  const arity = (set !== undefined) === key.multivalued ? 0 : 2;
  if (key.type === base.type) return arity;
  // Epoch seconds are numbers too; ARNs and what looks like one are texts (evaluation.md 4.4).
  if (base.type === 'Numeric' && key.name === 'aws:EpochTime') return arity;
  if (base.type === 'String' && key.type === 'ARN') return arity + 1;
  if (base.type === 'ARN' && key.type === 'String' && /arn|provider/i.test(key.name)) return arity + 1;
  return undefined;
}

function keyOffer(key: ConditionKey, operator: string, actions: readonly string[]): Offer {
  const { parts, nextStop } = keyParts(key.name);
  const isList = parseOperator(operator)?.set !== undefined;
  const isBoolean = takesBoolean(operator);
  const stop = isBoolean ? { stop: nextStop, choices: ['true', 'false'] } : { stop: nextStop };
  return {
    label: key.name,
    kind: 'field',
    detail: key.multivalued ? `${key.type}, multi-valued` : key.type,
    parts,
    value: isList ? ['["', stop, '"]'] : ['"', stop, '"'],
    // Behind a tag's name the list would come too early.
    retrigger: nextStop === 1 && !isBoolean,
    data: { kind: 'conditionKey', key: key.name, actions },
  };
}

/** `aws:ResourceTag/${TagKey}` → text with a stop for the tag. */
function keyParts(name: string): { readonly parts: Parts; readonly nextStop: number } {
  const open = name.indexOf('${');
  const close = name.indexOf('}', open);
  if (open < 0 || close < 0) return { parts: [name], nextStop: 1 };
  const rest = name.slice(close + 1);
  const parts = [name.slice(0, open), { stop: 1, text: name.slice(open + 2, close) }, ...(rest === '' ? [] : [rest])];
  return { parts, nextStop: 2 };
}
