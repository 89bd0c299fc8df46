import type { LayerName } from '../../../shared/decision';
import type { PolicyType } from '../policy/document';
import type { PolicyCompiler } from './compile';
import type { CompiledPolicy } from './compiled';
import type { AttachedPolicy, EvaluationInput, PolicyLevel, Unknown } from './input';
import { type Run, reading, type ServiceFacts } from './run';

/** The layers' short names, as in evaluation.md. */
export type LayerId = 'scp' | 'rcp' | 'vpce' | 'resource' | 'identity' | 'boundary' | 'session';

/** All layers in the order of the public result. */
export const LAYER_IDS: readonly LayerId[] = ['scp', 'rcp', 'vpce', 'resource', 'identity', 'boundary', 'session'];

/** Policies that add up: a level of SCPs, all identity policies, one resource policy. */
export interface PolicyGroup {
  readonly layer: LayerId;
  readonly type: PolicyType;
  readonly at: string | null;
  /** For people: `OU Workloads`, `identity policies`. */
  readonly name: string;
  readonly policies: readonly { readonly attached: AttachedPolicy; readonly compiled: CompiledPolicy }[];
}

/** A layer before a decision: what is attached, or why it is left out. */
export interface PreparedLayer {
  readonly id: LayerId;
  readonly state: 'present' | 'absent' | 'unknown' | 'notGiven';
  readonly groups: readonly PolicyGroup[];
  readonly why: string | undefined;
  /** The layer applies in one reading of an open point only; in the other ones it is left out, and `why` says so. */
  readonly open?: { readonly id: string; readonly reading: number };
}

/** How a layer is found in the input, and to whom it applies (evaluation.md 6.1): one row each. */
interface LayerRow {
  readonly id: LayerId;
  readonly type: (input: EvaluationInput) => PolicyType;
  readonly policies: (
    input: EvaluationInput,
  ) => readonly PolicyLevel[] | readonly AttachedPolicy[] | AttachedPolicy | undefined | Unknown | 'notGiven';
  /** Why the layer does not concern this caller; undefined: it does. */
  readonly exempt: (input: EvaluationInput) => string | undefined;
  readonly name: string;
  /** The assumption under which an unknown layer is left out. */
  readonly unknownId: string;
  readonly why: (input: EvaluationInput) => string | undefined;
}

const isStsOnRole = (input: EvaluationInput) => isOnRole(input) && /^sts:/i.test(input.action);

/** Is the resource's policy a role trust policy? Only for sts actions: iam actions on a role do not look at it. */
export const isTrustDecision = isStsOnRole;

/** The IAM service has no Region, so its ARNs hold `:iam::`. */
function isOnRole({ resource }: EvaluationInput): boolean {
  return resource.includes(':iam::') && /^arn:[^:]*:iam::[^:]*:role\//.test(resource);
}

const LAYERS: { readonly [Id in LayerId]: LayerRow } = {
  scp: {
    id: 'scp',
    type: () => 'scp',
    policies: (input) => input.layers.serviceControl,
    exempt: scpExemption,
    name: 'SCPs',
    unknownId: 'scpUnknown',
    why: (input) => input.layers.why.serviceControl,
  },
  rcp: {
    id: 'rcp',
    type: () => 'rcp',
    policies: (input) => input.layers.resourceControl,
    exempt: rcpExemption,
    name: 'RCPs',
    unknownId: 'rcpUnknown',
    why: (input) => input.layers.why.resourceControl,
  },
  vpce: {
    id: 'vpce',
    type: () => 'vpce',
    policies: (input) => input.layers.vpcEndpoint,
    exempt: ({ caller }) => (caller.kind === 'service' ? 'services call over their own network' : undefined),
    name: 'VPC endpoint policy',
    unknownId: 'vpceUnknown',
    why: (input) => input.layers.why.vpcEndpoint,
  },
  resource: {
    id: 'resource',
    type: (input) => (isStsOnRole(input) ? 'trust' : 'resource'),
    policies: (input) => (isOnRole(input) && !isStsOnRole(input) ? undefined : input.layers.resource),
    exempt: (input) => (isOnRole(input) && !isStsOnRole(input) ? 'a trust policy decides sts actions only' : undefined),
    name: 'resource policy',
    unknownId: 'resourcePolicyUnknown',
    why: (input) => input.layers.why.resource,
  },
  identity: {
    id: 'identity',
    type: () => 'identity',
    policies: (input) => input.layers.identity,
    exempt: identityExemption,
    name: 'identity policies',
    unknownId: 'identityUnknown',
    why: () => undefined,
  },
  boundary: {
    id: 'boundary',
    type: () => 'boundary',
    policies: (input) => input.layers.boundary,
    exempt: boundaryExemption,
    name: 'permissions boundary',
    unknownId: 'boundaryUnknown',
    why: (input) => input.layers.why.boundary,
  },
  session: {
    id: 'session',
    type: () => 'session',
    // No policies passed is no session policy.
    policies: ({ layers }) => (layers.session?.length === 0 ? undefined : layers.session),
    exempt: sessionExemption,
    name: 'session policies',
    unknownId: 'sessionUnknown',
    why: (input) => input.layers.why.session,
  },
};

