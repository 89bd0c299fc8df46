import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalog } from '../catalog/catalog';
import { createModels, type Models } from '../workspace/models';
import { createTexts, type Texts } from '../workspace/texts';
import { nearestUpwards, repositoryFolder } from './files';
import { nodeFiles } from './node-files';

/** What the workspace asks for, over the files of this machine. Nothing is open in an editor here. */
export interface Workspace {
  readonly texts: Texts;
  readonly models: Models;
}

/** The models below some folders, each an absolute path. */
export function openWorkspace(folders: readonly string[], catalog: Catalog): Workspace {
  const texts = createTexts({ get: () => undefined }, nodeFiles);
  const uris = folders.map(uriOf);
  return { texts, models: createModels({ texts, files: nodeFiles, catalog: () => catalog, folders: () => uris }) };
}

export const MODEL_NAME = 'iam-model.json';

/**
 * The folder that stands for the workspace folder of an editor: the nearest one upwards that holds `.git`, else the one of the
 * nearest model (docs/identity-model.md, "References and names"). Undefined where there is neither.
 */
export function workspaceFolder(folder: string): string | undefined {
  const model = nearestUpwards(folder, MODEL_NAME);
  return repositoryFolder(folder) ?? (model === undefined ? undefined : dirname(model));
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
