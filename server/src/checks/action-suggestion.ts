import type { Catalog, ServiceSummary } from '../catalog/catalog';
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
  readonly words: () => readonly (readonly string[])[];
}

/** Made once for each service: a long policy may hold thousands of unknown actions. */
const knownNames = new WeakMap<Catalog, Map<string, ServiceNames>>();

function namesOf(catalog: Catalog, service: ServiceSummary): ServiceNames {
  const services = knownNames.get(catalog) ?? new Map<string, ServiceNames>();
  knownNames.set(catalog, services);
  const known = services.get(service.prefix);
  if (known !== undefined) return known;
  const names = [...actionNames(catalog, service)];
  let words: readonly (readonly string[])[] | undefined;
  const made: ServiceNames = {
    names,
    words: () => {
      words ??= names.map(wordsOf);
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

function bySister(catalog: Catalog, service: ServiceSummary, name: string): string | undefined {
  const sisters = SISTERS.filter((group) => group.includes(service.prefix)).flat();
  for (const prefix of sisters) {
    const number = catalog.actionNumber(`${prefix}:${name}`);
    if (number !== undefined) return catalog.actionNameAt(number);
  }
  return undefined;
}

/** The name that shares most words, if the larger part of both. */
function byWords(
  names: readonly string[],
  wordsOfNames: readonly (readonly string[])[],
  name: string,
): string | undefined {
  const words = wordsOf(name);
  let best: string | undefined;
  let bestShare = 0.6;
  for (const [place, others] of wordsOfNames.entries()) {
    const common = words.filter((word) => others.includes(word)).length;
    const share = common / (words.length + others.length - common);
    if (share > bestShare) {
      best = names[place];
      bestShare = share;
    }
  }
  return best;
}

/** `GetBucketACL` → get, bucket, acl; the plural counts as the singular. */
function wordsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return words.map((word) => word.toLowerCase().replace(/s$/, ''));
}
