import { type ArnTemplate, compileArnPattern, templateMatches } from '../catalog/arn-template';
import type { Catalog } from '../catalog/catalog';
import { matchesAcross, type ResourceTypeMatch } from '../catalog/resource-types';
import { isKnownPartition } from '../catalog/tables/partitions';
import { type Arn, isAccountId } from '../language/arn';
import { compilePattern, hasWildcard } from '../language/pattern';
import { isOpenText, startsOpen } from './condition-values';

/** What is wrong with an ARN by itself, each named by the check that reports it. */
export type ArnSlip =
  | 'arn-space-or-control'
  | 'arn-prefix'
  | 'arn-field-count'
  | 'arn-partition-unknown'
  | 'arn-service-case'
  | 'arn-service-unknown'
  | 'arn-region-not-allowed'
  | 'arn-region-missing'
  | 'arn-region-invalid'
  | 'arn-account-not-allowed'
  | 'arn-account-missing'
  | 'arn-account-invalid'
  | 'arn-resource-format';

/** The text of an entry with what `readResourceEntries` knows of it at once. */
export interface ArnText {
  readonly text: string;
  readonly fields: readonly string[];
  readonly arn: Arn | undefined;
  /** The resource types that it may stand for. */
  readonly types: readonly ResourceTypeMatch[];
}

/**
 * The slips of one entry of Resource: none for stars, none where a variable or a template function stands before the sixth
 * field (the fields are unknown then), and none in a field that holds a wildcard. A slip that leaves the rest unreadable
 * comes alone.
 */
export function arnSlips(catalog: Catalog, entry: ArnText): readonly ArnSlip[] {
  const { text, fields, arn } = entry;
  const [first = ''] = fields;
  if (text.startsWith('*') && compilePattern(text).isUniversal) return [];
  if (hasStrayCharacter(text)) return ['arn-space-or-control'];
  if (startsOpen(first) || mayBeArnWord(first)) return [];
  if (first !== 'arn' || fields.length < 2) return ['arn-prefix'];
  if (hasOpenHead(entry)) return [];
  if (arn === undefined) return ['arn-field-count'];
  const slips: ArnSlip[] =
    hasWildcard(arn.partition) || isKnownPartition(arn.partition) ? [] : ['arn-partition-unknown'];
  if (runsOverService(catalog, arn)) return slips;
  const ofService = serviceSlip(catalog, arn.service);
  if (ofService !== undefined) return [...slips, ofService];
  return hasWildcard(arn.service) ? slips : [...slips, ...formatSlips(catalog, entry, arn)];
}

/**
 * `arn:*:us-east-1:111122223333:*:x`: the star of the partition may run over the service, and the fields are not what they seem. Not
 * where the service is one, or where Region and account are what they should be, so that only the service can be wrong.
 */
function runsOverService(catalog: Catalog, { partition, service, region, account }: Arn): boolean {
  if (!partition.endsWith('*') || catalog.servicesWithArnSegment(service).length > 0) return false;
  if (catalog.region(service) !== undefined || isAccountId(service)) return true;
  if (hasWildcard(region) || hasWildcard(account)) return true;
  return !isRegionPlain(catalog, region) || !isAccountPlain(account);
}

/** `*`, `a*`, `ar?`: what a wildcard stands for may be the word in front of every ARN. */
function mayBeArnWord(first: string): boolean {
  return first.startsWith('*') || (first.length <= 'arn*'.length && hasWildcard(first));
}

/** Does a variable or a template function stand before the sixth field? Then colons in it shift the fields. */
function hasOpenHead({ text, arn }: ArnText): boolean {
  const head = arn === undefined ? text : text.slice(0, text.length - arn.resource.length);
  return isOpenText(head);
}

/**
 * Blanks at the ends, tabs and line ends anywhere, and what word processors make of quotes and dashes. Blanks inside are
 * legal: keys of S3 objects have them.
 */
function hasStrayCharacter(text: string): boolean {
  if (text !== text.trim()) return true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return TYPOGRAPHIC.some((character) => text.includes(character));
}

