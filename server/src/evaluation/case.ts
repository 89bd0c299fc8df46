import type { ContextEntry } from '../../../shared/decision';
import { isAccountId, parseArn } from '../language/arn';
import { readPolicy } from '../policy/read';
import { type PlainValue, plainValue } from '../syntax/plain';
import { memberNamed, type ObjectNode, type Tree, type TreeNode } from '../syntax/tree';
import { wrongKind } from './case-members';
import { isPolicyRequired } from './decide';
import { callerContext } from './derived';
import type { AttachedPolicy, Caller, EvaluationInput, PolicyLevel } from './input';

/** A self-contained case (`writ evaluate`), or why its line cannot be used. */
export type CaseReading =
  | {
      readonly ok: true;
      readonly id: string | undefined;
      readonly input: EvaluationInput;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly id: string | undefined; readonly error: string };

const CASE_MEMBERS = new Set([
  'id',
  'topic',
  'source',
  'request',
  'policies',
  'expect',
  'decidedBy',
  'why',
  'certainty',
  'assumptions',
  'ambiguous',
]);
const REQUEST_MEMBERS = new Set([
  'principal',
  'action',
  'resource',
  'resourceAccount',
  'context',
  'principalRole',
  'principalId',
  'parentUser',
  'principalCanonicalId',
  'credential',
  'console',
  'requestIsPattern',
  'restrictPublicBuckets',
  'org',
]);
const POLICY_MEMBERS = new Set([
  'identity',
  'groups',
  'boundary',
  'session',
  'resource',
  'scps',
  'rcps',
  'vpcEndpoint',
  'ownerScps',
  'callerRcps',
  'roleTrust',
]);

/** Reads one parsed line of `writ evaluate`: request and policies in one object, as docs/cli.md describes them. */
export function readCase(tree: Tree): CaseReading {
  const { root } = tree;
  if (root.kind !== 'object')
    return { ok: false, id: undefined, error: 'A case is a JSON object with "request" and "policies".' };
  const id = textAt(root, 'id');
  if (tree.problems.length > 0) return { ok: false, id, error: 'The line is no valid JSON.' };
  const request = objectAt(root, 'request');
  if (request === undefined)
    return { ok: false, id, error: 'The member "request" is missing: an object with principal, action and resource.' };
  const missing = ['principal', 'action', 'resource'].find((name) => textAt(request, name) === undefined);
  if (missing !== undefined) return { ok: false, id, error: `The request has no "${missing}": give it as a string.` };
  const policies = objectAt(root, 'policies');
  const wrong = wrongKind(root, request) ?? wrongContext(request) ?? wrongAction(request);
  if (wrong !== undefined) return { ok: false, id, error: wrong };
  const caller = readCaller(request);
  if (typeof caller === 'string') return { ok: false, id, error: caller };
  const warnings = [
    ...unknownMembers(root, CASE_MEMBERS),
    ...unknownMembers(request, REQUEST_MEMBERS),
    ...(policies === undefined ? [] : unknownMembers(policies, POLICY_MEMBERS)),
  ];
  return { ok: true, id, input: readInput(tree, request, policies, caller), warnings };
}

function unknownMembers(object: ObjectNode, known: ReadonlySet<string>): string[] {
  return object.members.map((member) => member.key.value).filter((name) => !known.has(name));
}

function wrongAction(request: ObjectNode): string | undefined {
  const action = textAt(request, 'action') ?? '';
  return /^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(action)
    ? undefined
    : `"${action}" is no action: write it as service:Name, such as s3:GetObject.`;
}

function wrongContext(request: ObjectNode): string | undefined {
  const context = memberNamed(request, 'context')?.value;
  if (context === undefined || context.kind === 'null') return undefined;
  if (context.kind !== 'object') return 'The member "context" is no object of keys and values.';
  const wrong = context.members.find(
    ({ value }) =>
      value.kind === 'object' ||
      (value.kind === 'array' && value.items.some((item) => item.kind === 'object' || item.kind === 'array')),
  );
  return wrong && `The context key "${wrong.key.value}" takes a string, a number, a boolean, null or a list of them.`;
}

