import { ownText } from '../../../shared/own-text';
import { type ArnPattern, compileArnPattern } from '../catalog/arn-template';
import type { Catalog, ResourceType } from '../catalog/catalog';
import { type ResourceTypeMatch, resourceTypesOf, typeMatches, typeMatchesAcross } from '../catalog/resource-types';
import { type Arn, arnFields, parseArn } from '../language/arn';
import { compilePattern } from '../language/pattern';
import type { Entry, EntryList, Statement } from '../policy/document';
import type { TextEdit } from '../syntax/edits';
import { type Range, rangeIn, type StringNode } from '../syntax/tree';
import { type ArnSlip, arnSlips } from './arn-slips';

/** One entry of Resource or NotResource, taken apart. */
export interface ResourceEntry extends Entry {
  readonly list: EntryList;
  /** Only stars: every resource. */
  readonly isEverything: boolean;
  /** Split at the first five colons: six fields in a whole ARN, fewer where colons lack. */
  readonly fields: readonly string[];
  /** Undefined where fields lack or the text does not begin with `arn`. */
  readonly arn: Arn | undefined;
  /** For `templateMatches`: wildcards and variables stand for anything. */
  readonly pattern: ArnPattern;
  /** The resource types that it may stand for, best first. Reads the service of the ARN. */
  readonly types: readonly ResourceTypeMatch[];
  /** What is wrong with the text by itself, each for its own check. */
  readonly slips: readonly ArnSlip[];
  /** Can it stand for a resource of this type? Stars can. Remembered. */
  fits(type: ResourceType): boolean;
  /** Can it where a star runs over colons, as IAM lets it? Remembered. */
  fitsAcross(type: ResourceType): boolean;
}

/** What the text of an entry says by itself. */
type ResourceReading = Omit<ResourceEntry, 'node' | 'list'>;

export type ResourceReader = (text: string) => ResourceReading;

/** More different texts than the longest policies have. */
const MAX_READINGS = 20_000;

/** Reads each text once: the same ARNs occur in many statements, and again at each key stroke. */
export function createResourceReader(catalog: Catalog): ResourceReader {
  const known = new Map<string, ResourceReading>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const own = ownText(text);
    const reading = readText(catalog, own);
    if (known.size >= MAX_READINGS) known.clear();
    known.set(own, reading);
    return reading;
  };
}

/** The entries of the statement's Resource or NotResource, in the order of the text. */
export function readResourceEntries(read: ResourceReader, { resource: list }: Statement): readonly ResourceEntry[] {
  if (list === undefined) return [];
  return list.entries.map((entry) => new ReadEntry(read(entry.text), entry, list));
}

/** A class, so that getters are shared: an object with getters of its own is slow to make, and policies have thousands of entries. */
class ReadEntry implements ResourceEntry {
  readonly text: string;
  readonly node: StringNode;
  readonly list: EntryList;
  readonly #reading: ResourceReading;
  readonly isEverything: boolean;
  readonly fields: readonly string[];
  readonly arn: Arn | undefined;
  readonly fits: (type: ResourceType) => boolean;
  readonly fitsAcross: (type: ResourceType) => boolean;

  constructor(reading: ResourceReading, { text, node }: Entry, list: EntryList) {
    this.text = text;
    this.node = node;
    this.list = list;
    this.#reading = reading;
    this.isEverything = reading.isEverything;
    this.fields = reading.fields;
    this.arn = reading.arn;
    this.fits = reading.fits;
    this.fitsAcross = reading.fitsAcross;
  }

  get pattern(): ArnPattern {
    return this.#reading.pattern;
  }

  get types(): readonly ResourceTypeMatch[] {
    return this.#reading.types;
  }

  get slips(): readonly ArnSlip[] {
    return this.#reading.slips;
  }
}

function readText(catalog: Catalog, text: string): ResourceReading {
  let pattern: ArnPattern | undefined;
  let types: readonly ResourceTypeMatch[] | undefined;
  let slips: readonly ArnSlip[] | undefined;
  const fitting = new Map<ResourceType, boolean>();
  const across = new Map<ResourceType, boolean>();
  const isEverything = text.startsWith('*') && compilePattern(text).isUniversal;
  const reading: ResourceReading = {
    text,
    isEverything,
    fields: arnFields(text),
    arn: parseArn(text),
    get pattern() {
      pattern ??= compileArnPattern(text);
      return pattern;
    },
    get types() {
      types ??= resourceTypesOf(catalog, text);
      return types;
    },
    get slips() {
      slips ??= arnSlips(catalog, reading);
      return slips;
    },
    fits(type) {
      const known = isEverything || fitting.get(type);
      if (known !== undefined) return known;
      const fit = fitsType(reading, type);
      fitting.set(type, fit);
      return fit;
    },
    fitsAcross(type) {
      const known = across.get(type);
      if (known !== undefined) return known;
      const fit = typeMatchesAcross(type, reading.pattern);
      across.set(type, fit);
      return fit;
    },
  };
  return reading;
}

/** `types` has all that fit, where the service is written; formats with an open service field count for themselves. */
function fitsType({ pattern, types }: ResourceReading, type: ResourceType): boolean {
  if (types.some((match) => match.type === type)) return true;
  const isOpen = pattern.service === undefined || type.templates.some(({ service }) => service === '*');
  return isOpen && typeMatches(type, pattern);
}

/** Where a field of the ARN stands, without the colons around it; the whole literal where there is no such field. */
export function fieldRange({ node, fields }: Pick<ResourceEntry, 'node' | 'fields'>, index: number): Range {
  const field = fields[index];
  if (field === undefined) return node;
  const start = fieldStart(fields, index);
  return rangeIn(node, start, start + field.length);
}

/** Where a field stands with the colons around it: an empty field is seen by its two colons. */
export function colonRange({ node, fields }: Pick<ResourceEntry, 'node' | 'fields'>, index: number): Range {
  const start = fieldStart(fields, index);
  const end = start + (fields[index] ?? '').length;
  return rangeIn(node, Math.max(0, start - 1), Math.min(node.value.length, end + 1));
}

/** Another text for one field. */
export function replaceField(entry: Pick<ResourceEntry, 'node' | 'fields'>, index: number, text: string): TextEdit {
  return { range: fieldRange(entry, index), newText: JSON.stringify(text).slice(1, -1) };
}

function fieldStart(fields: readonly string[], index: number): number {
  return fields.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
}
