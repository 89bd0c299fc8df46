import * as vscode from 'vscode';
import { eventually } from '../host/eventually';

/** A file of the workspace, by its path with `/`. */
export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The tests need a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Shows a file of the workspace. */
export async function show(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(inWorkspace(path), { viewColumn: vscode.ViewColumn.One, preview: false });
}

/** Writes a file into the workspace and shows it. */
export async function showNew(path: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(inWorkspace(path), new TextEncoder().encode(text));
  return show(path);
}

/** Our diagnostics of a file, once there is one with the code. */
export function diagnosticWith(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  return eventually(`${code} in ${uri.path}`, () => ours(uri).find((each) => codeOf(each) === code));
}

/** Until a file has no diagnostics of ours. */
export async function noDiagnostics(uri: vscode.Uri): Promise<void> {
  await eventually(`no findings in ${uri.path}`, () => ours(uri).length === 0);
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'writ');
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** The position behind a text in a document. */
export function behind(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at === -1) throw new Error(`${document.uri.path} does not hold ${text}`);
  return document.positionAt(at + text.length);
}
