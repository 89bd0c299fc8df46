import type { Catalog } from '../catalog/catalog';
import { createModelCache, type ModelCache } from '../model/cache';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { governingModel, type ModelCandidate, modelCandidate, severalProblems } from '../model/governing';
import { parsedText } from '../model/policy-text';
import type { ModelProblem } from '../model/problems';
import { type ModelReading, readModel, unreadableModel } from '../model/read';
import type { SchemaCheck } from '../model/schema-check';
import { type PolicyUses, usesOf } from '../model/uses';
import { type LineStarts, lineStartsOf } from '../syntax/lines';
import type { FileSystem } from './files';
import { findModelFiles, isModelFile } from './model-files';
import { gatherModel } from './model-inputs';
import type { Texts } from './texts';
import { fileName, joinUri, normalUri, relativePath, workspacePath } from './uri';

/** A model as it was read last. */
export interface LoadedModel extends ModelReading {
  readonly uri: string;
  /** For people: its path in the workspace. */
  readonly path: string;
  /** Its folder in the workspace folder, with `/`; empty for that folder itself. */
  readonly folder: string;
  /** Of the model file's text, for the ranges of problems. */
  readonly lines: LineStarts;
  /** Which policies it uses, as what, by URI and pointer. */
  readonly policyUses: PolicyUses;
  /** Normal URIs of all files whose change changes the model, its own among them. */
  readonly uses: ReadonlySet<string>;
}

export interface ModelSources {
  readonly texts: Texts;
  readonly files: FileSystem;
  readonly catalog: () => Catalog;
  readonly folders: () => readonly string[];
  /** Undefined: an editor with JSON support of its own checks models against their schema. */
  readonly schema?: (() => Promise<SchemaCheck>) | undefined;
}

/** The identity models of a workspace: which one governs a file, and each one read at most once until something changes. */
export interface Models {
  /** `set`: the path of `writ.model.path`, empty where it says nothing. Undefined: no model governs the file. */
  governing(uri: string, set: string): Promise<LoadedModel | undefined>;
  load(uri: string): Promise<LoadedModel>;
  /** Model files found in the workspace folders, nearest to the top first. */
  found(): Promise<readonly string[]>;
  /** Does a model that has been read refer to the file? */
  isUsed(uri: string): boolean;
  /** A text has changed: models that use it are read again when next asked for. */
  changed(uri: string): void;
  /** A file has come or gone. */
  listChanged(): void;
}

export function createModels(sources: ModelSources): Models {
  const caches = new Map<string, ModelCache>();
  const loads = new Map<string, Promise<LoadedModel>>();
  const loaded = new Map<string, LoadedModel>();
  const candidates = new Map<string, Promise<ModelCandidate>>();
  let list: Promise<readonly string[]> | undefined;

  const found = (): Promise<readonly string[]> => {
    list ??= findModelFiles(sources.files, sources.folders()).then(({ uris }) => uris);
    return list;
  };
  /** Models of one workspace folder, with what they refer to. Reading that much of a model is cheap. */
  const candidatesIn = async (folder: string, set: string): Promise<readonly ModelCandidate[]> => {
    const uris = (await found()).filter((uri) => relativePath(folder, uri) !== undefined);
    const named = set === '' ? [] : [joinUri(folder, set)];
    const read = (uri: string) => remembered(candidates, uri, () => readCandidate(uri, folder, sources.texts));
    return Promise.all([...new Set([...uris, ...named])].map(read));
  };
  const load = (uri: string): Promise<LoadedModel> =>
    remembered(loads, normalUri(uri), async () => {
      const cache = remembered(caches, normalUri(uri), () => createModelCache(sources.catalog()));
      const folder = folderOf(uri, sources.folders());
      const others = folder === undefined ? [] : await candidatesIn(folder, '');
      const model = await readLoaded(uri, cache, sources, others);
      loaded.set(normalUri(uri), model);
      return model;
    });

  return {
    found,
    load,
    async governing(uri, set) {
      if (isModelFile(uri)) return load(uri);
      const folder = folderOf(uri, sources.folders());
      const path = folder === undefined ? undefined : relativePath(folder, uri);
      if (folder === undefined || path === undefined) return undefined;
      const chosen = governingModel(path, await candidatesIn(folder, set), set);
      return chosen === undefined ? undefined : load(joinUri(folder, chosen.path));
    },
    isUsed: (uri) => [...loaded.values()].some(({ uses }) => uses.has(normalUri(uri))),
    changed(uri) {
      const key = normalUri(uri);
      candidates.delete(key);
      // A reading under way may have seen the text before.
      for (const model of loads.keys()) if (!loaded.has(model)) loads.delete(model);
      // What another model refers to may decide which of two counts.
      for (const [model, { uses }] of loaded) if (uses.has(key) || isModelFile(key)) loads.delete(model);
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

/** The innermost workspace folder that holds a file. */
export function folderOf(uri: string, folders: readonly string[]): string | undefined {
  return folders
    .filter((folder) => relativePath(folder, uri) !== undefined)
    .reduce<string | undefined>(
      (best, folder) => (best === undefined || folder.length > best.length ? folder : best),
      undefined,
    );
}

async function readCandidate(uri: string, folder: string, texts: Texts): Promise<ModelCandidate> {
  const text = await texts.read(uri, DEFAULT_MAX_FILE_BYTES);
  const file = parsedText(uri, text.ok ? text.text : '', { comments: true });
  return modelCandidate(relativePath(folder, uri) ?? fileName(uri), file);
}

async function readLoaded(
  uri: string,
  cache: ModelCache,
  sources: ModelSources,
  candidates: readonly ModelCandidate[],
): Promise<LoadedModel> {
  const folders = sources.folders();
  const path = workspacePath(uri, folders);
  const gathered = await gatherModel(uri, folderOf(uri, folders), sources.texts, sources.files);
  const catalog = sources.catalog();
  if (!gathered.ok) {
    const files = { read: () => ({ ok: false, reason: 'missing' }) as const };
    const reading = unreadableModel({ uri, folder: '' }, gathered, { files, catalog, cache });
    const policyUses = usesOf(reading.model, normalUri);
    return { ...reading, uri, path, folder: '', lines: [0], policyUses, uses: new Set([normalUri(uri)]) };
  }
  const { text, folder, files, uses } = gathered.inputs;
  const schema = await sources.schema?.();
  const { model, problems } = readModel({ uri, text, folder }, { files, catalog, cache, schema });
  const own = candidates.find((candidate) => candidate.path === path);
  const several = own === undefined ? [] : severalProblems(own, candidates);
  return {
    uri,
    path,
    folder,
    model,
    problems: [...problems, ...several],
    lines: lineStartsOf(text),
    policyUses: usesOf(model, normalUri),
    uses,
  };
}

/** Problems that this client has to be told: its own JSON support reports the others (`builtInJson`). */
export function reportedProblems({ problems }: ModelReading, builtInJson: boolean): readonly ModelProblem[] {
  return problems.filter(({ isBuiltIn }) => !(isBuiltIn && builtInJson));
}
