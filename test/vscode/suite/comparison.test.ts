import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually';
import { test } from '../host/runner';
import { act, hasWindow, saveScreenshot } from '../host/window';
import { inWorkspace, show } from '../kit/editing';

const PATH = 'policies/deployer.json';
const NEW = 'New access: s3 permissions management on 1 pattern';

function titles(uri: vscode.Uri): Promise<readonly string[]> {
  return Promise.resolve(
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10),
  ).then((lenses) => lenses.map(({ command }) => command?.title ?? ''));
}

async function allow(document: vscode.TextDocument, action: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().indexOf('"s3:PutObject"')), `"${action}", `);
  await vscode.workspace.applyEdit(edit);
}

function page(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.path, '/Policy changes');
  return document;
}

async function autoSave(value: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('files').update('autoSave', value, vscode.ConfigurationTarget.Global);
}

test('the lens says what an unsaved edit allows, and its click lists it with a request', async () => {
  // In a browser the editor saves by itself.
  await autoSave('off');
  const { document } = await show(PATH);
  await allow(document, 's3:PutObjectAcl');
  await eventually('the new access in the lens', async () =>
    (await titles(document.uri)).includes(`${NEW} · compared with saved file`),
  );
  if (hasWindow) await act('waitFor', { text: NEW });
  await saveScreenshot('comparison-lens.png');
  await vscode.commands.executeCommand('_writ.showComparison', { uri: document.uri.toString(), pointer: '' }, 'saved');
  const text = page().getText();
  assert.match(text, /^New access: .* · compared with the saved file/);
  assert.match(text, /Allowed by {4}WriteReleases \(Allow, line 4\)/);
  assert.match(text, /Simulate this request {2}· {2}Add as policy test/);
  await saveScreenshot('comparison-light.png');
  const workbench = vscode.workspace.getConfiguration('workbench');
  await workbench.update('colorTheme', 'Default Dark Modern', vscode.ConfigurationTarget.Global);
  await eventually('the dark theme', () => vscode.window.activeColorTheme.kind === vscode.ColorThemeKind.Dark);
  await saveScreenshot('comparison-dark.png');
  await workbench.update('colorTheme', undefined, vscode.ConfigurationTarget.Global);
});

test('a request of the page is simulated, and becomes a test that is shown and not saved', async () => {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', page().uri);
  const commands = links.flatMap(({ target }) => (target?.path.startsWith('_writ.') ? [target.path] : []));
  assert.deepEqual([...new Set(commands)].sort(), [
    '_writ.addPolicyTest',
    '_writ.openLocation',
    '_writ.simulateWitness',
  ]);
  const request = {
    principal: 'prod:role/deployer',
    action: 's3:PutObjectAcl',
    resource: 'arn:aws:s3:::tidewater-releases/x',
  };
  const place = { uri: inWorkspace(PATH).toString(), pointer: '' };
  await vscode.commands.executeCommand('_writ.simulateWitness', request, place);
  assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /s3:PutObjectAcl/);
  if (!hasWindow) return;
  const added = vscode.commands.executeCommand('_writ.addPolicyTest', request, place, 'allowed');
  await act('waitFor', { text: 'It should be denied' });
  await act('press', { key: 'Enter' });
  await added;
  const shown = vscode.window.activeTextEditor?.document;
  assert.match(shown?.uri.path ?? '', /\.iam-test\.json$/);
  assert.match(shown?.getText() ?? '', /"s3:PutObjectAcl for prod:role\/deployer is allowed"/);
  assert.equal(shown?.isDirty, true);
  await saveScreenshot('comparison-test.png');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('the last commit is the other side once there is one', async () => {
  const { document } = await show(PATH);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  const folder = inWorkspace('.').fsPath;
  const git = (...words: readonly string[]) => execFileSync('git', [...words], { cwd: folder, stdio: 'pipe' });
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=writ', '-c', 'user.email=writ@example.com', 'commit', '-q', '-m', 'first');
  await allow(document, 's3:PutObjectAcl');
  await document.save();
  await vscode.commands.executeCommand('writ.compareWithHead');
  assert.match(page().getText(), /^New access: .* · compared with HEAD/);
  await eventually('the new access against the last commit', async () =>
    (await titles(document.uri)).includes(`${NEW} · compared with HEAD`),
  );
  git('checkout', '-q', '--', PATH);
  await autoSave(undefined);
  // The pages of other tests are the only ones then.
  page();
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
});
