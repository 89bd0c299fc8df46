import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { Command } from './command';
import { isPlace } from './simulate-request';

/** What the active policy, or the one that was clicked in a menu, changes against the last commit. */
export const compareWithHead: Command = {
  id: CLIENT_COMMANDS.compareWithHead,
  async run({ results }, given) {
    const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) {
      await vscode.window.showInformationMessage(vscode.l10n.t('Open a policy first.'));
      return;
    }
    await results.showComparison({ uri: uri.toString(), base: 'head' });
  },
};

/** The changes that a lens is about. */
export const showComparison: Command = {
  id: CLIENT_COMMANDS.showComparison,
  async run({ results }, place, base) {
    if (!isPlace(place)) return;
    await results.showComparison({ ...place, base: base === 'head' ? 'head' : 'saved' });
  },
};
