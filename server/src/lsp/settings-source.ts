import type { Connection, InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import type { ClientAbilities } from './client-abilities';

/** Where settings and workspace folders come from: the client when it can be asked, else what it said at the start. */
export interface SettingsSource {
  readonly section: (uri: string) => Promise<unknown>;
  readonly folders: () => readonly string[];
  /** The client has sent new settings along with its notification. */
  readonly replace: (settings: unknown) => void;
  readonly changeFolders: (event: WorkspaceFoldersChangeEvent) => void;
}

export function createSettingsSource(
  connection: Connection,
  { configuration }: ClientAbilities,
  params: InitializeParams,
): SettingsSource {
  let given: unknown = writSection(params.initializationOptions) ?? params.initializationOptions;
  let folders = foldersAtStart(params);
  return {
    async section(scopeUri) {
      const asked: unknown = configuration
        ? await connection.workspace.getConfiguration({ scopeUri, section: 'writ' })
        : undefined;
      return asked ?? given;
    },
    folders: () => folders,
    replace(settings) {
      given = writSection(settings) ?? given;
    },
    changeFolders({ added, removed }) {
      const gone = new Set(removed.map(({ uri }) => uri));
      folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
    },
  };
}

function foldersAtStart({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

/** Editors wrap our settings in `{ "writ": … }` or send them bare. */
function writSection(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'writ' in value ? value.writ : undefined;
}