/** Quotation marks and dashes of word processors, the no-break space, the byte order mark and the zero-width space. */
export const TYPOGRAPHIC: readonly string[] = [
  '\u2018',
  '\u2019',
  '\u201c',
  '\u201d',
  '\u2013',
  '\u2014',
  '\u00a0',
  '\ufeff',
  '\u200b',
];

function serviceSlip(catalog: Catalog, service: string): ArnSlip | undefined {
  if (service !== service.toLowerCase()) return 'arn-service-case';
  if (hasWildcard(service) || catalog.servicesWithArnSegment(service).length > 0) return undefined;
  return isServiceWithoutArns(catalog, service) ? undefined : 'arn-service-unknown';
}

/** A prefix of actions that the data knows without ARNs: people name it, and it may have got ARNs since. */
function isServiceWithoutArns(catalog: Catalog, service: string): boolean {
  return catalog.summary(service) !== undefined;
}

/**
 * What the formats of the service say about the fields; nothing where some format fits as it stands, which most entries do,
 * and nothing about a sixth field that holds a wildcard or a variable.
 */
function formatSlips(catalog: Catalog, entry: ArnText, arn: Arn): readonly ArnSlip[] {
  const isPlain = isRegionPlain(catalog, arn.region) && isAccountPlain(arn.account);
  if (isPlain && hasOwnFormat(entry)) return [];
  if (runsOverFields(entry) && entry.types.length > 0) return [];
  const formats = formatsWithResource(catalog, arn.service, arn.resource);
  if (formats.length === 0) {
    // A star in front may run over the last colon.
    if (arn.resource === '') return hasWildcard(entry.text) ? [] : ['arn-resource-format'];
    if (isOpenField(arn.resource) || reshapedResources(catalog, arn).length === 0) return [];
    return matchesAcross(catalog, compileArnPattern(entry.text)) ? [] : ['arn-resource-format'];
  }
  const region = regionSlip(catalog, arn.region, fieldValues(formats, 3));
  const account = accountSlip(arn, fieldValues(formats, 4));
  return [region, account].filter((slip) => slip !== undefined);
}

/** Does a format of the service fit? One with an open service field, as AWS Backup has for recovery points, fits nearly everything. */
export function hasOwnFormat({ types }: Pick<ArnText, 'types'>): boolean {
  return types.some(({ template }) => template.service !== '*');
}

/** `arn:aws:logs:*:log-group:/x`: a star at the end of a field runs over colons, and the fields are not what they seem. */
function runsOverFields({ text, fields }: ArnText): boolean {
  return fields.slice(1, 5).some((field) => field.endsWith('*')) && compileArnPattern(text).crosses;
}

function isRegionPlain(catalog: Catalog, region: string): boolean {
  return region === '' || hasWildcard(region) || catalog.region(region) !== undefined;
}

function isAccountPlain(account: string): boolean {
  return account === '' || hasWildcard(account) || isAccountId(account) || WORDS_FOR_ACCOUNTS.has(account);
}

function isOpenField(field: string): boolean {
  return hasWildcard(field) || isOpenText(field);
}

/** The ARN formats of a service whose sixth field fits, whatever the Region and the account. */
function formatsWithResource(catalog: Catalog, service: string, resource: string): readonly string[] {
  const pattern = compileArnPattern(`arn:*:${service}:*:*:${resource}`);
  return templatesOf(catalog, service)
    .filter((template) => templateMatches(template, pattern))
    .map(({ text }) => text);
}

function templatesOf(catalog: Catalog, service: string): readonly ArnTemplate[] {
  return catalog
    .servicesWithArnSegment(service)
    .flatMap((prefix) => catalog.service(prefix)?.resourceTypes ?? [])
    .flatMap((type) => type.templates)
    .filter((template) => template.service === service || template.service === '*');
}

/**
 * The sixth field as a format of the service would have it, where a small change leads there: `:` for `/` and the reverse behind
 * the first word, that word in another letter case or in the plural (`Tables/Orders` → `table/Orders`), or the word in front that
 * lacks (`Orders` → `table/Orders`). Empty where nothing leads to a format, as for a
 * resource that is newer than the data: then nobody can say that it is wrong.
 */
