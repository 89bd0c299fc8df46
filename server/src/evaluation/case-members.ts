import type { ObjectNode, TreeNode } from '../syntax/tree';

type Kind = 'string' | 'boolean' | 'object' | 'array';

/** The members of a case's request that are not texts which must be there; null counts as left out. */
const REQUEST_KINDS: { readonly [Name in string]?: Kind } = {
  resourceAccount: 'string',
  context: 'object',
  principalRole: 'string',
  principalId: 'string',
  parentUser: 'string',
  principalCanonicalId: 'string',
  credential: 'string',
  console: 'boolean',
  requestIsPattern: 'boolean',
  restrictPublicBuckets: 'boolean',
  org: 'object',
};

const ORGANIZATION_KINDS: { readonly [Name in string]?: Kind } = {
  managementAccount: 'string',
  principalInOrg: 'boolean',
};

/** Levels of policies, root first: one policy in their place would be taken for none. */
const POLICY_KINDS: { readonly [Name in string]?: Kind } = { scps: 'array', rcps: 'array' };

/** A member that has another kind than it must have would be overlooked, and the answer be wrong: the case is refused. */
export function wrongKind(root: ObjectNode, request: ObjectNode): string | undefined {
  const policies = lastMember(root, 'policies');
  const org = lastMember(request, 'org');
  return (
    wrongMember(root, { policies: 'object' }) ??
    wrongMember(request, REQUEST_KINDS) ??
    (org?.kind === 'object' ? wrongMember(org, ORGANIZATION_KINDS) : undefined) ??
    (policies?.kind === 'object' ? wrongMember(policies, POLICY_KINDS) : undefined)
  );
}

function lastMember(object: ObjectNode, name: string): TreeNode | undefined {
  return object.members.findLast(({ key }) => key.value === name)?.value;
}

function wrongMember(object: ObjectNode, kinds: { readonly [Name in string]?: Kind }): string | undefined {
  for (const { key, value } of object.members) {
    const kind = Object.hasOwn(kinds, key.value) ? kinds[key.value] : undefined;
    if (kind !== undefined && value.kind !== kind && value.kind !== 'null')
      return `The member "${key.value}" must be ${KIND_WORDS[kind]}.`;
  }
  return undefined;
}

const KIND_WORDS: { readonly [Name in Kind]: string } = {
  string: 'a string',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list of levels, each a list of policies',
};
