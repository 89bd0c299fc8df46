/** Opens the generated catalog: reads the index at once, everything else when it is first asked for. */

import type { Catalog, Partition, Region } from './catalog';
import { conditionKeyFinder } from './condition-keys';
import type { CatalogBytes, PackedIndex, PackedPartition } from './format';
import { FORMAT } from './format';
import { globalKeyFinder, openGlobalKeys } from './global-keys';
import { openActions } from './packed-actions';
import { openPolicies } from './packed-policies';
import { openServices } from './packed-services';
import { servicePrincipalTest } from './service-principals';

/** Throws when the bytes are not a catalog of this version: they are made together with the code. */
export function openCatalog(bytes: CatalogBytes): Catalog {
  const index = JSON.parse(bytes.index) as PackedIndex;
  if (index.format !== FORMAT) throw new Error(`The catalog has format ${index.format}, this code reads ${FORMAT}.`);
  const globalKeys = openGlobalKeys(index.globalKeys);
  const globalKey = globalKeyFinder(globalKeys);
  const services = openServices(index, bytes, globalKey);
  const partitions = index.partitions.map(openPartition);
  const regions = partitions.flatMap((partition) => partition.regions).sort(byName);
  const regionByName = new Map(regions.map((region) => [region.name, region]));
  const isRegion = (label: string) => regionByName.has(label);
  return {
    dates: index.dates,
    counts: index.counts,
    services: services.summaries,
    summary: services.summary,
    service: services.service,
    servicesWithArnSegment: (segment) => withArnSegment(index, segment),
    ...openActions(services),
    globalKeys,
    globalKey,
    ...conditionKeyFinder(index.keyPrefixes, services, globalKey),
    ...openPolicies(index, bytes),
    servicePrincipals: index.servicePrincipals,
    isServicePrincipal: servicePrincipalTest(index.servicePrincipals, index.regionalServicePrincipals, isRegion),
    partitions,
    regions,
    region: (name) => regionByName.get(name),
  };
}

function withArnSegment(index: PackedIndex, segment: string): readonly string[] {
  return Object.hasOwn(index.arnSegments, segment) ? (index.arnSegments[segment] ?? []) : [];
}

function openPartition([id, dnsSuffix, regions]: PackedPartition): Partition {
  return { id, dnsSuffix, regions: regions.map(([name, description]) => ({ name, partition: id, description })) };
}

function byName(left: Region, right: Region): number {
  return left.name < right.name ? -1 : 1;
}
