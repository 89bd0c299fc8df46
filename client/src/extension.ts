import * as vscode from 'vscode';
import { addPolicyTest } from './commands/add-policy-test';
import type { Command, CommandContext } from './commands/command';
import { compareWithHead, showComparison } from './commands/compare';
import { explainCheck } from './commands/explain-check';
import { openExample } from './commands/open-example';
import { openLocation } from './commands/open-location';
import { setPolicyType } from './commands/set-policy-type';
import { showLastResult } from './commands/show-last-result';
import { simulateRequest } from './commands/simulate-request';
import { simulateWitness } from './commands/simulate-witness';
import { triggerSuggest } from './commands/trigger-suggest';
import { mayHoldPolicy, mayHoldPolicyNow } from './gate';
import { rememberedRequests } from './remembered';
import { createResultView } from './result-view';
import { createServer, type MakeClient, type Server } from './server';
import { createStatus, type ShownStatus } from './status';

const COMMANDS: readonly Command[] = [
  simulateRequest,
  showLastResult,
  setPolicyType,
  explainCheck,
  openExample,
  openLocation,
  triggerSuggest,
  compareWithHead,
  showComparison,
  simulateWitness,
  addPolicyTest,
];

/** What other extensions, and tests, can ask. */
export interface Api {
  readonly shownStatus: () => ShownStatus | undefined;
}

/** The extension, the same on the desktop and in the web; only the making of the client differs. */
export function activateWith(context: vscode.ExtensionContext, makeClient: MakeClient): Api {
  const output = vscode.window.createOutputChannel('Writ', { log: true });
  const remembered = rememberedRequests(context.workspaceState);
  const server = createServer(makeClient, output, remembered.all);
  const results = createResultView(server);
  const status = createStatus(server);
  const commands: CommandContext = {
    extensionUri: context.extensionUri,
    storageUri: context.globalStorageUri,
    server,
    results,
    remembered,
  };
  context.subscriptions.push(
    output,
    server,
    results,
    status,
    ...COMMANDS.map(({ id, run }) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => run(commands, ...args)),
    ),
    ...startWhenNeeded(server, output),
  );
  return { shownStatus: status.shown };
}

/** The server starts with the first document that may hold a policy; until then other JSON files cost nothing. */
function startWhenNeeded(server: Server, output: vscode.LogOutputChannel): vscode.Disposable[] {
  const start = () => {
    server.start().catch((error: unknown) => output.error(`The language server does not start: ${String(error)}`));
  };
  const lookAt = (document: vscode.TextDocument) => {
    if (!server.isStarted && mayHoldPolicy(document)) start();
  };
  vscode.workspace.textDocuments.forEach(lookAt);
  return [
    vscode.workspace.onDidOpenTextDocument(lookAt),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (!server.isStarted && mayHoldPolicyNow(event)) start();
    }),
  ];
}
