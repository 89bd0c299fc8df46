import type { DecisionWord } from '../../../shared/decision';
import { needsResourcePolicy } from '../catalog/tables/request-rules';
import type { PolicyCompiler } from './compile';
import type { EvaluationInput } from './input';
import { everyLevelAllows, groupClass, layerClass, layerDenies } from './layer-state';
import {
  isTrustDecision,
  LAYER_IDS,
  type LayerId,
  type PolicyGroup,
  type PreparedLayer,
  prepareLayers,
  unknownReading,
} from './layers';
import { type MatchClass, stronger } from './principals';
import {
  type Choices,
  type ContextValue,
  type Mode,
  prepareRun,
  type Run,
  type RunBase,
  reading,
  type ServiceFacts,
  startRun,
} from './run';
import {
  accountRelation,
  isAlwaysAllowed,
  isPublicAccessBlocked,
  needsNoAllow,
  type Relation,
  relationIn,
  serviceRefusal,
} from './service';

/** What lacks an Allow. */
export interface Gap {
  readonly layer: LayerId | 'service';
  /** The level, for SCPs. */
  readonly group: PolicyGroup | undefined;
  /** Why the service refuses, for `service`. */
  readonly reason: string | undefined;
}

/** The decision of one unit in one reading of every open point. Which statements applied is told by `hitsOf`. */
export interface UnitDecision {
  readonly unit: PreparedUnit;
  readonly run: Run;
  readonly word: Exclude<DecisionWord, 'depends'>;
  /** For `explicitDeny` the first layer that denies, in the order of `DENY_ORDER`; `service`: the S3 public-access switch. */
  readonly deniedBy: LayerId | 'service' | undefined;
  /** A layer denies because it is taken as denying (an unknown layer's alternative), or the S3 switch does. */
  readonly blockedBy: LayerId | 'service' | undefined;
  readonly gaps: readonly Gap[];
  readonly relation: Relation;
  /** The strongest class of the resource side's Allow statements. */
  readonly class: MatchClass;
  /** The service allows by itself: GetCallerIdentity, GetSessionToken. */
  readonly isServiceAllow: boolean;
  /** What the decision needs and nobody gave, in sentences; none where a Deny or the service decides. */
  readonly missingInputs: readonly string[];
}

/** In this order Deny statements are reported. */
export const DENY_ORDER: readonly LayerId[] = ['scp', 'rcp', 'resource', 'identity', 'boundary', 'session', 'vpce'];

/** A unit ready to be decided several times: its policies are found and compiled once. */
export interface PreparedUnit {
  readonly input: EvaluationInput;
  readonly run: RunBase;
  readonly layers: readonly PreparedLayer[];
  readonly layer: { readonly [Id in LayerId]: PreparedLayer };
  /** Layers that are not known and whose alternative has to be tried. */
  readonly openUnknowns: readonly PreparedLayer[];
  /** The relation of the accounts; `open`: the owner is not known. */
  readonly relation: Relation | 'open';
  /** The resource's own policy must allow (KMS keys, roles under sts). */
  readonly needsResourcePolicy: boolean;
  /** What a decision needs and nobody gave, in sentences. */
  readonly missingInputs: readonly string[];
}

export function prepareUnit(input: EvaluationInput, facts: ServiceFacts, compile: PolicyCompiler): PreparedUnit {
  const layer = prepareLayers(input, compile, facts);
  const layers = LAYER_IDS.map((id) => layer[id]);
  return {
    input,
    run: prepareRun(input, facts),
    layers,
    layer,
    openUnknowns: layers.filter((each) => isOpenUnknown(each, input)),
    relation: accountRelation(input),
    needsResourcePolicy: isPolicyRequired(input),
    missingInputs: missingInputsOf(layer, input),
  };
}

/**
 * Decides one unit: evaluation.md 6.2 and 16, which is normative. Only the words are found, next to nothing is allocated;
 * `explain.ts` says why over the same compiled form.
 */
export function decideUnit(
  unit: PreparedUnit,
  options: {
    readonly mode: Mode;
    readonly choices: Choices;
    readonly overrides?: ReadonlyMap<string, ContextValue> | undefined;
  },
): UnitDecision {
  const run = startRun(unit.run, options);
  const relation = relationIn(unit, run);
  if (isAlwaysAllowed(run)) return serviceAllows(unit, run, relation);
  const deniedBy = firstDeny(unit, run);
  const grants = grantsOf(unit, run);
  const blockedBy = blockingLayer(unit, run, relation);
  const isExempt = needsNoAllow(run);
  const isDenied = deniedBy !== undefined || blockedBy !== undefined;
  // Policies cannot control GetSessionToken, says one page; an explicit Deny counts, say AWS's own policies.
  const isLifted = isExempt && deniedBy !== undefined && reading(run, 'A-32') === 1;
  if (isDenied && !isLifted) return denial(unit, run, relation, deniedBy, blockedBy);
  return decideGrant(unit, run, relation, grants, isExempt);
}

