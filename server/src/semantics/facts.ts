/** What the theories ask of AWS's data, each key and action looked up once. */
import type { Action, Catalog, ResourceType } from '../catalog/catalog';
import { conditionKeysOf } from '../catalog/catalog';
import { serviceFacts } from '../evaluation/facts';
import type { ServiceFacts } from '../evaluation/run';
import type { Box } from './arn-boxes';
import { boxesOfType } from './type-boxes';

export interface Facts extends ServiceFacts {
  /** Is the key in every request? */
  readonly isAlwaysPresent: (lowerKey: string) => boolean;
  /** The ARNs of the resource types of an action. */
  readonly resourceBoxes: (action: Action) => readonly Box[];
  /** May requests for the action carry the key? True where nobody knows. */
  readonly mayCarry: (action: Action | undefined, lowerKey: string) => boolean;
}

/** A key as the service reference lists it: for a key of a family the family. */
interface ListedKey {
  readonly lowerName: string;
  readonly service: string | undefined;
}

export function createFacts(catalog: Catalog): Facts {
  const listedKeys = new Map<string, ListedKey | undefined>();
  const boxes = new Map<ResourceType, readonly Box[]>();
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

  function typeBoxes(type: ResourceType): readonly Box[] {
    const known = boxes.get(type) ?? boxesOfType(type);
    boxes.set(type, known);
    return known;
  }

  function keyOf(lowerKey: string): ListedKey | undefined {
    if (listedKeys.has(lowerKey)) return listedKeys.get(lowerKey);
    const key = catalog.conditionKey(lowerKey);
    const listed = key && { lowerName: key.name.toLowerCase(), service: key.service };
    listedKeys.set(lowerKey, listed);
    return listed;
  }

  return {
    ...serviceFacts(catalog),
    isAlwaysPresent: (lowerKey) => ALWAYS_PRESENT.has(lowerKey),
    resourceBoxes: (action) =>
      action.resourceTypes
        .flatMap(({ name }) => {
          const type = catalog.service(action.service)?.resourceType(name);
          return type === undefined ? [] : typeBoxes(type);
        })
        .sort((left, right) => lengthOf(left) - lengthOf(right)),
    mayCarry: (action, lowerKey) => {
      if (action === undefined || action.undocumented) return true;
      const key = keyOf(lowerKey);
      if (key === undefined || !dependsOnAction(lowerKey, key.service)) return true;
      return carriedKeys(action).has(key.lowerName);
    },
  };
}

/** The plainest format first: it makes the witness that reads best. */
function lengthOf(box: Box): number {
  return box.reduce((sum, glob) => sum + glob.tokens.length, 0);
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
