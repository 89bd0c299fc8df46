import { basename, dirname, resolve } from 'node:path';
import { DEFAULT_SETTINGS } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyType } from '../policy/document';
import { type FileFacts, isOwnFile } from '../workspace/analysis';
import { isFile, isInside, relativeTo, repositoryFolder } from './files';

/** What the command line says of all files. */
export interface FactsOptions {
  readonly type?: PolicyType;
  readonly config?: string;
  /** False: none. */
  readonly model?: string | false;
}

/** What is known of a file besides its text: types, severities and options, uses by a model. */
export interface FileFactsReader {
  factsOf(path: string): FileFacts;
  /** A model, a configuration: read for what it says, not for policies alone. */
  isOwnFile(path: string): boolean;
}

/** A problem is a sentence about an option that names what cannot be read. */
export type FactsReading =
  | { readonly ok: true; readonly reader: FileFactsReader }
  | { readonly ok: false; readonly problem: string };

export function fileFactsReader(options: FactsOptions, folder: string, _catalog: Catalog): FactsReading {
  for (const [option, file] of [
    ['--config', options.config],
    ['--model', options.model],
  ] as const) {
    if (typeof file === 'string' && !isFile(resolve(folder, file)))
      return { ok: false, problem: `${option}: there is no file ${file}` };
  }
  const typeSetting = options.type === undefined ? undefined : { type: options.type, pattern: '--type' };
  return {
    ok: true,
    reader: {
      isOwnFile: (path) => isOwnFile(path),
      factsOf: (path) => ({
        settings: DEFAULT_SETTINGS,
        path: workspacePath(path, folder),
        isExcluded: false,
        typeSetting,
        severities: [],
        options: DEFAULT_SETTINGS.checks.options,
        usesOf: () => undefined,
      }),
    },
  };
}

/** From the repository's folder; outside of one from the current folder, or the bare name. */
function workspacePath(path: string, folder: string): string {
  const root = repositoryFolder(dirname(path)) ?? (isInside(folder, path) ? folder : undefined);
  return root === undefined ? basename(path) : relativeTo(root, path);
}
