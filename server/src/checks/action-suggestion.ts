import type { Catalog, ServiceSummary } from '../catalog/catalog';
import { prefixesMeantBy } from '../catalog/tables/service-aliases';
import { actionNames } from './action-entries';
import { nearest } from './nearest';

/** What an unknown action may have been meant as. */
export interface ActionSuggestion {
  /** `service:Name`. */
  readonly action: string;
  /** `name`: near in spelling. `words`: most words in common. `sister`: the same name in a related service. */
  readonly by: 'name' | 'words' | 'sister';
}

/** The best guess for a name that the service does not have; undefined where nothing comes close. */
export function suggestAction(catalog: Catalog, service: ServiceSummary, name: string): ActionSuggestion | undefined {
  const { names, words } = namesOf(catalog, service);
  const near = byBeginning(names, name) ?? nearest(name, names, maxDistance(name));
  if (near !== undefined) return { action: `${service.prefix}:${near}`, by: 'name' };
  const sister = bySister(catalog, service, name);
  if (sister !== undefined) return { action: sister, by: 'sister' };
  const alike = byWords(names, words(), name);
  return alike === undefined ? undefined : { action: `${service.prefix}:${alike}`, by: 'words' };
}

/** The names of a service's actions, and their words. */
interface ServiceNames {
  readonly names: readonly string[];
  /** How many words each name has, and at which places of the list the names with a word stand. */
  readonly words: () => NameWords;
}

interface NameWords {
  readonly counts: readonly number[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Made once for each service: a long policy may hold thousands of unknown actions. */
const knownNames = new WeakMap<Catalog, Map<string, ServiceNames>>();

function namesOf(catalog: Catalog, service: ServiceSummary): ServiceNames {
  const services = knownNames.get(catalog) ?? new Map<string, ServiceNames>();
  knownNames.set(catalog, services);
  const known = services.get(service.prefix);
  if (known !== undefined) return known;
  const names = [...actionNames(catalog, service)];
  let words: NameWords | undefined;
  const made: ServiceNames = {
    names,
    words: () => {
      words ??= wordsOfAll(names);
      return words;
    },
  };
  services.set(service.prefix, made);
  return made;
}

/** How many edits a name of this length may be away and still be meant: the catalogue's max(1, length / 5). */
export function maxDistance(name: string): number {
  return Math.min(4, Math.max(1, Math.floor(name.length / 5)));
}

/** `GetObj` → `GetObject`, `DescribeInstance` → `DescribeInstances`: the shortest name that goes on from what is written. */
function byBeginning(names: readonly string[], name: string): string | undefined {
  if (name.length < 4) return undefined;
  const folded = name.toLowerCase();
  const longer = names.filter((each) => each.toLowerCase().startsWith(folded));
  return longer.reduce<string | undefined>(
    (best, each) => (best === undefined || each.length < best.length ? each : best),
    undefined,
  );
}

/** Services that people take for each other. */
const SISTERS: readonly (readonly string[])[] = [
  ['logs', 'cloudwatch', 'events'],
  ['s3', 's3express', 's3tables', 's3-outposts', 's3-object-lambda'],
  ['ecr', 'ecr-public'],
  ['cognito-idp', 'cognito-identity'],
  ['es', 'aoss', 'opensearch'],
  ['rds', 'rds-data', 'docdb-elastic', 'neptune-db'],
  ['sso', 'sso-directory', 'identitystore', 'sso-oauth'],
  ['apigateway', 'execute-api'],
  ['ssm', 'ssmmessages', 'ec2messages', 'secretsmanager'],
  ['ec2', 'autoscaling', 'elasticloadbalancing', 'ebs'],
  ['iam', 'sts', 'organizations', 'account'],
  ['kinesis', 'firehose', 'kinesisanalytics', 'kinesisvideo'],
  ['ses', 'sns', 'sqs', 'pinpoint', 'mobiletargeting'],
  ['redshift', 'redshift-data', 'redshift-serverless'],
  ['wafv2', 'waf', 'waf-regional'],
  ['bedrock', 'bedrock-agentcore'],
];

const HTTP_METHOD = /^(get|post|put|patch|delete)$/i;

function bySister(catalog: Catalog, service: ServiceSummary, name: string): string | undefined {
  // The actions of API Gateway that are called as HTTP methods manage an API; with execute-api its callers are meant.
  if (service.prefix === 'execute-api' && HTTP_METHOD.test(name)) return undefined;
  const sisters = SISTERS.filter((group) => group.includes(service.prefix)).flat();
  for (const prefix of sisters) {
    const number = catalog.actionNumber(`${prefix}:${name}`);
    if (number !== undefined) return catalog.actionNameAt(number);
  }
  return undefined;
}

function wordsOfAll(names: readonly string[]): NameWords {
  const words = names.map(wordsOf);
  const places = new Map<string, number[]>();
  for (const [place, own] of words.entries())
    for (const word of new Set(own)) places.set(word, [...(places.get(word) ?? []), place]);
  return { counts: words.map(({ length }) => length), places };
}

/** The name that shares most words, if the larger part of both; of equal ones the first. */
function byWords(names: readonly string[], { counts, places }: NameWords, name: string): string | undefined {
  const words = wordsOf(name);
  const common = new Map<number, number>();
  for (const word of words) for (const place of places.get(word) ?? []) common.set(place, (common.get(place) ?? 0) + 1);
  let best: number | undefined;
  let bestShare = 0.6;
  for (const [place, count] of common) {
    const share = count / (words.length + (counts[place] ?? 0) - count);
    if (share > bestShare || (share === bestShare && best !== undefined && place < best)) {
      best = place;
      bestShare = share;
    }
  }
  return best === undefined ? undefined : names[best];
}

/** `GetBucketACL` → get, bucket, acl; the plural counts as the singular. */
function wordsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return words.map((word) => word.toLowerCase().replace(/s$/, ''));
}

/** The prefixes that an unknown one may be meant as: what people call the service, else a near one. */
export function suggestPrefixes(catalog: Catalog, prefix: string): readonly string[] {
  const meant = prefixesMeantBy(prefix);
  if (meant.length > 0) return meant;
  const names = catalog.services.map((service) => service.prefix);
  const near = nearest(prefix, names, maxDistance(prefix));
  return near === undefined ? [] : [near];
}
