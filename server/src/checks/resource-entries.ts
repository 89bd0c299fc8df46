import { type ArnPattern, compileArnPattern } from '../catalog/arn-template';
import type { Catalog } from '../catalog/catalog';
import { type ResourceTypeMatch, resourceTypesOf } from '../catalog/resource-types';
import { type Arn, arnFields, parseArn } from '../language/arn';
import { compilePattern } from '../language/pattern';
import type { Entry, EntryList, Statement } from '../policy/document';
import { type Range, rangeIn } from '../syntax/tree';

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
}

/** The entries of the statement's Resource or NotResource, in the order of the text. */
export function readResourceEntries(catalog: Catalog, { resource: list }: Statement): readonly ResourceEntry[] {
  return (list?.entries ?? []).flatMap((entry) => (list === undefined ? [] : [readEntry(catalog, entry, list)]));
}

function readEntry(catalog: Catalog, { text, node }: Entry, list: EntryList): ResourceEntry {
  let pattern: ArnPattern | undefined;
  let types: readonly ResourceTypeMatch[] | undefined;
  return {
    text,
    node,
    list,
    isEverything: text.startsWith('*') && compilePattern(text).isUniversal,
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
  };
}

/** Where a field of the ARN stands, without the colons around it; the whole literal where there is no such field. */
export function fieldRange({ node, fields }: Pick<ResourceEntry, 'node' | 'fields'>, index: number): Range {
  const field = fields[index];
  if (field === undefined) return node;
  const start = fields.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
  return rangeIn(node, start, start + field.length);
}
