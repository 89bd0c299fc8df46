import type {
  Assumption,
  ContextEntry,
  DecidedBy,
  DecisionWord,
  Dependency,
  InputProblem,
  LayerResult,
  MissingAllow,
  SimulationResult,
} from '../../../shared/decision';
import { compilePattern, hasWildcard, matchesArn, overlapsArn } from '../language/pattern';
import { assumptionText } from './assumptions';
import { type AssessedDecision, assess } from './certainty';
import type { PolicyCompiler } from './compile';
import { type PreparedUnit, prepareUnit, type UnitDecision } from './decide';
import { type ContextDependencies, contextDependencies } from './depends';
import { explainLayers, statementPlace } from './explain';
import { type Hit, type Hits, hitsOf } from './hits';
import type { EvaluationInput } from './input';
import { type LayerId, publicLayer } from './layers';
import { refusalMessage } from './refusals';
import { type Mode, prepareRun, type ServiceFacts } from './run';
import { grantsUsed, headline, hintFor } from './words';

/** What every evaluation needs: facts about AWS, and a compiler that remembers. */
export interface Engine {
  readonly facts: ServiceFacts;
  readonly compile: PolicyCompiler;
}

/** How a resource is looked at: a pattern twice, for what all of it and what some of it gets (docs/evaluation.md, 2.5). */
function modesOf(input: EvaluationInput): readonly [Mode, ...Mode[]] {
  return input.resourceIsPattern && hasWildcard(input.resource) ? ['pessimistic', 'optimistic'] : ['exact'];
}

/** Decides one unit and explains it, in the public shape. */
export function evaluateInput(input: EvaluationInput, engine: Engine): SimulationResult {
  const unit = prepareUnit(input, engine.facts, engine.compile);
  const view = assess(unit, { modes: modesOf(input) });
  const context = contextDependencies(unit, view.decision, view.decision.run.mode);
  const asksForUnknown = input.missingContext === 'unknown' && context.differs;
  const isSplit = view.word === 'depends';
  const decision: DecisionWord = isSplit || asksForUnknown ? 'depends' : view.word;
  return resultOf(unit, view, context, { decision, parts: isSplit ? patternParts(unit) : [], asksForUnknown });
}

/** The decision of one unit without its explanation. */
export function decideInput(input: EvaluationInput, engine: Engine): AssessedDecision {
  return assess(prepareUnit(input, engine.facts, engine.compile), { modes: modesOf(input) });
}

interface Outcome {
  readonly decision: DecisionWord;
  readonly parts: readonly Dependency[];
  readonly asksForUnknown: boolean;
}

function resultOf(
  unit: PreparedUnit,
  view: AssessedDecision,
  context: ContextDependencies,
  outcome: Outcome,
): SimulationResult {
  const { decision } = view;
  const hits = hitsOf(decision);
  const grants = decision.word === 'allowed' ? grantsUsed(decision, hits) : [];
  const layers = explainLayers(decision, hits);
  return {
    decision: outcome.decision,
    certainty: view.certainty,
    headline:
      outcome.decision === 'depends'
        ? dependsHeadline(context, outcome)
        : headline(decision, view.certainty, hits, grants),
    assumptions: view.assumptions.map(
      (met): Assumption => ({
        id: met.id,
        text: assumptionText(met.id),
        alternative: met.alternative,
        matters: met.matters,
      }),
    ),
    problems: problemsOf(unit, decision),
    decidedBy: decidedByOf(decision, hits, grants),
    missing: missingOf(decision, layers),
    layers,
    context: contextOf(unit.input),
    missingContext: context.missing,
    dependsOn: [...outcome.parts, ...(outcome.asksForUnknown ? context.dependencies : [])],
    through: [],
    units: [],
  };
}

function dependsHeadline(context: ContextDependencies, outcome: Outcome): string {
  if (outcome.parts.length > 0 || !outcome.asksForUnknown)
    return 'Depends on the resource: only a part of the pattern is allowed';
  return `Depends on ${context.missing.join(', ')}: not stated in the request`;
}

