import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { TextPosition } from '../../../shared/decision';
import type { Command } from './command';

/** Opens the list of suggestions, at a position if one is given: behind an accepted `s3:`, or after a fix. */
export const triggerSuggest: Command = {
  id: CLIENT_COMMANDS.triggerSuggest,
  async run(_context, uri, position) {
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined && editor.document.uri.toString() === uri && isPosition(position)) {
      const caret = new vscode.Position(position.line, position.character);
      editor.selection = new vscode.Selection(caret, caret);
    }
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
  },
};

function isPosition(value: unknown): value is TextPosition {
  return typeof value === 'object' && value !== null && 'line' in value && 'character' in value;
}
