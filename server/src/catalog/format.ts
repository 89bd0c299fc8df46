/**
 * The generated form of the catalog: one small index, and two texts from which pieces are read by place. Written by
 * scripts/catalog, read by the `packed-…` files here, known to nobody else. All of it is ASCII, so that a place counts
 * bytes and characters alike.
 */
import type { CatalogCounts, ConditionKeyType, ResourceTypeUse } from './catalog';

/** Raised when the shape changes, so that an index is never read by other code than wrote it. */
export const FORMAT = 2;

/** The letter of the first traits in the list of `actionTraits`. */
export const FIRST_TRAIT = '!';

export type BlobName = 'services.txt' | 'policies.txt';
export const INDEX_NAME = 'index.json';
export const BLOB_NAMES: readonly BlobName[] = ['services.txt', 'policies.txt'];

/** Where the catalog's bytes come from: files in Node, a fetched buffer in a web worker. */
export interface CatalogBytes {
  /** Text of `index.json`. */
  readonly index: string;
  /** A piece of a blob; `offset` and `length` in bytes. */
  slice(blob: BlobName, offset: number, length: number): string;
}

export interface PackedIndex {
  readonly format: number;
  /** Hash of everything that the catalog was made from. */
  readonly stamp: string;
  readonly dates: { readonly services: string; readonly managedPolicies: string };
  readonly counts: CatalogCounts;
  /** Sorted by prefix; their pieces follow each other in `services.txt` in this order. */
  readonly services: readonly PackedSummary[];
  /** The traits that actions have: a service's names are followed by a letter for each action, which is a place in this list. */
  readonly actionTraits: readonly PackedTraits[];
  /** Service segment of an ARN, `*` for a variable one → prefixes of the services with such resource types. */
  readonly arnSegments: Readonly<Record<string, readonly string[]>>;
  /** Key prefix (may hold `${…}`) that is not the listing service's own → prefixes of the services that list such keys. */
  readonly keyPrefixes: Readonly<Record<string, readonly string[]>>;
  readonly globalKeys: readonly PackedGlobalKey[];
  readonly policyPaths: readonly string[];
  /** Sorted by name; their texts follow each other in `policies.txt` in this order. */
  readonly policies: readonly PackedPolicy[];
  readonly servicePrincipals: readonly string[];
  /** Names that are service principals only with a Region put in. */
  readonly regionalServicePrincipals: readonly string[];
  readonly partitions: readonly PackedPartition[];
}

export type PackedSummary = readonly [
  prefix: string,
  name: string,
  actionCount: number,
  /** Of the action names, joined by blanks, sorted by lower-case name; and, after a line break, a letter for each. */
  namesLength: number,
  /** Of the `PackedService` that follows the names. */
  detailsLength: number,
  /** Of the descriptions of its actions that follow that, a line for each: few ask for them, and they are half of all. */
  descriptionsLength: number,
  documented: 0 | 1,
];

/** First letters of the access levels, and the use of resource types. */
export type PackedTraits = readonly [levels: string, resourceTypes: ResourceTypeUse];

export type PackedGlobalKey = readonly [
  name: string,
  type: ConditionKeyType,
  multivalued: 0 | 1,
  present: string,
  sensitive: 0 | 1,
];
export type PackedPolicy = readonly [name: string, pathIndex: number, version: number, updated: string, length: number];
export type PackedPartition = readonly [id: string, dnsSuffix: string, regions: readonly (readonly [string, string])[]];

/** The pieces of a service beside its action names. Numbers are places in its own tables. */
export interface PackedService {
  readonly keys: readonly PackedKey[];
  /** The distinct lists of keys. */
  readonly keyLists: readonly (readonly number[])[];
  readonly types: readonly PackedType[];
  /** In the order of the names; 0 for an undocumented action. */
  readonly actions: readonly (PackedAction | 0)[];
}

export type PackedKey = readonly [name: string, type: ConditionKeyType, multivalued: 0 | 1, description: string];
/** The formats without `ARN_START`. */
export type PackedType = readonly [name: string, arns: readonly string[], keyList: number];
export type PackedAction = readonly [
  keyList: number,
  types: readonly PackedActionType[],
  dependent?: readonly string[],
];
export type PackedActionType = readonly [type: number, required: 0 | 1, keyList: number];

/** How every ARN format begins. */
export const ARN_START = 'arn:${Partition}:';
