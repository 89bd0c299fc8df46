import type { Catalog, ConditionKey } from '../catalog/catalog';
import { isUndocumentedKey } from '../catalog/tables/undocumented-keys';
import { type Operator, parseOperator } from '../language/operators';
import type { ConditionTest, Statement } from '../policy/document';
import { standsForOperator } from './condition-operators';
import { isOpenText } from './condition-values';
import { isTemplateFunction } from './template-values';

/** One key under one operator, with what is known of both. */
export interface ConditionEntry extends ConditionTest {
  /** Undefined: AWS has no such operator (check condition-operator-unknown). */
  readonly parsed: Operator | undefined;
  readonly lowerKey: string;
  readonly keyState: KeyState;
  /** The key as the catalog has it; a key of a family (`aws:ResourceTag/team`) has the family's. */
  readonly known: ConditionKey | undefined;
}

/**
 * What a key is, each for its own check: `global` and `service` are known; `provider` belongs to an identity provider
 * (`host/path:claim`), whose claims nobody lists; `undocumented` is known from AWS's own policies only; `open` holds a
 * placeholder of a template; `tagless` is a tag family without the key of a tag (`aws:ResourceTag`); `retired` is
 * `aws:ARN`; the others are unknown in the way that their name says.
 */
export type KeyState =
  | 'global'
  | 'service'
  | 'provider'
  | 'undocumented'
  | 'open'
  | 'tagless'
  | 'retired'
  | 'unknownGlobal'
  | 'unknownInService'
  | 'unknownPrefix'
  | 'malformed';

/** The tests of the statement's Condition, in the order of the text; what a template function decides is left out. */
export function readConditionEntries(catalog: Catalog, statement: Statement): readonly ConditionEntry[] {
  const tests = statement.conditions.filter(({ operator }) => standsForOperator(operator));
  return tests.map((test) => {
    const known = catalog.conditionKey(test.key);
    const lowerKey = test.key.toLowerCase();
    const keyState = known === undefined ? unknownState(catalog, test.key, lowerKey) : knownState(known, lowerKey);
    return { ...test, parsed: parseOperator(test.operator), lowerKey, known, keyState };
  });
}

/** How the service reference and the global keys write a family of tag keys: `aws:ResourceTag/${TagKey}`. */
export const TAG_KEY = '/${TagKey}';

function knownState({ name, service }: ConditionKey, lowerKey: string): KeyState {
  // The family's own name, as it stands in the reference.
  if (name.endsWith(TAG_KEY) && name.toLowerCase() === lowerKey) return 'tagless';
  return service === undefined ? 'global' : 'service';
}

function unknownState(catalog: Catalog, key: string, lowerKey: string): KeyState {
  if (isOpenText(key) || isTemplateFunction(key)) return 'open';
  if (isMalformed(key)) return 'malformed';
  if (isUndocumentedKey(key)) return 'undocumented';
  if (lowerKey === 'aws:arn') return 'retired';
  if (tagFamilyOf(catalog, key) !== undefined) return 'tagless';
  const prefix = lowerKey.slice(0, lowerKey.indexOf(':'));
  if (prefix === 'aws') return 'unknownGlobal';
  if (providerOf(key) !== undefined) return 'provider';
  return catalog.isConditionKeyPrefix(prefix) ? 'unknownInService' : 'unknownPrefix';
}

/** No colon, nothing on one side of it, or a blank outside the key of a tag: `aws: SourceIp`. */
function isMalformed(key: string): boolean {
  const colon = key.indexOf(':');
  if (colon <= 0 || key.endsWith(':')) return true;
  const slash = key.indexOf('/', colon);
  return /\s/.test(slash === -1 ? key : key.slice(0, slash));
}

/** The tag family of a name that lacks the key of a tag: `ec2:ResourceTag` and `ec2:ResourceTag/`. */
export function tagFamilyOf(catalog: Catalog, key: string): ConditionKey | undefined {
  const name = key.endsWith('/') ? key.slice(0, -1) : key;
  if (name.indexOf('/', name.indexOf(':')) !== -1) return undefined;
  const family = catalog.conditionKey(`${name}/x`);
  return family?.name.endsWith(TAG_KEY) ? family : undefined;
}

/**
 * The issuer of an OpenID Connect key, lower case: `oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub` → what stands before the last
 * colon. Undefined for a key whose prefix is no host name (IAM User Guide, "Available keys for AWS web identity federation").
 */
export function providerOf(key: string): string | undefined {
  const colon = key.lastIndexOf(':');
  const issuer = key.slice(0, Math.max(0, colon)).toLowerCase();
  const [host = ''] = issuer.split('/', 1);
  return host.includes('.') && !host.includes(':') && !host.includes(' ') ? issuer : undefined;
}

/** The claim of a provider's key, lower case: `sub`. */
export function claimOf(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1).toLowerCase();
}
