import type { DecisionWord } from '../../../shared/decision';
import { needsResourcePolicy } from '../catalog/tables/request-rules';
import type { PolicyCompiler } from './compile';
import type { EvaluationInput } from './input';
import {
  type Hit,
  isResourceOnly,
  isTrustDecision,
  type LayerId,
  type LayerOutcome,
  layerOutcome,
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
  isAlwaysAllowed,
  isPublicAccessBlocked,
  needsNoAllow,
  type Relation,
  relationOf,
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

/** The decision of one unit in one reading of every open point. */
export interface UnitDecision {
  readonly word: Exclude<DecisionWord, 'depends'>;
  /** In the order scp, rcp, resource, identity, boundary, session, vpce. */
  readonly denies: readonly Hit[];
  /** Layers that deny because they are taken as denying (an unknown layer's alternative), or the S3 switch. */
  readonly blockedBy: LayerId | 'service' | undefined;
  readonly gaps: readonly Gap[];
  readonly layers: ReadonlyMap<LayerId, LayerOutcome>;
  readonly relation: Relation;
  /** The strongest class of the resource side's Allow statements. */
  readonly class: MatchClass;
  /** The service allows by itself: GetCallerIdentity, GetSessionToken. */
  readonly isServiceAllow: boolean;
  readonly missingInputs: readonly string[];
  readonly run: Run;
}

const DENY_ORDER: readonly LayerId[] = ['scp', 'rcp', 'resource', 'identity', 'boundary', 'session', 'vpce'];

/** A unit ready to be decided several times: its policies are found and compiled once. */
export interface PreparedUnit {
  readonly input: EvaluationInput;
  readonly run: RunBase;
  readonly layers: readonly PreparedLayer[];
}

export function prepareUnit(input: EvaluationInput, facts: ServiceFacts, compile: PolicyCompiler): PreparedUnit {
  return { input, run: prepareRun(input, facts), layers: prepareLayers(input, compile, facts) };
}

/** Decides one unit: evaluation.md 6.2 and 16, which is normative. */
export function decideUnit(
  unit: PreparedUnit,
  options: {
    readonly mode: Mode;
    readonly choices: Choices;
    readonly overrides?: ReadonlyMap<string, ContextValue> | undefined;
  },
): UnitDecision {
  const run = startRun(unit.run, options);
  const relation = relationOf(run);
  const layers = new Map<LayerId, LayerOutcome>();
  for (const prepared of unit.layers) layers.set(prepared.id, layerOutcome(prepared, run));
  const base: DecisionBase = { layers, relation, run };
  if (isAlwaysAllowed(run)) return decision(base, { word: 'allowed', isServiceAllow: true });
  const denies = allDenies(layers, run);
  const resource = layers.get('resource');
  const blockedBy =
    blockingUnknown(unit, run) ??
    (resource !== undefined && isPublicAccessBlocked(run, relation, resource) ? 'service' : undefined);
  const isExempt = needsNoAllow(run);
  // Policies cannot control GetSessionToken, says one page; an explicit Deny counts, say AWS's own policies.
  const isLifted = isExempt && denies.length > 0 && reading(run, 'A-32') === 1;
  if (!isLifted && (denies.length > 0 || blockedBy !== undefined)) {
    return decision(base, { word: 'explicitDeny', denies, blockedBy });
  }
  return decideGrant(base, run, isExempt);
}

type DecisionBase = Pick<UnitDecision, 'layers' | 'relation' | 'run'>;

const NO_GAPS: readonly Gap[] = [];
const NO_TEXTS: readonly string[] = [];
const NO_DENIES: readonly Hit[] = [];

function decision(
  { layers, relation, run }: DecisionBase,
  found: Partial<UnitDecision> & Pick<UnitDecision, 'word'>,
): UnitDecision {
  return {
    word: found.word,
    denies: found.denies ?? NO_DENIES,
    blockedBy: found.blockedBy,
    gaps: found.gaps ?? NO_GAPS,
    layers,
    relation,
    class: found.class ?? 'none',
    isServiceAllow: found.isServiceAllow ?? false,
    missingInputs: found.missingInputs ?? NO_TEXTS,
    run,
  };
}

function allDenies(layers: ReadonlyMap<LayerId, LayerOutcome>, run: Run): readonly Hit[] {
  let all = NO_DENIES;
  for (const id of DENY_ORDER) {
    const denies = deniesOf(id, layers, run);
    if (denies.length > 0) all = all.length === 0 ? denies : [...all, ...denies];
  }
  return all;
}

function decideGrant(base: DecisionBase, run: Run, isExempt: boolean): UnitDecision {
  const refusal = serviceRefusal(run, base.relation);
  if (refusal === undefined && isExempt) return decision(base, { word: 'allowed', isServiceAllow: true });
  const gaps: Gap[] = refusal === undefined ? [] : [{ layer: 'service', group: undefined, reason: refusal }];
  for (const { group, allows } of base.layers.get('scp')?.groups ?? []) {
    if (allows.length === 0) gaps.push({ layer: 'scp', group, reason: undefined });
  }
  if (stateOf('vpce', base.layers) === 'silent') gaps.push(gap('vpce'));
  const core = coreGaps(base, run);
  for (const layer of core.gaps) gaps.push(gap(layer));
  const word = gaps.length === 0 ? 'allowed' : 'implicitDeny';
  return decision(base, { word, gaps, class: core.class, missingInputs: core.missingInputs });
}

function gap(layer: LayerId): Gap {
  return { layer, group: undefined, reason: undefined };
}

/** The owner's root user can always repair a bucket policy: its Deny statements are set aside (evaluation.md 8). */
function deniesOf(id: LayerId, layers: ReadonlyMap<LayerId, LayerOutcome>, run: Run): readonly Hit[] {
  const { caller, resourceAccount } = run.input;
  const isRoot = caller.kind === 'rootUser' || caller.kind === 'rootSession';
  if (
    id === 'resource' &&
    isRoot &&
    caller.account === resourceAccount &&
    /^s3:(get|put|delete)bucketpolicy$/.test(run.lowerAction)
  )
    return [];
  return layers.get(id)?.denies ?? [];
}

/** A layer that is not known and that this run takes as denying. */
function blockingUnknown(unit: PreparedUnit, run: Run): LayerId | undefined {
  return unit.layers.find((prepared) => isOpenUnknown(prepared, unit.input) && unknownReading(prepared, run) === 1)?.id;
}

/** Identity policies, and session policies that a session must have, are inputs that are missing rather than open points. */
function isOpenUnknown(prepared: PreparedLayer, input: EvaluationInput): boolean {
  if (prepared.state !== 'unknown' || prepared.id === 'identity') return false;
  return !(prepared.id === 'session' && needsSessionPolicy(input));
}

function needsSessionPolicy(input: EvaluationInput): boolean {
  return input.caller.kind === 'federatedUser' || input.caller.kind === 'rootSession';
}

type LayerState = 'absent' | 'silent' | 'allow';

function stateOf(id: LayerId, layers: ReadonlyMap<LayerId, LayerOutcome>): LayerState {
  const outcome = layers.get(id);
  if (outcome === undefined || outcome.prepared.state !== 'present') return 'absent';
  return outcome.allows.length > 0 ? 'allow' : 'silent';
}

/** KMS keys and roles (for sts) must allow by their own policy; identity alone never suffices (evaluation.md 6.3, 18). */
export function isPolicyRequired(input: EvaluationInput): boolean {
  return needsResourcePolicy(input.action, input.resource);
}

interface CoreResult {
  readonly gaps: readonly LayerId[];
  readonly class: MatchClass;
  readonly missingInputs: readonly string[];
}

/** The function `core` of evaluation.md 16, line by line. */
function coreGaps(base: DecisionBase, run: Run): CoreResult {
  const { input } = run;
  const { kind } = input.caller;
  const granted = resourceClass(base, run);
  const missingInputs = missingInputsOf(base, input);
  const result = (gaps: readonly LayerId[]): CoreResult => ({ gaps, class: granted, missingInputs });
  const need = isPolicyRequired(input);
  const isSame = base.relation === 'same';
  const session = stateOf('session', base.layers);
  if (kind === 'rootSession') {
    const lacksResource = isSame ? need && granted !== 'account' && granted !== 'direct' : granted === 'none';
    return result([
      ...(lacksResource ? (['resource'] as const) : []),
      ...(session === 'allow' ? [] : (['session'] as const)),
    ]);
  }
  if (isResourceOnly(input)) return result(granted === 'direct' ? [] : ['resource']);
  const own = ownGaps(base, kind);
  if (!isSame) return result([...(granted === 'none' ? (['resource'] as const) : []), ...own]);
  if (kind === 'rootUser') return result(need && granted !== 'direct' ? ['resource'] : []);
  if (granted === 'direct') return result([]);
  // The guide names boundary and session policy only as limits of a federated session whose parent is named.
  if (granted === 'role' || (granted === 'user' && (!own.includes('identity') || reading(run, 'A-13') === 0))) {
    return result(own.filter((layer) => layer !== 'identity'));
  }
  return result(need && granted === 'none' ? ['resource', ...own] : own);
}

function ownGaps(base: DecisionBase, kind: EvaluationInput['caller']['kind']): readonly LayerId[] {
  const own: LayerId[] = [];
  const session = stateOf('session', base.layers);
  if (kind !== 'rootUser' && stateOf('identity', base.layers) !== 'allow') own.push('identity');
  if (stateOf('boundary', base.layers) === 'silent') own.push('boundary');
  if (session === 'silent' || (kind === 'federatedUser' && session === 'absent')) own.push('session');
  return own;
}

/** The resource policy's class, with KMS grants, and the readings in which an unknown policy or grant allows. */
function resourceClass(base: DecisionBase, run: Run): MatchClass {
  const outcome = base.layers.get('resource');
  let granted = outcome?.class ?? 'none';
  if (outcome?.prepared.state === 'unknown' && unknownReading(outcome.prepared, run) === 2) granted = 'direct';
  return stronger(granted, grantClass(run));
}

/** A KMS grant allows its operations to its grantee like a direct Allow in the key policy (evaluation.md 8). */
function grantClass(run: Run): MatchClass {
  const { input, lowerAction } = run;
  if (!/^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(input.resource)) return 'none';
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

function missingInputsOf(base: DecisionBase, input: EvaluationInput): readonly string[] {
  const missing: string[] = [];
  const stateIs = (id: LayerId, state: PreparedLayer['state']) => base.layers.get(id)?.prepared.state === state;
  if (stateIs('resource', 'notGiven'))
    missing.push(
      isTrustDecision(input) ? 'The trust policy of the role is not given.' : 'The policy of the KMS key is not given.',
    );
  if (stateIs('identity', 'unknown')) missing.push('The identity policies of the principal are not known.');
  if (input.caller.kind === 'rootSession' && (stateIs('session', 'absent') || stateIs('session', 'unknown')))
    missing.push('The task policy of the AssumeRoot session is not given.');
  if (input.caller.kind === 'federatedUser' && stateIs('session', 'unknown'))
    missing.push('The session policies of the federated user are not known.');
  return missing;
}
