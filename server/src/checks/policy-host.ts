import type { StatementFacts } from './statement-facts';

/**
 * The service to whose resource a resource policy belongs, by its prefix (`kms`, `sqs`): the one that all its actions name.
 * Undefined where an action is `*`, is excepted by NotAction, or names another service.
 */
export function policyHost(statements: readonly StatementFacts[]): string | undefined {
  let host: string | undefined;
  for (const { statement, actions } of statements) {
    const { action } = statement;
    if (action?.isNegated !== false || actions.length === 0 || actions.length !== action.entries.length)
      return undefined;
    for (const { prefix, isEverything, prefixHasWildcard } of actions) {
      const lower = prefix.toLowerCase();
      if (isEverything || prefixHasWildcard || (host !== undefined && host !== lower)) return undefined;
      host = lower;
    }
  }
  return host;
}
