import type { PolicyContext } from '../answers';
import type { Caret, Place } from '../caret';
import { effectsFor } from './elements';
import { NOTHING, type Offers, type Provider, wordOffer } from './offer';

type ElementCaret = Caret & { readonly place: Extract<Place, { readonly kind: 'elementValue' }> };

/** `Allow` and `Deny`, as far as the policy type and the statement take them. */
export function effectOffers({ isItem, place }: ElementCaret, { types }: PolicyContext): Offers {
  if (isItem) return NOTHING;
  const data = { kind: 'element', element: 'Effect' } as const;
  return { offers: effectsFor(types, place.statement).map((effect) => wordOffer(effect, 'enumMember', { data })) };
}

/** The two versions of the policy language. */
export const documentValueOffers: Provider<'documentValue'> = ({ place }) => {
  if (place.element !== 'Version') return NOTHING;
  const data = { kind: 'element', element: 'Version' } as const;
  return {
    offers: [
      wordOffer('2012-10-17', 'enumMember', { detail: 'current', preselect: true, data }),
      wordOffer('2008-10-17', 'enumMember', { detail: 'no policy variables', data }),
    ],
  };
};
