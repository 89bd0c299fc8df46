import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually';
import { test } from '../host/runner';
import { act, hasWindow, saveScreenshot } from '../host/window';
import { inWorkspace, show } from '../kit/editing';

interface Result {
  readonly decision: string;
  readonly certainty: string;
  readonly decidedBy: readonly { readonly layer: string; readonly sid: string | null }[];
}

const UPLOAD = {
  principal: 'prod:role/deployer',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::tidewater-releases/orders/1.4.0.zip',
  context: { 'aws:SecureTransport': 'true' },
};
const LEAVE = { principal: 'prod:role/deployer', action: 'organizations:LeaveOrganization', resource: '*' };

const simulate = (request: object) => vscode.commands.executeCommand<Result>('writ.simulateRequest', request);

function resultDocument(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'writ-result');
  return document;
}

function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  return Promise.resolve(
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10),
  ).then((lenses) => lenses.map(({ command }) => command?.title ?? ''));
}

test('a request with all it needs is simulated without a question, and its result is shown and returned', async () => {
  const { document } = await show('policies/deployer.json');
  const result = await simulate(UPLOAD);
  assert.equal(result.decision, 'allowed');
  const text = resultDocument().getText();
  assert.match(text, /prod:role\/deployer/);
  assert.match(text, /WriteReleases in policies\/deployer\.json/);
  await saveScreenshot('simulation-allowed.png');
  const title = await eventually('the answer in the lens', async () =>
    (await lensTitles(document.uri)).find((each) => /llowed · /.test(each)),
  );
  assert.match(title, /^(Assumed a|A)llowed · prod:role\/deployer s3:PutObject$/);
});

test('a denial by an SCP names the statement, and its link leads there', async () => {
  await show('scps/deny-leaving.json');
  const result = await simulate(LEAVE);
  assert.equal(result.decision, 'explicitDeny');
  assert.equal(result.decidedBy[0]?.layer, 'serviceControlPolicy');
  const shown = resultDocument();
  assert.match(shown.getText(), /^Denied by SCP DenyLeaving/);
  await saveScreenshot('simulation-denied.png');
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', shown.uri);
  const link = links.find(({ range }) => shown.getText(range).startsWith('DenyLeaving'));
  assert.ok(link?.target);
  const args: readonly unknown[] = JSON.parse(link.target.query);
  await vscode.commands.executeCommand(link.target.path, ...args);
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.path, inWorkspace('scps/deny-leaving.json').path);
  const selected: unknown = JSON.parse(editor.document.getText(editor.selection));
  assert.equal((selected as { readonly Sid: string }).Sid, 'DenyLeaving');
});

test('the links of a second result lie over its own statements', async () => {
  if (!hasWindow) return;
  await show('scps/deny-leaving.json');
  await simulate(UPLOAD);
  await act('waitFor', { selector: '.detected-link' });
  await simulate(LEAVE);
  await eventually('the statement of the denial as the first link', async () =>
    String(await act('read', { selector: '.detected-link' })).startsWith('DenyLeaving'),
  );
  await saveScreenshot('simulation-second.png');
});

test('the lens follows an edit that is not saved', async () => {
  const { document } = await show('scps/deny-leaving.json');
  await simulate(LEAVE);
  await eventually('the denial in the lens', async () =>
    (await lensTitles(document.uri)).find((each) => each.startsWith('Denied by SCP DenyLeaving · ')),
  );
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  if (hasWindow) await act('waitFor', { selector: '.codelens-decoration a' });
  await saveScreenshot('lens.png');
  const at = document.getText().indexOf('DenyLeaving');
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(at), 'Never');
  await vscode.workspace.applyEdit(edit);
  await eventually('the new Sid in the lens', async () =>
    (await lensTitles(document.uri)).find((each) => each.startsWith('Denied by SCP NeverDenyLeaving · ')),
  );
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
});

test('a name that does not exist is an error that says what does', async () => {
  await assert.rejects(Promise.resolve(simulate({ ...UPLOAD, principal: 'prod:role/deployr' })), /deployer/);
});

test('the last result comes back', async () => {
  await simulate(LEAVE);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await vscode.commands.executeCommand('writ.showLastResult');
  assert.match(resultDocument().getText(), /^Denied by SCP DenyLeaving/);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
});
