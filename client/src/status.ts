import * as vscode from 'vscode';
import { CLIENT_COMMANDS, POLICY_DOCUMENT_CONTEXT } from '../../shared/commands';
import { POLICY_STATUS_REQUEST, type PolicyStatus, type PolicyStatusEntry } from '../../shared/messages';
import { typeTitle } from './policy-types';
import type { Server } from './server';

/** What the status items show; undefined where the active editor holds no policy. */
export interface ShownStatus {
  readonly type: string;
  readonly reason: string;
  readonly model: string;
}

export interface Status extends vscode.Disposable {
  readonly shown: () => ShownStatus | undefined;
}

/** Keeps the language status items and the context key in step with the active editor. */
export function createStatus(server: Server): Status {
  const type = vscode.languages.createLanguageStatusItem('writ.policyType', []);
  type.name = vscode.l10n.t('IAM Policy Type');
  type.command = { command: CLIENT_COMMANDS.setPolicyType, title: vscode.l10n.t('Set Policy Type…') };
  const model = vscode.languages.createLanguageStatusItem('writ.model', []);
  model.name = vscode.l10n.t('IAM Identity Model');
  model.command = { command: CLIENT_COMMANDS.simulateRequest, title: vscode.l10n.t('Simulate Request…') };

  let known: { readonly document: vscode.TextDocument; readonly status: PolicyStatus | undefined } | undefined;
  let isShown = false;
  const update = async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined && known?.document !== editor.document)
      known = { document: editor.document, status: await statusOf(server, editor.document) };
    const status = editor === undefined ? undefined : known?.status;
    // A newer update is on its way for the editor that is active now.
    if (editor !== vscode.window.activeTextEditor) return;
    const entry = editor === undefined ? undefined : entryAt(status, editor.selection.active);
    await vscode.commands.executeCommand('setContext', POLICY_DOCUMENT_CONTEXT, entry !== undefined);
    const selector =
      editor === undefined || entry === undefined
        ? []
        : { scheme: editor.document.uri.scheme, language: editor.document.languageId };
    type.selector = selector;
    model.selector = selector;
    isShown = entry !== undefined;
    if (entry === undefined || status === undefined) return;
    type.text = entry.types.map(typeTitle).join(', ');
    type.detail = entry.reason;
    model.text = status.model === null ? vscode.l10n.t('No identity model') : status.model.path;
    model.detail = vscode.l10n.t('AWS data of {0}', status.data.services);
  };
  const updateSoon = () => void update().catch(() => undefined);
  updateSoon();
  const subscriptions = vscode.Disposable.from(
    type,
    model,
    server.onDidChangeStatus(() => {
      known = undefined;
      updateSoon();
    }),
    vscode.window.onDidChangeActiveTextEditor(updateSoon),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor.document === known?.document) updateSoon();
    }),
  );
  return {
    shown: () => (isShown ? { type: type.text, reason: type.detail ?? '', model: model.text } : undefined),
    dispose: () => subscriptions.dispose(),
  };
}

async function statusOf(server: Server, document: vscode.TextDocument): Promise<PolicyStatus | undefined> {
  if (!server.isStarted || !server.knows(document)) return undefined;
  return server.request<PolicyStatus>(POLICY_STATUS_REQUEST, { uri: document.uri.toString() });
}

/** The policy that holds the caret, else the first one. */
function entryAt(status: PolicyStatus | undefined, caret: vscode.Position): PolicyStatusEntry | undefined {
  const holds = ({ range: { start, end } }: PolicyStatusEntry) =>
    !caret.isBefore(new vscode.Position(start.line, start.character)) &&
    !caret.isAfter(new vscode.Position(end.line, end.character));
  return status?.policies.find(holds) ?? status?.policies[0];
}
