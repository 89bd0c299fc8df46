import type { Choice, RememberedRequest } from '../../../shared/messages';
import type { SimulationRequest } from '../../../shared/request';
import type { Catalog } from '../catalog/catalog';
import { createCompiler } from '../evaluation/compile';
import { serviceFacts } from '../evaluation/facts';
import type { Engine } from '../evaluation/result';
import { type Simulation, simulate as simulateRequest } from '../evaluation/simulate';
import type { AnsweredRequest } from '../features/lens';
import type { Model } from '../model/entities';
import { didYouMean, nearestNames } from '../model/nearest';
import { readModel } from '../model/read';
import { principalChoices, resourceChoices } from './model-choices';
import type { LoadedModel, Models } from './models';
import { readSessionPolicies } from './session-policies';
import type { Texts } from './texts';
import { normalUri, parentUri } from './uri';

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
  simulate(request: SimulationRequest, near: string | undefined): Promise<Simulation>;
  remember(requests: readonly RememberedRequest[]): void;
  /** The remembered requests, newest first, with their answers of now; one that can no longer be simulated is left out. */
  answers(): Promise<readonly AnsweredRequest[]>;
  choices(near: string | undefined, pointer: string | undefined): Promise<ModelChoices>;
}

export interface SimulatorSources {
  readonly models: Models;
  readonly texts: Texts;
  readonly catalog: () => Catalog;
  /** The setting `writ.model.path` for a file. */
  readonly modelSetting: (uri: string) => Promise<string>;
  /** The time of now, ISO 8601. */
  readonly now: () => string;
}

type ChosenModel =
  | { readonly ok: true; readonly model: Model; readonly loaded: LoadedModel | undefined }
  | { readonly ok: false; readonly message: string };

export function createSimulator(sources: SimulatorSources): Simulator {
  let remembered: readonly RememberedRequest[] = [];
  let engine: Engine | undefined;
  const engineOf = (): Engine => {
    engine ??= { facts: serviceFacts(sources.catalog()), compile: createCompiler(sources.catalog()) };
    return engine;
  };
  const simulate: Simulator['simulate'] = async (request, near) => {
    const chosen = await chooseModel(request.model, near, sources);
    if (!chosen.ok) return chosen;
    const { uri = '', folder = '' } = chosen.loaded ?? {};
    const policyReference = await readSessionPolicies(request, { folder: parentUri(uri), path: folder }, sources.texts);
    const asked = { missingContext: 'unknown', ...request } as const;
    const resolved = { model: chosen.model, catalog: sources.catalog(), now: sources.now(), policyReference };
    return simulateRequest(asked, resolved, engineOf());
  };
  return {
    simulate,
    remember(requests) {
      remembered = requests;
    },
    async answers() {
      const answered = await Promise.all(
        remembered.map(async (each): Promise<AnsweredRequest | undefined> => {
          const outcome = await simulate(each.request, each.from?.uri);
          return outcome.ok ? { remembered: each, result: outcome.result } : undefined;
        }),
      );
      return answered.filter((each) => each !== undefined);
    },
    async choices(near, pointer) {
      const chosen = await chooseModel(undefined, near, sources);
      const loaded = chosen.ok ? chosen.loaded : undefined;
      if (loaded === undefined) return { model: null, principals: [], resources: [], suggestedPrincipals: [] };
      return choicesOf(loaded, near, pointer);
    },
  };
}

function choicesOf(loaded: LoadedModel, near: string | undefined, pointer: string | undefined): ModelChoices {
  const { uri, path, model, policyUses } = loaded;
  const uses = near === undefined ? [] : policyUses.of(near, pointer);
  return {
    model: { uri, path },
    principals: principalChoices(model),
    resources: resourceChoices(model),
    suggestedPrincipals: [...new Set(uses.flatMap(({ principals }) => principals()))],
  };
}

/** The model that a request names; the one that governs the file at which it was started; the only one there is. */
async function chooseModel(
  named: string | undefined,
  near: string | undefined,
  { models, modelSetting, catalog }: SimulatorSources,
): Promise<ChosenModel> {
  const uris = await models.found();
  if (named !== undefined) {
    const known = uris.find((uri) => normalUri(uri) === normalUri(named));
    if (known === undefined)
      return { ok: false, message: `There is no model ${named}.${didYouMean(nearestNames(named, uris))}` };
    return chosenFrom(await models.load(known));
  }
  const governing = near === undefined ? undefined : await models.governing(near, await modelSetting(near));
  if (governing !== undefined) return chosenFrom(governing);
  const [only, ...others] = uris;
  if (only === undefined) return { ok: true, model: emptyModel(catalog()), loaded: undefined };
  if (others.length === 0) return chosenFrom(await models.load(only));
  return { ok: false, message: `The workspace has several models; name one as "model": ${uris.join(', ')}.` };
}

function chosenFrom(loaded: LoadedModel): ChosenModel {
  return { ok: true, model: loaded.model, loaded };
}

/** Without a model nothing is known of anybody: answers say so. */
function emptyModel(catalog: Catalog): Model {
  const files = { read: () => ({ ok: false, reason: 'missing' }) as const };
  return readModel({ uri: '', text: '{}', folder: '' }, { files, catalog }).model;
}
