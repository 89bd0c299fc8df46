import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { HEAD_CHANGED, HEAD_TEXT_REQUEST, type HeadTextParams } from '../../shared/comparison';
import { POLICY_STATUS_CHANGED, REMEMBERED_REQUESTS, type RememberedRequest } from '../../shared/messages';
import { POLICY_LANGUAGES } from '../../shared/policy-text';
import { headText } from './git-head';
import { type SentDocuments, sentDocuments } from './middleware';

/** Makes a client that is not started yet; differs between the desktop and the web. */
export type MakeClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** The language server as the rest of the extension sees it. It starts when somebody first needs it. */
export interface Server extends vscode.Disposable {
  /** Starts the server if it does not run; rejects where it cannot start. */
  request<Result>(method: string, params: unknown): Promise<Result>;
  notifyIfRunning(method: string, params: unknown): void;
  start(): Promise<void>;
  readonly isStarted: boolean;
  knows(document: vscode.TextDocument): boolean;
  /** Policy types, models or settings may have changed. */
  readonly onDidChangeStatus: vscode.Event<void>;
}

export function createServer(
  makeClient: MakeClient,
  output: vscode.LogOutputChannel,
  remembered: () => readonly RememberedRequest[],
): Server {
  const statusChanged = new vscode.EventEmitter<void>();
  let client: BaseLanguageClient | undefined;
  let starting: Promise<BaseLanguageClient> | undefined;
  const documents: SentDocuments = sentDocuments(async (document) => {
    if (client === undefined) return;
    const params = client.code2ProtocolConverter.asOpenTextDocumentParams(document);
    await client.sendNotification('textDocument/didOpen', params);
    // The library has asked about the document when it held no policy; it does not see this opening.
    client.getFeature('textDocument/diagnostic').refresh();
  });

  const notifyHeadChanged = () => {
    if (client?.isRunning()) void client.sendNotification(HEAD_CHANGED);
  };
  const startClient = async (): Promise<BaseLanguageClient> => {
    const made = await makeClient(clientOptions(output, documents));
    client = made;
    made.onRequest(HEAD_TEXT_REQUEST, ({ uri }: HeadTextParams) => headText(uri, notifyHeadChanged));
    made.onNotification(POLICY_STATUS_CHANGED, () => statusChanged.fire());
    await made.start();
    await made.sendNotification(REMEMBERED_REQUESTS, { requests: remembered() });
    return made;
  };
  const running = (): Promise<BaseLanguageClient> => {
    starting ??= startClient();
    return starting;
  };

  return {
    request: async (method, params) => (await running()).sendRequest(method, params),
    notifyIfRunning(method, params) {
      if (client?.isRunning()) void client.sendNotification(method, params);
    },
    async start() {
      await running();
    },
    get isStarted() {
      return starting !== undefined;
    },
    knows: documents.has,
    onDidChangeStatus: statusChanged.event,
    dispose() {
      statusChanged.dispose();
      void starting?.then((started) => started.stop()).catch(() => undefined);
    },
  };
}

function clientOptions(output: vscode.LogOutputChannel, documents: SentDocuments): LanguageClientOptions {
  return {
    documentSelector: POLICY_LANGUAGES.map((language) => ({ language })),
    outputChannel: output,
    initializationOptions: { builtInJson: true, clientCommands: true, headTexts: true },
    middleware: documents.middleware,
    // Everything is pulled: were findings pushed too, each would be shown twice (the library keeps two collections).
    diagnosticPullOptions: { onChange: true },
    textSynchronization: { delayOpenNotifications: true },
    synchronize: { configurationSection: 'writ' },
  };
}
