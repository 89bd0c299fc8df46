import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually';
import { test } from '../host/runner';
import { diagnosticWith, inWorkspace, noDiagnostics, showNew } from '../kit/editing';

const WRONG =
  '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::data/*" }]\n}\n';

const ours = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'writ');

test('a policy that is not open is in the Problems view, and opening it says nothing twice', async () => {
  const uri = inWorkspace('closed/policy.json');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(WRONG));
  const { document: other } = await showNew('opened.json', WRONG);
  await diagnosticWith(other.uri, 'action-unknown');
  assert.equal(ours(other.uri).length, 1);
  await diagnosticWith(uri, 'action-unknown');
  assert.equal(ours(uri).length, 1);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), '\n');
  await vscode.workspace.applyEdit(edit);
  await eventually('the finding one line below', () => ours(uri)[0]?.range.start.line === 3);
  assert.equal(ours(uri).length, 1);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.workspace.fs.delete(uri);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await noDiagnostics(uri);
});

test('a finding in plain JSON is accepted in writ.config.json by its quick fix', async () => {
  const { document } = await showNew('accepted.json', WRONG);
  const { range } = await diagnosticWith(document.uri, 'action-unknown');
  const fix = await eventually('the fix', async () =>
    (
      await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        'quickfix',
      )
    ).find(({ title }) => title === 'Suppress action-unknown in writ.config.json'),
  );
  assert.ok(fix.edit);
  await vscode.workspace.applyEdit(fix.edit);
  const configuration = await vscode.workspace.openTextDocument(inWorkspace('writ.config.json'));
  assert.match(configuration.getText(), /"file": "\.\/accepted\.json"/);
  await noDiagnostics(document.uri);
  await (await vscode.workspace.openTextDocument(configuration.uri)).save();
  await vscode.workspace.fs.delete(configuration.uri);
});
