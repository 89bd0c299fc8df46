import type { LayerName } from '../../../shared/decision';
import type { PolicyType } from '../policy/document';
import type { PolicyCompiler } from './compile';
import type { CompiledPolicy, CompiledStatement } from './compiled';
import type { AttachedPolicy, EvaluationInput, PolicyLevel, Unknown } from './input';
import { type MatchClass, stronger } from './principals';
import { type Run, reading, type ServiceFacts } from './run';
import { indexedOutcome } from './statement';

/** The layers' short names, as in evaluation.md. */
export type LayerId = 'scp' | 'rcp' | 'vpce' | 'resource' | 'identity' | 'boundary' | 'session';

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
  /** The open point under which the layer applies at all; its other reading leaves the layer out. */
  readonly open?: string;
}

/** A statement that applied. */
export interface Hit {
  readonly group: PolicyGroup;
  readonly attached: AttachedPolicy;
  readonly statement: CompiledStatement;
  readonly class: MatchClass;
}

export interface GroupOutcome {
  readonly group: PolicyGroup;
  readonly denies: readonly Hit[];
  readonly allows: readonly Hit[];
}

export interface LayerOutcome {
  readonly prepared: PreparedLayer;
  readonly groups: readonly GroupOutcome[];
  readonly denies: readonly Hit[];
  /** The strongest class among the Allow statements that applied. */
  readonly class: MatchClass;
  readonly allows: readonly Hit[];
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

const isStsOnRole = (input: EvaluationInput) =>
  /^sts:/i.test(input.action) && /^arn:[^:]*:iam::[^:]*:role\//.test(input.resource);

/** Is the resource's policy a role trust policy? Only for sts actions: iam actions on a role do not look at it. */
export const isTrustDecision = isStsOnRole;

const isOnRole = (input: EvaluationInput) => /^arn:[^:]*:iam::[^:]*:role\//.test(input.resource);

const LAYERS: readonly LayerRow[] = [
  {
    id: 'scp',
    type: () => 'scp',
    policies: (input) => input.layers.serviceControl,
    exempt: scpExemption,
    name: 'SCPs',
    unknownId: 'scpUnknown',
    why: (input) => input.layers.why.serviceControl,
  },
  {
    id: 'rcp',
    type: () => 'rcp',
    policies: (input) => input.layers.resourceControl,
    exempt: rcpExemption,
    name: 'RCPs',
    unknownId: 'rcpUnknown',
    why: (input) => input.layers.why.resourceControl,
  },
  {
    id: 'vpce',
    type: () => 'vpce',
    policies: (input) => input.layers.vpcEndpoint,
    exempt: ({ caller }) => (caller.kind === 'service' ? 'services call over their own network' : undefined),
    name: 'VPC endpoint policy',
    unknownId: 'vpceUnknown',
    why: (input) => input.layers.why.vpcEndpoint,
  },
  {
    id: 'resource',
    type: (input) => (isStsOnRole(input) ? 'trust' : 'resource'),
    policies: (input) => (isOnRole(input) && !isStsOnRole(input) ? undefined : input.layers.resource),
    exempt: (input) => (isOnRole(input) && !isStsOnRole(input) ? 'a trust policy decides sts actions only' : undefined),
    name: 'resource policy',
    unknownId: 'resourcePolicyUnknown',
    why: (input) => input.layers.why.resource,
  },
  {
    id: 'identity',
    type: () => 'identity',
    policies: (input) => input.layers.identity,
    exempt: identityExemption,
    name: 'identity policies',
    unknownId: 'identityUnknown',
    why: () => undefined,
  },
  {
    id: 'boundary',
    type: () => 'boundary',
    policies: (input) => input.layers.boundary,
    exempt: boundaryExemption,
    name: 'permissions boundary',
    unknownId: 'boundaryUnknown',
    why: (input) => input.layers.why.boundary,
  },
  {
    id: 'session',
    type: () => 'session',
    // No policies passed is no session policy.
    policies: ({ layers }) => (layers.session?.length === 0 ? undefined : layers.session),
    exempt: sessionExemption,
    name: 'session policies',
    unknownId: 'sessionUnknown',
    why: (input) => input.layers.why.session,
  },
];

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
): readonly PreparedLayer[] {
  return LAYERS.map((row) =>
    row.id === 'rcp' ? prepareResourceControl(row, input, compile, facts) : prepareLayer(row, input, compile),
  );
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
  if (facts.hasResourceTypes(input.action.toLowerCase()) !== false) return prepareLayer(row, input, compile);
  const levels = input.layers.callerResourceControl;
  if (levels === undefined)
    return { id: row.id, state: 'absent', groups: [], why: 'the action has no resource that RCPs could protect' };
  const layers = { ...input.layers, resourceControl: levels };
  return { ...prepareLayer(row, { ...input, layers }, compile), open: 'A-16' };
}