function memberValue(object: ObjectNode | undefined, name: string): TreeNode | undefined {
  const value = object && memberNamed(object, name)?.value;
  return value === undefined || value.kind === 'null' || value.kind === 'missing' ? undefined : value;
}

function textAt(object: ObjectNode, name: string): string | undefined {
  const value = memberValue(object, name);
  return value?.kind === 'string' ? value.value : undefined;
}

function objectAt(object: ObjectNode, name: string): ObjectNode | undefined {
  const value = memberValue(object, name);
  return value?.kind === 'object' ? value : undefined;
}

function readCaller(request: ObjectNode): Caller | string {
  const principal = textAt(request, 'principal') ?? '';
  const base = callerBase(principal, request);
  if (typeof base === 'string') return base;
  const managementAccount = textAt(objectAt(request, 'org') ?? request, 'managementAccount');
  return {
    ...base,
    uniqueId: textAt(request, 'principalId'),
    canonicalUserId: textAt(request, 'principalCanonicalId'),
    isManagementAccount: base.account !== undefined && base.account === managementAccount,
  };
}

function callerBase(principal: string, request: ObjectNode): Caller | string {
  if (principal === 'anonymous') return { kind: 'anonymous', arn: principal, account: undefined, partition: 'aws' };
  const arn = parseArn(principal);
  if (arn === undefined) return nonArnCaller(principal, request);
  const { partition, account, resource } = arn;
  const base = { arn: principal, account, partition };
  const [kind = '', ...rest] = resource.split('/');
  switch (`${arn.service}:${kind}`) {
    case 'iam:root': {
      const assumed = context(request, 'aws:AssumedRoot');
      return {
        ...base,
        kind: String(assumed) === 'true' ? 'rootSession' : 'rootUser',
        credential: credentialOf(request),
      };
    }
    case 'iam:user':
      return { ...base, kind: 'user', credential: credentialOf(request) };
    case 'sts:assumed-role':
      return roleSession(base, rest, textAt(request, 'principalRole'));
    case 'sts:federated-user':
      return federatedUser(base, rest, request);
    case 'iam:saml-provider':
      return { ...base, kind: 'samlCaller', account: undefined, provider: principal };
    case 'iam:oidc-provider':
      return { ...base, kind: 'oidcCaller', account: undefined, provider: principal };
    case 'iam:group':
      return 'A group is no principal: name a user, or a role.';
    case 'iam:role':
      return `A role acts through a session: write arn:${partition}:sts::${account}:assumed-role/${rest.at(-1) ?? ''}/SESSION.`;
    default:
      return `"${principal}" is no principal: give a user, an assumed-role session, a federated user, root, a service or "anonymous".`;
  }
}

function context(request: ObjectNode, key: string): PlainValue | undefined {
  const member = objectAt(request, 'context')?.members.find(
    (each) => each.key.value.toLowerCase() === key.toLowerCase(),
  );
  return member && plainValue(member.value);
}

function nonArnCaller(principal: string, request: ObjectNode): Caller | string {
  const base = {
    arn: principal,
    account: undefined,
    partition: principal.endsWith('.amazonaws.com.cn') ? 'aws-cn' : 'aws',
  };
  if (/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(principal)) {
    const isFederated = /^sts:assumerolewithwebidentity$/i.test(textAt(request, 'action') ?? '');
    return isFederated
      ? { ...base, kind: 'oidcCaller', provider: principal }
      : { ...base, kind: 'service', service: principal };
  }
  return `"${principal}" is no principal: give an ARN, a service such as ec2.amazonaws.com, or "anonymous".`;
}

type CallerBase = { readonly arn: string; readonly account: string; readonly partition: string };

