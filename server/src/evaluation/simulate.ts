import type { SimulationResult } from '../../../shared/decision';
import type { SimulationRequest } from '../../../shared/request';
import { combineChain } from './chain-result';
import { prepareRequest } from './request';
import type { RequestSources } from './request-sources';
import { type Engine, evaluateInput } from './result';
import type { Units } from './role-chain';
import { combineUnits } from './units';

/** A result, or why the request cannot be simulated: a sentence that names what does exist. */
export type Simulation =
  | { readonly ok: true; readonly result: SimulationResult }
  | { readonly ok: false; readonly message: string };

/**
 * Decides a request over a model: each role that is assumed on the way, then each unit of the call itself, then the worst of
 * them (docs/evaluation.md, sections 8 and 10).
 */
export function simulate(request: SimulationRequest, sources: RequestSources, engine: Engine): Simulation {
  const prepared = prepareRequest(request, sources);
  if (!prepared.ok) return prepared;
  const hops = prepared.hops.map(({ role, units }) => ({
    role,
    label: units[0].label,
    result: decideCall(units, engine),
  }));
  return { ok: true, result: combineChain(hops, decideCall(prepared.units, engine)) };
}

function decideCall([first, ...rest]: Units, engine: Engine): SimulationResult {
  const decide = ({ label, input }: typeof first) => ({ label, result: evaluateInput(input, engine) });
  return combineUnits([decide(first), ...rest.map(decide)]);
}
