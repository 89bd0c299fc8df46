import type { CancellationToken, Connection, InitializeResult } from 'vscode-languageserver';
import { COMPARISON_REQUEST, HEAD_CHANGED, POLICY_TEST_REQUEST } from '../../../shared/comparison';
import {
  ACTION_CHOICES_REQUEST,
  POLICY_STATUS_REQUEST,
  REMEMBERED_REQUESTS,
  REQUEST_DETAILS_REQUEST,
  SIMULATION_CHOICES_REQUEST,
} from '../../../shared/messages';
import { RESULT_TEXT_REQUEST } from '../../../shared/result-view';
import { serverCapabilities } from './capabilities';
import { codeActions } from './code-actions';
import { comparisonPage, headChanged } from './comparisons';
import { completion, resolveCompletion } from './completion';
import { createSession } from './create-session';
import { guardCall, guardRequest, type Log } from './guard';
import { hover } from './hover';
import { codeLenses } from './lenses';
import { documentDiagnostics, workspaceDiagnostics } from './pull-diagnostics';
import type { Platform, Session } from './session';
import {
  actionChoicesFor,
  detailsFor,
  executeCommand,
  policyTest,
  rememberRequests,
  resultText,
  simulationChoices,
} from './simulation';
import { policyStatus } from './status';
import { documentSymbols } from './symbols';
import {
  changedDocument,
  changedFiles,
  changedFolders,
  changedSettings,
  closedDocument,
  openedDocument,
  savedDocument,
} from './synchronization';
import { watchFiles } from './watching';

/** A request: its handler and what is answered when that fails. */
interface Binding {
  readonly handle: (session: Session, params: never, token: CancellationToken) => unknown;
  readonly empty: unknown;
}

/** Every request that the server answers. */
const REQUESTS: { readonly [method: string]: Binding } = {
  'textDocument/codeLens': { handle: codeLenses, empty: [] },
  'workspace/executeCommand': { handle: executeCommand, empty: null },
  [POLICY_STATUS_REQUEST]: { handle: policyStatus, empty: null },
  [SIMULATION_CHOICES_REQUEST]: { handle: simulationChoices, empty: null },
  [ACTION_CHOICES_REQUEST]: { handle: actionChoicesFor, empty: [] },
  [REQUEST_DETAILS_REQUEST]: { handle: detailsFor, empty: { resourceShapes: [], contextKeys: [] } },
  [RESULT_TEXT_REQUEST]: { handle: resultText, empty: [] },
  [COMPARISON_REQUEST]: { handle: comparisonPage, empty: [] },
  [POLICY_TEST_REQUEST]: { handle: policyTest, empty: null },
  'textDocument/completion': { handle: completion, empty: null },
  'completionItem/resolve': { handle: resolveCompletion, empty: null },
  'textDocument/hover': { handle: hover, empty: null },
  'textDocument/documentSymbol': { handle: documentSymbols, empty: [] },
  'textDocument/codeAction': { handle: codeActions, empty: [] },
  'textDocument/diagnostic': { handle: documentDiagnostics, empty: { kind: 'full', items: [] } },
  'workspace/diagnostic': { handle: workspaceDiagnostics, empty: { items: [] } },
};

/** Every notification that it listens to. */
const NOTIFICATIONS: { readonly [method: string]: (session: Session, params: never) => void } = {
  'textDocument/didOpen': openedDocument,
  'textDocument/didChange': changedDocument,
  'textDocument/didSave': savedDocument,
  'textDocument/didClose': closedDocument,
  [HEAD_CHANGED]: headChanged,
  'workspace/didChangeConfiguration': changedSettings,
  'workspace/didChangeWatchedFiles': changedFiles,
  'workspace/didChangeWorkspaceFolders': changedFolders,
  [REMEMBERED_REQUESTS]: rememberRequests,
};

/** Serves one client over a connection until it closes. */
export function serve(connection: Connection, platform: Platform): void {
  const log: Log = (line) => connection.console.error(line);
  connection.onInitialize((params): InitializeResult => {
    const session = createSession(connection, platform, params, log);
    bind(session);
    connection.onInitialized(guardCall('initialized', () => watchFiles(session), log));
    return { capabilities: serverCapabilities(session.abilities), serverInfo: { name: 'writ' } };
  });
  connection.listen();
}

function bind(session: Session): void {
  const { connection, log } = session;
  for (const [method, { handle, empty }] of Object.entries(REQUESTS)) {
    const run = (params: unknown, token: CancellationToken) => handle(session, params as never, token);
    const guarded = guardRequest(method, run, empty, log);
    connection.onRequest(method, (params: unknown, token: CancellationToken) => guarded(params, token));
  }
  for (const [method, handle] of Object.entries(NOTIFICATIONS)) {
    connection.onNotification(
      method,
      guardCall(method, (params: unknown) => handle(session, params as never), log),
    );
  }
}
