/** The format of the vectors: one JSON object with `request` and `policies`. Policies stay trees, to see duplicate names. */
import { parseJson } from '../../server/src/syntax/json';
import type { ObjectNode, TreeNode } from '../../server/src/syntax/tree';
import type { Caller } from './caller';
import { readCaller } from './caller';

export interface Case {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly resourceIsPattern: boolean;
  /** Undefined: unknown. */
  readonly resourceAccount: string | undefined;
  /** Lower-case key → its values; null: the key is stated to be absent. */
  readonly context: ReadonlyMap<string, readonly string[] | null>;
  readonly restrictPublicBuckets: boolean | undefined;
  readonly managementAccount: string | undefined;
  readonly principalInOrg: boolean;
  readonly policies: Policies;
}

/** Documents by layer; undefined where the case states nothing. */
export interface Policies {
  readonly identity: readonly TreeNode[];
  readonly groups: readonly TreeNode[];
  readonly boundary: TreeNode | undefined;
  readonly session: readonly TreeNode[] | undefined;
  readonly resource: TreeNode | undefined;
  readonly scps: readonly (readonly TreeNode[])[] | undefined;
  readonly rcps: readonly (readonly TreeNode[])[] | undefined;
  readonly vpcEndpoint: readonly TreeNode[] | undefined;
}

export function readCase(text: string): Case {
  const root = parseJson(text, { comments: false }).root;
  const request = member(root, 'request');
  const policies = member(root, 'policies');
  const org = member(request, 'org');
  const context = readContext(member(request, 'context'));
  return {
    caller: readCaller({
      principal: textOf(member(request, 'principal')) ?? '',
      role: textOf(member(request, 'principalRole')),
      id: textOf(member(request, 'principalId')),
      parent: textOf(member(request, 'parentUser')),
      canonicalId: textOf(member(request, 'principalCanonicalId')),
      isSessionToken: textOf(member(request, 'credential')) === 'sessionToken',
      isConsole: flagOf(member(request, 'console')) === true,
      action: textOf(member(request, 'action')) ?? '',
      isAssumedRoot: context.get('aws:assumedroot')?.[0] === 'true',
    }),
    action: textOf(member(request, 'action')) ?? '',
    resource: textOf(member(request, 'resource')) ?? '',
    resourceIsPattern: flagOf(member(request, 'requestIsPattern')) === true,
    resourceAccount: textOf(member(request, 'resourceAccount')),
    context,
    restrictPublicBuckets: flagOf(member(request, 'restrictPublicBuckets')),
    managementAccount: textOf(member(org, 'managementAccount')),
    principalInOrg: flagOf(member(org, 'principalInOrg')) !== false,
    policies: {
      identity: listOf(member(policies, 'identity')) ?? [],
      groups: listOf(member(policies, 'groups')) ?? [],
      boundary: given(member(policies, 'boundary')),
      session: listOf(member(policies, 'session')),
      resource: given(member(policies, 'resource')),
      scps: levelsOf(member(policies, 'scps')),
      rcps: levelsOf(member(policies, 'rcps')),
      vpcEndpoint: listOf(member(policies, 'vpcEndpoint')),
    },
  };
}

/** Of a name that stands twice the last one counts, as JSON parsers keep it. */
export function member(node: TreeNode | undefined, name: string): TreeNode | undefined {
  if (node?.kind !== 'object') return undefined;
  return (node as ObjectNode).members.findLast((each) => each.key.value === name)?.value;
}

/** The text of a scalar as policies compare it: numbers and booleans by their JSON text. */
export function scalarText(node: TreeNode): string | undefined {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'number') return node.text;
  return node.kind === 'boolean' ? String(node.value) : undefined;
}

function textOf(node: TreeNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

function flagOf(node: TreeNode | undefined): boolean | undefined {
  return node?.kind === 'boolean' ? node.value : undefined;
}

function given(node: TreeNode | undefined): TreeNode | undefined {
  return node === undefined || node.kind === 'null' ? undefined : node;
}

function listOf(node: TreeNode | undefined): readonly TreeNode[] | undefined {
  if (given(node) === undefined) return undefined;
  return node?.kind === 'array' ? node.items : node === undefined ? undefined : [node];
}

function levelsOf(node: TreeNode | undefined): readonly (readonly TreeNode[])[] | undefined {
  return listOf(node)?.map((level) => listOf(level) ?? []);
}

function readContext(node: TreeNode | undefined): ReadonlyMap<string, readonly string[] | null> {
  const context = new Map<string, readonly string[] | null>();
  if (node?.kind !== 'object') return context;
  for (const { key, value } of node.members) {
    const items = value.kind === 'array' ? value.items : [value];
    const texts = items.map(scalarText).filter((text) => text !== undefined);
    context.set(key.value.toLowerCase(), value.kind === 'null' ? null : texts);
  }
  return context;
}
