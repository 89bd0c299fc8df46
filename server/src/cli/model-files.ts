import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalog } from '../catalog/catalog';
import type { SchemaCheck } from '../model/schema-check';
import { nodeFiles } from '../node/node-files';
import type { FileSystem } from '../workspace/files';
import { createModels, type Models } from '../workspace/models';
import { createTexts, type Texts } from '../workspace/texts';
import { nearestUpwards, repositoryFolder } from './files';

/** What the workspace asks for, over the files of this machine. Nothing is open in an editor here. */
export interface Workspace {
  readonly texts: Texts;
  readonly models: Models;
}

export interface WorkspaceOptions {
  /** Absolute paths: what stands for the workspace folders of an editor. */
  readonly folders: readonly string[];
  readonly catalog: Catalog;
  /** Given, models are held against it too. */
  readonly schema?: (() => Promise<SchemaCheck>) | undefined;
  /** False where the one model is known: the folders are then not searched for others. */
  readonly searchesModels: boolean;
  /** Default: the files of this machine. */
  readonly files?: FileSystem;
}

export function openWorkspace(options: WorkspaceOptions): Workspace {
  const { folders, catalog, schema, searchesModels, files: all = nodeFiles } = options;
  const texts = createTexts({ get: () => undefined }, all);
  const files = searchesModels ? all : { ...all, list: async () => [] };
  const uris = folders.map(uriOf);
  return { texts, models: createModels({ texts, files, catalog: () => catalog, folders: () => uris, schema }) };
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