export function reshapedResources(catalog: Catalog, { service, resource }: Arn): readonly string[] {
  const templates = templatesOf(catalog, service);
  const isFormat = (candidate: string) => {
    const pattern = compileArnPattern(`arn:*:${service}:*:*:${candidate}`);
    return templates.some((template) => templateMatches(template, pattern));
  };
  const swapped = [resource.replace(':', '/'), resource.replace('/', ':')].filter((each) => each !== resource);
  const fitting = swapped.filter(isFormat);
  if (fitting.length > 0 || resource === '') return fitting;
  const words = [...new Set(templates.map(wordInFront))].filter((word) => word !== '');
  if (/[:/]/.test(resource)) return respelled(resource, words).filter(isFormat);
  return words.map((word) => word + resource).filter(isFormat);
}

/** With the first word spelled as one of the words is that formats begin with. */
function respelled(resource: string, words: readonly string[]): readonly string[] {
  const [start = ''] = /^[A-Za-z-]+[:/]/.exec(resource) ?? [];
  if (start === '') return [];
  const meant = words.filter((word) => word !== start && singular(word) === singular(start));
  return meant.map((word) => word + resource.slice(start.length));
}

function singular(word: string): string {
  return word.toLowerCase().replace(/s?[:/]$/, '');
}

/** `table/` of `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`; empty where a variable comes first. */
function wordInFront({ text }: ArnTemplate): string {
  const resource = text.split(':').slice(5).join(':');
  return resource.includes('$') ? resource.slice(0, resource.indexOf('$')) : '';
}

/** What the formats have in a field: `''`, a variable, a word, or `*` where they leave it open. */
function fieldValues(formats: readonly string[], index: number): ReadonlySet<string> {
  return new Set(formats.map((format) => format.split(':')[index] ?? ''));
}

function regionSlip(catalog: Catalog, region: string, known: ReadonlySet<string>): ArnSlip | undefined {
  if (hasWildcard(region) || known.has('*')) return undefined;
  if (region === '') return known.has('') ? undefined : 'arn-region-missing';
  if (isOnlyEmpty(known)) return 'arn-region-not-allowed';
  return catalog.region(region) !== undefined || known.has(region) ? undefined : 'arn-region-invalid';
}

function accountSlip(arn: Arn, known: ReadonlySet<string>): ArnSlip | undefined {
  const { account } = arn;
  if (hasWildcard(account) || known.has('*')) return undefined;
  if (account === '') return known.has('') || mayLackAccount(arn) ? undefined : 'arn-account-missing';
  const isWord = WORDS_FOR_ACCOUNTS.has(account) || known.has(account);
  if (isOnlyEmpty(known)) return isWord ? undefined : 'arn-account-not-allowed';
  return isAccountId(account) || isWord ? undefined : 'arn-account-invalid';
}

/**
 * Where AWS's own resources have no account, which the formats do not show: the automation documents and the resource views
 * that AWS owns. A bare star could stand for a resource of any type.
 */
export function mayLackAccount({ service, resource }: Arn): boolean {
  if (compilePattern(resource).isUniversal) return true;
  return (
    (service === 'ssm' && resource.startsWith('automation-definition/')) ||
    (service === 'resource-explorer-2' && resource.startsWith('view/'))
  );
}

function isOnlyEmpty(known: ReadonlySet<string>): boolean {
  return known.size === 1 && known.has('');
}

/**
 * What AWS writes in place of an account number for what it owns itself: `arn:aws:iam::aws:policy/ReadOnlyAccess`,
 * `arn:aws:iam::cloudfront:user/…`, `arn:aws:cloudformation:us-east-1:aws:transform/…`. State of 2026-11-25.
 */
const WORDS_FOR_ACCOUNTS: ReadonlySet<string> = new Set([
  'amazon',
  'aws',
  'aws-managed',
  'aws-marketplace',
  'aws-service',
  'cloudfront',
  'elasticloadbalancing',
  'self',
  'third-party',
]);
