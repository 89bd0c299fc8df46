import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually';
import { test } from '../host/runner';
import { diagnosticWith, noDiagnostics, showNew } from '../kit/editing';

const WRONG =
  '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::data/*" }]\n}\n';

async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    'quickfix',
  );
}

test('a misspelt action is underlined, and its quick fix puts it right', async () => {
  const { document } = await showNew('misspelt.json', WRONG);
  const diagnostic = await diagnosticWith(document.uri, 'action-unknown');
  assert.equal(document.getText(diagnostic.range), 'GetObjekt');
  assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
  const fix = await eventually('a preferred fix', async () =>
    (await actionsAt(document.uri, diagnostic.range)).find(({ isPreferred }) => isPreferred),
  );
  assert.ok(fix.edit);
  await vscode.workspace.applyEdit(fix.edit);
  assert.equal(document.getText(), WRONG.replace('GetObjekt', 'GetObject'));
  await noDiagnostics(document.uri);
});

test('a check is explained by its page', async () => {
  const { document } = await showNew('explained.json', WRONG);
  const { range } = await diagnosticWith(document.uri, 'action-unknown');
  const explain = await eventually('the action Explain', async () =>
    (await actionsAt(document.uri, range)).find(({ title }) => title === 'Explain action-unknown'),
  );
  assert.ok(explain.command);
  await vscode.commands.executeCommand(explain.command.command, ...(explain.command.arguments ?? []));
  await eventually('the preview of the page', () =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('action-unknown'))),
  );
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
});

test('JSON that holds no policy has nothing of ours', async () => {
  const { document } = await showNew('other.json', '{ "name": "x" }');
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  assert.deepEqual(lenses, []);
  assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
});

test('a policy typed into such a file is checked from then on', async () => {
  const { document } = await showNew('late.json', '{ "name": "x" }');
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), WRONG);
  await vscode.workspace.applyEdit(edit);
  await diagnosticWith(document.uri, 'action-unknown');
});
