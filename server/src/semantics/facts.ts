/** What the theories ask of AWS's data, each key and action looked up once. */
import type { Action, Catalog } from '../catalog/catalog';
import { conditionKeysOf } from '../catalog/catalog';
import { serviceFacts } from '../evaluation/facts';
import type { ServiceFacts } from '../evaluation/run';

export interface Facts extends ServiceFacts {
  /** Is the key in every request? */
  readonly isAlwaysPresent: (lowerKey: string) => boolean;
  /** May requests for the action carry the key? True where nobody knows. */
  readonly mayCarry: (action: Action | undefined, lowerKey: string) => boolean;
}

export function createFacts(catalog: Catalog): Facts {
  const keysByAction = new Map<Action, ReadonlySet<string>>();

  function carriedKeys(action: Action): ReadonlySet<string> {
    const known = keysByAction.get(action);
    if (known !== undefined) return known;
    const service = catalog.service(action.service);
    const names = service === undefined ? [] : conditionKeysOf(service, action);
    const keys = new Set(names.map((name) => name.toLowerCase()));
    keysByAction.set(action, keys);
    return keys;
  }

  return {
    ...serviceFacts(catalog),
    isAlwaysPresent: (lowerKey) => ALWAYS_PRESENT.has(lowerKey),
    mayCarry: (action, lowerKey) => {
      const key = catalog.conditionKey(lowerKey);
      if (action === undefined || action.undocumented || key === undefined) return true;
      const isListed = carriedKeys(action).has(key.name.toLowerCase());
      return isListed || !dependsOnAction(lowerKey, key.service);
    },
  };
}

/** IAM User Guide, reference_policies_condition-keys: "always included in the request context". */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:viaawsservice',
]);

/** Global keys that only requests about tags carry (IAM User Guide, reference_policies_condition-keys). */
const TAG_KEYS = ['aws:requesttag/', 'aws:resourcetag/', 'aws:tagkeys'];

/** Keys of the action's own service, and tag keys, are in the request only where the service reference lists them. */
function dependsOnAction(lowerKey: string, service: string | undefined): boolean {
  if (TAG_KEYS.some((start) => lowerKey.startsWith(start))) return true;
  return service !== undefined && lowerKey.startsWith(`${service}:`);
}