function serviceAllows(unit: PreparedUnit, run: Run, relation: Relation): UnitDecision {
  return {
    unit,
    run,
    word: 'allowed',
    deniedBy: undefined,
    blockedBy: undefined,
    gaps: NO_GAPS,
    relation,
    class: 'none',
    isServiceAllow: true,
    missingInputs: NO_TEXTS,
  };
}

function denial(
  unit: PreparedUnit,
  run: Run,
  relation: Relation,
  deniedBy: LayerId | undefined,
  blockedBy: LayerId | 'service' | undefined,
): UnitDecision {
  return {
    unit,
    run,
    word: 'explicitDeny',
    deniedBy: deniedBy ?? blockedBy,
    blockedBy,
    gaps: NO_GAPS,
    relation,
    class: 'none',
    isServiceAllow: false,
    missingInputs: NO_TEXTS,
  };
}

const NO_GAPS: readonly Gap[] = [];
const NO_TEXTS: readonly string[] = [];

/** The first layer with a Deny that applies. All layers are looked at, so that every open point is met. */
function firstDeny(unit: PreparedUnit, run: Run): LayerId | undefined {
  let first: LayerId | undefined;
  for (const id of DENY_ORDER) {
    if (layerDenies(unit.layer[id], run) && !(id === 'resource' && setsDenyAside(run))) first ??= id;
  }
  return first;
}

/** The owner's root user can always repair a bucket policy: its Deny statements are set aside (evaluation.md 8). */
export function setsDenyAside({ input, lowerAction }: Run): boolean {
  const { caller, resourceAccount } = input;
  if (caller.kind !== 'rootUser' && caller.kind !== 'rootSession') return false;
  return caller.account === resourceAccount && BUCKET_POLICY_ACTIONS.has(lowerAction);
}

const BUCKET_POLICY_ACTIONS: ReadonlySet<string> = new Set([
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
]);

/** What the Allow statements of each layer come to. */
interface Grants {
  readonly scp: boolean;
  readonly vpce: LayerState;
  readonly resource: MatchClass;
  readonly identity: LayerState;
  readonly boundary: LayerState;
  readonly session: LayerState;
}

function grantsOf({ layer }: PreparedUnit, run: Run): Grants {
  return {
    scp: everyLevelAllows(layer.scp, run),
    vpce: stateOf(layer.vpce, run),
    resource: resourceClass(layer.resource, run),
    identity: stateOf(layer.identity, run),
    boundary: stateOf(layer.boundary, run),
    session: stateOf(layer.session, run),
  };
}

type LayerState = 'absent' | 'silent' | 'allow';

function stateOf(layer: PreparedLayer, run: Run): LayerState {
  if (layer.state !== 'present') return 'absent';
  return layerClass(layer, run) === 'none' ? 'silent' : 'allow';
}

function blockingLayer(unit: PreparedUnit, run: Run, relation: Relation): LayerId | 'service' | undefined {
  for (const layer of unit.openUnknowns) if (unknownReading(layer, run) === 1) return layer.id;
  return isPublicAccessBlocked(run, relation, unit.layer.resource) ? 'service' : undefined;
}

function decideGrant(
  unit: PreparedUnit,
  run: Run,
  relation: Relation,
  grants: Grants,
  isExempt: boolean,
): UnitDecision {
  const refusal = serviceRefusal(run, relation);
  if (refusal === undefined && isExempt) return serviceAllows(unit, run, relation);
  const core = coreGaps(unit, run, relation, grants);
  const isGranted = refusal === undefined && grants.scp && grants.vpce !== 'silent' && core.length === 0;
  return {
    unit,
    run,
    word: isGranted ? 'allowed' : 'implicitDeny',
    deniedBy: undefined,
    blockedBy: undefined,
    gaps: isGranted ? NO_GAPS : gapsOf(unit, run, grants, refusal, core),
    relation,
    class: grants.resource,
    isServiceAllow: false,
    missingInputs: unit.missingInputs,
  };
}

function gapsOf(
  { layer }: PreparedUnit,
  run: Run,
  grants: Grants,
  refusal: string | undefined,
  core: readonly LayerId[],
): readonly Gap[] {
  const gaps: Gap[] = refusal === undefined ? [] : [{ layer: 'service', group: undefined, reason: refusal }];
  for (const group of grants.scp ? [] : layer.scp.groups)
    if (groupClass(group, run) === 'none') gaps.push({ layer: 'scp', group, reason: undefined });
  if (grants.vpce === 'silent') gaps.push(gap('vpce'));
  for (const each of core) gaps.push(gap(each));
  return gaps;
}

function gap(layer: LayerId): Gap {
  return { layer, group: undefined, reason: undefined };
}

/** Identity policies, and session policies that a session must have, are inputs that are missing rather than open points. */
function isOpenUnknown(prepared: PreparedLayer, input: EvaluationInput): boolean {
  if (prepared.state !== 'unknown' || prepared.id === 'identity') return false;
  return !(prepared.id === 'session' && needsSessionPolicy(input));
}

