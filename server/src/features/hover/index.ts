import { parseOperator } from '../../language/operators';
import { hasWildcard } from '../../language/pattern';
import { splitVariables, type TextPart } from '../../language/variables';
import { decodedOffset, type Range, rangeIn, type StringNode } from '../../syntax/tree';
import type { HoverAnswer, PolicyContext } from '../answers';
import { type Place, wordAt } from '../caret';
import { actionCard, serviceCard, wildcardCard } from './action';
import { arnCard } from './arn';
import { conditionKeyCard, variableCard } from './condition-key';
import { elementCard, wordCard } from './element';
import { operatorCard } from './operator';
import { principalCard, principalTypeCard } from './principal';
import { regionCard } from './region';

/** What stands at an offset of the policy's text, in short; undefined where there is nothing to say. */
export function hoverAt(context: PolicyContext, offset: number): HoverAnswer | undefined {
  const word = wordAt(context.site.document, offset);
  if (word === undefined || word.node.kind !== 'string') return undefined;
  const { place, node } = word;
  const inner = variableAt(place, node, offset, context) ?? partOfAction(place, node, offset, context);
  if (inner !== undefined) return inner;
  const markdown = cardOf(place, node.value, context);
  return markdown === undefined ? undefined : { markdown, range: { start: node.start, end: node.end } };
}

function cardOf(place: Place, text: string, { catalog }: PolicyContext): string | undefined {
  switch (place.kind) {
    case 'documentName':
    case 'elementName':
      return elementCard(text);
    case 'documentValue':
      return wordCard(place.element, text);
    case 'elementValue':
      return elementValueCard(place, text, catalog);
    case 'principalType':
      return principalTypeCard(text);
    case 'principalValue':
      return principalCard(place.type, text, catalog);
    case 'operator':
      return operatorCard(text, place.statement);
    case 'conditionKey':
      return conditionKeyCard(text, catalog, place.statement);
    case 'conditionValue':
      return conditionValueCard(text, catalog);
    default:
      return undefined;
  }
}

type Catalog = PolicyContext['catalog'];

function elementValueCard(
  { element, statement }: Extract<Place, { readonly kind: 'elementValue' }>,
  text: string,
  catalog: Catalog,
): string | undefined {
  switch (element) {
    case 'Effect':
      return wordCard(element, text);
    case 'Action':
    case 'NotAction':
      return actionText(text, catalog);
    case 'Resource':
    case 'NotResource':
      return arnCard(text, catalog, statement);
    case 'Principal':
    case 'NotPrincipal':
      return principalCard('AWS', text, catalog);
    default:
      return undefined;
  }
}

function actionText(text: string, catalog: Catalog): string | undefined {
  if (hasWildcard(text)) return wildcardCard(text, catalog);
  const action = catalog.action(text);
  if (action !== undefined) return actionCard(action, catalog);
  // Half-typed: the service alone.
  const service = catalog.service(text);
  return service && serviceCard(service, catalog);
}

function conditionValueCard(text: string, catalog: Catalog): string | undefined {
  const region = catalog.region(text);
  if (region !== undefined) return regionCard(region);
  if (catalog.isServicePrincipal(text)) return principalCard('Service', text, catalog);
  return text.startsWith('arn:') ? arnCard(text, catalog) : undefined;
}

/** On the prefix of an action the service is meant. */
function partOfAction(
  place: Place,
  node: StringNode,
  offset: number,
  { catalog }: PolicyContext,
): HoverAnswer | undefined {
  const isAction = place.kind === 'elementValue' && (place.element === 'Action' || place.element === 'NotAction');
  const colon = node.value.indexOf(':');
  if (!isAction || colon < 0) return undefined;
  const prefix = rangeIn(node, 0, colon);
  const service =
    prefix.start <= offset && offset < prefix.end ? catalog.service(node.value.slice(0, colon)) : undefined;
  return service && { markdown: serviceCard(service, catalog), range: prefix };
}

type Variable = Extract<TextPart, { readonly kind: 'variable' }>;

function variableAt(
  place: Place,
  node: StringNode,
  offset: number,
  { site, catalog }: PolicyContext,
): HoverAnswer | undefined {
  if (!takesVariables(place)) return undefined;
  const at = decodedOffset(node, offset);
  const isHere = (part: TextPart): part is Variable => part.kind === 'variable' && part.start <= at && at < part.end;
  const variable = splitVariables(node.value).find(isHere);
  if (variable === undefined) return undefined;
  const isActive = site.document.languageVersion === '2012-10-17';
  const range: Range = rangeIn(node, variable.start, variable.end);
  return { markdown: variableCard(variable.key, variable.fallback, isActive, catalog), range };
}

function takesVariables(place: Place): boolean {
  if (place.kind === 'elementValue') return place.element === 'Resource' || place.element === 'NotResource';
  return place.kind === 'conditionValue' && parseOperator(place.operator)?.base.takesVariables === true;
}
