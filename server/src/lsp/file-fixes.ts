import type { CodeAction } from 'vscode-languageserver';
import type { CheckOptions } from '../../../shared/settings';
import type { Finding } from '../checks/finding';
import { rules } from '../checks/index';
import { fillText } from '../checks/message';
import type { FileFix } from '../checks/rule';
import { addToOption } from '../features/option-edits';
import { partName, splitPolicy } from '../features/policy-split';
import { MANAGED_POLICY_SIZE } from '../policy/quotas';
import type { Analysis, SiteFinding, TypedSite } from '../workspace/analysis';
import { fileName, joinUri, parentUri } from '../workspace/uri';
import { configurationEdit, configurationTarget, lspEdit, newFile, quickFix } from './configuration-target';
import type { Session } from './session';

const fileFixes: ReadonlyMap<string, FileFix> = new Map(
  rules.flatMap(({ code, fileFix }) => (fileFix === undefined ? [] : [[code, fileFix]])),
);

/** What rules offer in files other than the finding's: an option of `writ.config.json`, new policies. */
export async function fileFixActions(
  session: Session,
  analysis: Analysis,
  found: readonly SiteFinding[],
): Promise<CodeAction[]> {
  const actions: CodeAction[] = [];
  for (const { typed, finding } of found) {
    const fix = fileFixes.get(finding.code);
    if (typed === undefined || fix === undefined) continue;
    const action =
      fix.kind === 'option'
        ? await optionAction(session, analysis, finding, fix)
        : await splitAction(session, analysis, typed, fix);
    if (action !== undefined && actions.every(({ title }) => title !== action.title)) actions.push(action);
  }
  return actions;
}

async function optionAction(
  session: Session,
  analysis: Analysis,
  { data = {} }: Finding,
  { option, value, title }: FileFix & { readonly kind: 'option' },
): Promise<CodeAction | undefined> {
  const added = data[value];
  if (added === undefined) return undefined;
  const counting: CheckOptions[typeof option] = analysis.facts.options[option];
  const target = await configurationTarget(session, analysis);
  const edit = configurationEdit(session, target, (tree) => addToOption(tree, option, String(added), counting), {
    options: { [option]: [...counting, String(added)] },
  });
  return edit && quickFix(fillText(title, data), edit);
}

/** As many managed policies as one user, group or role may have without a raised quota (IAM User Guide, reference_iam-quotas). */
const MAX_PARTS = 10;

/** Of a file that is one policy of one use: a boundary cannot be split, for an entity has one only. */
async function splitAction(
  { abilities, texts }: Session,
  { document }: Analysis,
  { site, decisions }: TypedSite,
  { title }: FileFix,
): Promise<CodeAction | undefined> {
  const isWhole = site.embedding === undefined && site.pointer === '';
  if (!abilities.createsFiles || !isWhole || decisions.some(({ type }) => type !== 'identity')) return undefined;
  const split = splitPolicy(site.document, MANAGED_POLICY_SIZE);
  if (split === undefined || split.others.length >= MAX_PARTS) return undefined;
  const folder = parentUri(document.uri);
  const files = split.others.map((text, index) => ({
    uri: joinUri(folder, partName(fileName(document.uri), index + 2)),
    text,
  }));
  for (const { uri } of files) {
    const there = await texts.read(uri, 0);
    if (there.ok || there.reason !== 'missing') return undefined;
  }
  const edits = split.edits.map((edit) => lspEdit(document.lines, edit));
  const itself = { textDocument: { uri: document.uri, version: document.version }, edits };
  const documentChanges = [itself, ...files.flatMap(({ uri, text }) => newFile(uri, text))];
  return quickFix(fillText(title, { count: split.others.length + 1 }), { documentChanges });
}
