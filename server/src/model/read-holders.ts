/** Users, groups and roles of one account: what the model says wins over what an export says, property by property. */
import type { Step } from '../syntax/path';
import type { Member, TreeNode } from '../syntax/tree';
import { type AccountContext, checkedName, checkedPath } from './account-context';
import type { AccessKey, Group, Place, PolicySlot, Role, Tags, Unknown, User } from './entities';
import type { ExportedGroup, Link } from './imports';
import { resolveManagedPolicy } from './managed-policies';
import { didYouMean, nearestNames } from './nearest';
import { booleanAt, isUnknown, membersOf, numberAt, stringAt, stringItems, tagsOf, textAt, valueAt } from './nodes';
import { placeOf, policySlot, type Reading, report } from './reading';

/** What is said of a user, group or role; undefined: not said. */
interface Draft {
  readonly name: string;
  readonly at: Place;
  readonly path?: string | undefined;
  readonly id?: string | undefined;
  readonly inlinePolicies?: readonly PolicySlot[] | Unknown | undefined;
  readonly managedPolicies?: readonly Link[] | Unknown | undefined;
  readonly groups?: readonly Link[] | Unknown | undefined;
  readonly boundary?: Link | 'none' | Unknown | undefined;
  readonly tags?: Tags | Unknown | undefined;
  readonly trust?: PolicySlot | undefined;
  readonly maxSessionDuration?: number | undefined;
  readonly mfaDevices?: number | undefined;
  readonly consoleAccess?: boolean | undefined;
  readonly accessKeys?: readonly AccessKey[] | undefined;
}

type HolderKind = 'user' | 'group' | 'role';

const LIST_NAMES = { user: 'users', group: 'groups', role: 'roles' } as const;

/** Groups by lower-case name; the managed policies have to be there already. */
export function readGroups(context: AccountContext): ReadonlyMap<string, Group> | Unknown {
  return readHolders(context, 'group', context.exported.groups, (draft) => ({
    kind: 'group',
    ...holderOf(context, draft, 'group'),
  }));
}

export function readUsers(
  context: AccountContext,
  groups: ReadonlyMap<string, Group> | Unknown,
): ReadonlyMap<string, User> | Unknown {
  return readHolders(context, 'user', context.exported.users, (draft) => ({
    kind: 'user',
    ...holderOf(context, draft, 'user'),
    groups: draft.groups === 'unknown' ? 'unknown' : (draft.groups ?? []).map((link) => groupOf(context, link, groups)),
    boundary: boundaryOf(context, draft),
    tags: draft.tags ?? new Map(),
    mfaDevices: draft.mfaDevices,
    consoleAccess: draft.consoleAccess,
    accessKeys: draft.accessKeys,
  }));
}

export function readRoles(context: AccountContext): ReadonlyMap<string, Role> | Unknown {
  return readHolders(context, 'role', context.exported.roles, (draft) => ({
    kind: 'role',
    ...holderOf(context, draft, 'role'),
    trust: trustOf(context, draft),
    boundary: boundaryOf(context, draft),
    tags: draft.tags ?? new Map(),
    maxSessionDuration: draft.maxSessionDuration,
    isServiceLinked: isServiceLinked(draft.path ?? '/'),
  }));
}

/** Roles below this path belong to a service (IAM User Guide, "Using service-linked roles"). */
function isServiceLinked(path: string): boolean {
  return path.startsWith('/aws-service-role/');
}

function readHolders<T>(
  context: AccountContext,
  kind: HolderKind,
  exported: readonly ExportedGroup[],
  finish: (draft: Draft) => T,
): ReadonlyMap<string, T> | Unknown {
  const list = LIST_NAMES[kind];
  const value = valueAt(context.object, list);
  if (isUnknown(value)) return 'unknown';
  const drafts = new Map<string, Draft>(exported.map((draft) => [draft.name.toLowerCase(), draft]));
  const seen = new Map<string, string>();
  for (const member of membersOf(value)) {
    const name = checkedName(context.reading, kind, member, seen);
    const key = name.toLowerCase();
    const imported = drafts.get(key);
    const steps = [...context.steps, list, member.key.value];
    const stated = statedDraft(context, { kind, name: imported?.name ?? name, member, steps });
    if (imported !== undefined && kind === 'role') reportServiceLinkedEdits(context.reading, imported, member);
    drafts.set(key, { ...imported, ...stated });
  }
  return new Map([...drafts].map(([key, draft]) => [key, finish(draft)]));
}

interface Stated {
  readonly kind: HolderKind;
  readonly name: string;
  readonly member: Member;
  readonly steps: readonly Step[];
}

/** Only what the model file says: a property that is absent has no key here, so that it overrides nothing. */
function statedDraft(context: AccountContext, { kind, name, member, steps }: Stated): Draft {
  const { reading } = context;
  const object = member.value.kind === 'object' ? member.value : undefined;
  const path = checkedPath(reading, stringAt(object, 'path'));
  const entries: readonly (readonly [keyof Draft, Draft[keyof Draft]])[] = [
    ['path', path],
    ['id', textAt(object, 'id')],
    ['inlinePolicies', inlineOf(reading, valueAt(object, 'inlinePolicies'), [...steps, 'inlinePolicies'])],
    ['managedPolicies', linksOf(reading, valueAt(object, 'managedPolicies'))],
    ['groups', kind === 'user' ? linksOf(reading, valueAt(object, 'groups')) : undefined],
    ['boundary', boundaryDraft(reading, valueAt(object, 'permissionsBoundary'))],
    ['tags', tagsDraft(valueAt(object, 'tags'))],
    ['trust', kind === 'role' ? trustDraft(context, member, steps) : undefined],
    ['maxSessionDuration', numberAt(object, 'maxSessionDuration')],
    ['mfaDevices', numberAt(object, 'mfaDevices')],
    ['consoleAccess', booleanAt(object, 'consoleAccess')],
    ['accessKeys', accessKeysOf(valueAt(object, 'accessKeys'))],
  ];
  const stated = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return { ...stated, name, at: placeOf(reading, member.key) };
}

