import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import { POLICY_TEST_REQUEST, type PolicyTestAnswer, type PolicyTestParams } from '../../../shared/comparison';
import { vscodeRange } from '../locations';
import type { Command } from './command';
import { isPlace } from './simulate-request';
import { askPrincipal, isWitness } from './simulate-witness';

/** Adds a request that a comparison found to a test file, as an edit that is shown and not saved. */
export const addPolicyTest: Command = {
  id: CLIENT_COMMANDS.addPolicyTest,
  async run(context, witness, place, now) {
    if (!isWitness(witness) || !isPlace(place)) return;
    const principal = witness.principal ?? (await askPrincipal(context, place));
    const expect = principal === undefined ? undefined : await askExpectation(now === 'denied' ? 'denied' : 'allowed');
    const file = expect === undefined ? undefined : await askFile(vscode.Uri.parse(place.uri));
    if (principal === undefined || expect === undefined || file === undefined) return;
    const isThere = await exists(file);
    const text = isThere ? (await vscode.workspace.openTextDocument(file)).getText() : '';
    const params: PolicyTestParams = { text, request: { ...witness, principal }, expect };
    const added = await context.server.request<PolicyTestAnswer>(POLICY_TEST_REQUEST, params);
    await show(file, isThere, added);
  },
};

type Expectation = PolicyTestParams['expect'];

/** `now`: what the request gets with the text of now. */
async function askExpectation(now: Expectation): Promise<Expectation | undefined> {
  const items = (['allowed', 'denied'] as const).map((expect) => ({
    label: expect === 'allowed' ? vscode.l10n.t('It should be allowed') : vscode.l10n.t('It should be denied'),
    description:
      expect === now
        ? vscode.l10n.t('as it is now')
        : vscode.l10n.t('as it was before: the test fails until the policy is changed'),
    expect,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('What should the test expect?'),
  });
  return chosen?.expect;
}

const MAX_FILES = 200;

/** The only test file there is; one of several; a new one beside the identity model, else beside the policy. */
async function askFile(policy: vscode.Uri): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/*.iam-test.json', '**/node_modules/**', MAX_FILES);
  const [only, ...others] = found;
  if (only === undefined) return newFile(policy);
  if (others.length === 0) return only;
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  items.sort((left, right) => left.label.localeCompare(right.label));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('To which file?') });
  return chosen?.uri;
}

async function newFile(policy: vscode.Uri): Promise<vscode.Uri> {
  const [model] = await vscode.workspace.findFiles('**/iam-model.json', '**/node_modules/**', 1);
  return vscode.Uri.joinPath(model ?? policy, '..', 'policies.iam-test.json');
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

async function show(file: vscode.Uri, isThere: boolean, { text, range }: PolicyTestAnswer): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  if (!isThere) edit.createFile(file);
  const whole = new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0);
  edit.replace(file, isThere ? (await vscode.workspace.openTextDocument(file)).validateRange(whole) : whole, text);
  await vscode.workspace.applyEdit(edit);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document, { selection: vscodeRange(range), viewColumn: vscode.ViewColumn.One });
}