/** Callers without an identity of their own: only the resource side decides (evaluation.md 6.5). */
export function isResourceOnly(input: EvaluationInput): boolean {
  const { kind } = input.caller;
  return kind === 'service' || kind === 'samlCaller' || kind === 'oidcCaller' || kind === 'anonymous';
}

function scpExemption({ caller, ...input }: EvaluationInput): string | undefined {
  if (isResourceOnly({ caller, ...input })) return 'SCPs bind principals of an account only';
  if (caller.isServiceLinked === true) return 'SCPs do not bind service-linked roles';
  return caller.isManagementAccount === true ? 'SCPs do not bind the management account' : undefined;
}

function rcpExemption(input: EvaluationInput): string | undefined {
  const { caller, facts, action } = input;
  if (caller.isServiceLinked === true) return 'RCPs do not bind service-linked roles';
  if (facts.ownerIsManagementAccount) return 'RCPs do not bind resources of the management account';
  if (facts.isAwsManagedKey) return 'RCPs do not bind AWS managed KMS keys';
  if (action.toLowerCase() === 'kms:retiregrant') return 'RCPs do not bind kms:RetireGrant';
  if (isStsOnRole(input) && /:role\/aws-service-role\//.test(input.resource))
    return 'RCPs do not bind trust policies of service-linked roles';
  return undefined;
}

function identityExemption(input: EvaluationInput): string | undefined {
  const { kind } = input.caller;
  if (kind === 'rootUser') return 'the root user has full access to its own account';
  if (kind === 'rootSession') return 'an AssumeRoot session is limited by its task policy only';
  return isResourceOnly(input) ? 'this principal has no identity policies' : undefined;
}

function boundaryExemption(input: EvaluationInput): string | undefined {
  const { kind, isServiceLinked } = input.caller;
  if (isServiceLinked === true) return 'a service-linked role has no permissions boundary';
  if (kind === 'user' || kind === 'roleSession' || kind === 'federatedUser') return undefined;
  return 'this principal has no permissions boundary';
}

function sessionExemption(input: EvaluationInput): string | undefined {
  const { kind, isServiceLinked } = input.caller;
  if (isServiceLinked === true) return 'a service-linked role takes no session policy';
  if (kind === 'roleSession' || kind === 'federatedUser' || kind === 'rootSession') return undefined;
  return 'this principal is no session with policies of its own';
}

/** Finds and compiles the policies of every layer that applies to the caller. */
export function prepareLayers(
  input: EvaluationInput,
  compile: PolicyCompiler,
  facts: ServiceFacts,
): { readonly [Id in LayerId]: PreparedLayer } {
  const prepare = (id: LayerId) => prepareLayer(LAYERS[id], input, compile);
  return {
    scp: prepare('scp'),
    rcp: prepareResourceControl(LAYERS.rcp, input, compile, facts),
    vpce: prepare('vpce'),
    resource: prepare('resource'),
    identity: prepare('identity'),
    boundary: prepare('boundary'),
    session: prepare('session'),
  };
}

/** For an action without resource type no page says whose RCPs count: the caller account's do, as an assumption. */
function prepareResourceControl(
  row: LayerRow,
  input: EvaluationInput,
  compile: PolicyCompiler,
  facts: ServiceFacts,
): PreparedLayer {
  const prefix = input.action.slice(0, input.action.indexOf(':')).toLowerCase();
  if (!facts.isResourceControlService(prefix))
    return { id: row.id, state: 'absent', groups: [], why: `RCPs do not support ${prefix}` };
  if (facts.hasResourceTypes(input.action.toLowerCase()) !== false) return prepareOwnersControl(row, input, compile);
  const levels = input.layers.callerResourceControl;
  if (levels === undefined)
    return { id: row.id, state: 'absent', groups: [], why: 'the action has no resource that RCPs could protect' };
  const layers = { ...input.layers, resourceControl: levels };
  return { ...prepareLayer(row, { ...input, layers }, compile), open: { id: 'A-16', reading: 0 } };
}

/** The management account owns the resource only as far as an unknown owner is taken to be the caller (ownerIsCaller). */
function prepareOwnersControl(row: LayerRow, input: EvaluationInput, compile: PolicyCompiler): PreparedLayer {
  const layer = prepareLayer(row, input, compile);
  if (input.resourceAccount !== undefined || !input.facts.ownerIsManagementAccount) return layer;
  const facts = { ...input.facts, ownerIsManagementAccount: false };
  const ofOthers = prepareLayer(row, { ...input, facts }, compile);
  if (ofOthers.state !== 'present') return layer;
  return { ...ofOthers, why: layer.why, open: { id: 'ownerIsCaller', reading: 1 } };
}

function prepareLayer(row: LayerRow, input: EvaluationInput, compile: PolicyCompiler): PreparedLayer {
  const why = row.exempt(input);
  if (why !== undefined) return { id: row.id, state: 'absent', groups: [], why };
  const policies = row.policies(input);
  if (policies === 'unknown' || policies === 'notGiven')
    return { id: row.id, state: policies, groups: [], why: row.why(input) };
  if (policies === undefined)
    return { id: row.id, state: 'absent', groups: [], why: row.why(input) ?? DEFAULT_WHY[row.id] };
  return { id: row.id, state: 'present', groups: groupsOf(row, policies, input, compile), why: undefined };
}

const DEFAULT_WHY: { readonly [Id in LayerId]: string } = {
  scp: 'no SCPs apply to the account',
  rcp: 'no RCPs apply to the resource',
  vpce: 'the request passes no VPC endpoint',
  resource: 'the resource has no policy',
  identity: 'no identity policies are attached',
  boundary: 'no permissions boundary is set',
  session: 'no session policy was passed',
};

type Policies = readonly PolicyLevel[] | readonly AttachedPolicy[] | AttachedPolicy;

function groupsOf(
  row: LayerRow,
  policies: Policies,
  input: EvaluationInput,
  compile: PolicyCompiler,
): readonly PolicyGroup[] {
  const { id, name } = row;
  const type = row.type(input);
  const group = (at: string | null, label: string, attached: readonly AttachedPolicy[]): PolicyGroup => ({
    layer: id,
    type,
    at,
    name: label,
    policies: attached.map((policy) => ({ attached: policy, compiled: compile(policy.document, type) })),
  });
  if (!isList(policies)) return [group(null, name, [policies])];
  if (id !== 'scp' && id !== 'rcp') return [group(null, name, policies as readonly AttachedPolicy[])];
  return (policies as readonly PolicyLevel[]).map((level) => group(level.at, level.name, level.policies));
}

function isList(policies: Policies): policies is readonly PolicyLevel[] | readonly AttachedPolicy[] {
  return Array.isArray(policies);
}

/** The assumption for a layer that is not known, and which of its readings holds: 0 left out, 1 it denies, 2 it allows. */
export function unknownReading(prepared: PreparedLayer, run: Run): number {
  return reading(run, LAYERS[prepared.id].unknownId, prepared.id === 'resource' ? 2 : 1);
}

/** Public names of the layers (interfaces.md). */
export function publicLayer(id: LayerId, input: EvaluationInput): LayerName {
  switch (id) {
    case 'scp':
      return 'serviceControlPolicy';
    case 'rcp':
      return 'resourceControlPolicy';
    case 'vpce':
      return 'vpcEndpointPolicy';
    case 'resource':
      return isStsOnRole(input) ? 'trustPolicy' : 'resourcePolicy';
    case 'identity':
      return 'identityPolicy';
    case 'boundary':
      return 'permissionsBoundary';
    case 'session':
      return 'sessionPolicy';
  }
}
