import type { SimulationResult } from '../../../shared/decision';
import type { SimulationRequest } from '../../../shared/request';
import { prepareRequest } from './request';
import type { RequestSources } from './request-sources';
import { type Engine, evaluateInput } from './result';
import { combineUnits } from './units';

/** A result, or why the request cannot be simulated: a sentence that names what does exist. */
export type Simulation =
  | { readonly ok: true; readonly result: SimulationResult }
  | { readonly ok: false; readonly message: string };

/** Decides a request over a model: each unit of the call, then the worst of them (docs/evaluation.md, section 10). */
export function simulate(request: SimulationRequest, sources: RequestSources, engine: Engine): Simulation {
  const prepared = prepareRequest(request, sources);
  if (!prepared.ok) return prepared;
  const [first, ...rest] = prepared.units;
  const decide = ({ label, input }: typeof first) => ({ label, result: evaluateInput(input, engine) });
  return { ok: true, result: combineUnits([decide(first), ...rest.map(decide)]) };
}
