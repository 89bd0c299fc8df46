import { basename, dirname, resolve } from 'node:path';
import { DEFAULT_SETTINGS } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { FileConfiguration, Suppression } from '../checks/configuration';
import { usesOf } from '../model/uses';
import type { PolicyType } from '../policy/document';
import type { FileFacts } from '../workspace/analysis';
import type { LoadedModel } from '../workspace/models';
import { normalUri } from '../workspace/uri';
import { configurationOf, createConfigurationFiles } from './configuration-files';
import { isFile, isInside, relativeTo, repositoryFolder } from './files';
import { openWorkspace, uriOf, workspaceFolder } from './model-files';

/** What the command line says of all files. */
export interface FactsOptions {
  readonly type?: PolicyType;
  readonly config?: string;
  /** False: none. */
  readonly model?: string | false;
}

/** What is known of a file besides its text: types, severities and options, uses by a model. */
export interface FactsOfFile extends FileFacts {
  readonly suppress: readonly Suppression[];
  readonly model: LoadedModel | undefined;
}

export type FileFactsReader = (path: string) => Promise<FactsOfFile>;

/** A problem is a sentence about an option that names what cannot be read. */
export type FactsReading =
  | { readonly ok: true; readonly factsOf: FileFactsReader }
  | { readonly ok: false; readonly problem: string };

/** Gets the facts of files; models and configurations are read once. `paths`: all files that will be asked for. */
export function fileFactsReader(
  options: FactsOptions,
  paths: readonly string[],
  folder: string,
  catalog: Catalog,
): FactsReading {
  const missing = [options.config, options.model].find(
    (file) => typeof file === 'string' && !isFile(resolve(folder, file)),
  );
  if (missing !== undefined) return { ok: false, problem: `there is no file ${missing}` };
  const typeSetting = options.type === undefined ? undefined : { type: options.type, pattern: '--type' };
  const modelOf = modelReader(options.model, paths, folder, catalog);
  const configurations = createConfigurationFiles(
    options.config === undefined ? undefined : resolve(folder, options.config),
  );
  return {
    ok: true,
    factsOf: async (path) => {
      const configuration = configurationOf(configurations(dirname(path)), path);
      return factsFrom(path, folder, typeSetting, configuration, await modelOf(path));
    },
  };
}

function factsFrom(
  path: string,
  folder: string,
  typeSetting: FileFacts['typeSetting'],
  configuration: FileConfiguration,
  model: LoadedModel | undefined,
): FactsOfFile {
  const uri = normalUri(uriOf(path));
  const uses = model === undefined ? undefined : usesOf(model.model, normalUri);
  return {
    settings: DEFAULT_SETTINGS,
    path: workspacePath(path, folder),
    isExcluded: false,
    typeSetting: typeSetting ?? configuration.typeSetting,
    severities: configuration.severities,
    options: { ...DEFAULT_SETTINGS.checks.options, ...configuration.options },
    suppress: configuration.suppress,
    model,
    usesOf: (pointer) => uses?.of(uri, pointer),
  };
}

type ModelReader = (path: string) => Promise<LoadedModel | undefined>;

function modelReader(
  option: string | false | undefined,
  paths: readonly string[],
  folder: string,
  catalog: Catalog,
): ModelReader {
  if (option === false) return async () => undefined;
  const set = option === undefined ? undefined : resolve(folder, option);
  const starts = new Set(set === undefined ? paths.map(dirname) : [dirname(set)]);
  const folders = new Set([...starts].flatMap((start) => workspaceFolder(start) ?? []));
  const { models } = openWorkspace([...folders], catalog);
  return set === undefined ? (path) => models.governing(uriOf(path), '') : () => models.load(uriOf(set));
}

/** From the repository's folder; outside of one from the current folder, or the bare name. */
function workspacePath(path: string, folder: string): string {
  const root = repositoryFolder(dirname(path)) ?? (isInside(folder, path) ? folder : undefined);
  return root === undefined ? basename(path) : relativeTo(root, path);
}
