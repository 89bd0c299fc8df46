import type { ElementName, PolicyType, Statement } from '../../policy/document';
import { GRAMMAR, isElementAllowed, STATEMENT_ELEMENTS } from '../../policy/grammar';
import type { ObjectNode } from '../../syntax/tree';
import type { PolicyContext } from '../answers';

import type { Offer, Parts, Provider } from './offer';

/** A whole policy, in an empty file. */
export const policyOffers: Provider<'policy'> = (_, { types }) => ({
  offers: [
    {
      label: `New ${GRAMMAR[types[0] ?? 'identity'].title}`,
      kind: 'snippet',
      parts: ['{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t', ...statementParts(types, '\t\t'), '\n\t]\n}'],
      isRaw: true,
      filter: 'policy',
    },
  ],
});

/** `Version`, `Id`, `Statement`, as far as they are not there. */
export const documentNameOffers: Provider<'documentName'> = ({ place, slot }, { types }) => {
  const names: Offer[] = [
    elementOffer('Version', ['"2012-10-17"']),
    elementOffer('Statement', ['[\n\t', ...statementParts(types, '\t'), '\n]']),
  ];
  const id = elementOffer('Id', ['"', { stop: 1 }, '"']);
  const all = types.some((type) => GRAMMAR[type].id === 'useful') ? [...names, id] : names;
  return { offers: withoutPresent(all, place.object, slot.text) };
};

/** A statement with the elements that its policy type needs. */
export const statementOffers: Provider<'statement'> = ({ isItem }, { types }) => {
  const allow: Offer = {
    label: 'New statement',
    kind: 'snippet',
    parts: isItem ? statementParts(types, '') : ['[\n\t', ...statementParts(types, '\t'), '\n]'],
    isRaw: true,
    filter: '{',
  };
  return { offers: [allow] };
};

/** The elements that the policy type knows and the statement lacks; of a pair both are offered only while neither is there. */
export const elementNameOffers: Provider<'elementName'> = ({ place, slot }, context) => {
  const { statement, object } = place;
  const allowed = STATEMENT_ELEMENTS.filter((name) => context.types.some((type) => isElementAllowed(type, name)));
  const free = allowed.filter((name) => isFree(name, statement, object, slot.text));
  const offers = free.map((name) => ({ name, offer: statementElement(name, statement, context) }));
  const rank = ({ name }: { readonly name: ElementName }) => rankOf(name, context.types);
  return { offers: offers.sort((left, right) => rank(left) - rank(right)).map(({ offer }) => offer) };
};

function isFree(name: ElementName, statement: Statement, object: ObjectNode, written: string): boolean {
  const has = (each: string) => each !== written && object.members.some(({ key }) => key.value === each);
  if (has(name)) return false;
  // NotPrincipal is for Deny only (IAM User Guide, reference_policies_elements_notprincipal).
  if (name === 'NotPrincipal' && statement.effect === 'Allow') return false;
  const twin = name.startsWith('Not') ? name.slice(3) : `Not${name}`;
  return !has(twin);
}

/** In the order of writing; the negated twin, which is rarely meant, and what is optional stand behind. */
function rankOf(name: ElementName, types: readonly PolicyType[]): number {
  if (name === 'NotAction' || name === 'NotResource' || name === 'NotPrincipal') return 30;
  const isOptional = name === 'Resource' && types.every((type) => GRAMMAR[type].resource !== 'required');
  return STATEMENT_ELEMENTS.indexOf(name) + (isOptional ? 10 : 0);
}

function statementElement(name: ElementName, statement: Statement, context: PolicyContext): Offer {
  switch (name) {
    case 'Effect':
      return elementOffer(name, ['"', { stop: 1, choices: effectsFor(context.types, statement) }, '"']);
    case 'Condition':
      return { ...elementOffer(name, ['{\n\t', { stop: 1 }, '\n}']), retrigger: true };
    case 'Principal':
    case 'NotPrincipal':
      return isStarOnly(context.types)
        ? elementOffer(name, ['"*"'])
        : { ...elementOffer(name, ['{ ', { stop: 1 }, ' }']), retrigger: true };
    case 'Sid':
      return elementOffer(name, ['"', { stop: 1 }, '"']);
    default:
      return { ...elementOffer(name, listOrString(name, statement, context)), retrigger: true };
  }
}

/** One string or a list, as the other statements of the policy have it. */
function listOrString(name: ElementName, statement: Statement, { site }: PolicyContext): Parts {
  const others = site.document.statements.filter((other) => other !== statement);
  const isList = others.some((other) => other.elements[name]?.value.kind === 'array');
  return isList ? ['["', { stop: 1 }, '"]'] : ['"', { stop: 1 }, '"'];
}

/**
 * An RCP of one's own denies only (Organizations User Guide, RCP syntax), and so does a statement with NotPrincipal (IAM User Guide,
 * reference_policies_elements_notprincipal).
 */
export function effectsFor(types: readonly PolicyType[], statement?: Statement): readonly string[] {
  if (statement?.elements.NotPrincipal !== undefined) return ['Deny'];
  if (types.every((type) => type === 'rcp')) return ['Deny'];
  return types.every((type) => type === 'scp') ? ['Deny', 'Allow'] : ['Allow', 'Deny'];
}

export function isStarOnly(types: readonly PolicyType[]): boolean {
  return types.every((type) => type === 'rcp');
}

function elementOffer(name: string, value: Parts): Offer {
  return { label: name, kind: 'property', parts: [name], value, data: { kind: 'element', element: name } };
}

function withoutPresent(offers: readonly Offer[], object: ObjectNode, written: string): readonly Offer[] {
  return offers.filter(({ label }) => label === written || !object.members.some(({ key }) => key.value === label));
}

/** A statement as its policy type needs it, indented by `indent` from its second line on. */
function statementParts(types: readonly PolicyType[], indent: string): Parts {
  const type = types[0] ?? 'identity';
  const line = `,\n${indent}\t`;
  const principal: Parts =
    GRAMMAR[type].principal === 'forbidden'
      ? []
      : isStarOnly([type])
        ? [`${line}"Principal": "*"`]
        : [`${line}"Principal": { "`, { stop: 2, text: 'AWS' }, '": "', { stop: 3 }, '" }'];
  const action: Parts = [
    `${line}"Action": "`,
    { stop: 4, ...(type === 'trust' ? { text: 'sts:AssumeRole' } : {}) },
    '"',
  ];
  const resource: Parts =
    GRAMMAR[type].resource === 'forbidden'
      ? []
      : [`${line}"Resource": "`, { stop: 5, ...(type === 'rcp' ? { text: '*' } : {}) }, '"'];
  const effect: Parts = [`{\n${indent}\t"Effect": "`, { stop: 1, choices: effectsFor(types) }, '"'];
  return [...effect, ...principal, ...action, ...resource, `\n${indent}}`];
}
