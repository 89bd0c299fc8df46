import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver-types';
import type { Finding } from '../checks/finding';
import { isCode } from '../checks/suppress';
import {
  addSuppression,
  newConfiguration,
  suppressByComment,
  suppressionEntry,
  takesComments,
  turnOff,
} from '../features/suppression-edits';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import type { PolicySite } from '../policy/find';
import type { JsonValue, TextEdit } from '../syntax/edits';
import { parseJson } from '../syntax/json';
import { lineStartsOf, positionRange } from '../syntax/lines';
import type { Tree } from '../syntax/tree';
import type { Analysis, SiteFinding } from '../workspace/analysis';
import { CONFIGURATION_NAME } from '../workspace/configurations';
import { folderOf } from '../workspace/models';
import { fileName, joinUri, parentUri, relativePath } from '../workspace/uri';
import type { Session } from './session';

/** The configuration that governs a file, or the place where one would be made. */
interface Target {
  readonly uri: string;
  /** Undefined: there is none yet. */
  readonly tree: Tree | undefined;
}

/** For each finding of a check: accept it here, by a comment or in the configuration, and turn its check off. */
export async function suppressActions(
  session: Session,
  analysis: Analysis,
  found: readonly SiteFinding[],
): Promise<CodeAction[]> {
  const targets = found.flatMap(({ typed, finding }) =>
    typed !== undefined && isCode(finding.code) ? [{ site: typed.site, finding }] : [],
  );
  if (targets.length === 0) return [];
  const target = await targetOf(session, analysis);
  const here = targets.flatMap(({ site, finding }) => {
    const tree = analysis.tree();
    const isComment = tree !== undefined && takesComments(tree, site);
    const edit = isComment
      ? commentEdit(analysis, tree, site, finding)
      : entryEdit(session, analysis, target, site, finding);
    const place = isComment ? 'with a comment' : `in ${CONFIGURATION_NAME}`;
    return edit === undefined ? [] : [action(`Suppress ${finding.code} ${place}`, edit)];
  });
  const codes = [...new Set(targets.map(({ finding }) => finding.code))];
  const off = codes.flatMap((code) => {
    const edit = configurationEdit(session, target, (tree) => turnOff(tree, code), { severity: { [code]: 'off' } });
    return edit === undefined ? [] : [action(`Turn off ${code} in ${CONFIGURATION_NAME}`, edit)];
  });
  return [...here, ...off];
}

function action(title: string, edit: WorkspaceEdit): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, edit };
}

async function targetOf({ texts, folders }: Session, { document, facts }: Analysis): Promise<Target> {
  const top = folderOf(document.uri, folders()) ?? parentUri(document.uri);
  const uri = facts.configuration ?? joinUri(top, CONFIGURATION_NAME);
  const read = await texts.read(uri, DEFAULT_MAX_FILE_BYTES);
  return { uri, tree: read.ok ? parseJson(read.text, { comments: true }) : undefined };
}

function commentEdit({ document, sites }: Analysis, tree: Tree, site: PolicySite, finding: Finding): WorkspaceEdit {
  const all = sites().map((each) => each.site);
  const edit = suppressByComment(tree, document.lines, all, site, finding);
  return { changes: { [document.uri]: [lspEdit(document.lines, edit)] } };
}

function entryEdit(
  session: Session,
  { document }: Analysis,
  target: Target,
  site: PolicySite,
  finding: Finding,
): WorkspaceEdit | undefined {
  const path = relativePath(parentUri(target.uri), document.uri) ?? fileName(document.uri);
  const entry = suppressionEntry(path, site, finding);
  return configurationEdit(session, target, (known) => addSuppression(known, entry), { suppress: [entry] });
}

/** Edits of the configuration, or a new file where there is none and the client makes files. */
function configurationEdit(
  { abilities }: Session,
  { uri, tree }: Target,
  editsIn: (tree: Tree) => readonly TextEdit[] | undefined,
  fresh: JsonValue,
): WorkspaceEdit | undefined {
  if (tree !== undefined && tree.root.kind !== 'missing') {
    const lines = lineStartsOf(tree.text);
    const edits = editsIn(tree);
    return edits && { changes: { [uri]: edits.map((edit) => lspEdit(lines, edit)) } };
  }
  if (!abilities.createsFiles) return undefined;
  const start = { line: 0, character: 0 };
  const edits = [{ range: { start, end: start }, newText: newConfiguration(fresh) }];
  const create = { kind: 'create' as const, uri, options: { ignoreIfExists: true } };
  return { documentChanges: [create, { textDocument: { uri, version: null }, edits }] };
}

function lspEdit(lines: readonly number[], { range, newText }: TextEdit) {
  return { range: positionRange(lines, range), newText };
}
