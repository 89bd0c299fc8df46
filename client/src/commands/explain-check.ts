import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { Command, CommandContext } from './command';

/** Opens the page of a check, which is shipped with the extension; asks which where none is named. */
export const explainCheck: Command = {
  id: CLIENT_COMMANDS.explainCheck,
  async run(context, code) {
    const chosen = typeof code === 'string' ? code : await askForCode(context);
    if (chosen === undefined || !/^[a-z0-9-]+$/.test(chosen)) return;
    const page = vscode.Uri.joinPath(pagesFolder(context), `${chosen}.md`);
    if (!(await exists(page))) {
      await vscode.window.showErrorMessage(vscode.l10n.t('There is no page for the check "{0}".', chosen));
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', page);
  },
};

async function askForCode(context: CommandContext): Promise<string | undefined> {
  const entries = await vscode.workspace.fs.readDirectory(pagesFolder(context));
  const codes = entries.flatMap(([name]) => (name.endsWith('.md') ? [name.slice(0, -'.md'.length)] : []));
  return vscode.window.showQuickPick(codes, { placeHolder: vscode.l10n.t('Which check?') });
}

function pagesFolder({ extensionUri }: CommandContext): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'docs', 'checks');
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
