/** Services out of the packed form: the names of their actions first, the rest only when somebody needs it. */
import { compileTemplate } from './arn-template';
import type {
  AccessLevel,
  Action,
  ActionResourceType,
  ActionTraits,
  ConditionKey,
  GlobalConditionKey,
  ResourceType,
  Service,
  ServiceSummary,
} from './catalog';
import type {
  CatalogBytes,
  PackedAction,
  PackedActionType,
  PackedIndex,
  PackedKey,
  PackedService,
  PackedTraits,
} from './format';
import { ARN_START, FIRST_TRAIT } from './format';
import { keyTable } from './key-table';

/** The names of a service's actions: all that matching needs. */
export interface ActionNames {
  /** Sorted by lower-case name. */
  readonly names: readonly string[];
  readonly lowerCase: readonly string[];
  readonly placeByName: ReadonlyMap<string, number>;
  /** A letter for each name (`FIRST_TRAIT`). */
  readonly traits: string;
}

export interface PackedServices {
  readonly summaries: readonly ServiceSummary[];
  summary(prefix: string): ServiceSummary | undefined;
  service(prefix: string): Service | undefined;
  /** Reads the names only. Prefix in lower case. */
  actionNames(prefix: string): ActionNames | undefined;
  /** Of the action at a place among the names, which is all that it reads. Prefix in lower case. */
  actionTraits(prefix: string, place: number): ActionTraits | undefined;
}

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';
const LEVELS: Readonly<Record<string, AccessLevel>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  P: 'Permissions management',
  T: 'Tagging',
};

export function openServices(
  index: PackedIndex,
  bytes: CatalogBytes,
  globalKey: (name: string) => GlobalConditionKey | undefined,
): PackedServices {
  const summaries: ServiceSummary[] = [];
  const places = new Map<string, Place>();
  let firstAction = 0;
  let offset = 0;
  for (const [
    prefix,
    name,
    actionCount,
    namesLength,
    detailsLength,
    descriptionsLength,
    documented,
  ] of index.services) {
    const summary = {
      prefix,
      name,
      url: pageOf(prefix, documented),
      firstAction,
      actionCount,
      undocumented: !documented,
    };
    summaries.push(summary);
    places.set(prefix, { summary, offset, namesLength, detailsLength, descriptionsLength });
    firstAction += actionCount;
    offset += namesLength + detailsLength + descriptionsLength;
  }
  const namesOf = remembered(places, (place) => readNames(bytes, place));
  const traits = index.actionTraits.map(traitsOf);
  const traitsIn = (names: ActionNames, place: number) => traits[names.traits.charCodeAt(place) - TRAIT_CODE];
  const serviceOf = remembered(places, (place) => {
    const names = namesOf(place.summary.prefix) ?? emptyNames;
    return readService(bytes, place, names, globalKey, (at) => traitsIn(names, at) ?? NO_TRAITS);
  });
  return {
    summaries,
    summary: (prefix) => places.get(prefix.toLowerCase())?.summary,
    service: (prefix) => serviceOf(prefix.toLowerCase()),
    actionNames: namesOf,
    actionTraits: (prefix, place) => traitsIn(namesOf(prefix) ?? emptyNames, place),
  };
}

interface Place {
  readonly summary: ServiceSummary;
  readonly offset: number;
  readonly namesLength: number;
  readonly detailsLength: number;
  readonly descriptionsLength: number;
}

const emptyNames: ActionNames = { names: [], lowerCase: [], placeByName: new Map(), traits: '' };

const TRAIT_CODE = FIRST_TRAIT.charCodeAt(0);
const NO_TRAITS: ActionTraits = { accessLevels: [], resourceTypeUse: 'none' };

function traitsOf([levels, resourceTypeUse]: PackedTraits): ActionTraits {
  return { accessLevels: levelsOf(levels), resourceTypeUse };
}

/** Each value is made once, on the first call for its key; undefined for a key without a place. */
function remembered<T>(places: ReadonlyMap<string, Place>, make: (place: Place) => T): (key: string) => T | undefined {
  const made = new Map<string, T>();
  return (key) => {
    const place = places.get(key);
    if (place === undefined) return undefined;
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(place);
    made.set(key, fresh);
    return fresh;
  };
}

function pageOf(prefix: string, documented: 0 | 1): string {
  return documented
    ? `${REFERENCE}list_${prefix}.html`
    : `${REFERENCE}reference_policies_actions-resources-contextkeys.html`;
}

function readNames(bytes: CatalogBytes, place: Place): ActionNames {
  const [text = '', traits = ''] = bytes.slice('services.txt', place.offset, place.namesLength).split('\n');
  const names = text === '' ? [] : text.split(' ');
  const lowerCase = names.map((name) => name.toLowerCase());
  return { names, lowerCase, placeByName: new Map(lowerCase.map((name, at) => [name, at])), traits };
}

