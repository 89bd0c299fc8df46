import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually';
import { test } from '../host/runner';
import { show, showNew } from '../kit/editing';

/** What the extension shows in the language status, for tests and other extensions. */
interface Api {
  readonly shownStatus: () => { readonly type: string; readonly reason: string; readonly model: string } | undefined;
}

async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('writ.writ');
  assert.ok(extension);
  return extension.activate();
}

const lensTitle = async (uri: vscode.Uri) => {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  return lenses[0]?.command?.title;
};

test('the status names the type of a policy, the reason and the model', async () => {
  const { shownStatus } = await api();
  await show('scps/deny-leaving.json');
  const status = await eventually('the status of an SCP', () => {
    const shown = shownStatus();
    return shown?.type === 'Service control policy (SCP)' ? shown : undefined;
  });
  assert.match(status.reason, /DenyLeaving/);
  assert.equal(status.model, 'iam-model.json');
});

test('away from policies there is no status', async () => {
  const { shownStatus } = await api();
  await showNew('nothing.json', '{}');
  await eventually('no status', () => shownStatus() === undefined);
});

test('a type that the user sets is in the settings, the status and the lens', async () => {
  const { shownStatus } = await api();
  const { document } = await showNew(
    'unsure.json',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*" }] }',
  );
  await eventually('the type by content', () => shownStatus()?.type === 'Identity policy');
  await vscode.commands.executeCommand('writ.setPolicyType', 'scp');
  await eventually('the type that was set', () => shownStatus()?.type === 'Service control policy (SCP)');
  await eventually('the lens with it', async () => (await lensTitle(document.uri)) === 'SCP · Simulate…');
  const patterns = vscode.workspace.getConfiguration('writ', document).get('files.policyTypes');
  assert.deepEqual(patterns, { 'unsure.json': 'scp' });
});
