import type { PolicyGroup, PreparedLayer } from './layers';
import { type MatchClass, stronger } from './principals';
import { type Run, reading } from './run';
import { statementClass } from './statement';

/** Deciding asks no more of a layer than this; which statements applied is the explanation's question (`hits.ts`). */

/** Does a Deny of the layer apply? All are looked at, so that every open point is met. */
export function layerDenies(layer: PreparedLayer, run: Run): boolean {
  let denies = false;
  for (const group of layer.groups) {
    for (const { compiled } of group.policies) {
      for (const statement of compiled.index.statementsFor(run.action).denies)
        if (statementClass(statement, run) !== 'none') denies = true;
    }
  }
  return denies && !isLeftOut(layer, run);
}

/** A layer that applies in one reading of an open point only, and this run takes another. */
export function isLeftOut({ open }: PreparedLayer, run: Run): boolean {
  return open !== undefined && reading(run, open.id) !== open.reading;
}

/** The strongest class among the layer's Allow statements that apply; `none`: none applies. */
export function layerClass(layer: PreparedLayer, run: Run): MatchClass {
  let strongest: MatchClass = 'none';
  for (const group of layer.groups) strongest = stronger(strongest, groupClass(group, run));
  return strongest;
}

/** The same for one level, or for the policies that add up. */
export function groupClass(group: PolicyGroup, run: Run): MatchClass {
  let strongest: MatchClass = 'none';
  for (const { compiled } of group.policies) {
    for (const statement of compiled.index.statementsFor(run.action).allows)
      strongest = stronger(strongest, statementClass(statement, run));
  }
  return strongest;
}

/** Does every level have an Allow that applies? */
export function everyLevelAllows(layer: PreparedLayer, run: Run): boolean {
  let all = true;
  for (const group of layer.groups) if (groupClass(group, run) === 'none') all = false;
  return all;
}