/** What AWS would refuse in a document of a layer that applies, and inputs that are missing. */
function problemsOf(unit: PreparedUnit, decision: UnitDecision): readonly InputProblem[] {
  const refused = unit.layers.flatMap((layer) =>
    layer.groups.flatMap((group) =>
      group.policies.flatMap(({ attached, compiled }) =>
        compiled.refusals.map(
          (refusal): InputProblem => ({
            policy: attached.policy,
            uri: attached.uri ?? null,
            range: attached.rangeOf?.(refusal.node) ?? null,
            message: `AWS would refuse this policy: ${refusalMessage(refusal)}`,
          }),
        ),
      ),
    ),
  );
  const missing = decision.missingInputs.map(
    (message): InputProblem => ({ policy: null, uri: null, range: null, message }),
  );
  const gaps = unit.input.gaps.map(
    (gap): InputProblem => ({
      policy: gap.policy ?? null,
      uri: gap.uri ?? null,
      range: gap.range ?? null,
      message: gap.message,
    }),
  );
  return [...refused, ...missing, ...gaps];
}

function decidedByOf(decision: UnitDecision, hits: Hits, grants: readonly Hit[]): readonly DecidedBy[] {
  const { input } = decision.run;
  const byHit = (hit: Hit): DecidedBy => {
    const { statement, sid, policy, uri, pointer, range } = statementPlace(hit.attached, hit.statement);
    return {
      layer: publicLayer(hit.group.layer, input),
      at: hit.group.at,
      policy,
      ...(uri === undefined ? {} : { uri }),
      ...(pointer === undefined ? {} : { pointer }),
      ...(range === undefined ? {} : { range }),
      statement,
      sid,
    };
  };
  switch (decision.word) {
    case 'allowed':
      return decision.isServiceAllow ? [layerOnly('service', null)] : grants.map(byHit);
    case 'explicitDeny':
      return [...hits.denies.map(byHit), ...(decision.blockedBy === 'service' ? [layerOnly('service', null)] : [])];
    case 'implicitDeny':
      return decision.gaps.map((gap) => layerOnly(publicName(gap.layer, input), gap.group?.at ?? null));
  }
}

function layerOnly(layer: DecidedBy['layer'], at: string | null): DecidedBy {
  return { layer, at, policy: null, statement: null, sid: null };
}

function publicName(layer: LayerId | 'service', input: EvaluationInput): DecidedBy['layer'] {
  return layer === 'service' ? 'service' : publicLayer(layer, input);
}

function missingOf(decision: UnitDecision, layers: readonly LayerResult[]): readonly MissingAllow[] {
  const { input } = decision.run;
  return decision.gaps.map((gap) => {
    const layer = publicName(gap.layer, input);
    const at = gap.group?.at ?? null;
    return {
      layer,
      at,
      hint: hintFor(gap, decision),
      nearMiss: nearMisses(layers.find((each) => each.layer === layer && each.at === at)),
    };
  });
}

/** Allow statements that failed in exactly one part. */
function nearMisses(layer: LayerResult | undefined): MissingAllow['nearMiss'] {
  return (layer?.statements ?? [])
    .filter((statement) => statement.effect === 'Allow' && !statement.matched)
    .filter(
      (statement) => new Set(statement.because.filter((part) => !part.matched).map((part) => part.element)).size === 1,
    )
    .map(({ policy, statement }) => ({ policy, statement }));
}

/** Keys with a value; what is known to be absent is left out unless the request says so. */
function contextOf(input: EvaluationInput): { readonly [key: string]: ContextEntry } {
  const entries: [string, ContextEntry][] = [];
  for (const each of input.context) if (each[1].value !== null || each[1].from === 'request') entries.push(each);
  return Object.fromEntries(entries);
}

/** The parts of a request pattern that statements tell apart: entries that lie inside it. */
function patternParts(unit: PreparedUnit): readonly Dependency[] {
  const request = compilePattern(unit.input.resource);
  const entries = unit.layers.flatMap((layer) =>
    layer.groups.flatMap((group) =>
      group.policies.flatMap(({ compiled }) =>
        compiled.statements.flatMap((statement) => statement.resource?.entries ?? []),
      ),
    ),
  );
  const texts = new Set(
    entries.map((each) => each.entry.text).filter((text) => text.startsWith('arn:') && text !== unit.input.resource),
  );
  return [...texts]
    .filter((text) => overlapsArn(compilePattern(text), request) && matchesArn(request, text))
    .slice(0, MAX_PARTS)
    .map((resource) => ({ resource, decision: wordFor(unit, resource) }));
}

const MAX_PARTS = 20;

function wordFor(unit: PreparedUnit, resource: string): DecisionWord {
  const input = { ...unit.input, resource };
  return assess({ ...unit, input, run: prepareRun(input, unit.run.facts) }, { modes: modesOf(input) }).word;
}
