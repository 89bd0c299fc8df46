import type { CompletionList, PolicyContext } from '../answers';
import { type Caret, caretAt, type Place } from '../caret';
import { actionOffers } from './actions';
import { conditionKeyOffers } from './condition-keys';
import { conditionValueOffers } from './condition-values';
import { documentNameOffers, elementNameOffers, policyOffers, statementOffers } from './elements';
import { completionList } from './insert';
import { NOTHING, type Offers } from './offer';
import { operatorOffers, operatorValueOffers } from './operators';
import { principalElementOffers, principalTypeOffers, principalValueOffers } from './principals';
import { resourceOffers } from './resources';
import { isInVariable, variableOffers } from './variables';
import { documentValueOffers, effectOffers } from './words';

type AnyProvider = (caret: Caret & { readonly place: never }, context: PolicyContext) => Offers;

const PROVIDERS: { readonly [Kind in Place['kind']]: AnyProvider } = {
  policy: policyOffers,
  documentName: documentNameOffers,
  documentValue: documentValueOffers,
  statement: statementOffers,
  elementName: elementNameOffers,
  elementValue: elementValueOffers,
  principalType: principalTypeOffers,
  principalValue: principalValueOffers,
  operator: operatorOffers,
  operatorValue: operatorValueOffers,
  conditionKey: conditionKeyOffers,
  conditionValue: conditionValueOffers,
};

type ElementCaret = Caret & { readonly place: Extract<Place, { readonly kind: 'elementValue' }> };

const ELEMENT_PROVIDERS: ReadonlyMap<string, (caret: ElementCaret, context: PolicyContext) => Offers> = new Map([
  ['Effect', effectOffers],
  ['Principal', principalElementOffers],
  ['NotPrincipal', principalElementOffers],
  ['Action', actionOffers],
  ['NotAction', actionOffers],
  ['Resource', resourceOffers],
  ['NotResource', resourceOffers],
  ['Condition', operatorValueOffers],
]);

/**
 * What fits at an offset of the policy's text, best first; undefined where nothing does. Ranges are in that text. Works
 * on broken text too.
 */
export function completionAt(context: PolicyContext, offset: number): CompletionList | undefined {
  const caret = caretAt(context.site.document, offset);
  if (caret === undefined) return undefined;
  const found = isInVariable(caret, context.site.document)
    ? variableOffers(caret, context)
    : PROVIDERS[caret.place.kind](caret as never, context);
  if (found.offers.length === 0) return undefined;
  const list = completionList(caret.slot, found, context.site.embedding !== undefined);
  return list.items.length === 0 ? undefined : list;
}

function elementValueOffers(caret: ElementCaret, context: PolicyContext): Offers {
  return ELEMENT_PROVIDERS.get(caret.place.element)?.(caret, context) ?? NOTHING;
}
