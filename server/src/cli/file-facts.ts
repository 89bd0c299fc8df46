import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../catalog/catalog';
import { configurationFor, readConfiguration } from '../checks/configuration';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { loadSchemaCheck } from '../model/schema-check';
import type { PolicyType } from '../policy/document';
import { parseJson } from '../syntax/json';
import type { FileFacts } from '../workspace/analysis';
import { type Configurations, createConfigurations } from '../workspace/configurations';
import { createFacts, type FactSources } from '../workspace/facts';
import { isModelFile } from '../workspace/model-files';
import { folderOf } from '../workspace/models';
import { isFile, isInside, readText, relativeTo } from './files';
import { openWorkspace, uriOf, type Workspace, workspaceFolder } from './model-files';

/** What the command line says of all files. */
export interface FactsOptions {
  readonly type?: PolicyType;
  readonly config?: string;
  /** False: none. */
  readonly model?: string | false;
}

export type FileFactsReader = (path: string) => Promise<FileFacts>;

/** A problem is a sentence about an option that names what cannot be read. */
export type FactsReading =
  | { readonly ok: true; readonly factsOf: FileFactsReader }
  | { readonly ok: false; readonly problem: string };

/** Gets the facts of files as the editor does; models and configurations are read once. `paths`: all that will be asked for. */
export function fileFactsReader(
  options: FactsOptions,
  paths: readonly string[],
  folder: string,
  catalog: Catalog,
): FactsReading {
  const [missing] = [options.config, options.model].filter(
    (file) => typeof file === 'string' && !isFile(resolve(folder, file)),
  );
  if (missing !== undefined) return { ok: false, problem: `there is no file ${missing}` };
  const model = typeof options.model === 'string' ? resolve(folder, options.model) : options.model;
  const known = typeof model === 'string' ? [...paths, model] : paths;
  const folders = [...new Set(known.map((path) => dirname(path)))].flatMap((each) => workspaceFolder(each) ?? []);
  const workspace = openWorkspace({
    folders: [...new Set(folders)],
    catalog,
    schema: paths.some((path) => isModelFile(uriOf(path))) ? loadSchemaCheck : undefined,
    searchesModels: model === undefined,
  });
  const uris = foldersOfPaths(paths, folders, folder).map(uriOf);
  const facts = createFacts({
    section: async () => undefined,
    folders: () => uris,
    models: modelsFor(model, workspace),
    configurations: configurationsFor(options.config, folder, uris, workspace),
    report: () => undefined,
  });
  const typeSetting = options.type === undefined ? {} : { typeSetting: { type: options.type, pattern: '--type' } };
  return { ok: true, factsOf: async (path) => ({ ...(await facts.of(uriOf(path))), ...typeSetting }) };
}

/** Where neither repository nor model says where paths begin, the current folder does, if the files are in it. */
function foldersOfPaths(paths: readonly string[], folders: readonly string[], folder: string): readonly string[] {
  return paths.every((path) => isInside(folder, path)) ? [...folders, folder] : folders;
}

/** A model file that is checked is its own model, whatever the option says. `false`: no model. */
function modelsFor(set: string | false | undefined, { models }: Workspace): FactSources['models'] {
  if (set === undefined) return models;
  return {
    governing: async (uri) => {
      if (isModelFile(uri)) return models.load(uri);
      return set === false ? undefined : models.load(uriOf(set));
    },
  };
}

function configurationsFor(
  set: string | undefined,
  folder: string,
  folders: readonly string[],
  { texts }: Workspace,
): Configurations {
  if (set === undefined) return createConfigurations(texts, (uri) => folderOf(uri, folders));
  const path = resolve(folder, set);
  const read = readText(path, DEFAULT_MAX_FILE_BYTES);
  // What is wrong in it is a finding of the run.
  const { configuration } = readConfiguration(parseJson(read.ok ? read.text : '', { comments: true }));
  return {
    of: async (uri) => ({
      ...configurationFor(configuration, relativeTo(dirname(path), fileURLToPath(uri))),
      uri: uriOf(path),
    }),
  };
}
