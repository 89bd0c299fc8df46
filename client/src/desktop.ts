import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { SERVER_NODE_FLAGS } from '../../shared/server-process';
import { type Api, activateWith } from './extension';

/** The extension on the desktop: the server is a Node process. */
export function activate(context: vscode.ExtensionContext): Api {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  return activateWith(context, async (options: LanguageClientOptions) => {
    // Loaded when the first policy is opened: other JSON files must not pay for it.
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const run = { module, transport: TransportKind.ipc, options: { execArgv: [...SERVER_NODE_FLAGS] } };
    return new LanguageClient('writ', 'Writ', { run, debug: debugOptions(run) }, options);
  });
}

function debugOptions<Run extends object>(run: Run) {
  return { ...run, options: { execArgv: [...SERVER_NODE_FLAGS, '--nolazy', '--inspect=6009'] } };
}
