/**
 * Outputs of `aws iam get-account-authorization-details` (IAM API Reference, GetAccountAuthorizationDetails). Documents may be
 * percent-encoded, as the API sends them, or decoded, as the command line prints them.
 */
import { isAccountId, parseArn } from '../language/arn';
import { positionAt } from '../syntax/lines';
import { pointerOf, type Step } from '../syntax/path';
import type { ObjectNode, TreeNode } from '../syntax/tree';
import type { ModelPolicy, Place, PolicySlot, Tags } from './entities';
import { booleanAt, itemsAt, objectAt, textAt, valueAt } from './nodes';
import { nestedPolicy, type ParsedText, withName } from './policy-text';

/** A name or an ARN, with the place that says it. */
export interface Link {
  readonly text: string;
  readonly at: Place;
}

export interface ExportedGroup {
  readonly name: string;
  readonly at: Place;
  readonly account: string | undefined;
  readonly path: string | undefined;
  readonly id: string | undefined;
  readonly inlinePolicies: readonly PolicySlot[];
  readonly managedPolicies: readonly Link[];
}

interface ExportedPrincipal extends ExportedGroup {
  readonly boundary: Link | undefined;
  readonly tags: Tags;
}

export interface ExportedUser extends ExportedPrincipal {
  readonly groups: readonly Link[];
}

export interface ExportedRole extends ExportedPrincipal {
  readonly trust: PolicySlot;
  readonly instanceProfiles: readonly Link[];
}

export interface ExportedPolicy {
  readonly name: string;
  readonly at: Place;
  readonly account: string | undefined;
  readonly path: string | undefined;
  readonly id: string | undefined;
  readonly content: PolicySlot;
}

/** One export file. */
export interface AccountExport {
  readonly file: ParsedText;
  /** Why the file, or a part of it, cannot be used; a whole sentence. */
  readonly error: string | undefined;
  /** The accounts of its ARNs. */
  readonly accounts: ReadonlySet<string>;
  /** Some page says that it is the last, or says nothing of further pages. */
  readonly hasLastPage: boolean;
  readonly users: readonly ExportedUser[];
  readonly groups: readonly ExportedGroup[];
  readonly roles: readonly ExportedRole[];
  /** Customer managed ones. */
  readonly policies: readonly ExportedPolicy[];
  /** AWS managed ones by ARN, as they were on the day of the export. */
  readonly awsPolicies: ReadonlyMap<string, ModelPolicy>;
}

/** An item of one of the four lists, with the way to it. */
interface Item {
  readonly source: { readonly file: ParsedText; readonly label: string };
  readonly object: ObjectNode;
  readonly steps: readonly Step[];
}

const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/** Reads an export: one page, or a list of pages. Total: what cannot be read is said in `error`, and the rest is used. */
export function readExport(file: ParsedText, label: string): AccountExport {
  const pages = pagesOf(file.tree.root);
  const itemsOf = (list: (typeof LISTS)[number]) =>
    pages.flatMap(({ object, steps }) =>
      (itemsAt(object, list) ?? []).flatMap((item, index): readonly Item[] =>
        item.kind === 'object' ? [{ source: { file, label }, object: item, steps: [...steps, list, index] }] : [],
      ),
    );
  const users = itemsOf('UserDetailList').flatMap(readUser);
  const groups = itemsOf('GroupDetailList').flatMap((item) => readGroup(item, 'Group') ?? []);
  const roles = itemsOf('RoleDetailList').flatMap(readRole);
  const policies = itemsOf('Policies');
  const customer = policies.flatMap((item) => (isAwsOwned(item) ? [] : readManagedPolicy(item)));
  return {
    file,
    error: syntaxError(file) ?? wrongKind(pages, file.tree.root),
    accounts: new Set([...users, ...groups, ...roles, ...customer].flatMap(({ account }) => account ?? [])),
    hasLastPage: pages.some(({ object }) => booleanAt(object, 'IsTruncated') !== true),
    users,
    groups,
    roles,
    policies: customer,
    awsPolicies: new Map(policies.filter(isAwsOwned).flatMap(awsPolicyEntry)),
  };
}

function pagesOf(root: TreeNode): readonly Pick<Item, 'object' | 'steps'>[] {
  const isPage = (object: ObjectNode) => LISTS.some((list) => itemsAt(object, list) !== undefined);
  if (root.kind === 'object') return isPage(root) ? [{ object: root, steps: [] }] : [];
  if (root.kind !== 'array') return [];
  return root.items.flatMap((item, index) =>
    item.kind === 'object' && isPage(item) ? [{ object: item, steps: [index] }] : [],
  );
}

function syntaxError(file: ParsedText): string | undefined {
  const [problem] = file.tree.problems;
  if (problem === undefined) return undefined;
  const { line, character } = positionAt(file.lines(), problem.start);
  return `It is no valid JSON at line ${line + 1}, column ${character + 1}; what stands before is used.`;
}

/** Outputs that people take for the right one. */
const LOOKALIKES: readonly (readonly [member: string, command: string])[] = [
  ['Users', 'aws iam list-users'],
  ['Roles', 'aws iam list-roles'],
  ['Groups', 'aws iam list-groups'],
  ['User', 'aws iam get-user'],
  ['Role', 'aws iam get-role'],
  ['Accounts', 'aws organizations list-accounts'],
  ['Statement', ''],
];

function wrongKind(pages: readonly unknown[], root: TreeNode): string | undefined {
  if (pages.length > 0) return undefined;
  const found = root.kind === 'object' ? LOOKALIKES.find(([member]) => valueAt(root, member) !== undefined) : undefined;
  const seen =
    found === undefined
      ? `It has none of ${LISTS.join(', ')}.`
      : found[1] === ''
        ? 'It is a policy.'
        : `It looks like the output of "${found[1]}".`;
  return `An import is the output of "aws iam get-account-authorization-details". ${seen}`;
}

