import { afterEach, describe, expect, test } from 'vitest';
import { RICH, startClient, type TestClient } from '../kit/stdio-client';

const URI = 'file:///w/scps/a.json';
const WRONG =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }] }';

let client: TestClient;
afterEach(async () => {
  await client.stop();
});

describe('settings', () => {
  test('are asked for, and asked for again when they change', async () => {
    let settings: unknown = { checks: { severity: { 'action-unknown': 'off' } } };
    client = await startClient({ settings: () => settings, folder: 'file:///w' });
    expect(await client.open(URI, WRONG)).toEqual([]);
    settings = { checks: { severity: { actions: 'suggestion' } } };
    const next = client.nextDiagnostics(URI);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect((await next).map(({ code, severity }) => [code, severity])).toEqual([['action-unknown', 3]]);
  });

  test('come as initialization options from editors that have none of ours', async () => {
    const initializationOptions = { checks: { severity: { 'action-unknown': 'off' } } };
    client = await startClient({ settings: () => null, initializationOptions });
    expect(await client.open(URI, WRONG)).toEqual([]);
  });

  test('of a wrong kind fall back and are reported once', async () => {
    client = await startClient({ settings: () => ({ lens: { enabled: 'yes' } }) });
    await client.open(URI, WRONG);
    await client.open('file:///w/b.json', WRONG);
    const reports = client.log.filter((line) => line.includes('writ.lens.enabled'));
    expect(reports).toEqual(['writ.lens.enabled has a value that cannot be used; its default counts.']);
  });

  test('say what a file is, and the status gives the reason', async () => {
    client = await startClient({
      settings: () => ({ files: { policyTypes: { 'scps/**': 'rcp' } } }),
      folder: 'file:///w',
    });
    await client.open(URI, WRONG);
    const status = await client.request<{
      readonly policies: readonly { readonly types: unknown; readonly reason: string }[];
    }>('writ/policyStatus', { uri: URI });
    expect(status.policies).toEqual([
      {
        types: ['rcp'],
        reason: 'Resource control policy (RCP): the pattern "scps/**" in the settings says so.',
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: WRONG.length } },
      },
    ]);
  });

  test('a client that can do little gets diagnostics without extras', async () => {
    client = await startClient({ capabilities: {} });
    const [diagnostic] = await client.open(URI, WRONG);
    expect(Object.keys(diagnostic ?? {}).sort()).toEqual(['code', 'data', 'message', 'range', 'severity', 'source']);
  });

  test('a client that can do much gets the page of the check', async () => {
    client = await startClient({ capabilities: RICH });
    const [diagnostic] = await client.open(URI, WRONG);
    expect(diagnostic?.codeDescription?.href).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test('an editor that reports broken JSON itself does not hear of it twice', async () => {
    const broken = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*" }';
    client = await startClient({ initializationOptions: { builtInJson: true } });
    expect(await client.open(URI, broken)).toEqual([]);
    await client.stop();
    client = await startClient();
    expect((await client.open(URI, broken)).map(({ code }) => code)).toContain('json-syntax');
  });
});
