import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { PolicyTypeName } from '../../../shared/messages';
import { POLICY_TYPES, typeTitle } from '../policy-types';
import type { Command } from './command';

interface TypeItem extends vscode.QuickPickItem {
  readonly type: PolicyTypeName | undefined;
}

/** Says once and for all what kind of policy a file holds: an entry in `writ.files.policyTypes`. */
export const setPolicyType: Command = {
  id: CLIENT_COMMANDS.setPolicyType,
  async run(_context, given) {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return;
    const item = isTypeName(given)
      ? { type: given }
      : await vscode.window.showQuickPick(typeItems(), { title: title() });
    if (item !== undefined) await saveType(document, item.type);
  },
};

function title(): string {
  return vscode.l10n.t('Type of the policy in this file');
}

function typeItems(): TypeItem[] {
  const found = { label: vscode.l10n.t('Detect from model, path and content'), type: undefined };
  return [...POLICY_TYPES.map((type) => ({ label: typeTitle(type), description: type, type })), found];
}

/** A pattern for this file alone replaces the one before; without a type it goes. */
async function saveType(document: vscode.TextDocument, type: PolicyTypeName | undefined): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const pattern = folder === undefined ? fileName(document) : vscode.workspace.asRelativePath(document.uri, false);
  const section = vscode.workspace.getConfiguration('writ', document);
  const target = folder === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.WorkspaceFolder;
  const { [pattern]: _replaced, ...others } = current(section, target);
  await section.update('files.policyTypes', type === undefined ? others : { ...others, [pattern]: type }, target);
}

function current(section: vscode.WorkspaceConfiguration, target: vscode.ConfigurationTarget): Record<string, unknown> {
  const inspected = section.inspect<Record<string, unknown>>('files.policyTypes');
  const isGlobal = target === vscode.ConfigurationTarget.Global;
  return (isGlobal ? inspected?.globalValue : inspected?.workspaceFolderValue) ?? {};
}

function fileName({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function isTypeName(value: unknown): value is PolicyTypeName {
  return POLICY_TYPES.some((type) => type === value);
}
