import { parseOperator } from '../../language/operators';
import type { PolicyDocument } from '../../policy/document';
import type { PolicyContext } from '../answers';
import type { Caret } from '../caret';
import { NOTHING, type Offer, type Offers } from './offer';

/** Those that people use stand first. */
const COMMON = [
  'aws:username',
  'aws:userid',
  'aws:PrincipalTag/${TagKey}',
  'aws:PrincipalAccount',
  'aws:SourceIdentity',
];

/** Keys of services that are used as variables besides the global ones (IAM User Guide, policy variables). */
const BESIDES = [
  'saml:sub',
  'saml:namequalifier',
  'cognito-identity.amazonaws.com:sub',
  'www.amazon.com:user_id',
  'ec2:SourceInstanceARN',
];

/** Is the caret behind a `${` that is not closed, in a place where variables count? */
export function isInVariable({ slot, place }: Caret, document: PolicyDocument): boolean {
  if (document.languageVersion !== '2012-10-17' || slot.node === undefined || startOf(slot.typed) === undefined)
    return false;
  if (place.kind === 'elementValue') return place.element === 'Resource' || place.element === 'NotResource';
  return place.kind === 'conditionValue' && parseOperator(place.operator)?.base.takesVariables === true;
}

/** Single-valued keys as variables, and the three escapes. Only the variable is replaced. */
export function variableOffers({ slot }: Caret, { catalog }: PolicyContext): Offers {
  const from = startOf(slot.typed);
  if (from === undefined) return NOTHING;
  const global = catalog.globalKeys.filter(({ multivalued }) => !multivalued).map(({ name }) => name);
  const names = [...new Set([...COMMON, ...global, ...BESIDES])];
  return { offers: [...names.map(variableOffer), ...ESCAPES], from };
}

/** The offset of `$` or `${` before the caret, if nothing closes it. */
function startOf(typed: string): number | undefined {
  if (typed.endsWith('$')) return typed.length - 1;
  const open = typed.lastIndexOf('${');
  return open >= 0 && !typed.includes('}', open) ? open : undefined;
}

function variableOffer(key: string): Offer {
  const tag = key.indexOf('${');
  const data = { kind: 'conditionKey', key, actions: [] } as const;
  if (tag < 0) return { label: `\${${key}}`, kind: 'field', parts: [`\${${key}}`], data };
  const name = key.slice(tag + 2, -1);
  const parts = [`\${${key.slice(0, tag)}`, { stop: 1, text: name }, '}'];
  return { label: `\${${key.slice(0, tag)}${name}}`, kind: 'field', parts, data };
}

const ESCAPES: readonly Offer[] = [
  { label: '${*}', kind: 'value', detail: 'a star as it stands', parts: ['${*}'] },
  { label: '${?}', kind: 'value', detail: 'a question mark as it stands', parts: ['${?}'] },
  { label: '${$}', kind: 'value', detail: 'a dollar sign as it stands', parts: ['${$}'] },
];
