/** The one question that all others are made of: what does one side allow that another does not? */
import type { Catalog } from '../catalog/catalog';
import type { CompiledPolicy } from '../evaluation/compiled';
import type { AccessAnswer, AccessDifference, RefusedDocument } from './answers';
import { differencesOfClass } from './class-differences';
import { actionClasses, groupFormulas, type LayerPair } from './classes';
import { type ExtraAction, extraActions } from './extra-actions';
import { type Formula, formulasOf } from './formulas';
import type { Kernel } from './kernel';
import { createMeter, type Limits, type Meter } from './meter';
import { createProblem, type Problem } from './problem';
import { ranked } from './ranking';
import { type Layer, padded, type Side, type Strength } from './sides';

export interface AccessOptions extends Limits {
  /** Stops at the first confirmed difference. */
  readonly isFirstOnly?: boolean | undefined;
  /** Without names that AWS may add later. */
  readonly isTodayOnly?: boolean | undefined;
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
    differences.push(...differencesAt(kernel, sides, { strength, meter, options }));
    if (options.isFirstOnly === true && differences.some(({ kind }) => kind === 'witness')) break;
  }
  return differences.length === 0 ? { kind: 'none' } : { kind: 'differences', differences: ranked(differences) };
}

function refusedDocuments(layers: readonly Layer[]): readonly RefusedDocument[] {
  const policies = new Set(layers.flatMap((layer) => layer.policies));
  return [...policies].flatMap((policy) => policy.refusals.map((refusal) => ({ policy, refusal })));
}

/** An Allow that names the account only delegates, one that names a role or a session grants more: each is compared. */
function strengthsOf(sides: readonly Side[]): readonly Strength[] {
  const policies = sides.flatMap((side) => side.layers.flatMap((layer) => layer.policies));
  const hasWeak = policies.some((policy) =>
    policy.statements.some(
      ({ effect, principal }) =>
        effect === 'Allow' &&
        principal?.forms.some(({ form }) =>
          ['account', 'role', 'user', 'canonicalUser', 'uniqueId'].includes(form.kind),
        ),
    ),
  );
  return hasWeak ? ['account', 'role', 'direct'] : ['account'];
}

interface Run {
  readonly strength: Strength;
  readonly meter: Meter;
  readonly options: AccessOptions;
}

function differencesAt(
  kernel: Kernel,
  [allowing, refusing]: readonly [Side, Side],
  { strength, meter, options }: Run,
): readonly AccessDifference[] {
  const problem = createProblem(kernel, { allowing, refusing, strength, meter });
  const layers = allowing.layers.map(
    (layer, at): LayerPair => ({
      allowing: groupFormulas(at, layerFormulas(layer, problem)),
      refusing: groupFormulas(at, layerFormulas(refusing.layers[at] ?? layer, problem)),
    }),
  );
  const left = layers.flatMap((pair) => pair.allowing.flatMap((group) => group.formulas));
  const right = layers.flatMap((pair) => pair.refusing.flatMap((group) => group.formulas));
  const extras = namesBeside(left, right, kernel.catalog, { meter, options, strength });
  const found: AccessDifference[] = [];
  for (const actionClass of actionClasses(layers, extras ?? [])) {
    found.push(...differencesOfClass(actionClass, problem));
    if (options.isFirstOnly === true && found.some(({ kind }) => kind === 'witness')) return found;
  }
  return extras === undefined ? [...found, BUDGET_FOR_NAMES] : found;
}

/** Names that the catalog lacks. */
function namesBeside(
  left: readonly Formula[],
  right: readonly Formula[],
  catalog: Catalog,
  { meter, options }: Run,
): readonly ExtraAction[] | undefined {
  const extras = extraActions(left, right, catalog, meter);
  return options.isTodayOnly === true ? extras?.filter((extra) => !extra.isFuture) : extras;
}

/** The names that AWS may add could not be worked out: nothing can be told of them. */
const BUDGET_FOR_NAMES: AccessDifference = {
  kind: 'cannotTell',
  reason: 'budget',
  actions: { names: [], count: 0, accessLevels: [], isFuture: true },
  statement: undefined,
  liftedDeny: undefined,
};

function layerFormulas(layer: Layer, problem: Problem): readonly Formula[] {
  const own = layer.policies.flatMap((policy: CompiledPolicy) => formulasOf(policy, problem.formulaOptions));
  return layer.allowsAll ? [...own, problem.allowsAll] : own;
}
