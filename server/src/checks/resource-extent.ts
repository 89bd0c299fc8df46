import type { ResourceEntry } from './resource-entries';

/** Stars only, or nothing: says nothing of the field. */
const OPEN_FIELD = /^\**$/;

/**
 * Does an entry other than "*" leave everything open behind the service, as `arn:aws:sqs:*:*:*` and `arn:aws:s3:::*` do? Also
 * where fields lack (`arn:*`) and where the service is open too.
 */
export function isServiceWide({ fields, isEverything }: Pick<ResourceEntry, 'fields' | 'isEverything'>): boolean {
  if (isEverything || fields[0] !== 'arn' || fields.length < 2 || !/^\*+$/.test(fields[5] ?? '*')) return false;
  return OPEN_FIELD.test(fields[3] ?? '*') && OPEN_FIELD.test(fields[4] ?? '*');
}

/** Is it the same as "*" for every ARN: `**`, `arn:*`, `arn:aws:*:*:*:*`? */
export function isEveryArn(entry: Pick<ResourceEntry, 'fields' | 'isEverything'>): boolean {
  const [, partition = '*', service = '*', region = '*', account = '*'] = entry.fields;
  const isOpen = [service, region, account].every((field) => /^\*+$/.test(field)) && /^(\*+|aws\*?)$/.test(partition);
  return isServiceWide(entry) && isOpen;
}
