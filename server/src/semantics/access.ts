/** The one question that all others are made of: what does one side allow that another does not? */
import type { CompiledPolicy } from '../evaluation/compiled';
import type { AccessAnswer, AccessDifference, RefusedDocument } from './answers';
import { type Formula, type FormulaLayer, formulasOf } from './formulas';
import type { Kernel } from './kernel';
import type { KeyValues } from './key-tests';
import { allowNothingMore, type DifferenceOptions, differencesOfLayers, OUT_OF_BUDGET } from './layer-differences';
import { createMeter, type Limits, type Meter } from './meter';
import { forOwner } from './owners';
import { createProblem, type Problem } from './problem';
import { ranked } from './ranking';
import { type Layer, padded, type Side, type Strength, strengthsOf } from './sides';
import { confirm } from './witnesses';

export interface AccessOptions extends Limits, Pick<DifferenceOptions, 'isTodayOnly'> {
  /** Keys whose values are known, by name in any case: those that follow from a principal. Null: absent. */
  readonly knownKeys?: ReadonlyMap<string, KeyValues> | undefined;
}

/**
 * What `allowing` allows and `refusing` does not. "None" is a proof for every request, also for those of no real resource
 * type; a difference is confirmed by the evaluator, or says that it exists on paper only, or why it cannot be told.
 */
export function findAccess(kernel: Kernel, allowing: Side, refusing: Side, options: AccessOptions): AccessAnswer {
  const refused = refusedDocuments([...allowing.layers, ...refusing.layers]);
  if (refused.length > 0) return { kind: 'refusedDocument', refused };
  const meter = createMeter(options);
  const sides = padded(allowing, refusing);
  const differences: AccessDifference[] = [];
  for (const strength of strengthsOf(sides)) {
    const problem = problemOf(kernel, sides, { strength, meter, options });
    const found = differencesOfLayers(formulaLayers(sides, layerReader(problem)), problem, options);
    differences.push(...found.filter((difference) => isNew(difference, differences)));
    if (meter.isSpent()) {
      // Of the other strengths nothing was looked at.
      if (!differences.some(({ kind }) => kind === 'cannotTell')) differences.push(OUT_OF_BUDGET);
      break;
    }
  }
  return differences.length === 0 ? { kind: 'none' } : { kind: 'differences', differences: ranked(differences) };
}

/** A side that may allow more, and the one that it is held against. */
export type SidePair = readonly [allowing: Side, refusing: Side];

/**
 * Is the answer of `findAccess` "none" for each pair? It is known sooner than what the differences are. The pairs are made of the
 * same policies, which are read once; the budget is for all of them.
 */
export function isNoAccess(kernel: Kernel, pairs: readonly SidePair[], options: AccessOptions): boolean {
  const sides = pairs.flat();
  if (refusedDocuments(sides.flatMap(({ layers }) => layers)).length > 0) return false;
  const meter = createMeter(options);
  return strengthsOf(sides).every((strength) => {
    const problem = problemOf(kernel, pairs[0] ?? NO_SIDES, { strength, meter, options });
    const formulas = layerReader(problem);
    return pairs.every((pair) => allowNothingMore(formulaLayers(padded(...pair), formulas), problem, options));
  });
}

const NO_SIDES: SidePair = [{ layers: [] }, { layers: [] }];

function refusedDocuments(layers: readonly Layer[]): readonly RefusedDocument[] {
  const policies = new Set(layers.flatMap((layer) => layer.policies));
  return [...policies].flatMap((policy) => policy.refusals.map((refusal) => ({ policy, refusal })));
}

interface Run {
  readonly strength: Strength;
  readonly meter: Meter;
  readonly options: AccessOptions;
}

function problemOf(
  kernel: Kernel,
  [allowing, refusing]: SidePair,
  { strength, meter, options: { knownKeys } }: Run,
): Problem {
  return createProblem(kernel, { allowing, refusing, strength, meter, confirm, knownKeys });
}

/** Both sides with the same number of layers. */
function formulaLayers(
  [allowing, refusing]: SidePair,
  formulasOfLayer: (layer: Layer) => readonly Formula[],
): readonly FormulaLayer[] {
  return allowing.layers.map((layer, at) => ({
    allowing: formulasOfLayer(layer),
    refusing: formulasOfLayer(refusing.layers[at] ?? layer),
  }));
}

/** The formulas of a layer; those of each policy are made once. */
function layerReader({ formulaOptions, allowsAll }: Problem): (layer: Layer) => readonly Formula[] {
  const known = new Map<CompiledPolicy, readonly Formula[]>();
  const formulasFor = (policy: CompiledPolicy) => {
    const formulas = known.get(policy) ?? formulasOf(policy, formulaOptions);
    known.set(policy, formulas);
    return formulas;
  };
  return (layer) => {
    const own = layer.policies
      .flatMap(formulasFor)
      .map((formula) => forOwner(formula, layer.owner, formulaOptions.atoms));
    return layer.allowsAll ? [...own, allowsAll] : own;
  };
}

/** What a weaker strength has shown already is not said again. */
function isNew(difference: AccessDifference, known: readonly AccessDifference[]): boolean {
  return !known.some(
    (other) =>
      other.kind === difference.kind &&
      other.statement?.statement === difference.statement?.statement &&
      other.liftedDeny?.statement === difference.liftedDeny?.statement &&
      other.actions.names.join() === difference.actions.names.join(),
  );
}
