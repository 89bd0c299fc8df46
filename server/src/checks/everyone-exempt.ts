import type { PolicyType } from '../policy/document';
import type { ConditionEntry } from './condition-entries';
import type { StatementFacts } from './statement-facts';
import { surelyUniversalValues } from './universal-values';

/** Keys that each signed request of an IAM principal carries. Lower case. */
const CARRIED_BY_ALL: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:userid',
]);

/** Policies that hold IAM principals only: to anonymous and service callers the keys are unknown. */
const OF_PRINCIPALS: ReadonlySet<PolicyType> = new Set(['identity', 'boundary', 'session', 'scp']);

/** Does the test of a Deny except every principal there is, so that the Deny never applies? */
export function exemptsEveryone(
  { statement, type }: StatementFacts & { readonly type: PolicyType },
  test: ConditionEntry,
): boolean {
  if (statement.effect !== 'Deny' || !OF_PRINCIPALS.has(type)) return false;
  if (test.parsed?.base.isNegated !== true || !CARRIED_BY_ALL.has(test.lowerKey)) return false;
  return surelyUniversalValues(test).length > 0;
}
