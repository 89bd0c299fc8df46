/** Services of the sources → the packed form, mended on the way (docs/decisions/002-catalog.md lists what and why). */
import type { ConditionKeyType } from '../../server/src/catalog/catalog';
import type {
  PackedAction,
  PackedKey,
  PackedService,
  PackedSummary,
  PackedTraits,
  PackedType,
} from '../../server/src/catalog/format';
import { ARN_START } from '../../server/src/catalog/format';
import { formatsBeside } from './more-formats';
import type { SourceAction, SourceService } from './sources';

export interface PackedServiceText {
  readonly summary: PackedSummary;
  readonly names: string;
  readonly details: string;
  readonly descriptions: string;
  readonly packed: PackedService;
  /** In the order of the names. */
  readonly traits: readonly PackedTraits[];
}

export interface ServiceFacts {
  readonly undocumented: ReadonlyMap<string, readonly string[]>;
  readonly dependentActions: Readonly<Record<string, readonly string[]>>;
}

/** All services, also those known from managed policies only, sorted by prefix. */
export function packServices(services: readonly SourceService[], facts: ServiceFacts): readonly PackedServiceText[] {
  const known = new Set(services.map((service) => service.prefix));
  const unknown = [...facts.undocumented.keys()].filter((prefix) => !known.has(prefix)).map(emptyService);
  return [...services, ...unknown]
    .sort((left, right) => compare(left.prefix, right.prefix))
    .map((service) => packService(service, facts, known.has(service.prefix)));
}

function emptyService(prefix: string): SourceService {
  return { prefix, name: prefix, actions: [], resourceTypes: [], conditionKeys: [] };
}

function packService(service: SourceService, facts: ServiceFacts, isDocumented: boolean): PackedServiceText {
  const keys = packKeys(service);
  const lists = keyLists(keys);
  const types = packTypes(service, lists.place);
  const documented = new Map(service.actions.map((action) => [action.name, action]));
  const names = [...documented.keys(), ...(facts.undocumented.get(service.prefix) ?? [])].sort(ignoringCase);
  const actions = names.map((name) => packAction(service, documented.get(name), types, lists.place, facts));
  const packed: PackedService = { keys, keyLists: lists.all, types, actions };
  const nameText = names.join(' ');
  const traits = names.map((name) => traitsOf(documented.get(name)));
  const details = asciiJson(packed);
  const descriptions = names.map((name) => descriptionLine(documented.get(name))).join('\n');
  const summary: PackedSummary = [
    service.prefix,
    service.name,
    names.length,
    // A line break, and a letter for each.
    nameText.length + 1 + names.length,
    details.length,
    descriptions.length,
    isDocumented ? 1 : 0,
  ];
  return { summary, names: nameText, details, descriptions, packed, traits };
}

/** In ASCII and on one line, as a JSON string without its quotes. */
function descriptionLine(action: SourceAction | undefined): string {
  return action === undefined ? '' : asciiJson(action.description).slice(1, -1);
}

/** Sorted, each name once: two spellings of one family (`…/tag-key`, `…/<key>`) become one. */
function packKeys(service: SourceService): readonly PackedKey[] {
  const byName = new Map<string, PackedKey>();
  for (const { key, description, type } of service.conditionKeys) {
    const name = keyName(key);
    const [base, multivalued] = keyType(type);
    if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), [name, base, multivalued, description]);
  }
  return [...byName.values()].sort((left, right) => ignoringCase(left[0], right[0]));
}

/** Families are written in several ways in the source: always `…/${TagKey}` here. */
export function keyName(key: string): string {
  return key.replace(/\/(tag-key|<key>)?$/, '/${TagKey}');
}

const TYPES: Readonly<Record<string, ConditionKeyType>> = {
  String: 'String',
  ARN: 'ARN',
  Bool: 'Bool',
  Boolean: 'Bool',
  Numeric: 'Numeric',
  Date: 'Date',
  IPAddress: 'IPAddress',
  IP: 'IPAddress',
  Binary: 'Binary',
};

