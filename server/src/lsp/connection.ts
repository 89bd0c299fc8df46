import { ErrorCodes, type MessageConnection, ResponseError } from 'vscode-jsonrpc';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';

/** What handlers use of a connection. The transport is the entry's affair. */
export type Connection = Pick<MessageConnection, 'onRequest' | 'onNotification' | 'sendRequest' | 'sendNotification'>;

/** How the process that holds a connection ends. */
export interface Lifetime {
  /** Ends the process: 0 after a shutdown, 1 where the client leaves without one. */
  readonly exit: (code: 0 | 1) => void;
  /** Calls `exit` when the process with that id, the client, is gone. */
  readonly watch: (processId: number, exit: () => void) => void;
}

export type LogLevel = 'error' | 'warning';

/** Levels of `window/logMessage`. */
const LEVELS: { readonly [Level in LogLevel]: number } = { error: 1, warning: 2 };

export function writeLog(connection: Connection, level: LogLevel, message: string): void {
  void connection.sendNotification('window/logMessage', { type: LEVELS[level], message });
}

/**
 * The lifecycle of LSP: nothing is served before `initialize`, `shutdown` answers null, `exit` ends the process, and so does a
 * connection or a client that is gone.
 */
export function followLifecycle(
  connection: MessageConnection,
  lifetime: Lifetime,
  initialize: (params: InitializeParams) => InitializeResult,
): void {
  let isShutDown = false;
  let isInitialized = false;
  const leave = () => lifetime.exit(isShutDown ? 0 : 1);
  connection.onRequest('initialize', (params: InitializeParams) => {
    if (isInitialized) return new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    isInitialized = true;
    if (typeof params.processId === 'number') lifetime.watch(params.processId, leave);
    return initialize(params);
  });
  connection.onRequest('shutdown', () => {
    isShutDown = true;
    return null;
  });
  connection.onNotification('exit', leave);
  connection.onClose(leave);
  connection.onRequest((method) => {
    if (!isInitialized) return new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
    return new ResponseError(ErrorCodes.MethodNotFound, `There is no method "${method}".`);
  });
}
