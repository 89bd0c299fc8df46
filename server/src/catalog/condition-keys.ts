/** Condition keys of all services by name. */
import { matches } from '../language/pattern';
import type { Catalog, ConditionKey, GlobalConditionKey } from './catalog';
import { familyPattern } from './key-table';
import type { PackedServices } from './packed-services';

/** Which services list keys with a prefix: its own service first, then those that list it as a guest. */
export function conditionKeyFinder(
  keyPrefixes: Readonly<Record<string, readonly string[]>>,
  services: PackedServices,
  globalKey: (name: string) => GlobalConditionKey | undefined,
): Pick<Catalog, 'conditionKey' | 'isConditionKeyPrefix'> {
  const guests = Object.entries(keyPrefixes).map(([prefix, listing]) => ({ pattern: familyPattern(prefix), listing }));
  const listingServices = (prefix: string): readonly string[] => [
    ...(services.summary(prefix) ? [prefix] : []),
    ...guests.filter((guest) => matches(guest.pattern, prefix)).flatMap((guest) => guest.listing),
  ];
  return {
    conditionKey: (name) => globalKey(name) ?? listedKey(name, listingServices(prefixOf(name)), services),
    isConditionKeyPrefix: (prefix) => {
      const lower = prefix.toLowerCase();
      return lower === 'aws' || listingServices(lower).length > 0;
    },
  };
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon).toLowerCase();
}

function listedKey(name: string, prefixes: readonly string[], services: PackedServices): ConditionKey | undefined {
  for (const prefix of prefixes) {
    const key = services.service(prefix)?.conditionKey(name);
    if (key !== undefined) return key;
  }
  return undefined;
}
