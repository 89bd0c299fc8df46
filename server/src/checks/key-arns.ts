import type { ConditionKey } from '../catalog/catalog';
import { arnFields, parseArn } from '../language/arn';
import { compilePattern, hasWildcard, intersects } from '../language/pattern';
import type { ConditionEntry } from './condition-entries';
import type { ResourceEntry } from './resource-entries';

/** Does the key hold the ARN of a KMS key, in the words of the service reference? */
export function holdsKmsKey(known: ConditionKey | undefined): boolean {
  return known?.type === 'ARN' && /kms/i.test(known.name.slice(known.name.indexOf(':')));
}

const KMS = compilePattern('kms');
const KEYS = compilePattern('key/*');

/** `arn:aws:kms:us-east-1:111122223333:key/…`, or a pattern that can match one. An alias is no key. */
export function isKmsKeyArn(text: string): boolean {
  const [, , service = '*', region = '*', account = '*', resource = '*'] = arnFields(text);
  if (hasWildcard(text)) return intersects(compilePattern(service), KMS) && intersects(compilePattern(resource), KEYS);
  return parseArn(text) !== undefined && service === 'kms' && resource.startsWith('key/') && region + account !== '';
}

/** Region and account, where the statement names exactly one of them in a literal KMS ARN. */
export function kmsPlaceOf(
  resources: readonly ResourceEntry[],
  conditions: readonly ConditionEntry[],
): { readonly partition: string; readonly region: string; readonly account: string } | undefined {
  const texts = [...resources, ...conditions.flatMap(({ values }) => values)].map(({ text }) => text);
  const arns = texts.flatMap((text) => {
    const arn = parseArn(text);
    const place = `${arn?.region}${arn?.account}`;
    return arn?.service === 'kms' && /^[a-z0-9-]+\d{12}$/.test(place) ? [arn] : [];
  });
  const [first, ...others] = arns;
  if (first === undefined) return undefined;
  const isSame = others.every(({ region, account }) => region === first.region && account === first.account);
  return isSame ? first : undefined;
}
