import type { PolicyType, Statement } from '../../policy/document';
import type { PolicyContext } from '../answers';
import type { Caret, Place } from '../caret';
import { isStarOnly } from './elements';
import { arnDefaults, knownAccounts, knownPrincipals } from './known';
import { NOTHING, type Offer, type Offers, type Parts, type Provider, wordOffer } from './offer';

type ElementCaret = Caret & { readonly place: Extract<Place, { readonly kind: 'elementValue' }> };

/** The value of `Principal`: the star, or an object with one of the types. */
export function principalElementOffers({ isItem, place }: ElementCaret, { types }: PolicyContext): Offers {
  if (isItem) return NOTHING;
  const star = wordOffer('*', 'value', { detail: 'everyone', data: { kind: 'principal', principal: '*' } });
  if (isStarOnly(types)) return { offers: [star] };
  const objects = principalTypesFor(types).map(
    ({ name, detail }): Offer => ({
      label: `{ "${name}": … }`,
      kind: 'snippet',
      detail,
      parts: [`{ "${name}": "`, { stop: 1 }, '" }'],
      isRaw: true,
      retrigger: true,
      data: { kind: 'principal', principal: name },
    }),
  );
  // NotPrincipal takes no wildcard (IAM User Guide, reference_policies_elements_notprincipal).
  return { offers: place.element === 'NotPrincipal' ? objects : [...objects, star] };
}

/** `AWS`, `Service`, `Federated`, `CanonicalUser`, as the policy type takes them. */
export const principalTypeOffers: Provider<'principalType'> = ({ place, slot }, { types }) => {
  const present = new Set(place.object.members.map(({ key }) => key.value).filter((name) => name !== slot.text));
  const free = principalTypesFor(types).filter(({ name }) => !present.has(name));
  return {
    offers: free.map(({ name, detail }) => ({
      label: name,
      kind: 'property',
      detail,
      parts: [name],
      value: ['"', { stop: 1 }, '"'],
      retrigger: true,
      data: { kind: 'principal', principal: name },
    })),
  };
};

/** Who can be named under a type. */
export const principalValueOffers: Provider<'principalValue'> = ({ place, slot }, context) => {
  const offers = BY_TYPE.get(place.type)?.(context) ?? [];
  const listed = listedPrincipals(place.statement, place.type, slot.text);
  const isStarAllowed = place.statement.elements.NotPrincipal === undefined;
  return { offers: offers.filter(({ label }) => !listed.has(label) && (isStarAllowed || label !== '*')) };
};

interface PrincipalType {
  readonly name: string;
  readonly detail: string;
}

const AWS: PrincipalType = { name: 'AWS', detail: 'accounts, roles, users' };
const SERVICE: PrincipalType = { name: 'Service', detail: 'AWS services' };
const FEDERATED: PrincipalType = { name: 'Federated', detail: 'identity providers' };
const CANONICAL: PrincipalType = { name: 'CanonicalUser', detail: 'S3 only' };

/** Federated principals assume roles (trust policies); canonical ids are known to S3 alone (IAM User Guide, Principal). */
function principalTypesFor(types: readonly PolicyType[]): readonly PrincipalType[] {
  if (types.every((type) => type === 'rcp' || type === 'vpce')) return [AWS];
  return types.some((type) => type === 'trust') ? [AWS, SERVICE, FEDERATED] : [AWS, SERVICE, CANONICAL];
}

const BY_TYPE: ReadonlyMap<string, (context: PolicyContext) => readonly Offer[]> = new Map([
  ['AWS', awsOffers],
  ['Service', serviceOffers],
  ['Federated', federatedOffers],
]);

function awsOffers(context: PolicyContext): readonly Offer[] {
  const star = wordOffer('*', 'value', { detail: 'everyone', data: { kind: 'principal', principal: '*' } });
  if (isStarOnly(context.types)) return [star];
  const known = knownPrincipals(context).filter((text) => text.startsWith('arn:'));
  const { partition, account } = arnDefaults(context);
  const start = `arn:${partition}:`;
  const shapes: readonly Offer[] = [
    shapeOffer('account', [`${start}iam::`, { stop: 1, text: account }, ':root']),
    shapeOffer('role', [`${start}iam::`, { stop: 1, text: account }, ':role/', { stop: 2, text: 'RoleName' }]),
    shapeOffer('user', [`${start}iam::`, { stop: 1, text: account }, ':user/', { stop: 2, text: 'UserName' }]),
    shapeOffer('role session', [
      `${start}sts::`,
      { stop: 1, text: account },
      ':assumed-role/',
      { stop: 2, text: 'RoleName' },
      '/',
      { stop: 3, text: 'SessionName' },
    ]),
  ];
  const accounts = knownAccounts(context).map((id) => principalOffer(id, 'account'));
  return [...known.map((arn) => principalOffer(arn, 'identity model')), ...shapes, ...accounts, star];
}

function serviceOffers({ catalog }: PolicyContext): readonly Offer[] {
  return catalog.servicePrincipals.map((name) => principalOffer(name, 'service'));
}

/** The providers without an ARN of their own (IAM User Guide, Principal: "OIDC federated principals"). */
const BUILT_IN = ['cognito-identity.amazonaws.com', 'accounts.google.com', 'graph.facebook.com', 'www.amazon.com'];

function federatedOffers(context: PolicyContext): readonly Offer[] {
  const { partition, account } = arnDefaults(context);
  const start = `arn:${partition}:iam::`;
  return [
    shapeOffer('OIDC provider', [
      `${start}`,
      { stop: 1, text: account },
      ':oidc-provider/',
      { stop: 2, text: 'ProviderHost' },
    ]),
    shapeOffer('SAML provider', [
      `${start}`,
      { stop: 1, text: account },
      ':saml-provider/',
      { stop: 2, text: 'ProviderName' },
    ]),
    ...BUILT_IN.map((name) => principalOffer(name, 'built-in provider')),
  ];
}

function principalOffer(text: string, detail: string): Offer {
  return wordOffer(text, 'reference', { detail, data: { kind: 'principal', principal: text } });
}

/** The label shows the account and the names as the stops will. */
function shapeOffer(detail: string, parts: Parts): Offer {
  const label = parts.map((part) => (typeof part === 'string' ? part : (part.text ?? ''))).join('');
  return { label, kind: 'reference', detail, parts, data: { kind: 'principal', principal: label } };
}

function listedPrincipals(statement: Statement, type: string, written: string): ReadonlySet<string> {
  const entries = (statement.principal?.entries ?? []).filter((entry) => entry.type === type);
  return new Set(entries.map(({ text }) => text).filter((text) => text !== written));
}