function roleSession(base: CallerBase, rest: readonly string[], roleArn: string | undefined): Caller | string {
  const [name = '', ...session] = rest;
  if (name === '' || session.length === 0) return 'A role session is written assumed-role/ROLE/SESSION.';
  return {
    ...base,
    kind: 'roleSession',
    role: { name, arn: roleArn },
    sessionName: session.join('/'),
    isServiceLinked: roleArn !== undefined && /:role\/aws-service-role\//.test(roleArn),
  };
}

function federatedUser(base: CallerBase, rest: readonly string[], request: ObjectNode): Caller {
  const parent = textAt(request, 'parentUser') ?? `arn:${base.partition}:iam::${base.account}:root`;
  return {
    ...base,
    kind: 'federatedUser',
    sessionName: rest.join('/'),
    parent: { arn: parent, kind: parent.endsWith(':root') ? 'rootUser' : 'user' },
    console: plainValue(memberValue(request, 'console') ?? { kind: 'null', start: 0, end: 0 }) === true,
  };
}

function credentialOf(request: ObjectNode): NonNullable<Caller['credential']> {
  const credential = textAt(request, 'credential');
  return credential === 'sessionToken' || credential === 'console' ? credential : 'accessKey';
}

function readInput(tree: Tree, request: ObjectNode, policies: ObjectNode | undefined, caller: Caller): EvaluationInput {
  const action = textAt(request, 'action') ?? '';
  const owner = memberValue(request, 'resourceAccount');
  // The owner is stated, or stands in the ARN.
  const resourceAccount = owner?.kind === 'string' ? owner.value : accountIn(textAt(request, 'resource') ?? '');
  const managementAccount = textAt(objectAt(request, 'org') ?? request, 'managementAccount');
  const given = { resource: normalizedResource(action, textAt(request, 'resource') ?? ''), action };
  const resourceControl = levels(tree, policies, 'rcps');
  const base: EvaluationInput = {
    ...given,
    caller,
    resourceIsPattern: isTrue(request, 'requestIsPattern'),
    resourceAccount,
    context: caseContext(caller, request),
    missingContext: 'absent',
    layers: {
      identity: [...documents(tree, policies, 'identity'), ...groupDocuments(tree, policies, caller)],
      boundary: documents(tree, policies, 'boundary')[0],
      session: memberValue(policies, 'session') === undefined ? undefined : documents(tree, policies, 'session'),
      serviceControl: isInOrganization(request) ? levels(tree, policies, 'scps') : undefined,
      resourceControl,
      callerResourceControl: resourceControl,
      resource: documents(tree, policies, 'resource')[0],
      vpcEndpoint: someDocuments(tree, policies, 'vpcEndpoint'),
      why: {},
    },
    facts: {
      restrictPublicBuckets: switchOf(request),
      // An unknown owner is taken to be the caller's account (ownerIsCaller).
      ownerIsManagementAccount:
        managementAccount !== undefined && (resourceAccount ?? caller.account) === managementAccount,
      isAwsManagedKey: false,
      kmsGrants: 'none',
    },
    gaps: [],
  };
  if (base.layers.resource !== undefined || !isPolicyRequired(base)) return base;
  return { ...base, layers: { ...base.layers, resource: 'notGiven' } };
}

/** s3:ListAllMyBuckets given as `*` is checked against `arn:aws:s3:::` (evaluation.md 2.4). */
function normalizedResource(action: string, resource: string): string {
  return action.toLowerCase() === 's3:listallmybuckets' && resource === '*' ? 'arn:aws:s3:::' : resource;
}

function isTrue(object: ObjectNode, name: string): boolean {
  const value = memberValue(object, name);
  return value?.kind === 'boolean' && value.value;
}

function switchOf(request: ObjectNode): boolean | 'unknown' {
  const value = memberValue(request, 'restrictPublicBuckets');
  return value?.kind === 'boolean' ? value.value : 'unknown';
}

