/** IAM Identity Center: checked for names that do not exist, and not used by decisions yet. */
import type { ObjectNode, StringNode, TreeNode } from '../syntax/tree';
import { memberNamed } from '../syntax/tree';
import type { Account, IdentityCenter, Model } from './entities';
import { itemsAt, membersOf, stringAt, stringItems, textAt, valueAt } from './nodes';
import { placeOf, policySlot, type Reading, report } from './reading';
import { findAccount, orList } from './resolve';

/** Reads the member `identityCenter`; each name in an assignment has to exist. */
export function readIdentityCenter(
  reading: Reading,
  root: ObjectNode,
  model: Pick<Model, 'partition' | 'accounts' | 'accountByAlias'>,
): IdentityCenter | undefined {
  const member = memberNamed(root, 'identityCenter');
  if (member?.value.kind !== 'object') return undefined;
  const object = member.value;
  const names = (list: string) => membersOf(valueAt(object, list)).map(({ key }) => key.value);
  const known = { permissionSet: names('permissionSets'), user: names('users'), group: names('groups') };
  for (const { key, value } of membersOf(valueAt(object, 'permissionSets')))
    policySlot(reading, setMember(value, 'inlinePolicy'), [
      'identityCenter',
      'permissionSets',
      key.value,
      'inlinePolicy',
    ]);
  for (const item of itemsAt(object, 'assignments') ?? []) {
    if (item.kind === 'object') checkAssignment(reading, item, object, known, model);
  }
  return {
    at: placeOf(reading, member.key),
    instance: textAt(object, 'instance'),
    permissionSets: known.permissionSet,
    users: known.user,
  };
}

function setMember(value: TreeNode, name: string): TreeNode | undefined {
  return value.kind === 'object' ? valueAt(value, name) : undefined;
}

const WORDS = { permissionSet: 'permission set', user: 'user', group: 'group' } as const;

function checkAssignment(
  reading: Reading,
  assignment: ObjectNode,
  center: ObjectNode,
  known: { readonly [Kind in keyof typeof WORDS]: readonly string[] },
  model: Pick<Model, 'partition' | 'accounts' | 'accountByAlias'>,
): void {
  for (const kind of ['permissionSet', 'user', 'group'] as const) {
    const node = stringAt(assignment, kind);
    if (node === undefined || known[kind].includes(node.value)) continue;
    const message = `Identity Center has no ${WORDS[kind]} "${node.value}".${orList(node.value, known[kind])}`;
    report(reading, 'model-reference-unknown', node, message);
  }
  const setName = textAt(assignment, 'permissionSet') ?? '';
  const sets = valueAt(center, 'permissionSets');
  const set = sets?.kind === 'object' ? valueAt(sets, setName) : undefined;
  for (const node of stringItems(valueAt(assignment, 'accounts'))) {
    const found = findAccount(model, node.value);
    if (!found.ok) report(reading, 'model-reference-unknown', node, found.message);
    else if (found.account === undefined)
      report(reading, 'model-reference-unknown', node, `The model has no account ${node.value}.`);
    else checkCustomerPolicies(reading, node, set, setName, found.account);
  }
}

/** Customer managed policies and the boundary of a permission set are names in each assigned account. */
function checkCustomerPolicies(
  reading: Reading,
  node: StringNode,
  set: TreeNode | undefined,
  setName: string,
  account: Account,
): void {
  const { managedPolicies } = account;
  if (set?.kind !== 'object' || managedPolicies === 'unknown' || !account.isComplete) return;
  const boundary = stringAt(set, 'permissionsBoundary');
  const names = [
    ...stringItems(valueAt(set, 'customerManagedPolicies')),
    ...(boundary === undefined ? [] : [boundary]),
  ];
  for (const { value: name } of names) {
    if (name === 'unknown' || name.startsWith('arn:') || managedPolicies.has(name.toLowerCase())) continue;
    const message = `Account ${account.id} has no managed policy "${name}", which permission set ${setName} attaches.`;
    report(reading, 'model-reference-unknown', node, message);
  }
}
