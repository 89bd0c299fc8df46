import { compileArnPattern } from '../catalog/arn-template';
import type { Catalog } from '../catalog/catalog';
import { matchesAcross, resourceTypesOf } from '../catalog/resource-types';
import { arnFields, isAccountId } from '../language/arn';
import { filledFields } from './arn-patterns';
import { hasOwnFormat } from './arn-slips';

/** What an ARN of fewer than six fields means, and what may have been meant. */
export interface CompletedArn {
  /** With "*" for each missing field, as AWS completes it in identity policies (IAM User Guide, element Resource). */
  readonly filled: string;
  /** A field holds what belongs elsewhere, so that the completed ARN matches nothing. */
  readonly isVoid: boolean;
  /** As it stands it matches ARNs in which a star runs over the colons that lack: `arn:aws:sqs:*:jobs`. */
  readonly runsOver: boolean;
  /** With missing colons put in where that gives an ARN of the service. */
  readonly inserted: readonly string[];
}

/** `text` begins with `arn:` and has fewer than six fields. */
export function completedArns(catalog: Catalog, text: string): CompletedArn {
  const fields = arnFields(text);
  const filled = filledFields(fields).join(':');
  const runsOver = [text, filled].some((each) => matchesAcross(catalog, compileArnPattern(each)));
  return { filled, isVoid: isVoid(catalog, fields), runsOver, inserted: withColons(catalog, fields) };
}

/** An empty partition or service, a Region that is none, an account that is none. */
function isVoid(catalog: Catalog, fields: readonly string[]): boolean {
  const [, partition, service = '*', region = '*', account = '*'] = fields;
  if (partition === '' || service === '') return true;
  const isRegion = region === '' || /^[a-z0-9-]*[*?][a-z0-9*?-]*$/.test(region) || catalog.region(region) !== undefined;
  const isAccount = account === '' || /^\d*[*?][\d*?]*$/.test(account) || isAccountId(account) || account === 'aws';
  return !isRegion || !isAccount;
}

/** An empty Region, an empty account, or both, put in where the next field is the resource. */
function withColons(catalog: Catalog, fields: readonly string[]): readonly string[] {
  const [start = '', partition = '', service = '', ...rest] = fields;
  const lacking = 6 - fields.length;
  if (rest.length === 0 || lacking > 2) return [];
  const empty = Array.from({ length: lacking }, () => '');
  const candidates = rest.map((_, at) => [...rest.slice(0, at), ...empty, ...rest.slice(at)]);
  return [...new Set(candidates.map((each) => [start, partition, service, ...each].join(':')))].filter(
    (arn) => !compileArnPattern(arn).crosses && hasOwnFormat({ types: resourceTypesOf(catalog, arn) }),
  );
}
