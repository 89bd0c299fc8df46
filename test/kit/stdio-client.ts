/** A language client for tests and figures: starts the built server as the extension does, and speaks LSP with it over stdio. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SERVER_NODE_FLAGS } from '../../shared/server-process';

const SERVER = join(__dirname, '..', '..', 'dist', 'server.js');

export interface ClientOptions {
  /** Answers `workspace/configuration`; undefined: the client cannot be asked. */
  readonly settings?: () => unknown;
  readonly initializationOptions?: unknown;
  readonly capabilities?: InitializeParams['capabilities'];
  /** A folder's URI. */
  readonly folder?: string;
  /** Variables beside those of the tests. */
  readonly environment?: { readonly [name: string]: string };
}

export interface TestClient {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** Everything that the server has written to the log, newest last. */
  readonly log: string[];
  request<Result = unknown>(method: string, params: unknown): Promise<Result>;
  open(uri: string, text: string, languageId?: string): Promise<readonly Diagnostic[]>;
  change(
    uri: string,
    version: number,
    changes: readonly { readonly range?: Range; readonly text: string }[],
  ): Promise<void>;
  /** The diagnostics of a version of a document, as soon as they are there. */
  diagnostics(uri: string, version: number): Promise<readonly Diagnostic[]>;
  /** The next diagnostics of a document after now. */
  nextDiagnostics(uri: string): Promise<readonly Diagnostic[]>;
  nextNotification(method: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** What a rich client can do; tests take away what they are about. */
export const RICH: InitializeParams['capabilities'] = {
  workspace: { configuration: true, workspaceFolders: true, codeLens: { refreshSupport: true }, applyEdit: true },
  textDocument: {
    publishDiagnostics: {
      versionSupport: true,
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    completion: {
      completionItem: { snippetSupport: true, insertReplaceSupport: true, labelDetailsSupport: true },
      completionList: { itemDefaults: ['editRange', 'data'] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

export async function startClient(options: ClientOptions = {}): Promise<TestClient> {
  if (!existsSync(SERVER)) throw new Error('dist/server.js is missing: run "npm run build" first.');
  const env = { ...globalThis.process.env, ...options.environment };
  const process = spawn(globalThis.process.execPath, [...SERVER_NODE_FLAGS, SERVER, '--stdio'], { env });
  const connection = createProtocolConnection(
    new StreamMessageReader(process.stdout),
    new StreamMessageWriter(process.stdin),
  );
  const log: string[] = [];
  process.stderr.on('data', (data: Buffer) => log.push(data.toString()));
  const published = listen(connection, log, options);
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', initializeParams(options));
  await connection.sendNotification('initialized', {});
  const versions = new Map<string, number>();
  return {
    process,
    connection,
    initialized,
    log,
    request: (method, params) => connection.sendRequest(method, params),
    async open(uri, text, languageId = 'json') {
      versions.set(uri, 1);
      const arrived = published.next(uri);
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
      return arrived;
    },
    change: (uri, version, contentChanges) =>
      connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    diagnostics: published.ofVersion,
    nextDiagnostics: published.next,
    nextNotification: (method) =>
      new Promise((resolve) => {
        const listener = connection.onNotification(method, (params: unknown) => {
          listener.dispose();
          resolve(params);
        });
      }),
    async stop() {
      const exited = once(process, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exited;
      connection.dispose();
    },
  };
}

function initializeParams({
  capabilities = RICH,
  initializationOptions,
  folder,
  settings,
}: ClientOptions): InitializeParams {
  const workspace = { ...capabilities.workspace, configuration: settings !== undefined };
  return {
    processId: globalThis.process.pid,
    rootUri: folder ?? null,
    workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'workspace' }],
    capabilities: { ...capabilities, workspace },
    initializationOptions,
  };
}

/** Answers what the server asks, and keeps the last diagnostics of each document. */
function listen(connection: ProtocolConnection, log: string[], { settings }: ClientOptions) {
  const last = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<(params: PublishDiagnosticsParams) => void>();
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
    items.map(() => settings?.() ?? null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/codeLens/refresh', () => null);
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    last.set(params.uri, params);
    for (const tell of [...waiting]) tell(params);
  });
  const when = (isWanted: (params: PublishDiagnosticsParams) => boolean): Promise<readonly Diagnostic[]> =>
    new Promise((resolve) => {
      const tell = (params: PublishDiagnosticsParams) => {
        if (!isWanted(params)) return;
        waiting.delete(tell);
        resolve(params.diagnostics);
      };
      waiting.add(tell);
    });
  return {
    next: (uri: string) => when((params) => params.uri === uri),
    ofVersion(uri: string, version: number) {
      const known = last.get(uri);
      if (known !== undefined && (known.version ?? 0) >= version) return Promise.resolve(known.diagnostics);
      return when((params) => params.uri === uri && (params.version ?? 0) >= version);
    },
  };
}

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'json', 1, text), [...edits]);
}