function inlineOf(
  reading: Reading,
  value: TreeNode | undefined,
  steps: readonly Step[],
): readonly PolicySlot[] | Unknown | undefined {
  if (value === undefined) return undefined;
  if (isUnknown(value)) return 'unknown';
  return membersOf(value).map((member) =>
    policySlot(reading, member.value, [...steps, member.key.value], member.key.value),
  );
}

function linksOf(reading: Reading, value: TreeNode | undefined): readonly Link[] | Unknown | undefined {
  if (value === undefined) return undefined;
  if (isUnknown(value)) return 'unknown';
  return stringItems(value).map((node) => ({ text: node.value, at: placeOf(reading, node) }));
}

function boundaryDraft(reading: Reading, value: TreeNode | undefined): Draft['boundary'] {
  if (value?.kind === 'null') return 'none';
  if (value?.kind !== 'string') return undefined;
  return value.value === 'unknown' ? 'unknown' : { text: value.value, at: placeOf(reading, value) };
}

function tagsDraft(value: TreeNode | undefined): Draft['tags'] {
  if (value === undefined) return undefined;
  return isUnknown(value) ? 'unknown' : tagsOf(value);
}

function trustDraft({ reading }: AccountContext, { value }: Member, steps: readonly Step[]): PolicySlot | undefined {
  if (value.kind !== 'object') return undefined;
  const [, ...more] = value.members.filter(({ key }) => key.value === 'trustPolicy');
  for (const { key } of more)
    report(reading, 'model-role-multiple-trust', key, 'A role has exactly one trust policy; this is one more.');
  const node = valueAt(value, 'trustPolicy');
  return node === undefined ? undefined : policySlot(reading, node, [...steps, 'trustPolicy']);
}

/** Keys of a user or root; undefined where the model does not state them. */
export function accessKeysOf(value: TreeNode | undefined): readonly AccessKey[] | undefined {
  if (value?.kind !== 'array') return undefined;
  return value.items.flatMap((item) =>
    item.kind === 'object'
      ? [
          {
            id: textAt(item, 'id'),
            created: textAt(item, 'created'),
            lastUsed: textAt(item, 'lastUsed'),
            status: textAt(item, 'status'),
          },
        ]
      : [],
  );
}

const OWNED_BY_SERVICE = ['trustPolicy', 'managedPolicies', 'inlinePolicies', 'permissionsBoundary'];

function reportServiceLinkedEdits(reading: Reading, imported: Draft, { value }: Member): void {
  if (!isServiceLinked(imported.path ?? '/')) return;
  for (const { key } of membersOf(value)) {
    if (OWNED_BY_SERVICE.includes(key.value))
      report(
        reading,
        'model-service-linked-edit',
        key,
        `${imported.name} is a service-linked role: its policies belong to the service and cannot be changed.`,
      );
  }
}

function holderOf(context: AccountContext, draft: Draft, kind: HolderKind) {
  const path = draft.path ?? '/';
  return {
    account: context.id,
    name: draft.name,
    arn: `arn:${context.reading.partition}:iam::${context.id}:${kind}${path}${draft.name}`,
    at: draft.at,
    path,
    id: draft.id,
    inlinePolicies: draft.inlinePolicies ?? [],
    managedPolicies:
      draft.managedPolicies === 'unknown'
        ? ('unknown' as const)
        : (draft.managedPolicies ?? []).map((link) => resolveManagedPolicy(context, link)),
  };
}

function boundaryOf(context: AccountContext, { boundary }: Draft): PolicySlot {
  if (boundary === undefined || boundary === 'none') return { state: 'none' };
  return boundary === 'unknown' ? { state: 'unknown', at: undefined } : resolveManagedPolicy(context, boundary);
}

function trustOf({ reading }: AccountContext, draft: Draft): PolicySlot {
  if (draft.trust !== undefined && draft.trust.state !== 'none') return draft.trust;
  const message = `Role ${draft.name} has no trust policy: nobody can assume it. Give "trustPolicy", or "unknown".`;
  if (draft.at.uri === reading.file.uri) report(reading, 'model-role-no-trust', draft.at.range, message);
  return { state: 'broken', message, at: draft.at };
}

function groupOf({ reading, id }: AccountContext, link: Link, groups: ReadonlyMap<string, Group> | Unknown) {
  const found = groups === 'unknown' ? undefined : groups.get(link.text.toLowerCase());
  if (found === undefined && groups !== 'unknown' && link.at.uri === reading.file.uri) {
    const near = didYouMean(
      nearestNames(
        link.text,
        [...groups.values()].map(({ name }) => name),
      ),
    );
    report(reading, 'model-reference-unknown', link.at.range, `Account ${id} has no group "${link.text}".${near}`);
  }
  return { name: found?.name ?? link.text, group: found, at: link.at };
}
