import type { Catalog } from '../catalog/catalog';
import { createModelCache, type ModelCache } from '../model/cache';
import { DEFAULT_MAX_FILE_BYTES, fileReferences, pathInside } from '../model/files';
import type { ModelProblem } from '../model/problems';
import { type ModelReading, readModel, unreadableModel } from '../model/read';
import { parseJson } from '../syntax/json';
import { type LineStarts, lineStartsOf } from '../syntax/lines';
import type { FileSystem } from './files';
import { findModelFiles, isModelFile } from './model-files';
import { gatherModel } from './model-inputs';
import type { Texts } from './texts';
import { fileName, joinUri, normalUri, parentUri, relativePath, workspacePath } from './uri';

/** A model as it was read last. */
export interface LoadedModel extends ModelReading {
  readonly uri: string;
  /** For people: its path in the workspace. */
  readonly path: string;
  /** Its folder in the workspace folder, with `/`; empty for that folder itself. */
  readonly folder: string;
  /** Of the model file's text, for the ranges of problems. */
  readonly lines: LineStarts;
  /** Normal URIs of all files whose change changes the model, its own among them. */
  readonly uses: ReadonlySet<string>;
}

export interface ModelSources {
  readonly texts: Texts;
  readonly files: FileSystem;
  readonly catalog: () => Catalog;
  readonly folders: () => readonly string[];
}

/** The identity models of a workspace: which one governs a file, and each one read at most once until something changes. */
export interface Models {
  /** `set`: the path of `writ.model.path`, empty where it says nothing. Undefined: no model governs the file. */
  governing(uri: string, set: string): Promise<LoadedModel | undefined>;
  load(uri: string): Promise<LoadedModel>;
  /** Model files found in the workspace folders, nearest to the top first. */
  found(): Promise<readonly string[]>;
  /** A text has changed: models that use it are read again when next asked for. */
  changed(uri: string): void;
  /** A file has come or gone. */
  listChanged(): void;
}

/** What a model refers to, without what stands there: cheap, for asking which model a file belongs to. */
interface Outline {
  readonly uri: string;
  readonly refersTo: ReadonlySet<string>;
}

export function createModels(sources: ModelSources): Models {
  const caches = new Map<string, ModelCache>();
  const loads = new Map<string, Promise<LoadedModel>>();
  const loaded = new Map<string, LoadedModel>();
  const outlines = new Map<string, Promise<Outline>>();
  let list: Promise<readonly string[]> | undefined;

  const found = (): Promise<readonly string[]> => {
    list ??= findModelFiles(sources.files, sources.folders()).then(({ uris }) => uris);
    return list;
  };
  const outline = (uri: string): Promise<Outline> =>
    remembered(outlines, normalUri(uri), () => readOutline(uri, sources));
  const load = (uri: string): Promise<LoadedModel> =>
    remembered(loads, normalUri(uri), async () => {
      const cache = remembered(caches, normalUri(uri), () => createModelCache(sources.catalog()));
      const model = await readLoaded(uri, cache, sources);
      loaded.set(normalUri(uri), model);
      return model;
    });

  return {
    found,
    load,
    async governing(uri, set) {
      const chosen = await governingUri(uri, set, sources.folders(), async () => {
        const uris = await found();
        return Promise.all(uris.map(outline));
      });
      return chosen === undefined ? undefined : load(chosen);
    },
    changed(uri) {
      const key = normalUri(uri);
      outlines.delete(key);
      for (const [model, { uses }] of loaded) if (model === key || uses.has(key)) loads.delete(model);
    },
    listChanged() {
      list = undefined;
    },
  };
}

function remembered<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

/**
 * Which model governs a file (docs/identity-model.md): the file itself if it is one; the one that the setting names; the nearest
 * one that refers to it; else the nearest `iam-model.json` in its folder or above.
 */
async function governingUri(
  uri: string,
  set: string,
  folders: readonly string[],
  outlines: () => Promise<readonly Outline[]>,
): Promise<string | undefined> {
  if (isModelFile(uri)) return uri;
  const folder = folderOf(uri, folders);
  if (set !== '' && folder !== undefined) return joinUri(folder, set);
  const all = await outlines();
  const referring = all.filter(({ refersTo }) => refersTo.has(normalUri(uri)));
  const above = all.filter((model) => fileName(model.uri) === 'iam-model.json' && isAbove(model.uri, uri));
  return nearest(referring.length > 0 ? referring : above, uri)?.uri;
}

/** The innermost workspace folder that holds a file. */
export function folderOf(uri: string, folders: readonly string[]): string | undefined {
  return folders
    .filter((folder) => relativePath(folder, uri) !== undefined)
    .reduce<string | undefined>(
      (best, folder) => (best === undefined || folder.length > best.length ? folder : best),
      undefined,
    );
}

function isAbove(model: string, uri: string): boolean {
  return relativePath(parentUri(model), uri) !== undefined;
}

/** The model whose folder shares most with the file's; of two that share as much, the first by name. */
function nearest(models: readonly Outline[], uri: string): Outline | undefined {
  const distance = (model: Outline) => stepsBetween(parentUri(model.uri), parentUri(normalUri(uri)));
  return [...models].sort((a, b) => distance(a) - distance(b) || (a.uri < b.uri ? -1 : 1))[0];
}

function stepsBetween(from: string, to: string): number {
  const [left, right] = [from.split('/'), to.split('/')];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return left.length - shared + (right.length - shared);
}

async function readOutline(uri: string, { texts, folders }: ModelSources): Promise<Outline> {
  const text = await texts.read(uri, DEFAULT_MAX_FILE_BYTES);
  if (!text.ok) return { uri, refersTo: new Set() };
  const folder = relativePath(folderOf(uri, folders()) ?? parentUri(uri), parentUri(uri)) ?? '';
  const paths = fileReferences(parseJson(text.text, { comments: true })).map(({ node }) =>
    pathInside(node.value, folder),
  );
  return { uri, refersTo: new Set(paths.flatMap((path) => (path === undefined ? [] : joinUri(parentUri(uri), path)))) };
}

async function readLoaded(uri: string, cache: ModelCache, sources: ModelSources): Promise<LoadedModel> {
  const folders = sources.folders();
  const path = workspacePath(uri, folders);
  const gathered = await gatherModel(uri, folderOf(uri, folders), sources.texts, sources.files);
  const catalog = sources.catalog();
  if (!gathered.ok) {
    const files = { read: () => ({ ok: false, reason: 'missing' }) as const };
    const reading = unreadableModel({ uri, folder: '' }, gathered, { files, catalog, cache });
    return { ...reading, uri, path, folder: '', lines: [0], uses: new Set([normalUri(uri)]) };
  }
  const { text, folder, files, uses } = gathered.inputs;
  const reading = readModel({ uri, text, folder }, { files, catalog, cache });
  return { ...reading, uri, path, folder, lines: lineStartsOf(text), uses };
}

/** Problems that this client has to be told: its own JSON support reports the others (`builtInJson`). */
export function reportedProblems({ problems }: ModelReading, builtInJson: boolean): readonly ModelProblem[] {
  return problems.filter(({ isBuiltIn }) => !(isBuiltIn && builtInJson));
}
