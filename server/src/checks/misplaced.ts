import { parseOperator } from '../language/operators';
import { isElementName } from '../policy/read';
import type { Level } from './elements';

/** A known name at the wrong level of a policy: an element, or a condition operator in the statement itself. */
export function isMisplaced(name: string, level: Level): boolean {
  if (level === 'policy') return isElementName(name);
  return level === 'statement' && (name === 'Version' || name === 'Statement' || parseOperator(name) !== undefined);
}

/** `aws:SourceIp`: the name of a condition key, not of an operator, nor of one with a misspelt prefix. */
export function looksLikeConditionKey(name: string): boolean {
  if (!name.includes(':') || parseOperator(name) !== undefined || /^For(All|Any)Values?:/i.test(name)) return false;
  return parseOperator(name.slice(name.lastIndexOf(':') + 1)) === undefined;
}
