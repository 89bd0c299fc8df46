import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { TextRange } from '../../../shared/decision';
import { vscodeRange } from '../locations';
import type { Command } from './command';

/** Shows a file with a range selected: followed links of the result view. The file opens beside the result. */
export const openLocation: Command = {
  id: CLIENT_COMMANDS.openLocation,
  async run(_context, uri, range) {
    if (typeof uri !== 'string') return;
    const selection = isRange(range) ? { selection: vscodeRange(range) } : {};
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
      viewColumn: columnFor(uri),
      preview: true,
      ...selection,
    });
  },
};

/** Where the file is shown already, else the first column: the result stays in view. */
function columnFor(uri: string): vscode.ViewColumn {
  const target = vscode.Uri.parse(uri).toString();
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target);
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}

function isRange(value: unknown): value is TextRange {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}
