import { type ArnPattern, compileArnPattern } from '../catalog/arn-template';
import type { Catalog, ResourceType } from '../catalog/catalog';
import { type ResourceTypeMatch, resourceTypesOf, typeMatches } from '../catalog/resource-types';
import { type Arn, arnFields, parseArn } from '../language/arn';
import { compilePattern } from '../language/pattern';
import type { Entry, EntryList, Statement } from '../policy/document';
import type { TextEdit } from '../syntax/edits';
import { type Range, rangeIn } from '../syntax/tree';
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
}

/** The entries of the statement's Resource or NotResource, in the order of the text. */
export function readResourceEntries(catalog: Catalog, { resource: list }: Statement): readonly ResourceEntry[] {
  return (list?.entries ?? []).flatMap((entry) => (list === undefined ? [] : [readEntry(catalog, entry, list)]));
}

function readEntry(catalog: Catalog, { text, node }: Entry, list: EntryList): ResourceEntry {
  let pattern: ArnPattern | undefined;
  let types: readonly ResourceTypeMatch[] | undefined;
  let slips: readonly ArnSlip[] | undefined;
  const fitting = new Map<ResourceType, boolean>();
  const isEverything = text.startsWith('*') && compilePattern(text).isUniversal;
  const fields = arnFields(text);
  const arn = parseArn(text);
  return {
    text,
    node,
    list,
    isEverything,
    fields,
    arn,
    get pattern() {
      pattern ??= compileArnPattern(text);
      return pattern;
    },
    get types() {
      types ??= resourceTypesOf(catalog, text);
      return types;
    },
    get slips() {
      slips ??= arnSlips(catalog, this);
      return slips;
    },
    fits(type) {
      const known = isEverything || fitting.get(type);
      if (known !== undefined) return known;
      const fit = fitsType(this, type);
      fitting.set(type, fit);
      return fit;
    },
  };
}

/** `types` has all that fit, where the service is written; formats with an open service field count for themselves. */
function fitsType({ pattern, types }: ResourceEntry, type: ResourceType): boolean {
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
