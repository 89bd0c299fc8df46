/** An account's entry: principals and policies first; resources follow once all accounts are there (`read-resources.ts`). */
import { isAccountId } from '../language/arn';
import type { Step } from '../syntax/path';
import type { Member, TreeNode } from '../syntax/tree';
import { type AccountContext, type AccountSource, checkedName, type ExportedAccount } from './account-context';
import type { Account, InstanceProfile, ModelPolicy, Role, Unknown } from './entities';
import { pathInside } from './files';
import type { AccountExport } from './imports';
import { readManagedPolicies } from './managed-policies';
import { didYouMean, nearestNames } from './nearest';
import {
  booleanAt,
  isUnknown,
  itemsAt,
  membersOf,
  numberAt,
  objectAt,
  stringAt,
  stringItems,
  textAt,
  valueAt,
} from './nodes';
import { accessKeysOf, readGroups, readRoles, readUsers } from './read-holders';
import { placeOf, type Reading, readFile, report } from './reading';

/** An account without its resources and endpoints. */
export type PrincipalsOfAccount = Omit<Account, 'resources' | 'vpcEndpoints'>;

/** Reads a member of `accounts` whose key is an account number. */
export function readAccount(reading: Reading, member: Member): PrincipalsOfAccount {
  const { key, value } = member;
  const object = value.kind === 'object' ? value : undefined;
  const steps: readonly Step[] = ['accounts', key.value];
  const { exported, isComplete } = readImports(reading, key.value, itemsAt(object, 'import') ?? []);
  const source: AccountSource = { reading, id: key.value, object, steps, exported, isComplete };
  const context: AccountContext = { ...source, managedPolicies: readManagedPolicies(source) };
  const groups = readGroups(context);
  const roles = readRoles(context);
  const root = objectAt(object, 'root');
  const providers = objectAt(object, 'identityProviders');
  return {
    id: key.value,
    alias: textAt(object, 'alias'),
    at: placeOf(reading, key),
    isComplete,
    canonicalUserId: textAt(object, 'canonicalUserId'),
    restrictPublicBuckets: publicBucketSwitch(valueAt(object, 'publicAccessBlock')),
    root: { mfaDevices: numberAt(root, 'mfaDevices'), accessKeys: accessKeysOf(valueAt(root, 'accessKeys')) },
    users: readUsers(context, groups),
    groups,
    roles,
    managedPolicies: context.managedPolicies,
    instanceProfiles: readInstanceProfiles(context, roles),
    knowsInstanceProfiles:
      isComplete && (valueAt(object, 'instanceProfiles') !== undefined || exported.roles.length > 0),
    samlProviders: samlOf(valueAt(object, 'identityProviders'), valueAt(providers, 'saml')),
    oidcProviders: oidcOf(valueAt(object, 'identityProviders'), valueAt(providers, 'oidc')),
  };
}

/** `publicAccessBlock`: missing is unknown, null is none, and so off. */
export function publicBucketSwitch(value: TreeNode | undefined): boolean | Unknown {
  if (value?.kind === 'null') return false;
  return value?.kind === 'object' ? (booleanAt(value, 'restrictPublicBuckets') ?? 'unknown') : 'unknown';
}

function readImports(
  reading: Reading,
  account: string,
  items: readonly TreeNode[],
): { readonly exported: ExportedAccount; readonly isComplete: boolean } {
  const read = items.map((item) => readImport(reading, account, item));
  const exports = read.filter((each) => each !== undefined);
  const isTruncated = exports.length > 0 && !exports.some((each) => each.hasLastPage);
  const last = stringItems({ kind: 'array', items, closed: true, start: 0, end: 0 }).at(-1);
  if (isTruncated && last !== undefined)
    report(
      reading,
      'model-import-invalid',
      last,
      'The export is cut off: each page says that more follow. Import the remaining pages too.',
      'warning',
    );
  const failed = exports.length < items.length || exports.some((each) => each.error !== undefined);
  return { exported: mergeExports(exports), isComplete: !failed && !isTruncated };
}

