import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { Command } from './command';

/** Shows the last simulation's result; after a restart the last remembered request is simulated again. */
export const showLastResult: Command = {
  id: CLIENT_COMMANDS.showLastResult,
  async run({ results, remembered }) {
    if (await results.showAgain()) return;
    const [last] = remembered.all();
    if (last !== undefined) {
      await vscode.commands.executeCommand(CLIENT_COMMANDS.simulateRequest, last.request);
      return;
    }
    const simulate = vscode.l10n.t('Simulate Request…');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('No request has been simulated in this workspace yet.'),
      simulate,
    );
    if (chosen === simulate) await vscode.commands.executeCommand(CLIENT_COMMANDS.simulateRequest);
  },
};
