/** The one question that all others are made of: what does one side allow that another does not? */
import type { AccessAnswer, AccessDifference, RefusedDocument } from './answers';
import { type Formula, type FormulaLayer, formulasOf } from './formulas';
import type { Kernel } from './kernel';
import type { KeyValues } from './key-tests';
import { allowNothingMore, type DifferenceOptions, differencesOfLayers } from './layer-differences';
import { createMeter, type Limits, type Meter } from './meter';
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
    const { layers, problem } = questionAt(kernel, sides, { strength, meter, options });
    const found = differencesOfLayers(layers, problem, options);
    differences.push(...found.filter((difference) => isNew(difference, differences)));
  }
  return differences.length === 0 ? { kind: 'none' } : { kind: 'differences', differences: ranked(differences) };
}

/** Is the answer of `findAccess` "none"? It is known sooner than what the differences are. */
export function isNoAccess(kernel: Kernel, allowing: Side, refusing: Side, options: AccessOptions): boolean {
  if (refusedDocuments([...allowing.layers, ...refusing.layers]).length > 0) return false;
  const meter = createMeter(options);
  const sides = padded(allowing, refusing);
  return strengthsOf(sides).every((strength) => {
    const { layers, problem } = questionAt(kernel, sides, { strength, meter, options });
    return allowNothingMore(layers, problem, options);
  });
}

function refusedDocuments(layers: readonly Layer[]): readonly RefusedDocument[] {
  const policies = new Set(layers.flatMap((layer) => layer.policies));
  return [...policies].flatMap((policy) => policy.refusals.map((refusal) => ({ policy, refusal })));
}

interface Run {
  readonly strength: Strength;
  readonly meter: Meter;
  readonly options: AccessOptions;
}

/** What the sides say of callers who are named that strongly. */
function questionAt(
  kernel: Kernel,
  [allowing, refusing]: readonly [Side, Side],
  { strength, meter, options }: Run,
): { readonly layers: readonly FormulaLayer[]; readonly problem: Problem } {
  const problem = createProblem(kernel, { allowing, refusing, strength, meter, confirm, knownKeys: options.knownKeys });
  const layers = allowing.layers.map((layer, at) => ({
    allowing: layerFormulas(layer, problem),
    refusing: layerFormulas(refusing.layers[at] ?? layer, problem),
  }));
  return { layers, problem };
}

function layerFormulas(layer: Layer, problem: Problem): readonly Formula[] {
  const own = layer.policies.flatMap((policy) => formulasOf(policy, problem.formulaOptions));
  return layer.allowsAll ? [...own, problem.allowsAll] : own;
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
