import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually';
import { test } from '../host/runner';
import { behind, showNew } from '../kit/editing';

const TEXT = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetOb", "Resource": "*" }] }';

test('an action is completed, and accepting it leaves the text right', async () => {
  const editor = await showNew('typing.json', TEXT);
  const caret = behind(editor.document, 's3:GetOb');
  const item = await eventually('s3:GetObject in the list', async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      caret,
    );
    return list.items.find(({ label }) => (typeof label === 'string' ? label : label.label) === 's3:GetObject');
  });
  const range = item.range instanceof vscode.Range ? item.range : item.range?.replacing;
  assert.ok(range);
  const text = item.insertText instanceof vscode.SnippetString ? item.insertText.value : (item.insertText ?? '');
  await editor.edit((edit) => edit.replace(range, text));
  assert.equal(editor.document.getText(), TEXT.replace('s3:GetOb', 's3:GetObject'));
});
