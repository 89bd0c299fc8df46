/** Makes the catalog that the product ships out of the data packages and data/: `npm run catalog`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PackedIndex, PackedPartition, PackedPolicy, PackedTraits } from '../../server/src/catalog/format';
import { BLOB_NAMES, FIRST_TRAIT, FORMAT, INDEX_NAME } from '../../server/src/catalog/format';
import { withMoreTypes } from './more-formats';
import { asciiJson, type PackedServiceText, packServices } from './pack-services';
import { principalsIn, undocumentedActions } from './policy-facts';
import * as sources from './sources';

export interface CatalogBuild {
  /** False: the catalog in `outDir` was made from the same sources already. */
  readonly written: boolean;
  readonly dates: PackedIndex['dates'];
  readonly counts: PackedIndex['counts'];
  /** Bytes of all files together. */
  readonly bytes: number;
}

/** The same sources always give the same bytes. */
export async function buildCatalog(options: { outDir: string; force?: boolean }): Promise<CatalogBuild> {
  const stamp = sources.stampOfSources();
  const present = options.force ? undefined : presentIndex(options.outDir);
  if (present?.stamp === stamp) return { written: false, ...summaryOf(present, options.outDir) };
  const files = makeCatalog(stamp);
  mkdirSync(options.outDir, { recursive: true });
  // The index last: with its stamp it says that the blobs beside it are whole.
  for (const [name, text] of Object.entries(files.blobs)) writeFileSync(join(options.outDir, name), text, 'latin1');
  writeFileSync(join(options.outDir, INDEX_NAME), asciiJson(files.index), 'latin1');
  return { written: true, ...summaryOf(files.index, options.outDir) };
}

function presentIndex(folder: string): PackedIndex | undefined {
  if (![INDEX_NAME, ...BLOB_NAMES].every((name) => existsSync(join(folder, name)))) return undefined;
  try {
    return JSON.parse(readFileSync(join(folder, INDEX_NAME), 'latin1')) as PackedIndex;
  } catch {
    return undefined;
  }
}

function summaryOf(index: PackedIndex, folder: string): Omit<CatalogBuild, 'written'> {
  const bytes = [INDEX_NAME, ...BLOB_NAMES].reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
  return { dates: index.dates, counts: index.counts, bytes };
}

function makeCatalog(stamp: string): { index: PackedIndex; blobs: Record<string, string> } {
  const services = sources.readServices().map(withMoreTypes);
  const policies = sources.readPolicies();
  const undocumented = undocumentedActions(policies, services);
  const packed = packServices(services, { undocumented, dependentActions: sources.readDependentActions() });
  const policyTexts = policies.map((policy) => asciiJson(policy.document));
  const policyPaths = [...new Set(policies.map(pathOf))].sort();
  const traits = distinct(packed.flatMap((service) => service.traits));
  const index: PackedIndex = {
    format: FORMAT,
    stamp,
    dates: sources.releaseDates(),
    counts: countsOf(packed, policies.length),
    services: packed.map((service) => service.summary),
    actionTraits: traits,
    arnSegments: arnSegments(packed),
    keyPrefixes: keyPrefixes(packed),
    globalKeys: sources
      .readGlobalKeys()
      .map((key) => [key.name, key.type, key.multivalued ? 1 : 0, key.present, key.sensitive ? 1 : 0]),
    policyPaths,
    policies: policies.map((policy, at): PackedPolicy => {
      const length = policyTexts[at]?.length ?? 0;
      return [policy.name, policyPaths.indexOf(pathOf(policy)), policy.version, policy.updated, length];
    }),
    ...servicePrincipals(policies),
    partitions: sources.readPartitions().map(packPartition),
  };
  const blobs = {
    'services.txt': packed.map((service) => textOf(service, traits)).join(''),
    'policies.txt': policyTexts.join(''),
  };
  return { index, blobs };
}

