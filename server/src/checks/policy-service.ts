import type { StatementFacts } from './statement-facts';

/**
 * The service of all actions of a document, lower case: with a resource policy, the service of its resource. Undefined where the actions
 * are of several services or of unknown ones, and where a wildcard hides the service.
 */
export function serviceOfActions(statements: readonly StatementFacts[]): string | undefined {
  const entries = statements.flatMap(({ actions }) => actions);
  const prefixes = new Set(entries.map(({ prefix }) => prefix.toLowerCase()));
  const [first] = prefixes;
  return prefixes.size === 1 && entries.every(({ service }) => service !== undefined) ? first : undefined;
}
