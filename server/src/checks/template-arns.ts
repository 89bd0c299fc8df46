import type { ArnTemplate } from '../catalog/arn-template';
import type { ResourceType } from '../catalog/catalog';
import { type Arn, isAccountId } from '../language/arn';
import type { ResourceEntry } from './resource-entries';

/** What a new ARN takes over from those that stand in the statement. */
export interface ArnPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** From the first ARN with six fields that are what they should be; `*` and the standard partition where there is none. Never empty. */
export function placeOf(resources: readonly ResourceEntry[], service?: string): ArnPlace {
  const arns = resources.flatMap(({ arn }) => (arn === undefined || isCutUp(arn) || isShifted(arn) ? [] : [arn]));
  const arn = arns.find((each) => each.service === service) ?? arns[0];
  const { partition = 'aws', region = '', account = '' } = arn ?? {};
  return { partition: partition || 'aws', region: region || '*', account: account || '*' };
}

/** An ARN of the format with `*` for each name: `arn:aws:dynamodb:us-east-1:111122223333:table/*`. */
export function arnFrom(template: ArnTemplate, { partition, region, account }: ArnPlace): string {
  return template.text
    .replace('${Partition}', partition)
    .replace('${Region}', region)
    .replace('${Account}', account)
    .replace(/\$\{[^}]*\}/g, '*');
}

/**
 * The ARN of the resource in or around the one that an entry names: `bucket/*` for a bucket, the bucket for its objects, the table
 * for its indexes. Undefined where the formats do not go on from each other.
 */
export function partnerArn(entry: ResourceEntry, wanted: ResourceType): string | undefined {
  for (const { template } of entry.types) {
    for (const other of wanted.templates) {
      const arn = arnInside(entry.text, template, other) ?? arnAround(entry, template, other);
      if (arn !== undefined) return arn;
    }
  }
  return undefined;
}

function arnInside(text: string, template: ArnTemplate, inner: ArnTemplate): string | undefined {
  const rest = restOf(inner, template);
  return rest === undefined ? undefined : text + rest.replace(/\$\{[^}]*\}/g, '*');
}

function arnAround({ text, arn }: ResourceEntry, template: ArnTemplate, outer: ArnTemplate): string | undefined {
  const rest = restOf(template, outer);
  const word = rest?.slice(0, rest.indexOf('${'));
  if (arn === undefined || word === undefined || word === '') return undefined;
  const start = text.length - arn.resource.length + outer.text.split(':').slice(5).join(':').indexOf('${');
  const at = text.indexOf(word, start + 1);
  return at < 0 ? undefined : text.slice(0, at);
}

/** What the longer format has behind the shorter one; it begins with "/" or ":". */
function restOf(longer: ArnTemplate, shorter: ArnTemplate): string | undefined {
  if (!longer.text.startsWith(shorter.text)) return undefined;
  const rest = longer.text.slice(shorter.text.length);
  return rest.startsWith('/') || rest.startsWith(':') ? rest : undefined;
}

/** A star that runs over colons leaves the fields behind it one too early: `arn:*:eu-west-1:111122223333:*:orders`. */
function isShifted({ partition, region, account }: Arn): boolean {
  return partition.includes('*') && (isAccountId(region) || !/^(|aws|[\d*?]+)$/.test(account));
}

/** A colon in a variable ends a field where none ends: `arn:aws:dynamodb:${aws:RequestedRegion}:…`. */
function isCutUp({ partition, region, account }: Arn): boolean {
  return [partition, region, account].some((field) => /[${}]/.test(field));
}
