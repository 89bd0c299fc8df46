import type { SimulationResult } from '../../../shared/decision';
import type { Choice, RememberedRequest } from '../../../shared/messages';
import type { SimulationRequest } from '../../../shared/request';
import type { AnsweredRequest } from '../features/lens';

/** A result, or why the request cannot be simulated: a sentence that names what does exist. */
export type SimulationOutcome =
  | { readonly ok: true; readonly result: SimulationResult }
  | { readonly ok: false; readonly message: string };

/** What can be picked for a request: the model and who and what it knows. */
export interface ModelChoices {
  readonly model: { readonly uri: string; readonly path: string } | null;
  readonly principals: readonly Choice[];
  readonly resources: readonly Choice[];
  /** Values of `principals` to whom the policy at the place applies. */
  readonly suggestedPrincipals: readonly string[];
}

/** Simulations over the models of a workspace. */
export interface Simulator {
  /** `near`: a document whose governing model counts where the request names none. */
  simulate(request: SimulationRequest, near: string | undefined): Promise<SimulationOutcome>;
  remember(requests: readonly RememberedRequest[]): void;
  /** The remembered requests, newest first, with their answers of now; one that can no longer be simulated is left out. */
  answers(): Promise<readonly AnsweredRequest[]>;
  choices(near: string | undefined, pointer: string | undefined): Promise<ModelChoices>;
}

export function createSimulator(): Simulator {
  return {
    simulate: async () => ({ ok: false, message: 'There is no identity model.' }),
    remember: () => undefined,
    answers: async () => [],
    choices: async () => ({ model: null, principals: [], resources: [], suggestedPrincipals: [] }),
  };
}
