import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { Command } from './command';

/** Opens a copy of the example company: the extension's own folder is no place to try things out. */
export const openExample: Command = {
  id: CLIENT_COMMANDS.openExample,
  async run({ extensionUri, storageUri }) {
    const copy = vscode.Uri.joinPath(storageUri, 'examples');
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'examples'), copy, { overwrite: true });
    await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
  },
};
