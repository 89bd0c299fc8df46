import { DEFAULT_MAX_FILE_BYTES, type FileContent, type ModelFiles, neededFiles } from '../model/files';
import { parseJson } from '../syntax/json';
import type { FileSystem, FileText } from './files';
import type { Texts } from './texts';
import { joinUri, normalUri, parentUri, relativePath } from './uri';

/** What reading a model takes: its text and every file that it names, already read. */
export interface ModelInputs {
  readonly uri: string;
  /** The model file's folder in the workspace folder, with `/`; empty for that folder itself. */
  readonly folder: string;
  readonly text: string;
  readonly files: ModelFiles;
  /** All URIs whose change changes the model, its own among them. Normal forms. */
  readonly uses: ReadonlySet<string>;
}

export type GatheredModel =
  | { readonly ok: true; readonly inputs: ModelInputs }
  | Exclude<FileText, { readonly ok: true }>;

/** Reads a model file and the files that it names; buffers first. Without a workspace folder the model's folder is the limit. */
export async function gatherModel(
  uri: string,
  workspaceFolder: string | undefined,
  texts: Texts,
  files: FileSystem,
): Promise<GatheredModel> {
  const own = await texts.read(uri, DEFAULT_MAX_FILE_BYTES);
  if (!own.ok) return own;
  const limit = workspaceFolder ?? parentUri(uri);
  const folder = relativePath(limit, parentUri(uri)) ?? '';
  const tree = parseJson(own.text, { comments: true });
  const contents = await readAll(neededFiles(tree, folder), parentUri(uri), limit, texts, files);
  const uses = new Set([normalUri(uri), ...[...contents.values()].map(({ uri: used }) => used)]);
  const read = (path: string): FileContent => contents.get(path)?.content ?? { ok: false, reason: 'missing' };
  return { ok: true, inputs: { uri, folder, text: own.text, files: { read }, uses } };
}

interface ReadFile {
  readonly uri: string;
  readonly content: FileContent;
}

async function readAll(
  paths: readonly string[],
  base: string,
  limit: string,
  texts: Texts,
  files: FileSystem,
): Promise<ReadonlyMap<string, ReadFile>> {
  const realLimit = (await files.realUri(limit)) ?? limit;
  const read = async (path: string): Promise<[string, ReadFile]> => {
    const uri = joinUri(base, path);
    return [path, { uri, content: await readInside(uri, realLimit, texts, files) }];
  };
  return new Map(await Promise.all(paths.map(read)));
}

/** A link that leads out of the workspace folder is not followed: a cloned repository must not read the machine. */
async function readInside(uri: string, realLimit: string, texts: Texts, files: FileSystem): Promise<FileContent> {
  const real = await files.realUri(uri);
  if (real !== undefined && relativePath(realLimit, real) === undefined) return { ok: false, reason: 'outside' };
  const text = await texts.read(uri, DEFAULT_MAX_FILE_BYTES);
  return text.ok ? { ok: true, uri, text: text.text } : text;
}