function prepareLayer(row: LayerRow, input: EvaluationInput, compile: PolicyCompiler): PreparedLayer {
  const why = row.exempt(input);
  if (why !== undefined) return { id: row.id, state: 'absent', groups: [], why };
  const policies = row.policies(input);
  if (policies === 'unknown' || policies === 'notGiven')
    return { id: row.id, state: policies, groups: [], why: row.why(input) };
  if (policies === undefined)
    return { id: row.id, state: 'absent', groups: [], why: row.why(input) ?? DEFAULT_WHY[row.id] };
  const groups = groupsOf(row, policies, input).map((group) => compileGroup(group, compile));
  return { id: row.id, state: 'present', groups, why: undefined };
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
type RawGroup = Omit<PolicyGroup, 'policies'> & { readonly attached: readonly AttachedPolicy[] };

function groupsOf(row: LayerRow, policies: Policies, input: EvaluationInput): readonly RawGroup[] {
  const base = { layer: row.id, type: row.type(input), at: null, name: row.name };
  if (!isList(policies)) return [{ ...base, attached: [policies] }];
  if (row.id !== 'scp' && row.id !== 'rcp') return [{ ...base, attached: policies as readonly AttachedPolicy[] }];
  return (policies as readonly PolicyLevel[]).map((level) => ({
    ...base,
    at: level.at,
    name: level.name,
    attached: level.policies,
  }));
}

function isList(policies: Policies): policies is readonly PolicyLevel[] | readonly AttachedPolicy[] {
  return Array.isArray(policies);
}

function compileGroup({ attached, ...group }: RawGroup, compile: PolicyCompiler): PolicyGroup {
  return {
    ...group,
    policies: attached.map((policy) => ({ attached: policy, compiled: compile(policy.document, group.type) })),
  };
}

const NO_HITS: readonly Hit[] = [];
const NO_GROUPS: readonly GroupOutcome[] = [];

/** Evaluates a layer's statements; a Deny that applies in any of them counts. */
export function layerOutcome(prepared: PreparedLayer, run: Run): LayerOutcome {
  if (prepared.groups.length === 0)
    return { prepared, groups: NO_GROUPS, denies: NO_HITS, allows: NO_HITS, class: 'none' };
  const groups: GroupOutcome[] = [];
  const denies: Hit[] = [];
  const allows: Hit[] = [];
  let strongest: MatchClass = 'none';
  const ownRun = prepared.id === 'rcp' ? { ...run, isOrganizationWide: true } : run;
  for (const group of prepared.groups) {
    const outcome = groupOutcome(group, ownRun);
    groups.push(outcome);
    for (const hit of outcome.denies) denies.push(hit);
    for (const hit of outcome.allows) {
      allows.push(hit);
      strongest = stronger(strongest, hit.class);
    }
  }
  const isLeftOut = prepared.open !== undefined && denies.length > 0 && reading(run, prepared.open) === 1;
  return { prepared, groups, denies: isLeftOut ? NO_HITS : denies, allows, class: strongest };
}

function groupOutcome(group: PolicyGroup, run: Run): GroupOutcome {
  const denies: Hit[] = [];
  const allows: Hit[] = [];
  for (const { attached, compiled } of group.policies) {
    for (const statement of compiled.index.statementsFor(run.lowerAction)) {
      const outcome = indexedOutcome(statement, run);
      if (outcome.applies)
        (statement.effect === 'Deny' ? denies : allows).push({ group, attached, statement, class: outcome.class });
    }
  }
  return { group, denies, allows };
}

/** The assumption for a layer that is not known, and which of its readings holds: 0 left out, 1 it denies, 2 it allows. */
export function unknownReading(prepared: PreparedLayer, run: Run): number {
  const row = LAYERS.find((each) => each.id === prepared.id);
  return reading(run, row?.unknownId ?? 'unknown', prepared.id === 'resource' ? 2 : 1);
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