function readService(
  bytes: CatalogBytes,
  place: Place,
  names: ActionNames,
  globalKey: (name: string) => GlobalConditionKey | undefined,
  traitsAt: (place: number) => ActionTraits,
): Service {
  const text = bytes.slice('services.txt', place.offset + place.namesLength, place.detailsLength);
  const packed = JSON.parse(text) as PackedService;
  const { summary } = place;
  const keys = packed.keys.map((key) => globalKey(key[0]) ?? keyOf(summary, key));
  const lists = packed.keyLists.map((list) => list.map((at) => keys[at]?.name ?? ''));
  const types = typesOf(summary, packed, lists);
  const made: (Action | undefined)[] = [];
  const actionIn = (at: number): Action | undefined => {
    const name = names.names[at];
    if (name !== undefined) made[at] ??= actionOf(summary, name, at, packed, lists, traitsAt(at));
    return made[at];
  };
  const actions = once(() => names.names.map((_, at) => actionIn(at)).filter((action) => action !== undefined));
  const descriptions = once(() => readDescriptions(bytes, place));
  const typeByName = new Map(types.map((type) => [type.name.toLowerCase(), type]));
  return {
    ...summary,
    get actions() {
      return actions();
    },
    resourceTypes: types,
    conditionKeys: keys,
    action: (name) => actionIn(names.placeByName.get(name.toLowerCase()) ?? -1),
    descriptionOf: ({ number }) => descriptions()[number - summary.firstAction] ?? '',
    resourceType: (name) => typeByName.get(name.toLowerCase()),
    conditionKey: keyTable(keys),
  };
}

function readDescriptions(bytes: CatalogBytes, place: Place): readonly string[] {
  const at = place.offset + place.namesLength + place.detailsLength;
  const lines = bytes.slice('services.txt', at, place.descriptionsLength).split('\n');
  return lines.map((line) => JSON.parse(`"${line}"`) as string);
}

function keyOf(summary: ServiceSummary, [name, type, multivalued, description]: PackedKey): ConditionKey {
  const url = `${summary.url}#list_${summary.prefix}-policy-keys`;
  return { name, type, multivalued: multivalued === 1, description, url, service: summary.prefix };
}

function typesOf(
  summary: ServiceSummary,
  packed: PackedService,
  lists: readonly (readonly string[])[],
): readonly ResourceType[] {
  const allArns = packed.types.flatMap(([, arns]) => arns.map((arn) => ARN_START + arn));
  return packed.types.map(([name, packedArns, keyList]) => {
    const arns = packedArns.map((arn) => ARN_START + arn);
    const templates = once(() => arns.map((arn) => compileTemplate(arn, allArns)));
    return {
      service: summary.prefix,
      name,
      arns,
      get templates() {
        return templates();
      },
      conditionKeys: lists[keyList] ?? [],
      url: `${summary.url}#list_${summary.prefix}-resources-for-iam-policies`,
    };
  });
}

/** Member by member: there are 20,000 actions, and a spread costs several times as much. */
function actionOf(
  summary: ServiceSummary,
  name: string,
  at: number,
  packed: PackedService,
  lists: readonly (readonly string[])[],
  traits: ActionTraits,
): Action {
  const entry = packed.actions[at];
  const [keyList, types, dependentActions] = entry === undefined || entry === 0 ? UNDOCUMENTED : entry;
  const undocumented = entry === undefined || entry === 0;
  return {
    service: summary.prefix,
    name,
    fullName: `${summary.prefix}:${name}`,
    number: summary.firstAction + at,
    accessLevels: traits.accessLevels,
    resourceTypeUse: traits.resourceTypeUse,
    resourceTypes: types.map((type) => actionTypeOf(type, packed, lists)),
    conditionKeys: lists[keyList] ?? [],
    dependentActions: dependentActions ?? [],
    undocumented,
    url: undocumented ? summary.url : `${summary.url}#list_${summary.prefix}-action-${name}`,
  };
}

/** Nothing is known but the name; no list of keys has the number. */
const UNDOCUMENTED: PackedAction = [-1, []];

function levelsOf(letters: string): readonly AccessLevel[] {
  return Array.from(letters, (letter) => LEVELS[letter]).filter((level) => level !== undefined);
}

function actionTypeOf(
  [type, required, keyList]: PackedActionType,
  packed: PackedService,
  lists: readonly (readonly string[])[],
): ActionResourceType {
  return { name: packed.types[type]?.[0] ?? '', required: required === 1, conditionKeys: lists[keyList] ?? [] };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
