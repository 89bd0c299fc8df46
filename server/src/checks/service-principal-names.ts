import type { Catalog } from '../catalog/catalog';
import { nearest } from './nearest';

/**
 * What is wrong with the name of a service principal: `form`, which AWS gives to none; `case`; `near`, one letter or two away from a known
 * one; `unknown`, not in the data. The list is known to be incomplete, so that much is taken for right: a name under a known one
 * (`export.rds.amazonaws.com`), and a service that IAM knows.
 */
export interface ServiceNameProblem {
  readonly kind: 'form' | 'case' | 'near' | 'unknown';
  readonly suggestion: string | undefined;
}

/** Undefined for a name that is right, or may be (IAM User Guide, "AWS service principals"). */
export function serviceNameProblem(catalog: Catalog, name: string): ServiceNameProblem | undefined {
  if (catalog.isServicePrincipal(name)) return undefined;
  const lower = name.toLowerCase();
  if (catalog.isServicePrincipal(lower)) return { kind: 'case', suggestion: lower };
  const label = labelOf(catalog, lower);
  if (label === undefined) return { kind: 'form', suggestion: knownOf(catalog, firstLabel(lower)) };
  if (lower !== name) return { kind: 'case', suggestion: lower };
  if (catalog.summary(label) !== undefined || isUnderKnown(catalog, label)) return undefined;
  const near = nearest(`${label}${SUFFIX}`, catalog.servicePrincipals, label.length < 6 ? 1 : 2);
  return { kind: near === undefined ? 'unknown' : 'near', suggestion: near };
}

const SUFFIX = '.amazonaws.com';

/** The name without the suffix of its partition. */
function labelOf(catalog: Catalog, name: string): string | undefined {
  const suffixes = new Set(catalog.partitions.map(({ dnsSuffix }) => `.${dnsSuffix}`));
  const suffix = [...suffixes].find((each) => name.endsWith(each));
  const label = suffix === undefined ? '' : name.slice(0, -suffix.length);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(label) ? label : undefined;
}

/** `build.apprunner`: below a known name, or a known name with a Region of it. */
function isUnderKnown(catalog: Catalog, label: string): boolean {
  const labels = label
    .split('.')
    .slice(-MAX_LABELS)
    .filter((part) => catalog.region(part) === undefined);
  return labels.some((_part, at) => {
    const rest = labels.slice(at).join('.');
    return catalog.isServicePrincipal(`${rest}${SUFFIX}`) || (at > 0 && catalog.summary(rest) !== undefined);
  });
}

/** No known name has as many. */
const MAX_LABELS = 10;

function knownOf(catalog: Catalog, label: string): string | undefined {
  const name = `${label}${SUFFIX}`;
  return catalog.isServicePrincipal(name) ? name : undefined;
}

/** `https://ec2.amazonaws.com`, ` ec2` → `ec2`. */
function firstLabel(name: string): string {
  return /^(?:\s|https?:\/\/)*([a-z0-9-]+)/.exec(name)?.[1] ?? '';
}
