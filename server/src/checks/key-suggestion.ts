import type { Catalog } from '../catalog/catalog';
import { prefixesMeantBy } from '../catalog/tables/service-aliases';
import type { ActionEntry } from './action-entries';
import { nearest } from './nearest';

/** How many edits a misspelt key may be away. */
const MAX_DISTANCE = 3;

/** Names that people write for a global key, lower case, up to the `/` of a family. */
const GLOBAL_WORDS: ReadonlyMap<string, string> = new Map([
  ['aws:account', 'aws:PrincipalAccount'],
  ['aws:accountid', 'aws:PrincipalAccount'],
  ['aws:ip', 'aws:SourceIp'],
  ['aws:ipaddress', 'aws:SourceIp'],
  ['aws:mfa', 'aws:MultiFactorAuthPresent'],
  ['aws:mfapresent', 'aws:MultiFactorAuthPresent'],
  ['aws:multifactorauth', 'aws:MultiFactorAuthPresent'],
  ['aws:orgid', 'aws:PrincipalOrgID'],
  ['aws:organizationid', 'aws:PrincipalOrgID'],
  ['aws:orgpaths', 'aws:PrincipalOrgPaths'],
  ['aws:principal', 'aws:PrincipalArn'],
  ['aws:region', 'aws:RequestedRegion'],
  ['aws:regionname', 'aws:RequestedRegion'],
  ['aws:tag/', 'aws:ResourceTag/'],
  ['aws:tags/', 'aws:ResourceTag/'],
  ['aws:vpc', 'aws:SourceVpc'],
  ['aws:vpce', 'aws:SourceVpce'],
]);

/** The global key that a misspelt one is meant for, the key of a tag kept: `aws:PrincipleTag/team` → `aws:PrincipalTag/team`. */
export function nearGlobalKey(catalog: Catalog, key: string): string | undefined {
  const word = GLOBAL_WORDS.get(headOf(key).toLowerCase());
  if (word !== undefined) return `${word}${key.slice(headOf(key).length)}`;
  return nearKey(
    key,
    catalog.globalKeys.map(({ name }) => name).filter((name) => name.startsWith('aws:')),
  );
}

/** The key of the same service that a misspelt one is meant for. */
export function nearServiceKey(catalog: Catalog, key: string): string | undefined {
  const service = catalog.service(key.slice(0, key.indexOf(':')));
  if (service === undefined) return undefined;
  // `kms:EncryptionContext:` goes on with a name that nobody can guess.
  const names = service.conditionKeys.map(({ name }) => name).filter((name) => !name.includes(':${'));
  return nearKey(key, names);
}

/** The prefix that a misspelt one is meant for: one under which the rest of the key exists. */
export function nearKeyPrefix(catalog: Catalog, key: string): string | undefined {
  const colon = key.indexOf(':');
  const [prefix, rest] = [key.slice(0, colon), key.slice(colon)];
  const near = nearest(
    prefix,
    ['aws', ...catalog.services.map((service) => service.prefix)],
    prefix.length < 5 ? 1 : 2,
  );
  const candidates = [...prefixesMeantBy(prefix), ...(near === undefined ? [] : [near]), 'aws'];
  return candidates.find((each) => catalog.conditionKey(`${each}${rest}`) !== undefined);
}

/**
 * Keys that a text without a good prefix may be meant for: without its blanks, under `aws:`, or under a service of the
 * statement's actions. Each is a key that exists.
 */
export function keysMeantBy(catalog: Catalog, text: string, actions: readonly ActionEntry[]): readonly string[] {
  const name = text.replaceAll(/\s+/g, '').replace(/^:|:$/g, '');
  const prefixes = name.includes(':') ? [] : ['aws', ...new Set(actions.map(({ prefix }) => prefix.toLowerCase()))];
  const candidates = [name, ...prefixes.map((prefix) => `${prefix}:${name}`)];
  return candidates.filter((each) => each !== text && catalog.conditionKey(each) !== undefined).slice(0, 3);
}

/** Compares names up to the `/` of a family; the rest of a family's key stays. */
function nearKey(key: string, names: readonly string[]): string | undefined {
  const head = headOf(key);
  const heads = names
    .map((name) => (name.includes('${') ? name.slice(0, name.indexOf('${')) : name))
    .filter((name) => name.endsWith('/') === head.endsWith('/'));
  const near = nearest(head, heads, Math.min(MAX_DISTANCE, Math.max(1, Math.floor(head.length / 5))));
  return near === undefined ? undefined : `${near}${key.slice(head.length)}`;
}

/** `aws:ResourceTag/` of `aws:ResourceTag/team`; the whole key where it has no `/`. */
function headOf(key: string): string {
  const slash = key.indexOf('/');
  return slash === -1 ? key : key.slice(0, slash + 1);
}
