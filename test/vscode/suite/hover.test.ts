import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually';
import { test } from '../host/runner';
import { behind, show } from '../kit/editing';

test('the hover of an action says its access level and links its page', async () => {
  const { document } = await show('policies/deployer.json');
  const text = await eventually('a hover of ours', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      behind(document, 's3:PutO'),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    return texts.find((each) => each.includes('s3:PutObject'));
  });
  assert.match(text, /Write/);
  assert.match(text, /https:\/\/docs\.aws\.amazon\.com\//);
});