function caseContext(caller: Caller, request: ObjectNode): ReadonlyMap<string, ContextEntry> {
  const stated = new Map<string, ContextEntry>();
  for (const { key, value } of objectAt(request, 'context')?.members ?? [])
    stated.set(key.value, { value: contextValue(value), from: 'request' });
  const merged = new Map<string, ContextEntry>(stated);
  const names = new Set([...stated.keys()].map((key) => key.toLowerCase()));
  for (const [key, entry] of [...callerContext(caller), ...derivedFrom(stated)]) {
    if (!names.has(key.toLowerCase())) merged.set(key, entry);
  }
  return merged;
}

/** Keys that follow from others that are stated. */
function derivedFrom(stated: ReadonlyMap<string, ContextEntry>): ReadonlyMap<string, ContextEntry> {
  const derived = new Map<string, ContextEntry>();
  const tagKeys = [...stated.keys()]
    .filter((key) => key.toLowerCase().startsWith('aws:requesttag/'))
    .map((key) => key.slice('aws:RequestTag/'.length));
  if (tagKeys.length > 0) derived.set('aws:TagKeys', { value: tagKeys, from: 'derived' });
  const via = [...stated].find(([key]) => key.toLowerCase() === 'aws:calledvia')?.[1].value;
  if (Array.isArray(via) && via.length > 0) {
    derived.set('aws:CalledViaFirst', { value: String(via[0]), from: 'derived' });
    derived.set('aws:CalledViaLast', { value: String(via.at(-1)), from: 'derived' });
    derived.set('aws:ViaAWSService', { value: 'true', from: 'derived' });
  }
  return derived;
}

function contextValue(node: TreeNode): ContextEntry['value'] {
  if (node.kind === 'array') return node.items.map(scalarText);
  return node.kind === 'null' || node.kind === 'missing' ? null : scalarText(node);
}

/** Numbers and booleans as they are written. */
function scalarText(node: TreeNode): string {
  if (node.kind === 'number') return node.text;
  return node.kind === 'string' ? node.value : String(plainValue(node));
}

function documents(tree: Tree, policies: ObjectNode | undefined, name: string): readonly AttachedPolicy[] {
  const value = memberValue(policies, name);
  if (value === undefined) return [];
  const nodes = value.kind === 'array' ? value.items : [value];
  return nodes.map((node, index) => ({ document: readPolicy(tree, node), policy: `${name}/${index}` }));
}

function accountIn(arn: string): string | undefined {
  const account = parseArn(arn)?.account ?? '';
  return isAccountId(account) ? account : undefined;
}

/** Groups hold users only: their policies never apply to roles. */
function groupDocuments(tree: Tree, policies: ObjectNode | undefined, { kind }: Caller): readonly AttachedPolicy[] {
  return kind === 'user' || kind === 'federatedUser' ? documents(tree, policies, 'groups') : [];
}

/** Undefined for an empty list: no such policy is attached. */
function someDocuments(
  tree: Tree,
  policies: ObjectNode | undefined,
  name: string,
): readonly AttachedPolicy[] | undefined {
  const found = documents(tree, policies, name);
  return found.length === 0 ? undefined : found;
}

/** The caller's account, unless the case says otherwise. */
function isInOrganization(request: ObjectNode): boolean {
  const value = memberValue(objectAt(request, 'org'), 'principalInOrg');
  return value?.kind !== 'boolean' || value.value;
}

function levels(tree: Tree, policies: ObjectNode | undefined, name: string): readonly PolicyLevel[] | undefined {
  const value = memberValue(policies, name);
  if (value?.kind !== 'array') return undefined;
  return value.items.map((level, index) => ({
    at: `level ${index + 1}`,
    name: `level ${index + 1} of ${value.items.length}`,
    policies: (level.kind === 'array' ? level.items : [level]).map((node, position) => ({
      document: readPolicy(tree, node),
      policy: `${name}/${index}/${position}`,
    })),
  }));
}
