import type { ConditionEntry } from './condition-entries';

/**
 * Keys that say how, when or from where a request comes, not what it is about: with them alone whoever has the policy can
 * still do all of it.
 */
const AMBIENT_KEYS: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:sourceip',
  'aws:tokenissuetime',
  'aws:useragent',
  'aws:viaawsservice',
  'aws:referer',
]);

/** Does some condition limit what the statement is about: the resource, the target, a tag, the service it goes to? */
export function limitsWhat(conditions: readonly ConditionEntry[]): boolean {
  return conditions.some(({ lowerKey }) => !AMBIENT_KEYS.has(lowerKey));
}

/** The test of a key whose values pin it: positive, without IfExists, and true of no request that lacks the key. */
export function pinningTests(conditions: readonly ConditionEntry[], lowerKey: string): readonly ConditionEntry[] {
  return conditions.filter((test) => test.lowerKey === lowerKey && isPinning(test));
}

function isPinning({ parsed, values }: ConditionEntry): boolean {
  if (parsed === undefined || parsed.base.type === 'Null' || parsed.base.isNegated || parsed.ifExists) return false;
  return parsed.set !== 'ForAllValues' && values.length > 0;
}
