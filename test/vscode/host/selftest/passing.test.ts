import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { test } from '../runner';
import { act, hasWindow } from '../window';

test('the extension under test is loaded and its command answers', async () => {
  const [file] = await vscode.workspace.findFiles('policy.json');
  assert.ok(file);
  await vscode.window.showTextDocument(file);
  assert.equal(await vscode.commands.executeCommand('selftest.answer'), 42);
});

test('a test can act on the window as a person does', async () => {
  if (!hasWindow) return;
  await act('openFile', { path: 'policy.json' });
  await act('press', { key: 'Control+End' });
  await act('type', { text: '// typed' });
  await eventually('the typed text', () => vscode.window.activeTextEditor?.document.getText().endsWith('// typed'));
  await act('settings', { values: { 'workbench.colorTheme': 'Default Light Modern' } });
  await act('waitFor', { selector: '.monaco-workbench.vs' });
  await act('screenshot', { file: 'selftest.png' });
  await vscode.commands.executeCommand('workbench.action.files.revert');
});