/** `ArrayOfString` is a multi-valued `String`. */
export function keyType(type: string): readonly [ConditionKeyType, 0 | 1] {
  const base = TYPES[type.replace(/^ArrayOf/, '')];
  if (base === undefined) throw new Error(`Unknown type of a condition key: ${type}`);
  return [base, type.startsWith('ArrayOf') ? 1 : 0];
}

interface KeyLists {
  readonly all: number[][];
  place(keys: readonly string[]): number;
}

/** Many actions have the same keys: each list is stored once. */
function keyLists(keys: readonly PackedKey[]): KeyLists {
  const placeOfKey = new Map(keys.map((key, at) => [key[0].toLowerCase(), at]));
  const placeOfList = new Map<string, number>();
  const all: number[][] = [];
  const place = (names: readonly string[]): number => {
    const places = new Set(names.map((name) => placeIn(placeOfKey, keyName(name))));
    const list = [...places].sort((left, right) => left - right);
    const text = list.join(' ');
    const known = placeOfList.get(text);
    if (known !== undefined) return known;
    placeOfList.set(text, all.length);
    return all.push(list) - 1;
  };
  return { all, place };
}

function placeIn(places: ReadonlyMap<string, number>, name: string): number {
  const place = places.get(name.toLowerCase());
  if (place === undefined) throw new Error(`${name} is used but not listed.`);
  return place;
}

function packTypes(service: SourceService, keyList: (keys: readonly string[]) => number): readonly PackedType[] {
  const sorted = [...service.resourceTypes].sort((left, right) => ignoringCase(left.key, right.key));
  return sorted.map(({ key, arn, conditionKeys = [] }) => {
    const more = formatsBeside[`${service.prefix}:${key}`] ?? [];
    return [key, [...arnsIn(arn), ...more], keyList(conditionKeys)];
  });
}

/** Some types hold two formats in one text, joined by a comma. */
function arnsIn(text: string): readonly string[] {
  return text.split(',').map((arn) => {
    const trimmed = arn.trim();
    if (!trimmed.startsWith(ARN_START)) throw new Error(`Not an ARN format: ${trimmed}`);
    return trimmed.slice(ARN_START.length);
  });
}

function packAction(
  service: SourceService,
  action: SourceAction | undefined,
  types: readonly PackedType[],
  keyList: (keys: readonly string[]) => number,
  facts: ServiceFacts,
): PackedAction | 0 {
  if (action === undefined) return 0;
  const placeOfType = new Map(types.map((type, at) => [type[0].toLowerCase(), at]));
  const used = action.resourceTypes.map(
    (type) => [placeIn(placeOfType, type.name), type.required ? 1 : 0, keyList(type.conditionKeys)] as const,
  );
  const entry = [keyList(action.conditionKeys), used] as const;
  const dependent = facts.dependentActions[`${service.prefix}:${action.name}`];
  return dependent === undefined ? entry : [...entry, dependent];
}

function traitsOf(action: SourceAction | undefined): PackedTraits {
  if (action === undefined) return ['', 'none'];
  const { resourceTypes, accessLevel } = action;
  const use =
    resourceTypes.length === 0 ? 'none' : resourceTypes.every(({ required }) => required) ? 'always' : 'sometimes';
  return [accessLevels(accessLevel), use];
}

const LEVELS: ReadonlySet<string> = new Set(['List', 'Read', 'Write', 'Permissions management', 'Tagging']);

/** `Tagging, Write` → `TW` */
function accessLevels(text: string): string {
  return text
    .split(', ')
    .map((level) => {
      if (!LEVELS.has(level)) throw new Error(`Unknown access level: ${level}`);
      return level.charAt(0);
    })
    .join('');
}

/** JSON in ASCII, so that places count bytes and characters alike. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Case ignored, then by code unit: the same on every machine. */
function ignoringCase(left: string, right: string): number {
  return compare(left.toLowerCase(), right.toLowerCase()) || compare(left, right);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
