import { type Catalog, conditionKeysOf, type Service } from '../catalog/catalog';
import type { ActionEntry } from './action-entries';
import type { ConditionEntry } from './condition-entries';
import { actionsCarrying } from './key-actions';
import { remembered } from './remembered';
import { isResourceTag } from './tag-support';

/**
 * Keys of services that come with the caller or the call, whatever the action (IAM User Guide, "Available keys for AWS web
 * identity federation" and for SAML): the service reference lists them for the sign-in calls only.
 */
const CALLER_PREFIXES: ReadonlySet<string> = new Set(['saml', 'sts']);

/** Keys that AWS's own policies and pages test with actions that do not list them, lower case. */
const UNLISTED_KEYS: ReadonlySet<string> = new Set([
  // AnthropicFullAccess, ROSAManageSubscription; Amazon Bedrock User Guide, "Control access to foundation models".
  'aws-marketplace:productid',
]);

/** Is the key one of a service whose support is listed action by action? Tags of the resource have checks of their own. */
export function isListedByAction(entry: ConditionEntry): boolean {
  const { keyState, lowerKey } = entry;
  if (keyState !== 'service' || UNLISTED_KEYS.has(lowerKey)) return false;
  // A key that is tied to few actions is condition-action-missing-for-key.
  if (isResourceTag(entry) || actionsCarrying(lowerKey) !== undefined) return false;
  const prefix = lowerKey.slice(0, lowerKey.indexOf(':'));
  return !prefix.includes('.') && !CALLER_PREFIXES.has(prefix);
}

/** Entries that AWS's own pages list beside those that have the key, where they do no harm. */
const USUAL_BESIDE: readonly { readonly key: string; readonly action: string }[] = [
  // CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service".
  { key: 'kms:EncryptionContext:${EncryptionContextKey}', action: 'kms:describe*' },
];

/** The entries of which some action lists the key, and those of which none does. */
export interface KeySupport {
  readonly supported: readonly ActionEntry[];
  readonly unsupported: readonly ActionEntry[];
}

/**
 * Does some action that an entry selects list the key, for itself or for one of its resource types? Entries that select
 * nothing known, or everything, are taken to support it. A service that lists the key for no action at all tells nothing.
 */
export function keySupport(catalog: Catalog, name: string, actions: readonly ActionEntry[]): KeySupport {
  const supported: ActionEntry[] = [];
  const unsupported: ActionEntry[] = [];
  const isUsual = (entry: ActionEntry) =>
    USUAL_BESIDE.some((usual) => usual.key === name && usual.action === entry.lowerText);
  for (const entry of actions) {
    const isSupported = isUsual(entry) || !lacksKey(catalog, name, entry);
    (isSupported ? supported : unsupported).push(entry);
  }
  return { supported, unsupported };
}

function lacksKey(catalog: Catalog, name: string, { text, prefix, state }: ActionEntry): boolean {
  if (state !== 'known' && state !== 'pattern') return false;
  const service = catalog.service(prefix);
  if (service === undefined || service.undocumented) return false;
  const isListed = service.conditionKeys.some((key) => key.name === name);
  if (isListed && !isListedForSome(service, name)) return false;
  const selected = catalog.actionsMatching(text);
  if (selected.length === 0 || selected.some(({ undocumented }) => undocumented)) return false;
  return !selected.some((action) => conditionKeysOf(service, action).includes(name));
}

/** The keys that some action of a service lists: the data has keys that no action names. */
const listedKeys = remembered(
  (service: Service): ReadonlySet<string> =>
    new Set(service.actions.flatMap((action) => conditionKeysOf(service, action))),
);

function isListedForSome(service: Service, name: string): boolean {
  return listedKeys(service).has(name);
}
