import { compilePattern, matchesArn } from '../language/pattern';
import type { ResourceEntry } from './resource-entries';

/** IAM entities that a Resource can name. */
export type EntityKind = 'role' | 'user' | 'group' | 'policy';

/** A name that nobody gives, so that only wildcards match it. */
const ANY_NAME = '\u0001';

/**
 * Does the entry reach every entity of that kind in an account: `*`, `arn:aws:iam::*:role/*`? `path`: every one below that
 * path, such as `service-role/`. Policy variables are plain text here: what they stand for is not everybody.
 */
export function reachesEvery({ text, isEverything, fields }: ResourceEntry, kind: EntityKind, path = ''): boolean {
  if (isEverything) return true;
  const [, partition = '', service = '', , account = ''] = fields;
  if (service !== 'iam' && !/[*?]/.test(service)) return false;
  const arn = `arn:${literalOr(partition, 'aws')}:iam::${literalOr(account, '111122223333')}:${kind}/${path}${ANY_NAME}`;
  return matchesArn(compilePattern(fields.length < 6 ? `${text}${':*'.repeat(6 - fields.length)}` : text), arn);
}

function literalOr(field: string, other: string): string {
  return field === '' || /[*?]/.test(field) ? other : field;
}
