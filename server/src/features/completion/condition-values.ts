import type { PolicyContext } from '../answers';
import { knownAccounts, knownArns, knownPrincipals } from './known';
import { NOTHING, type Offer, type Provider, wordOffer } from './offer';
import { takesBoolean } from './operators';

/** Values that are known for a key; `true` and `false` where the operator takes nothing else. */
export const conditionValueOffers: Provider<'conditionValue'> = ({ place, slot }, context) => {
  const isBoolean = takesBoolean(place.operator);
  const offers = isBoolean ? words(['true', 'false']) : valuesOf(place.key.toLowerCase(), context);
  const test = place.statement.conditions.find(({ key, operator }) => key === place.key && operator === place.operator);
  const listed = new Set((test?.values ?? []).map(({ text }) => text).filter((text) => text !== slot.text));
  // One value is all that a Boolean operator takes.
  if (isBoolean && listed.size > 0) return NOTHING;
  return { offers: offers.filter(({ label }) => !listed.has(label)) };
};

function valuesOf(key: string, context: PolicyContext): readonly Offer[] {
  const source = SOURCES.get(key);
  if (source !== undefined) return source(context);
  return words(FIXED.get(key) ?? []);
}

function words(list: readonly string[], detail?: string): readonly Offer[] {
  return list.map((word) => wordOffer(word, 'value', detail === undefined ? {} : { detail }));
}

type Source = (context: PolicyContext) => readonly Offer[];

const regions: Source = ({ catalog }) =>
  catalog.regions.map(({ name, description }) => wordOffer(name, 'value', { detail: description }));
const services: Source = ({ catalog }) =>
  catalog.servicePrincipals.map((name) =>
    wordOffer(name, 'reference', { data: { kind: 'principal', principal: name } }),
  );
const accounts: Source = (context) => words(knownAccounts(context), 'account');
const principals: Source = (context) =>
  words(
    knownPrincipals(context).filter((text) => text.startsWith('arn:')),
    'identity model',
  );
const resources: Source = (context) => words(knownArns(context), 'identity model');
const managedPolicies: Source = ({ catalog }) =>
  catalog.managedPolicies.map(({ arn, name }) =>
    wordOffer(arn, 'reference', { detail: name, data: { kind: 'managedPolicy', arn } }),
  );

/** Keys whose values come from the catalog or the model, lower case. */
const SOURCES: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['aws:requestedregion', regions],
  ['iam:passedtoservice', services],
  ['iam:awsservicename', services],
  ['aws:principalservicename', services],
  ['aws:principalservicenameslist', services],
  ['aws:calledvia', services],
  ['aws:calledviafirst', services],
  ['aws:calledvialast', services],
  ['kms:granteeprincipal', principals],
  ['aws:principalarn', principals],
  ['aws:sourcearn', resources],
  ['aws:principalaccount', accounts],
  ['aws:resourceaccount', accounts],
  ['aws:sourceaccount', accounts],
  ['aws:vpceaccount', accounts],
  ['kms:calleraccount', accounts],
  ['s3:resourceaccount', accounts],
  ['iam:policyarn', managedPolicies],
  ['iam:permissionsboundary', managedPolicies],
]);

/** Keys with a closed set of values, lower case, from the services' own pages of condition keys. */
const FIXED: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:principaltype', ['Account', 'User', 'FederatedUser', 'AssumedRole', 'Anonymous']],
  ['s3:x-amz-server-side-encryption', ['AES256', 'aws:kms', 'aws:kms:dsse']],
  [
    's3:x-amz-acl',
    [
      'private',
      'public-read',
      'public-read-write',
      'authenticated-read',
      'bucket-owner-read',
      'bucket-owner-full-control',
      'log-delivery-write',
    ],
  ],
  [
    's3:x-amz-storage-class',
    [
      'STANDARD',
      'STANDARD_IA',
      'ONEZONE_IA',
      'INTELLIGENT_TIERING',
      'GLACIER',
      'GLACIER_IR',
      'DEEP_ARCHIVE',
      'REDUCED_REDUNDANCY',
    ],
  ],
  ['s3:authtype', ['REST-HEADER', 'REST-QUERY-STRING', 'POST']],
  ['s3:signatureversion', ['AWS4-HMAC-SHA256', 'AWS']],
  ['s3:tlsversion', ['1.0', '1.1', '1.2', '1.3']],
  ['ec2:metadatahttptokens', ['required', 'optional']],
  ['ec2:tenancy', ['default', 'dedicated', 'host']],
  ['ec2:roledelivery', ['1.0', '2.0']],
  ['lambda:functionurlauthtype', ['AWS_IAM', 'NONE']],
  ['token.actions.githubusercontent.com:aud', ['sts.amazonaws.com']],
  ['saml:aud', ['https://signin.aws.amazon.com/saml']],
]);