function mergeExports(exports: readonly AccountExport[]): ExportedAccount {
  const [only] = exports;
  if (only !== undefined && exports.length === 1) return only;
  return {
    users: exports.flatMap(({ users }) => users),
    groups: exports.flatMap(({ groups }) => groups),
    roles: exports.flatMap(({ roles }) => roles),
    policies: exports.flatMap(({ policies }) => policies),
    awsPolicies: new Map<string, ModelPolicy>(exports.flatMap(({ awsPolicies }) => [...awsPolicies])),
  };
}

function readImport(reading: Reading, account: string, item: TreeNode): AccountExport | undefined {
  if (item.kind !== 'string') return undefined;
  const content = readFile(reading, item);
  if (typeof content === 'string') return undefined;
  const label = pathInside(item.value, reading.folder) ?? item.value;
  const found = reading.cache.accountExport(content.uri, content.text, label);
  reading.texts.set(found.file.uri, found.file);
  if (found.error !== undefined) report(reading, 'model-import-invalid', item, `"${item.value}": ${found.error}`);
  const others = [...found.accounts].filter((each) => each !== account);
  if (others.length === 0) return found;
  report(
    reading,
    'model-import-invalid',
    item,
    `"${item.value}" is an export of account ${others.join(', ')}, not of ${account}: import it there.`,
  );
  return undefined;
}

function readInstanceProfiles(
  context: AccountContext,
  roles: ReadonlyMap<string, Role> | Unknown,
): ReadonlyMap<string, InstanceProfile> {
  const { reading, object, id, exported } = context;
  const profiles = new Map<string, InstanceProfile>();
  const arnOf = (name: string) => `arn:${reading.partition}:iam::${id}:instance-profile/${name}`;
  for (const exportedRole of exported.roles) {
    const role = roles === 'unknown' ? undefined : roles.get(exportedRole.name.toLowerCase());
    for (const { text: name, at } of exportedRole.instanceProfiles)
      profiles.set(name.toLowerCase(), { account: id, name, arn: arnOf(name), at, role });
  }
  const seen = new Map<string, string>();
  for (const member of membersOf(valueAt(object, 'instanceProfiles'))) {
    const name = checkedName(reading, 'instanceProfile', member, seen);
    const role = profileRole(context, member, roles);
    profiles.set(name.toLowerCase(), { account: id, name, arn: arnOf(name), at: placeOf(reading, member.key), role });
  }
  return profiles;
}

function profileRole(
  { reading, id, isComplete }: AccountContext,
  { value }: Member,
  roles: ReadonlyMap<string, Role> | Unknown,
): Role | undefined {
  const node = stringAt(value.kind === 'object' ? value : undefined, 'role');
  if (node === undefined || roles === 'unknown') return undefined;
  const found = roles.get(node.value.toLowerCase());
  if (found === undefined && isComplete) {
    const names = [...roles.values()].map(({ name }) => name);
    const near = didYouMean(nearestNames(node.value, names));
    report(reading, 'model-reference-unknown', node, `Account ${id} has no role "${node.value}".${near}`);
  }
  return found;
}

function samlOf(providers: TreeNode | undefined, value: TreeNode | undefined): readonly string[] | Unknown {
  if (isUnknown(providers) || isUnknown(value)) return 'unknown';
  return stringItems(value).map((node) => node.value);
}

function oidcOf(
  providers: TreeNode | undefined,
  value: TreeNode | undefined,
): ReadonlyMap<string, readonly string[]> | Unknown {
  if (isUnknown(providers) || isUnknown(value)) return 'unknown';
  return new Map(
    membersOf(value).map(({ key, value: provider }) => [
      key.value,
      stringItems(provider.kind === 'object' ? valueAt(provider, 'audiences') : undefined).map((node) => node.value),
    ]),
  );
}

/** A key of `accounts` that is no account number is reported, and its entry left out. */
export function isAccountKey(reading: Reading, { key }: Member): boolean {
  if (isAccountId(key.value)) return true;
  report(
    reading,
    'model-account-id',
    key,
    `"${key.value}" is no account number: it has twelve digits. A name goes in "alias".`,
  );
  return false;
}
