import type { Catalog, ConditionKey } from '../catalog/catalog';
import { type Operator, parseOperator } from '../language/operators';
import type { ConditionTest, Statement } from '../policy/document';

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
 * (`host/path:claim`), whose claims nobody lists; the others are unknown in the way that their name says.
 */
export type KeyState =
  | 'global'
  | 'service'
  | 'provider'
  | 'unknownGlobal'
  | 'unknownInService'
  | 'unknownPrefix'
  | 'malformed';

/** The tests of the statement's Condition, in the order of the text. */
export function readConditionEntries(catalog: Catalog, statement: Statement): readonly ConditionEntry[] {
  return statement.conditions.map((test) => {
    const known = catalog.conditionKey(test.key);
    return {
      ...test,
      parsed: parseOperator(test.operator),
      lowerKey: test.key.toLowerCase(),
      known,
      keyState:
        known === undefined ? unknownState(catalog, test.key) : known.service === undefined ? 'global' : 'service',
    };
  });
}

function unknownState(catalog: Catalog, key: string): KeyState {
  const colon = key.indexOf(':');
  if (colon <= 0 || colon === key.length - 1) return 'malformed';
  const prefix = key.slice(0, colon).toLowerCase();
  if (prefix === 'aws') return 'unknownGlobal';
  if (providerOf(key) !== undefined) return 'provider';
  return catalog.isConditionKeyPrefix(prefix) ? 'unknownInService' : 'unknownPrefix';
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
