import type { ReadStatement } from './statement-facts';

/**
 * What a statement may have. Most rules speak of one of these things alone, and most statements have few of them: a rule names
 * what it needs (`needs`), and is not asked about a statement without it.
 */
export type Feature = keyof typeof TESTS;

/** Feature → does a statement have it? A new one is one row. */
const TESTS = {
  Allow: ({ statement }) => statement.effect === 'Allow',
  Deny: ({ statement }) => statement.effect === 'Deny',
  NotAction: ({ statement }) => statement.action?.isNegated === true,
  'unknown action': ({ actions }) => actions.some(({ state }) => state === 'unknown'),
  'unknown service': ({ actions }) => actions.some(({ state }) => state === 'serviceUnknown'),
  'retired action': ({ actions }) => actions.some(({ retired }) => retired !== undefined),
  'wildcard action': ({ actions }) => actions.some(({ pattern }) => pattern !== undefined),
  NotResource: ({ statement }) => statement.resource?.isNegated === true,
  ARN: ({ resources }) => resources.some(({ arn }) => arn !== undefined),
  'ARN slip': ({ resources }) => resources.some(({ slips }) => slips.length > 0),
  Principal: ({ statement: { elements } }) => elements.Principal !== undefined || elements.NotPrincipal !== undefined,
  Condition: ({ statement }) => statement.elements.Condition !== undefined,
  variable: ({ variables }) => variables.length > 0,
} satisfies { readonly [name: string]: (facts: ReadStatement) => boolean };

/** All, in the order of the table. */
export const FEATURES = Object.keys(TESTS) as readonly Feature[];
const ALL: readonly ((facts: ReadStatement) => boolean)[] = Object.values(TESTS);

/** A set of features as bits, by their place in the table. */
export type FeatureSet = number;

/** The features that a statement has. */
export function featuresOf(facts: ReadStatement): FeatureSet {
  let features = 0;
  for (let at = 0; at < ALL.length; at += 1) {
    if (ALL[at]?.(facts) === true) features |= 1 << at;
  }
  return features;
}

/** The features of a rule's `needs`: all of them. */
export function featureSet(needs: Feature | readonly Feature[] = []): FeatureSet {
  const names: readonly Feature[] = typeof needs === 'string' ? [needs] : needs;
  return names.reduce((features, name) => features | (1 << FEATURES.indexOf(name)), 0);
}

/** Has the statement everything that a rule needs? */
export function hasAll(features: FeatureSet, needed: FeatureSet): boolean {
  return (features & needed) === needed;
}
