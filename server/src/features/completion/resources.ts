import { type ArnPattern, compileArnPattern } from '../../catalog/arn-template';
import type { Action, ResourceType } from '../../catalog/catalog';
import { typeMatches } from '../../catalog/resource-types';
import type { PolicyContext } from '../answers';
import type { Caret, Place } from '../caret';
import { statementActions } from '../statement-actions';
import { type ArnDefaults, arnParts } from './arn-parts';
import { arnDefaults, knownArns } from './known';
import { type Offer, type Offers, plainParts, wordOffer } from './offer';

type ResourceCaret = Caret & { readonly place: Extract<Place, { readonly kind: 'elementValue' }> };

/** A resource type with the share of the statement's actions that work on it. */
interface WantedType {
  readonly type: ResourceType;
  readonly count: number;
}

/**
 * ARNs that the statement's actions take: resources that are known by name, then the formats of the resource types, most
 * frequent first, then `*`, which comes first where no action takes anything else.
 */
export function resourceOffers({ place, slot }: ResourceCaret, context: PolicyContext): Offers {
  const { resource } = place.statement;
  const actions = statementActions(place.statement, context.catalog);
  const wanted = wantedTypes(actions, context);
  const listed = new Set((resource?.entries ?? []).map(({ text }) => text).filter((text) => text !== slot.text));
  const defaults = arnDefaults(context);
  const formats = wanted.flatMap(({ type }) => formatOffers(type, slot.typed, defaults));
  const known = knownOffers(wanted, context);
  const star = starOffer(actions);
  const isStarOnly = actions.length > 0 && wanted.length === 0;
  const offers = isStarOnly ? [star] : [...known, ...formats, star];
  return { offers: distinct(offers.filter(({ label }) => !listed.has(label))), isIncomplete: true };
}

function wantedTypes(actions: readonly Action[], { catalog }: PolicyContext): readonly WantedType[] {
  const counts = new Map<string, { service: string; name: string; count: number }>();
  for (const { service, resourceTypes } of actions) {
    for (const { name, required } of resourceTypes) {
      const key = `${service} ${name}`;
      const counted = counts.get(key) ?? { service, name, count: 0 };
      // A type that the action always needs weighs more than one that it may touch.
      counted.count += required ? 3 : 1;
      counts.set(key, counted);
    }
  }
  const found = [...counts.values()].flatMap(({ service, name, count }) => {
    const type = catalog.service(service)?.resourceType(name);
    return type === undefined ? [] : [{ type, count }];
  });
  return found.sort((left, right) => right.count - left.count || formatLength(left) - formatLength(right));
}

/** Of two types that are as frequent, the plainer one is meant: a bucket, not an access point to it. */
function formatLength({ type }: WantedType): number {
  return type.arns[0]?.length ?? 0;
}

function formatOffers(type: ResourceType, typed: string, defaults: ArnDefaults): readonly Offer[] {
  return type.arns.flatMap((format): readonly Offer[] => {
    // Whoever types a word and not an ARN means the type's name.
    const isArn = 'arn:'.startsWith(typed.slice(0, 4));
    const parts = arnParts(format, isArn ? typed : '', defaults);
    if (parts === undefined) return [];
    return [
      {
        label: format,
        kind: 'reference',
        detail: type.name,
        parts,
        filter: isArn ? plainParts(parts) : type.name,
        data: { kind: 'resource', service: type.service, resourceType: type.name },
      },
    ];
  });
}

/** Known resources of the wanted types; all, where the actions say nothing. */
function knownOffers(wanted: readonly WantedType[], context: PolicyContext): readonly Offer[] {
  const patterns: readonly { readonly arn: string; readonly pattern: ArnPattern }[] = knownArns(context).map((arn) => ({
    arn,
    pattern: compileArnPattern(arn),
  }));
  const fitting = patterns.filter(
    ({ pattern }) => wanted.length === 0 || wanted.some(({ type }) => typeMatches(type, pattern)),
  );
  return fitting.map(({ arn }) => wordOffer(arn, 'reference', { detail: 'identity model' }));
}

function starOffer(actions: readonly Action[]): Offer {
  const without = actions.filter(({ resourceTypes }) => resourceTypes.length === 0).length;
  const detail =
    without === 0 ? 'all resources' : without === actions.length ? 'the only one that fits' : 'needed by some actions';
  return wordOffer('*', 'value', { detail });
}

function distinct(offers: readonly Offer[]): readonly Offer[] {
  return [...new Map(offers.map((offer) => [offer.label, offer])).values()];
}
