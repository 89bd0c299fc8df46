import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver-types';
import { newConfiguration } from '../features/suppression-edits';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import type { JsonValue, TextEdit } from '../syntax/edits';
import { parseJson } from '../syntax/json';
import { lineStartsOf, positionRange } from '../syntax/lines';
import type { Tree } from '../syntax/tree';
import type { Analysis } from '../workspace/analysis';
import { CONFIGURATION_NAME } from '../workspace/configurations';
import { folderOf } from '../workspace/models';
import { joinUri, parentUri } from '../workspace/uri';
import type { Session } from './session';

/** The configuration that governs a file, or the place where one would be made. */
export interface ConfigurationTarget {
  readonly uri: string;
  /** Undefined: there is none yet. */
  readonly tree: Tree | undefined;
}

/** Where an entry for a file goes. */
export async function configurationTarget(
  { texts, folders }: Session,
  { document, facts }: Analysis,
): Promise<ConfigurationTarget> {
  const top = folderOf(document.uri, folders()) ?? parentUri(document.uri);
  const uri = facts.configuration ?? joinUri(top, CONFIGURATION_NAME);
  const read = await texts.read(uri, DEFAULT_MAX_FILE_BYTES);
  return { uri, tree: read.ok ? parseJson(read.text, { comments: true }) : undefined };
}

/** Edits of the configuration, or a new file where there is none and the client makes files. */
export function configurationEdit(
  { abilities }: Session,
  { uri, tree }: ConfigurationTarget,
  editsIn: (tree: Tree) => readonly TextEdit[] | undefined,
  fresh: JsonValue,
): WorkspaceEdit | undefined {
  if (tree !== undefined && tree.root.kind !== 'missing') {
    const lines = lineStartsOf(tree.text);
    const edits = editsIn(tree);
    return edits && { changes: { [uri]: edits.map((edit) => lspEdit(lines, edit)) } };
  }
  if (!abilities.createsFiles) return undefined;
  return { documentChanges: newFile(uri, newConfiguration(fresh), { ignoreIfExists: true }) };
}

/** Makes a file with a text. */
export function newFile(
  uri: string,
  newText: string,
  options: { readonly ignoreIfExists?: boolean } = {},
): NonNullable<WorkspaceEdit['documentChanges']> {
  const start = { line: 0, character: 0 };
  const create = { kind: 'create' as const, uri, options };
  return [create, { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] }];
}

export function quickFix(title: string, edit: WorkspaceEdit): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, edit };
}

export function lspEdit(lines: readonly number[], { range, newText }: TextEdit) {
  return { range: positionRange(lines, range), newText };
}
