import type { Catalog } from '../catalog/catalog';
import { parseArn } from '../language/arn';
import { hasWildcard } from '../language/pattern';
import type { ConditionValue } from '../policy/document';
import type { ConditionEntry } from './condition-entries';
import { isOpenText } from './condition-values';
import type { ResourceEntry } from './resource-entries';

/** Keys that hold service principals, lower case (IAM User Guide, "Available keys for IAM" and global condition keys). */
const PRINCIPAL_KEYS: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'iam:awsservicename',
  'iam:passedtoservice',
]);

/** Does the key hold service principals, or the names with a Region of `kms:ViaService`? Text operators only. */
export function serviceKeyKind({ lowerKey, parsed }: ConditionEntry): 'principal' | 'via' | undefined {
  if (parsed?.base.type !== 'String' || parsed.base.name.endsWith('IgnoreCase')) return undefined;
  if (lowerKey === 'kms:viaservice') return 'via';
  return PRINCIPAL_KEYS.has(lowerKey) ? 'principal' : undefined;
}

/** The values that are names as they stand: without wildcards and placeholders. */
export function serviceValues({ values }: ConditionEntry): readonly ConditionValue[] {
  return values.filter(({ text }) => !isOpenText(text) && !hasWildcard(text));
}

/** `s3.us-east-1.amazonaws.com`: a service, a Region, the suffix of a partition (AWS KMS Developer Guide, kms:ViaService). */
export function isViaServiceName(catalog: Catalog, text: string): boolean {
  const suffix = suffixOf(catalog, text);
  if (suffix === undefined) return false;
  const labels = text.slice(0, -suffix.length - 1).split('.');
  // A Region that is newer than the data still looks like one.
  return labels.length >= 2 && labels.every((label) => /^[a-z0-9-]+$/.test(label)) && REGION.test(labels.at(-1) ?? '');
}

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d$/;

/** `s3.amazonaws.com` → its service and suffix; a bare name of a service too. Undefined for other texts. */
export function viaServiceParts(
  catalog: Catalog,
  text: string,
): { readonly service: string; readonly suffix: string } | undefined {
  const suffix = suffixOf(catalog, text);
  const service = suffix === undefined ? text : text.slice(0, -suffix.length - 1);
  return /^[a-z0-9-]+$/.test(service) ? { service, suffix: suffix ?? 'amazonaws.com' } : undefined;
}

function suffixOf(catalog: Catalog, text: string): string | undefined {
  return catalog.partitions.map(({ dnsSuffix }) => dnsSuffix).find((suffix) => text.endsWith(`.${suffix}`));
}

/** The one Region that the ARNs of the statement name; undefined where they name none or several. */
export function regionOf(
  catalog: Catalog,
  resources: readonly ResourceEntry[],
  conditions: readonly ConditionEntry[],
): string | undefined {
  const texts = [...resources, ...conditions.flatMap(({ values }) => values)].map(({ text }) => text);
  const regions = new Set(texts.map((text) => parseArn(text)?.region ?? '').filter((name) => catalog.region(name)));
  const [region, ...others] = regions;
  return others.length === 0 ? region : undefined;
}
