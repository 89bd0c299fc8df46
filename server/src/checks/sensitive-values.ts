import { hasWildcard } from '../language/pattern';
import type { ConditionValue, PolicyType } from '../policy/document';
import type { ConditionEntry } from './condition-entries';
import { isOpenText } from './condition-values';
import { narrowingOf } from './public-narrowing';
import type { StatementFacts } from './statement-facts';

/** Characters in a row without a wildcard that AWS asks for beside one (IAM User Guide, "Sensitive condition keys"). */
const LITERAL_RUN = 6;

/** Keys whose values name one thing each, so that no wildcard in them has a use, lower case. */
const EXACT_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
]);

/** Keys whose values may have wildcards with enough text beside them. */
const PARTIAL_KEYS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalorgpaths',
  'aws:sourcearn',
  'aws:sourceorgpaths',
  'aws:userid',
]);

/** Kinds of policy that say who may call. */
export const SENSITIVE_KINDS: readonly PolicyType[] = ['trust', 'resource', 'rcp'];

/** A value of a sensitive key that lets through more than one can mean. */
export interface OpenValue {
  readonly entry: ConditionEntry;
  readonly value: ConditionValue;
  readonly reason: 'exact' | 'short' | 'userId';
}

/**
 * The too permissive values in an Allow for everyone or for services, where no test on another key narrows it (IAM Access
 * Analyzer, "Wildcard usage too permissive"). Where the condition keeps nobody out public-condition-ineffective says so;
 * other checks on universal values leave what is listed here to this one.
 */
export function tooPermissiveValues(facts: StatementFacts): readonly OpenValue[] {
  const { statement, conditions } = facts;
  if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false || !hasBroadPrincipal(facts)) return [];
  const sensitive = conditions.filter(isSensitiveLike);
  if (sensitive.length === 0 || conditions.some((entry) => narrows(entry) && !sensitive.includes(entry))) return [];
  const found = sensitive.map((entry) => openValuesOf(entry));
  // One test whose values are all fine narrows the statement.
  if (found.some((values) => values.length === 0)) return [];
  const isSaid = facts.principals.some(isEveryone) && narrowingOf(conditions).kind === 'ineffective';
  return isSaid ? [] : found.flat();
}

function hasBroadPrincipal({ principals }: StatementFacts): boolean {
  return principals.some((fact) => isEveryone(fact) || fact.type === 'Service');
}

function isEveryone({ form }: StatementFacts['principals'][number]): boolean {
  return form.kind === 'everyone';
}

function isSensitiveLike({ parsed, lowerKey }: ConditionEntry): boolean {
  if (parsed === undefined || !parsed.base.takesWildcards || parsed.base.isNegated) return false;
  return EXACT_KEYS.has(lowerKey) || PARTIAL_KEYS.has(lowerKey);
}

/** Keys that say how a call is made, not who makes it, do not narrow whom the statement is for. */
const HOW: ReadonlySet<string> = new Set([
  'aws:securetransport',
  'aws:currenttime',
  'aws:requestedregion',
  'aws:useragent',
  'aws:referer',
]);

function narrows({ parsed, lowerKey }: ConditionEntry): boolean {
  return parsed !== undefined && parsed.base.type !== 'Null' && !parsed.base.isNegated && !HOW.has(lowerKey);
}

function openValuesOf(entry: ConditionEntry): readonly OpenValue[] {
  const { lowerKey, values } = entry;
  return values.flatMap((value): readonly OpenValue[] => {
    const { text } = value;
    if (isOpenText(text) || !hasWildcard(text)) return [];
    if (EXACT_KEYS.has(lowerKey)) return [{ entry, value, reason: 'exact' }];
    if (lowerKey === 'aws:userid') return isOpenUserId(text) ? [{ entry, value, reason: 'userId' }] : [];
    return hasLiteralRun(text) ? [] : [{ entry, value, reason: 'short' }];
  });
}

/** A wildcard in the unique ID itself, left of the colon. */
function isOpenUserId(text: string): boolean {
  const [id = ''] = text.split(':', 1);
  return hasWildcard(id);
}

/** Six characters in a row besides what every ARN has: `arn:aws:iam::`. */
function hasLiteralRun(text: string): boolean {
  return text
    .replace(/^arn:[^:]*:[^:]*:/, '')
    .split(/[*?]+/)
    .some((part) => part.replace(/^:+/, '').length >= LITERAL_RUN);
}
