import * as vscode from 'vscode';
import type { HeadAnswer } from '../../shared/comparison';

/** What we use of the API of VS Code's own git extension (extensions/git/src/api/git.d.ts in microsoft/vscode, version 1). */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
  openRepository?(root: vscode.Uri): Promise<Repository | null>;
}

interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly onDidChange: vscode.Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
  status?(): Promise<void>;
}

/** Of a renamed file `originalUri` is the old name. */
interface Change {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
}

/** The last commit's version of a file, through VS Code's git extension. `onChange` hears of each new commit of its repository. */
export async function headText(uri: string, onChange: () => void): Promise<HeadAnswer> {
  const file = vscode.Uri.parse(uri);
  const api = await gitApi();
  if (api === undefined) return { ok: false, message: vscode.l10n.t('the git extension of VS Code is turned off') };
  const repository = api.getRepository(file) ?? (await openedFor(api, file));
  if (repository === null) return { ok: false, message: vscode.l10n.t('there is no git repository here') };
  watch(repository, onChange);
  const before = oldName(repository, file);
  try {
    const text = await repository.show('HEAD', (before ?? file).fsPath);
    return { ok: true, text, renamedFrom: before === undefined ? null : relativeTo(repository, before) };
  } catch {
    const hasCommit = repository.state.HEAD?.commit !== undefined;
    return {
      ok: false,
      message: hasCommit
        ? vscode.l10n.t('the file is not in the last commit')
        : vscode.l10n.t('there is no commit yet'),
    };
  }
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  const exports = extension.isActive ? extension.exports : await extension.activate();
  return exports.enabled ? exports.getAPI(1) : undefined;
}

/** The extension looks for repositories in its own time; a file that is asked about first may come before. */
async function openedFor(api: GitApi, file: vscode.Uri): Promise<Repository | null> {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return folder === undefined ? null : ((await api.openRepository?.(folder.uri)) ?? null);
}

function oldName({ state }: Repository, file: vscode.Uri): vscode.Uri | undefined {
  const isFile = (uri: vscode.Uri | undefined) => uri?.toString() === file.toString();
  const change = [...state.indexChanges, ...state.workingTreeChanges].find(
    (each) => isFile(each.renameUri) && !isFile(each.originalUri),
  );
  return change?.originalUri;
}

function relativeTo({ rootUri }: Repository, file: vscode.Uri): string {
  return file.path.startsWith(`${rootUri.path}/`) ? file.path.slice(rootUri.path.length + 1) : file.path;
}

const watched = new WeakMap<Repository, { commit: string | undefined }>();

/** One listener for each repository, as long as git's own extension keeps it. */
function watch(repository: Repository, onChange: () => void): void {
  if (watched.has(repository)) return;
  const last = { commit: repository.state.HEAD?.commit };
  watched.set(repository, last);
  repository.state.onDidChange(() => {
    const { HEAD } = repository.state;
    if (HEAD?.commit === last.commit) return;
    last.commit = HEAD?.commit;
    onChange();
  });
}