function isAwsOwned({ object }: Item): boolean {
  return parseArn(textAt(object, 'Arn') ?? '')?.account === 'aws';
}

function placeIn({ source }: Item, node: TreeNode): Place {
  return { uri: source.file.uri, range: { start: node.start, end: node.end } };
}

function readGroup(item: Item, kind: 'User' | 'Group' | 'Role'): ExportedGroup | undefined {
  const { object } = item;
  const nameNode = valueAt(object, `${kind}Name`);
  if (nameNode?.kind !== 'string') return undefined;
  const account = parseArn(textAt(object, 'Arn') ?? '')?.account;
  return {
    name: nameNode.value,
    at: placeIn(item, nameNode),
    account: account !== undefined && isAccountId(account) ? account : undefined,
    path: textAt(object, 'Path'),
    id: textAt(object, `${kind}Id`),
    inlinePolicies: inlinePolicies(item, `${kind}PolicyList`),
    managedPolicies: (itemsAt(object, 'AttachedManagedPolicies') ?? []).flatMap((node) =>
      linkOf(item, node.kind === 'object' ? valueAt(node, 'PolicyArn') : undefined),
    ),
  };
}

function readUser(item: Item): readonly ExportedUser[] {
  const base = readPrincipal(item, 'User');
  const groups = itemsAt(item.object, 'GroupList') ?? [];
  return base === undefined ? [] : [{ ...base, groups: groups.flatMap((node) => linkOf(item, node)) }];
}

function readRole(item: Item): readonly ExportedRole[] {
  const base = readPrincipal(item, 'Role');
  if (base === undefined) return [];
  const profiles = itemsAt(item.object, 'InstanceProfileList') ?? [];
  return [
    {
      ...base,
      trust: documentSlot(item, item.object, item.steps, 'AssumeRolePolicyDocument', undefined),
      instanceProfiles: profiles.flatMap((node) =>
        linkOf(item, node.kind === 'object' ? valueAt(node, 'InstanceProfileName') : undefined),
      ),
    },
  ];
}

function readPrincipal(item: Item, kind: 'User' | 'Role'): ExportedPrincipal | undefined {
  const base = readGroup(item, kind);
  const boundary = objectAt(item.object, 'PermissionsBoundary');
  return (
    base && {
      ...base,
      boundary: linkOf(item, valueAt(boundary, 'PermissionsBoundaryArn'))[0],
      tags: new Map((itemsAt(item.object, 'Tags') ?? []).flatMap(tagEntry)),
    }
  );
}

function tagEntry(node: TreeNode): readonly (readonly [string, string])[] {
  const object = node.kind === 'object' ? node : undefined;
  const key = textAt(object, 'Key');
  return key === undefined ? [] : [[key, textAt(object, 'Value') ?? '']];
}

function linkOf(item: Item, node: TreeNode | undefined): readonly Link[] {
  return node?.kind === 'string' ? [{ text: node.value, at: placeIn(item, node) }] : [];
}

function inlinePolicies(item: Item, list: string): readonly PolicySlot[] {
  return (itemsAt(item.object, list) ?? []).flatMap((node, index) =>
    node.kind === 'object'
      ? [documentSlot(item, node, [...item.steps, list, index], 'PolicyDocument', textAt(node, 'PolicyName'))]
      : [],
  );
}

function documentSlot(
  item: Item,
  object: ObjectNode,
  steps: readonly Step[],
  member: string,
  name: string | undefined,
): PolicySlot {
  const node = valueAt(object, member);
  if (node === undefined || node.kind === 'null') return { state: 'unknown', at: placeIn(item, object) };
  const { file, label } = item.source;
  const policy = nestedPolicy(file, node, label, pointerOf([...steps, member]));
  return {
    state: 'known',
    policy: name === undefined ? policy : withName(policy, name),
    at: placeIn(item, node),
  };
}

/** The version that is the default one. */
function defaultDocument(item: Item, name: string): PolicySlot {
  const versions = itemsAt(item.object, 'PolicyVersionList') ?? [];
  const isDefault = (node: TreeNode) => node.kind === 'object' && booleanAt(node, 'IsDefaultVersion') === true;
  const index = versions.findIndex(isDefault);
  const version = versions[index];
  return version?.kind === 'object'
    ? documentSlot(item, version, [...item.steps, 'PolicyVersionList', index], 'Document', name)
    : { state: 'unknown', at: placeIn(item, item.object) };
}

function readManagedPolicy(item: Item): readonly ExportedPolicy[] {
  const nameNode = valueAt(item.object, 'PolicyName');
  if (nameNode?.kind !== 'string') return [];
  const account = parseArn(textAt(item.object, 'Arn') ?? '')?.account;
  return [
    {
      name: nameNode.value,
      at: placeIn(item, nameNode),
      account: account !== undefined && isAccountId(account) ? account : undefined,
      path: textAt(item.object, 'Path'),
      id: textAt(item.object, 'PolicyId'),
      content: defaultDocument(item, nameNode.value),
    },
  ];
}

function awsPolicyEntry(item: Item): readonly (readonly [string, ModelPolicy])[] {
  const arn = textAt(item.object, 'Arn') ?? '';
  const slot = defaultDocument(item, textAt(item.object, 'PolicyName') ?? arn);
  // Results name AWS's own policies by ARN, wherever their text came from.
  return slot.state === 'known' ? [[arn, { ...slot.policy, policy: arn }]] : [];
}
