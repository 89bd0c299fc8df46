import type {
  DidChangeConfigurationParams,
  DidChangeTextDocumentParams,
  DidChangeWorkspaceFoldersParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import { documentText } from '../workspace/text';
import { clearDiagnostics, publishAll, refreshAtRest, refreshLenses, schedulePublish } from './publish';
import type { Session } from './session';

export function openedDocument(session: Session, { textDocument }: DidOpenTextDocumentParams): void {
  const { uri, languageId, version, text } = textDocument;
  session.documents.open(documentText(uri, languageId, version, text));
  schedulePublish(session, uri);
  refreshLenses(session);
}

export function changedDocument(session: Session, params: DidChangeTextDocumentParams): void {
  const { uri, version } = params.textDocument;
  if (!session.documents.change(uri, version, params.contentChanges)) return;
  schedulePublish(session, uri);
  refreshAtRest(session);
}

export function closedDocument(session: Session, { textDocument }: DidCloseTextDocumentParams): void {
  session.documents.close(textDocument.uri);
  clearDiagnostics(session, textDocument.uri);
}

export function changedSettings(session: Session, { settings }: DidChangeConfigurationParams): void {
  session.settings.replace(settings);
  session.facts.drop();
  publishAll(session);
  refreshLenses(session);
}

export function changedFolders(session: Session, { event }: DidChangeWorkspaceFoldersParams): void {
  session.settings.changeFolders(event);
  session.facts.drop();
  publishAll(session);
  refreshLenses(session);
}
