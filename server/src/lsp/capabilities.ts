import type { DiagnosticOptions, ServerCapabilities } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver-types';
import { SERVER_COMMANDS } from '../../../shared/commands';
import type { ClientAbilities } from './client-abilities';
import { FIX_ALL_KIND } from './code-actions';
import { TextDocumentSyncKind } from './protocol';

/** What the server serves, and nothing else: a method that is not bound in `server.ts` is not announced here. */
export function serverCapabilities(abilities: ClientAbilities): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    completionProvider: { triggerCharacters: ['"', ':', '/', '$', '{', ',', ' '], resolveProvider: true },
    hoverProvider: true,
    documentSymbolProvider: { label: 'IAM policy' },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
    codeLensProvider: {},
    ...(abilities.pullsDiagnostics ? { diagnosticProvider: diagnosticOptions(abilities) } : {}),
    executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** Models and configurations change other files' findings: a client that can be told so need not ask about all files by itself. */
function diagnosticOptions({ refreshDiagnostics }: ClientAbilities): DiagnosticOptions {
  return { identifier: 'writ', interFileDependencies: !refreshDiagnostics, workspaceDiagnostics: true };
}
