/** Which resource type an ARN belongs to, and which resource holds it. */
import type { ArnPattern, ArnTemplate } from './arn-template';
import {
  compileArnPattern,
  hasOpenService,
  literalArn,
  mayRunOver,
  parentArn,
  parentTemplate,
  templateFit,
  templateMatches,
  templateMatchesAcross,
} from './arn-template';
import type { Action, Catalog, ResourceType, Service } from './catalog';

export interface ResourceTypeMatch {
  readonly type: ResourceType;
  readonly template: ArnTemplate;
}

/**
 * The resource types that an ARN, or an entry of `Resource` with wildcards and variables, may stand for. Best first:
 * types of the service that the ARN names, then those whose fixed text the entry repeats most. A type occurs once.
 * Empty for what is no ARN, for `*`, and where the service field is open (too many to be of use).
 */
export function resourceTypesOf(catalog: Catalog, text: string): readonly ResourceTypeMatch[] {
  return matchesOf(catalog, compileArnPattern(text));
}

function matchesOf(catalog: Catalog, pattern: ArnPattern): readonly ResourceTypeMatch[] {
  const segment = pattern.service;
  if (segment === undefined) return [];
  const named = matchesIn(catalog, catalog.servicesWithArnSegment(segment), pattern);
  // Formats with an open service field fit nearly everything: they count where nothing else does.
  return named.length > 0 ? named : matchesIn(catalog, catalog.servicesWithArnSegment('*'), pattern);
}

interface RankedMatch extends ResourceTypeMatch {
  readonly fit: number;
}

function matchesIn(catalog: Catalog, prefixes: readonly string[], pattern: ArnPattern): readonly ResourceTypeMatch[] {
  const found: RankedMatch[] = [];
  for (const prefix of prefixes) {
    const types = catalog.service(prefix)?.resourceTypes ?? [];
    // By index, as in `bestMatch`: services have hundreds of types, and each new ARN is held against all.
    for (let at = 0; at < types.length; at += 1) {
      const type = types[at];
      const match = type === undefined ? undefined : bestMatch(type, pattern);
      if (match !== undefined) found.push(match);
    }
  }
  const isForeign = (match: RankedMatch) => Number(match.type.service !== pattern.service);
  found.sort(
    (left, right) =>
      isForeign(left) - isForeign(right) || right.fit - left.fit || left.template.fixed - right.template.fixed,
  );
  return found.map(({ type, template }) => ({ type, template }));
}

function bestMatch(type: ResourceType, pattern: ArnPattern): RankedMatch | undefined {
  let best: RankedMatch | undefined;
  const { templates } = type;
  for (let at = 0; at < templates.length; at += 1) {
    const template = templates[at];
    const fit = template === undefined ? undefined : templateFit(template, pattern);
    if (template !== undefined && fit !== undefined && fit > (best?.fit ?? -1)) best = { type, template, fit };
  }
  return best;
}

/** Can the entry of `Resource` match any ARN of this type? */
export function typeMatches(type: ResourceType, entry: ArnPattern): boolean {
  return type.templates.some((template) => templateMatches(template, entry));
}

/** Can it where a star runs over colons? IAM matches so, though hardly anybody means it. */
export function typeMatchesAcross(type: ResourceType, entry: ArnPattern): boolean {
  return type.templates.some((template) => templateMatchesAcross(template, entry));
}

/**
 * Is there an ARN that the entry matches where a star runs over colons? Where the star may run over the service, so that any
 * service is meant, the answer is yes: hardly any such entry matches nothing.
 */
export function matchesAcross(catalog: Catalog, entry: ArnPattern): boolean {
  if (!mayRunOver(entry)) return false;
  const { service } = entry;
  const prefixes = service === undefined ? [] : catalog.servicesWithArnSegment(service);
  if (prefixes.length === 0) return hasOpenService(entry);
  const types = prefixes.flatMap((prefix) => catalog.service(prefix)?.resourceTypes ?? []);
  return types.some((type) => typeMatchesAcross(type, entry));
}

/** The resource types of the action that the entry of `Resource` can match. */
export function actionTypesMatching(service: Service, action: Action, entry: ArnPattern): readonly ResourceType[] {
  return action.resourceTypes
    .map((used) => service.resourceType(used.name))
    .filter((type) => type !== undefined)
    .filter((type) => typeMatches(type, entry));
}

/**
 * The resources that hold this one, nearest first: for an S3 object its bucket, for a log stream its log group. A policy
 * attached to one of them governs the resource too. Empty for what holds nothing above it or is no literal ARN.
 */
export function holdersOf(catalog: Catalog, arn: string): readonly string[] {
  const holders: string[] = [];
  for (let current: string | undefined = arn; current !== undefined; ) {
    current = holderOf(catalog, current);
    if (current !== undefined) holders.push(current);
  }
  return holders;
}

function holderOf(catalog: Catalog, arn: string): string | undefined {
  const best = matchesOf(catalog, literalArn(arn))[0];
  if (best === undefined) return undefined;
  const templates = catalog.service(best.type.service)?.resourceTypes.flatMap((type) => type.templates) ?? [];
  const parent = parentTemplate(best.template, templates);
  return parent === undefined ? undefined : parentArn(arn, best.template, parent);
}