function needsSessionPolicy(input: EvaluationInput): boolean {
  return input.caller.kind === 'federatedUser' || input.caller.kind === 'rootSession';
}

/** KMS keys and roles (for sts) must allow by their own policy; identity alone never suffices (evaluation.md 6.3, 18). */
export function isPolicyRequired(input: EvaluationInput): boolean {
  return needsResourcePolicy(input.action, input.resource);
}

const NO_LAYERS: readonly LayerId[] = [];

/** The function `core` of evaluation.md 16, line by line: the layers whose Allow is missing. */
function coreGaps(unit: PreparedUnit, run: Run, relation: Relation, grants: Grants): readonly LayerId[] {
  const { kind } = run.input.caller;
  const granted = grants.resource;
  const need = unit.needsResourcePolicy;
  const isSame = relation === 'same';
  if (kind === 'rootSession') {
    const lacksResource = isSame ? need && granted !== 'account' && granted !== 'direct' : granted === 'none';
    const session: readonly LayerId[] = grants.session === 'allow' ? NO_LAYERS : ['session'];
    return lacksResource ? ['resource', ...session] : session;
  }
  if (relation === 'resourceOnly') return granted === 'direct' ? NO_LAYERS : ['resource'];
  if (isSame && kind === 'rootUser') return need && granted !== 'direct' ? ['resource'] : NO_LAYERS;
  if (isSame && granted === 'direct') return NO_LAYERS;
  const own = ownGaps(grants, kind);
  if (!isSame) return granted === 'none' ? ['resource', ...own] : own;
  // The guide names boundary and session policy only as limits of a federated session whose parent is named.
  if (granted === 'role' || (granted === 'user' && (!own.includes('identity') || reading(run, 'A-13') === 0)))
    return own.filter((layer) => layer !== 'identity');
  return need && granted === 'none' ? ['resource', ...own] : own;
}

function ownGaps(grants: Grants, kind: EvaluationInput['caller']['kind']): readonly LayerId[] {
  const lacksIdentity = kind !== 'rootUser' && grants.identity !== 'allow';
  const lacksSession = grants.session === 'silent' || (kind === 'federatedUser' && grants.session === 'absent');
  if (!lacksIdentity && !lacksSession && grants.boundary !== 'silent') return NO_LAYERS;
  const own: LayerId[] = [];
  if (lacksIdentity) own.push('identity');
  if (grants.boundary === 'silent') own.push('boundary');
  if (lacksSession) own.push('session');
  return own;
}

/** The resource policy's class, with KMS grants, and the readings in which an unknown policy or grant allows. */
function resourceClass(layer: PreparedLayer, run: Run): MatchClass {
  const isTakenAsAllow = layer.state === 'unknown' && unknownReading(layer, run) === 2;
  return isTakenAsAllow ? 'direct' : stronger(layerClass(layer, run), grantClass(run));
}

/** A KMS grant allows its operations to its grantee like a direct Allow in the key policy (evaluation.md 8). */
function grantClass(run: Run): MatchClass {
  const { input, lowerAction } = run;
  if (!lowerAction.startsWith('kms:') || !/^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(input.resource)) return 'none';
  const { kmsGrants } = input.facts;
  if (kmsGrants === 'none') return 'none';
  if (kmsGrants === 'unknown') return reading(run, 'kmsGrants') === 1 ? 'direct' : 'none';
  const operation = lowerAction.slice('kms:'.length);
  const isGranted = kmsGrants.some(
    (grant) =>
      isGrantee(grant.grantee, input) &&
      grant.operations.some((each) => each.toLowerCase() === operation) &&
      Object.entries(grant.encryptionContextEquals ?? {}).every(
        ([key, value]) => run.context.get(`kms:encryptioncontext:${key.toLowerCase()}`)?.includes(value) === true,
      ),
  );
  return isGranted ? 'direct' : 'none';
}

function isGrantee(grantee: string, input: EvaluationInput): boolean {
  const { arn, role, service } = input.caller;
  return grantee === arn || grantee === role?.arn || (service !== undefined && grantee === service);
}

function missingInputsOf(
  layer: { readonly [Id in LayerId]: PreparedLayer },
  input: EvaluationInput,
): readonly string[] {
  const missing: string[] = [];
  const session = layer.session.state;
  if (layer.resource.state === 'notGiven')
    missing.push(
      isTrustDecision(input) ? 'The trust policy of the role is not given.' : 'The policy of the KMS key is not given.',
    );
  if (layer.identity.state === 'unknown') missing.push('The identity policies of the principal are not known.');
  if (input.caller.kind === 'rootSession' && (session === 'absent' || session === 'unknown'))
    missing.push('The task policy of the AssumeRoot session is not given.');
  if (input.caller.kind === 'federatedUser' && session === 'unknown')
    missing.push('The session policies of the federated user are not known.');
  return missing;
}
