/** A model of the search as a request, and the evaluator's word on it. */
import type { Witness } from './answers';
import type { Model } from './assignments';
import { callerFor } from './caller-links';
import type { KeyValues } from './key-tests';
import { OWNER_KEY } from './key-theory';
import type { Problem } from './problem';
import { judge } from './verify';

/** Undefined if the evaluator does not see the difference, or no caller has the keys of the model together. */
export function confirm(action: string, model: Model, problem: Problem): Witness | undefined {
  const { callers, kernel, atoms } = problem;
  const found = callers.at(model.caller);
  const caller = callers.areNamed ? callerFor(found, model) : found.caller;
  if (caller === undefined) return undefined;
  const context = new Map<string, KeyValues>();
  for (const [key, values] of model.keys) if (key !== OWNER_KEY) context.set(atoms.spelling(key), values);
  const resource = model.resource ?? '*';
  const owner = model.keys.get(OWNER_KEY)?.[0];
  const request = { action, resource, caller, boundary: found.boundary, context, owner };
  const judgement = judge(request, problem, kernel.facts);
  if (!judgement.isDifference) return undefined;
  return {
    action,
    resource,
    caller: callers.areNamed ? caller : undefined,
    context,
    resourceAccount: owner,
    assumptions: judgement.assumptions,
  };
}
