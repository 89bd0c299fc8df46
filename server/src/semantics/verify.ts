/** The evaluator as the judge: does a side allow a request? Nothing is called a difference before it agrees. */
import type { CompiledPolicy } from '../evaluation/compiled';
import type { Caller, EvaluationInput } from '../evaluation/input';
import { type MatchClass, stronger } from '../evaluation/principals';
import { type Choices, metPoints, prepareRun, type Run, type ServiceFacts, startRun } from '../evaluation/run';
import { statementClass } from '../evaluation/statement';
import { isResourceControlled } from './action-sets';
import type { KeyValues } from './key-tests';
import type { Layer, Side, Strength } from './sides';

export interface ConcreteRequest {
  readonly action: string;
  readonly resource: string;
  readonly caller: Caller;
  /** Some policy that is set as boundary; what stands in it does not matter here. */
  readonly boundary: CompiledPolicy | undefined;
  readonly context: ReadonlyMap<string, KeyValues>;
  /** Account of the resource, where layers are about one. */
  readonly owner?: string | undefined;
}

/** Does the first side allow the request, and the second not? */
export interface Judgement {
  readonly isDifference: boolean;
  /** Open points whose other reading alone would turn the answer. */
  readonly assumptions: readonly string[];
}

export function judge(
  request: ConcreteRequest,
  sides: { readonly allowing: Side; readonly refusing: Side; readonly strength: Strength },
  facts: ServiceFacts,
): Judgement {
  const base = prepareRun(inputOf(request), facts);
  const met = new Map<string, number>();
  const differs = (choices: Choices): boolean => {
    const run = startRun(base, { mode: 'exact', choices });
    const allowed = (side: Side) => allows(side, run, { strength: sides.strength, owner: request.owner });
    const isDifference = allowed(sides.allowing) && !allowed(sides.refusing);
    for (const [id, count] of metPoints(run)) met.set(id, Math.max(count, met.get(id) ?? 0));
    return isDifference;
  };
  const isDifference = differs(new Map());
  const open = isDifference ? [...met] : [];
  const assumptions = open
    .filter(([id, count]) =>
      Array.from({ length: count }, (_, at) => at + 1).some((way) => !differs(new Map([[id, way]]))),
    )
    .map(([id]) => id);
  return { isDifference, assumptions };
}

/** The order of the classes: direct > role = user > account. */
export const RANK: { readonly [Class in MatchClass]: number } = { none: 0, account: 1, user: 2, role: 2, direct: 3 };

interface Asked {
  readonly strength: Strength;
  readonly owner: string | undefined;
}

function allows(side: Side, run: Run, { strength, owner }: Asked): boolean {
  return side.layers.every((layer) => {
    if (layer.owner !== undefined && layer.owner !== owner) return true;
    const outcome = layerClass(layer, run);
    return outcome !== 'denied' && RANK[outcome] >= RANK[strength];
  });
}

function layerClass(layer: Layer, run: Run): MatchClass | 'denied' {
  let strongest: MatchClass = layer.allowsAll ? 'direct' : 'none';
  for (const policy of layer.policies) {
    if (policy.type === 'rcp' && !isResourceControlled(run.lowerAction)) continue;
    const { denies, allows: allowed } = policy.index.statementsFor(run.action);
    if (denies.some((statement) => statementClass(statement, run) !== 'none')) return 'denied';
    for (const statement of allowed) strongest = stronger(strongest, statementClass(statement, run));
  }
  return strongest;
}

/** The request as decisions take it, without policies. */
export function inputOf({ action, resource, caller, boundary, context }: ConcreteRequest): EvaluationInput {
  return {
    caller,
    action,
    resource,
    resourceIsPattern: false,
    resourceAccount: undefined,
    context: new Map([...context].map(([key, value]) => [key, { value, from: 'request' }])),
    missingContext: 'absent',
    layers: {
      identity: [],
      boundary: boundary && { document: boundary.document, policy: '' },
      session: undefined,
      serviceControl: undefined,
      resourceControl: undefined,
      resource: undefined,
      vpcEndpoint: undefined,
      why: {},
    },
    facts: {
      restrictPublicBuckets: false,
      ownerIsManagementAccount: false,
      isAwsManagedKey: false,
      kmsGrants: 'none',
    },
    gaps: [],
  };
}