function distinct(traits: readonly PackedTraits[]): readonly PackedTraits[] {
  const byText = new Map(traits.map((each): [string, PackedTraits] => [String(each), each]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each);
}

/** The pieces of a service in their order. */
function textOf({ names, traits, details, descriptions }: PackedServiceText, all: readonly PackedTraits[]): string {
  const first = FIRST_TRAIT.charCodeAt(0);
  const places = new Map(all.map((each, at) => [String(each), at]));
  const letters = traits.map((each) => String.fromCharCode(first + (places.get(String(each)) ?? 0)));
  return `${names}\n${letters.join('')}${details}${descriptions}`;
}

/** `arn:aws:iam::aws:policy/service-role/X` → `/service-role/` */
function pathOf(policy: sources.SourcePolicy): string {
  const match = /^arn:aws:iam::aws:policy(\/.*)$/.exec(policy.arn);
  const rest = match?.[1];
  if (rest === undefined || !rest.endsWith(`/${policy.name}`)) throw new Error(`Unexpected ARN: ${policy.arn}`);
  return rest.slice(0, -policy.name.length);
}

function countsOf(packed: readonly PackedServiceText[], managedPolicies: number): PackedIndex['counts'] {
  const sum = (count: (service: PackedServiceText) => number) =>
    packed.reduce((total, service) => total + count(service), 0);
  return {
    services: sum((service) => service.summary[6]),
    undocumentedServices: sum((service) => 1 - service.summary[6]),
    actions: sum((service) => service.packed.actions.filter((action) => action !== 0).length),
    undocumentedActions: sum((service) => service.packed.actions.filter((action) => action === 0).length),
    resourceTypes: sum((service) => service.packed.types.length),
    conditionKeys: sum((service) => service.packed.keys.length),
    managedPolicies,
  };
}

/** Service field of the ARN formats → services, the one of that name first. */
function arnSegments(packed: readonly PackedServiceText[]): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const service of packed) {
    for (const arn of service.packed.types.flatMap((type) => type[1])) {
      const field = arn.split(':', 1)[0] ?? '';
      addTo(found, field.includes('$') ? '*' : field, service.summary[0]);
    }
  }
  return sortedRecord(found, (segment, prefix) => (segment === prefix ? 0 : 1));
}

/** Prefix of listed keys that is not the listing service's own → services. `aws` keys are global. */
function keyPrefixes(packed: readonly PackedServiceText[]): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const service of packed) {
    for (const [name] of service.packed.keys) {
      const prefix = name.slice(0, name.indexOf(':'));
      if (prefix !== service.summary[0] && prefix !== 'aws') addTo(found, prefix, service.summary[0]);
    }
  }
  return sortedRecord(found, () => 0);
}

function addTo(found: Map<string, Set<string>>, key: string, value: string): void {
  const values = found.get(key) ?? new Set<string>();
  found.set(key, values.add(value));
}

function sortedRecord(
  found: ReadonlyMap<string, ReadonlySet<string>>,
  rank: (key: string, value: string) => number,
): Record<string, string[]> {
  const entries = [...found].map(([key, values]): [string, string[]] => {
    return [key, [...values].sort().sort((left, right) => rank(key, left) - rank(key, right))];
  });
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** `codedeploy.${aws::region}.amazonaws.com` and `{region}.x.amazonaws.com` are names that need a Region. */
function servicePrincipals(
  policies: readonly sources.SourcePolicy[],
): Pick<PackedIndex, 'servicePrincipals' | 'regionalServicePrincipals'> {
  const listed = sources.readServicePrincipals();
  const plain = listed.filter((name) => !name.includes('{'));
  const regional = listed.filter((name) => name.includes('{')).map((name) => name.replace(/\$?\{[^}]*\}\./, ''));
  return {
    servicePrincipals: [...new Set([...plain, ...principalsIn(policies)])].sort(),
    regionalServicePrincipals: [...new Set(regional)].sort(),
  };
}

/** The table has a made-up Region for global endpoints (`aws-global`), which no ARN and no request names. */
function packPartition(partition: sources.SourcePartition): PackedPartition {
  const regions = Object.entries(partition.regions).filter(([name]) => !name.endsWith('-global'));
  return [partition.id, partition.outputs.dnsSuffix, regions.map(([name, { description }]) => [name, description])];
}

async function main(): Promise<void> {
  const outDir = join(sources.root, 'dist', 'catalog');
  const build = await buildCatalog({ outDir, force: process.argv.includes('--force') });
  const { counts, dates } = build;
  console.log(
    `${build.written ? 'Wrote' : 'Kept'} dist/catalog (${build.bytes} bytes): ${counts.services} services, ` +
      `${counts.actions} actions, ${counts.resourceTypes} resource types, ${counts.conditionKeys} condition keys ` +
      `(${dates.services}); ${counts.managedPolicies} managed policies (${dates.managedPolicies})`,
  );
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === __filename) void main();
