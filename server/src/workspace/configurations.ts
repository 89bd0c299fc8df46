import type { CheckSeverity } from '../../../shared/settings';
import {
  type Configuration,
  configurationFor,
  EMPTY_CONFIGURATION,
  type FileConfiguration,
  readConfiguration,
} from '../checks/configuration';
import { type EntryUse, suppressionFindings } from '../checks/suppression-entries';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import type { SchemaCheck } from '../model/schema-check';
import { parseJson } from '../syntax/json';
import type { Range, Tree } from '../syntax/tree';
import type { Texts } from './texts';
import { fileName, joinUri, normalUri, parentUri, relativePath } from './uri';

export const CONFIGURATION_NAME = 'writ.config.json';
/** Outside a workspace folder nobody says where to stop looking upwards. */
const MAX_STEPS_UP = 20;

/** What a configuration says of a file, and which one it is. */
export interface GoverningConfiguration extends FileConfiguration {
  readonly uri: string | undefined;
}

/** `writ.config.json` files: the nearest one upwards governs a file, alone. */
export interface Configurations {
  of(uri: string): Promise<GoverningConfiguration>;
}

export function isConfigurationFile(uri: string): boolean {
  return fileName(uri) === CONFIGURATION_NAME;
}

export function createConfigurations(texts: Texts, folderOf: (uri: string) => string | undefined): Configurations {
  // The same text is read once, so that severities and entries are the same objects for all of its files.
  const known = new Map<string, { readonly text: string; readonly configuration: Configuration }>();
  const read = (uri: string, text: string): Configuration => {
    const before = known.get(uri);
    if (before?.text === text) return before.configuration;
    const configuration = configurationIn(text);
    known.set(uri, { text, configuration });
    return configuration;
  };
  return {
    async of(uri) {
      for (const folder of foldersUp(uri, folderOf(uri))) {
        const file = joinUri(folder, CONFIGURATION_NAME);
        const text = await texts.read(file, DEFAULT_MAX_FILE_BYTES);
        if (!text.ok) continue;
        return { ...configurationFor(read(file, text.text), relativePath(folder, uri) ?? fileName(uri)), uri: file };
      }
      return { ...configurationFor(EMPTY_CONFIGURATION, fileName(uri)), uri: undefined };
    },
  };
}

/** What is wrong in a configuration is said at the file itself. */
function configurationIn(text: string): Configuration {
  return readConfiguration(parseJson(text, { comments: true })).configuration;
}

function foldersUp(uri: string, top: string | undefined): readonly string[] {
  const folders: string[] = [];
  let folder = parentUri(normalUri(uri));
  while (folders.length < MAX_STEPS_UP) {
    folders.push(folder);
    const parent = parentUri(folder);
    if (folder === parent || (top !== undefined && folder === normalUri(top))) break;
    folder = parent;
  }
  return folders;
}

/** Something in a file of ours that cannot be used. */
export interface OwnProblem {
  readonly code: string;
  readonly severity: CheckSeverity;
  readonly range: Range;
  readonly message: string;
  /** An editor with JSON support of its own reports it too (`builtInJson`). */
  readonly isBuiltIn: boolean;
}

const CODE = 'config-file-invalid';

/** What is wrong in a configuration. Without a schema the values that cannot be used are found all the same. */
export function configurationProblems(tree: Tree, schema: SchemaCheck | undefined): readonly OwnProblem[] {
  const [broken] = tree.problems;
  if (broken !== undefined) {
    const message = 'The configuration is no valid JSON from here on; what is sound is used.';
    return [
      { code: CODE, severity: 'error', range: { start: broken.start, end: broken.end }, message, isBuiltIn: true },
    ];
  }
  const bySchema = (schema?.configuration(tree) ?? []).map(
    ({ range, message }): OwnProblem => ({ code: CODE, severity: 'error', range, message, isBuiltIn: true }),
  );
  const own = readConfiguration(tree).problems.map(
    (problem): OwnProblem => ({ code: CODE, ...problem, isBuiltIn: problem.severity === 'error' }),
  );
  const isSaid = ({ range }: OwnProblem) => bySchema.some((each) => touches(each.range, range));
  return [...bySchema, ...own.filter((problem) => !isSaid(problem))];
}

function touches(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

/** What is wrong with the suppressions of a configuration: `use` says which of them are known to do nothing. */
export function suppressionProblems(tree: Tree, use: Pick<EntryUse, 'today' | 'isUnused'>): readonly OwnProblem[] {
  const { configuration } = readConfiguration(tree);
  return suppressionFindings(configuration.suppress, { ...use, severities: [configuration.severity] }).map(
    ({ code, severity, range, message }) => ({ code, severity, range, message, isBuiltIn: false }),
  );
}
