import * as vscode from 'vscode';
import { OWN_FILE_NAME, POLICY_LANGUAGES, POLICY_TEXT } from '../../shared/policy-text';

/** Documents in these schemes are copies or views of others: nobody edits policies there. */
const SKIPPED_SCHEMES: ReadonlySet<string> = new Set([
  'git',
  'gitfs',
  'vscode',
  'output',
  'search-editor',
  'chat-editing-text-model',
  'chat-editing-snapshot-text-model',
  'vscode-chat-code-block',
  'writ-result',
]);

/** A document that may hold a policy, or is one of our own files. Reads the whole text. */
export function mayHoldPolicy(document: vscode.TextDocument): boolean {
  return isCandidate(document) && (isNamed(document) || POLICY_TEXT.test(document.getText()));
}

/** The same after an edit of a document that held none before: reads the changed lines only. */
export function mayHoldPolicyNow({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  return isCandidate(document) && POLICY_TEXT.test(document.getText(changedLines(contentChanges)));
}

/** All lines that changes may have touched, as they are now: one edit can arrive as many small ones, none of which tells much. */
function changedLines(changes: readonly vscode.TextDocumentContentChangeEvent[]): vscode.Range {
  const first = Math.min(...changes.map(({ range }) => range.start.line));
  const last = Math.max(...changes.map(({ range }) => range.end.line));
  const added = changes.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  return new vscode.Range(first, 0, last + added + 1, 0);
}

function isCandidate({ languageId, uri }: vscode.TextDocument): boolean {
  return (POLICY_LANGUAGES as readonly string[]).includes(languageId) && !SKIPPED_SCHEMES.has(uri.scheme);
}

function isNamed(document: vscode.TextDocument): boolean {
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  return OWN_FILE_NAME.test(name) || hasTypeSetting(document);
}

/** A pattern of `writ.files.policyTypes` names the file: it is a policy whatever it holds. */
function hasTypeSetting(document: vscode.TextDocument): boolean {
  const patterns = vscode.workspace.getConfiguration('writ', document).get<object>('files.policyTypes', {});
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return Object.keys(patterns).some((glob) => {
    const anywhere = glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`;
    const pattern = folder === undefined ? anywhere : new vscode.RelativePattern(folder, anywhere);
    return vscode.languages.match({ pattern }, document) > 0;
  });
}
