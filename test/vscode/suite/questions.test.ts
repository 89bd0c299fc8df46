import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from '../host/runner';
import { act, hasWindow, saveScreenshot } from '../host/window';
import { show } from '../kit/editing';

interface Result {
  readonly decision: string;
}

/** The entry of the quick input that Enter would take. */
const chosen = (label: string) => `.quick-input-list .monaco-list-row.focused[aria-label*=${JSON.stringify(label)}]`;

async function answer(text: string, label: string): Promise<void> {
  await act('waitFor', { selector: '.quick-input-widget input' });
  if (text !== '') await act('type', { text });
  await act('waitFor', { selector: chosen(label) });
  await saveScreenshot(`question-${label.replaceAll(/[^A-Za-z]+/g, '-')}.png`);
  await act('press', { key: 'Enter' });
}

test('who, what and on what is asked for step by step, and no key lands in the document', async () => {
  // Only the embedded editor has hands; the same command with a request at hand is tested everywhere.
  if (!hasWindow) return;
  await show('policies/deployer.json');
  // Something to remember, so that the list of last requests comes first.
  await vscode.commands.executeCommand('writ.simulateRequest', {
    principal: 'dev:user/alice',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::tidewater-reports/x',
  });
  const { document } = await show('policies/deployer.json');
  const asked = vscode.commands.executeCommand<Result>('writ.simulateRequest');
  await answer('', 'New request');
  await answer('prod:role/dep', 'prod:role/deployer');
  await answer('s3:PutObj', 's3:PutObject');
  await answer('tidewater-releases/', 'tidewater-releases/${ObjectKey}');
  await act('waitFor', { text: 'Replace each ${…} by its value' });
  await act('press', { key: 'Control+A' });
  await act('type', { text: 'arn:aws:s3:::tidewater-releases/orders/2.0.0.zip' });
  await act('press', { key: 'Enter' });
  await answer('', 'Simulate');
  assert.equal((await asked).decision, 'allowed');
  assert.equal(document.isDirty, false);
});
