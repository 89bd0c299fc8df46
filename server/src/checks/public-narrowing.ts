import { parseAddressRange } from '../language/values';
import type { ConditionValue } from '../policy/document';
import { completedFields } from './arn-patterns';
import type { ConditionEntry } from './condition-entries';
import { isOnlyStars, universalValues } from './universal-values';

/**
 * Keys whose fixed values keep strangers out of a statement for everyone (S3 User Guide, "The meaning of public"; the guides
 * of SNS, KMS and EFS for theirs). Lower case.
 */
const NARROWING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:userid',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'elasticfilesystem:accessedviamounttarget',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/** Does the key say who calls, or from which network? Lower case. */
export function narrowsWhoOrWhere(lowerKey: string): boolean {
  return NARROWING_KEYS.has(lowerKey);
}

/** Do the values of a test leave somebody out, whom a positive operator does not let in and a negated one does not exempt? */
export function keepsOut(test: ConditionEntry): boolean {
  const { values } = test;
  return values.length > 0 && universalValues(test).length === 0 && !values.some(({ text }) => isOpenValue(test, text));
}

/** What the conditions of a statement for everyone do: keep strangers out, nothing of the kind, or only seem to. */
export type Narrowing =
  | { readonly kind: 'narrowed' | 'open' }
  | {
      readonly kind: 'ineffective';
      readonly test: ConditionEntry;
      readonly value: ConditionValue;
      readonly why: Ineffective;
    };

/** A value that everybody meets; a negated operator or `Null`, which leave all others in; `IfExists`, which does without. */
export type Ineffective = 'universal' | 'negated' | 'null' | 'ifExists';

export function narrowingOf(conditions: readonly ConditionEntry[]): Narrowing {
  const tests = conditions.filter(({ lowerKey }) => NARROWING_KEYS.has(lowerKey));
  let first: Narrowing | undefined;
  for (const test of tests) {
    const [value] = test.values;
    if (test.parsed === undefined || value === undefined) return { kind: 'narrowed' };
    const found = ineffective(test, value);
    if (found === undefined) return { kind: 'narrowed' };
    first ??= { kind: 'ineffective', test, ...found };
  }
  return first ?? { kind: 'open' };
}

function ineffective(
  test: ConditionEntry,
  first: ConditionValue,
): { readonly value: ConditionValue; readonly why: Ineffective } | undefined {
  const { parsed } = test;
  if (parsed === undefined) return undefined;
  if (parsed.base.type === 'Null') return { value: first, why: 'null' };
  if (parsed.base.isNegated) return { value: first, why: 'negated' };
  if (parsed.ifExists || parsed.set === 'ForAllValues') return { value: first, why: 'ifExists' };
  const value = universalValues(test)[0] ?? test.values.find((each) => isOpenValue(test, each.text));
  return value === undefined ? undefined : { value, why: 'universal' };
}

/** Address ranges wider than /8 (IPv6: /32), and ARNs of every account. */
function isOpenValue({ parsed, lowerKey }: ConditionEntry, text: string): boolean {
  if (parsed?.base.type === 'IPAddress') {
    const range = parseAddressRange(text);
    return range !== undefined && range.prefix < (range.bytes.length === 4 ? 8 : 32);
  }
  if (!parsed?.base.takesWildcards || !lowerKey.endsWith('arn')) return false;
  const [, , , , account = '', resource = ''] = completedFields(text);
  return isOnlyStars(account) || (account === '' && isOnlyStars(resource));
}
