import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { SERVER_COMMANDS } from '../../../shared/commands';
import { FIX_ALL_KIND } from './code-actions';

/** What the server serves, and nothing else: a method that is not bound in `server.ts` is not announced here. */
export function serverCapabilities(): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    completionProvider: { triggerCharacters: ['"', ':', '/', '$', '{', ',', ' '], resolveProvider: true },
    hoverProvider: true,
    documentSymbolProvider: { label: 'IAM policy' },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
    codeLensProvider: {},
    executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
