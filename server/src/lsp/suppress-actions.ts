import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import type { Finding } from '../checks/finding';
import { isCode } from '../checks/suppress';
import {
  addSuppression,
  suppressByComment,
  suppressionEntry,
  takesComments,
  turnOff,
} from '../features/suppression-edits';
import type { PolicySite } from '../policy/find';
import type { Tree } from '../syntax/tree';
import type { Analysis, SiteFinding } from '../workspace/analysis';
import { CONFIGURATION_NAME } from '../workspace/configurations';
import { fileName, parentUri, relativePath } from '../workspace/uri';
import {
  type ConfigurationTarget,
  configurationEdit,
  configurationTarget,
  lspEdit,
  quickFix,
} from './configuration-target';
import type { Session } from './session';

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
  const target = await configurationTarget(session, analysis);
  const here = targets.flatMap(({ site, finding }) => {
    const tree = analysis.tree();
    const isComment = tree !== undefined && takesComments(tree, site);
    const edit = isComment
      ? commentEdit(analysis, tree, site, finding)
      : entryEdit(session, analysis, target, site, finding);
    const place = isComment ? 'with a comment' : `in ${CONFIGURATION_NAME}`;
    return edit === undefined ? [] : [quickFix(`Suppress ${finding.code} ${place}`, edit)];
  });
  const codes = [...new Set(targets.map(({ finding }) => finding.code))];
  const off = codes.flatMap((code) => {
    const edit = configurationEdit(session, target, (tree) => turnOff(tree, code), { severity: { [code]: 'off' } });
    return edit === undefined ? [] : [quickFix(`Turn off ${code} in ${CONFIGURATION_NAME}`, edit)];
  });
  return [...here, ...off];
}

function commentEdit({ document, sites }: Analysis, tree: Tree, site: PolicySite, finding: Finding): WorkspaceEdit {
  const all = sites().map((each) => each.site);
  const edit = suppressByComment(tree, document.lines, all, site, finding);
  return { changes: { [document.uri]: [lspEdit(document.lines, edit)] } };
}

function entryEdit(
  session: Session,
  { document }: Analysis,
  target: ConfigurationTarget,
  site: PolicySite,
  finding: Finding,
): WorkspaceEdit | undefined {
  const path = relativePath(parentUri(target.uri), document.uri) ?? fileName(document.uri);
  const entry = suppressionEntry(path, site, finding);
  return configurationEdit(session, target, (known) => addSuppression(known, entry), { suppress: [entry] });
}
