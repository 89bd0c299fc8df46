import type {
  DidChangeConfigurationParams,
  DidChangeTextDocumentParams,
  DidChangeWatchedFilesParams,
  DidChangeWorkspaceFoldersParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  DidSaveTextDocumentParams,
} from 'vscode-languageserver';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { isOwnFile } from '../workspace/analysis';
import { isModelFile } from '../workspace/model-files';
import { documentText } from '../workspace/text';
import { normalUri } from '../workspace/uri';
import { compareSoon, forgetComparison, scheduleComparison } from './comparisons';
import { guardCall } from './guard';
import { scheduleProofs } from './proofs';
import { FileChangeType } from './protocol';
import { clearDiagnostics, publishAll, refreshAtRest, refreshLenses, schedulePublish } from './publish';
import type { Session } from './session';

export function openedDocument(session: Session, { textDocument }: DidOpenTextDocumentParams): void {
  const { uri, languageId, version, text } = textDocument;
  session.documents.open(documentText(uri, languageId, version, text));
  session.models.changed(uri);
  schedulePublish(session, uri);
  scheduleProofs(session, uri);
  compareSoon(session, uri);
  refreshLenses(session);
  if (isOwnFile(uri)) guardCall('didOpen', () => lookAgainIfUnsaved(session, uri, text), session.log)();
}

/** An editor that was closed with unsaved edits opens the file with them: they count for other files as later ones do. */
async function lookAgainIfUnsaved(session: Session, uri: string, text: string): Promise<void> {
  const saved = await session.files.read(uri, DEFAULT_MAX_FILE_BYTES);
  if (!saved.ok || saved.text !== text) lookAgainAtRest(session);
}

export function changedDocument(session: Session, params: DidChangeTextDocumentParams): void {
  const { uri, version } = params.textDocument;
  if (!session.documents.change(uri, version, params.contentChanges)) return;
  session.models.changed(uri);
  // A model or a configuration concerns many files: that is work for when typing rests.
  if (isOwnFile(uri)) lookAgainAtRest(session);
  else {
    schedulePublish(session, uri);
    scheduleProofs(session, uri);
    scheduleComparison(session, uri);
    refreshAtRest(session);
  }
}

/** What was unsaved is the file now, and git may have been asked before a commit. */
export function savedDocument(session: Session, { textDocument: { uri } }: DidSaveTextDocumentParams): void {
  session.comparisons.heads.delete(normalUri(uri));
  compareSoon(session, uri);
}

/** Unsaved edits are gone with the document: the file counts again. */
export function closedDocument(session: Session, { textDocument: { uri } }: DidCloseTextDocumentParams): void {
  session.documents.close(uri);
  session.models.changed(uri);
  clearDiagnostics(session, uri);
  forgetComparison(session, uri);
  session.scan.touch(uri);
  if (isOwnFile(uri)) lookAgainAtRest(session);
}

/** Files that changed outside the editor. */
export function changedFiles(session: Session, { changes }: DidChangeWatchedFilesParams): void {
  for (const { uri, type } of changes) {
    session.texts.forget(uri);
    if (session.documents.get(uri) !== undefined) scheduleComparison(session, uri);
    session.scan.touch(uri);
    session.models.changed(uri);
    if (type !== FileChangeType.Changed && isModelFile(uri)) session.models.listChanged();
  }
  // A boundary, an SCP or an import that a model names says something of other files too.
  if (changes.some(({ uri }) => isOwnFile(uri) || session.models.isUsed(uri))) lookAgainAtRest(session);
  else refreshAtRest(session);
}

export function changedSettings(session: Session, { settings }: DidChangeConfigurationParams): void {
  session.settings.replace(settings);
  lookAgain(session);
}

export function changedFolders(session: Session, { event }: DidChangeWorkspaceFoldersParams): void {
  session.settings.changeFolders(event);
  session.models.listChanged();
  lookAgain(session);
}

/** A setting, a configuration or a model may change every file's type and checks. */
function lookAgain(session: Session): void {
  session.facts.drop();
  session.scan.touchAll();
  publishAll(session);
  for (const { uri } of session.documents.all()) {
    scheduleProofs(session, uri);
    scheduleComparison(session, uri);
  }
  refreshLenses(session);
}

function lookAgainAtRest(session: Session): void {
  session.schedule.atRest('look again', () => lookAgain(session));
}
