import { afterEach, describe, expect, test } from 'vitest';
import { startClient, type TestClient } from '../kit/stdio-client';

const URI = 'file:///w/a.json';
const WRONG =
  '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::b/*" }]\n}\n';
const RIGHT = WRONG.replace('Objekt', 'Object');

let client: TestClient;
afterEach(async () => {
  await client.stop();
});

function codes(diagnostics: readonly { readonly code?: unknown }[]): unknown[] {
  return diagnostics.map(({ code }) => code);
}

describe('documents over stdio', () => {
  test('a policy is checked when it is opened, changed and closed', async () => {
    client = await startClient();
    expect(codes(await client.open(URI, WRONG))).toEqual(['action-unknown']);
    const range = { start: { line: 2, character: 48 }, end: { line: 2, character: 49 } };
    await client.change(URI, 2, [{ range, text: 'c' }]);
    await client.diagnostics(URI, 2);
    await client.change(URI, 3, [{ text: RIGHT }]);
    expect(codes(await client.diagnostics(URI, 3))).toEqual([]);
    await client.change(URI, 4, [{ text: WRONG }]);
    expect(codes(await client.diagnostics(URI, 4))).toEqual(['action-unknown']);
    const cleared = client.nextDiagnostics(URI);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
    expect(await cleared).toEqual([]);
  });

  test('a configuration that is opened with other text than its file has counts at once', async () => {
    client = await startClient({ folder: 'file:///w' });
    expect(codes(await client.open(URI, WRONG))).toEqual(['action-unknown']);
    const next = client.nextDiagnostics(URI);
    await client.open('file:///w/writ.config.json', '{ "severity": { "action-unknown": "off" } }', 'jsonc');
    expect(await next).toEqual([]);
  });

  test('a long document keeps nobody waiting: requests are answered before its diagnostics', async () => {
    client = await startClient();
    await client.open(URI, RIGHT);
    const policies = Array.from({ length: 400 }, (_, index) => JSON.parse(WRONG.replace('::b/', `::b${index}/`)));
    const order: string[] = [];
    const long = 'file:///w/long.json';
    const opened = client.open(long, JSON.stringify({ policies }, null, 2)).then((found) => {
      order.push('diagnostics');
      return found;
    });
    const position = { line: 2, character: (RIGHT.split('\n')[2] ?? '').indexOf('GetObject') };
    const hover = await client.request('textDocument/hover', { textDocument: { uri: URI }, position });
    order.push('hover');
    expect(hover).not.toBeNull();
    expect(codes(await opened)).toEqual(policies.map(() => 'action-unknown'));
    expect(order).toEqual(['hover', 'diagnostics']);
  });

  test('a policy typed key by key ends with the findings of the whole text', async () => {
    client = await startClient();
    await client.open(URI, '');
    let version = 1;
    let line = 0;
    let character = 0;
    for (const key of WRONG) {
      version += 1;
      const at = { line, character };
      await client.change(URI, version, [{ range: { start: at, end: at }, text: key }]);
      [line, character] = key === '\n' ? [line + 1, 0] : [line, character + 1];
    }
    const typed = await client.diagnostics(URI, version);
    const opened = await client.open('file:///w/b.json', WRONG);
    expect(typed).toEqual(opened);
  });

  test.each([
    ['no text', ''],
    ['other JSON', '{ "name": "x", "Statement": "of work" }'],
    ['not JSON', 'Statement: \u0000\u0001 {{{{[[[['],
    ['broken JSON', '{ "Statement": [{ "Effect": "Allow", "Action": ["s3:'],
    ['deep nesting', `${'['.repeat(20_000)}"Statement"`],
    ['lone surrogates', '{ "Statement": [{ "Effect": "\ud800", "Action": "\udc00" }] }'],
  ])('%s: the server goes on', async (_name, text) => {
    client = await startClient();
    await client.open(URI, text);
    const position = { line: 0, character: Math.min(text.length, 20) };
    const params = { textDocument: { uri: URI }, position };
    await client.request('textDocument/completion', params);
    await client.request('textDocument/hover', params);
    await client.request('textDocument/documentSymbol', params);
    await client.request('textDocument/codeLens', params);
    expect(codes(await client.open('file:///w/b.json', WRONG))).toEqual(['action-unknown']);
  });

  test('requests about unknown documents and out of range are answered', async () => {
    client = await startClient();
    const nowhere = { textDocument: { uri: 'file:///w/nowhere.json' }, position: { line: 9, character: 9 } };
    expect(await client.request('textDocument/hover', nowhere)).toBeNull();
    expect(await client.request('textDocument/codeLens', nowhere)).toEqual([]);
    await client.open(URI, WRONG);
    const outside = { textDocument: { uri: URI }, position: { line: 900, character: 900 } };
    expect(await client.request('textDocument/hover', outside)).toBeNull();
  });

  test('wrong parameters cost a log line, not the server', async () => {
    client = await startClient();
    await client.connection.sendNotification('textDocument/didOpen', { textDocument: null });
    await client.connection.sendNotification('textDocument/didChange', {});
    expect(await client.request('textDocument/codeLens', {})).toEqual([]);
    expect(codes(await client.open(URI, WRONG))).toEqual(['action-unknown']);
    expect(client.log.some((line) => line.startsWith('textDocument/codeLens: '))).toBe(true);
  });

  test('a file of 50 MB is left alone and says so where it seems to hold policies, and the next one is checked', async () => {
    client = await startClient();
    const huge = `{ "Statement": [${'{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" },\n'.repeat(780_000)}`;
    expect(huge.length).toBeGreaterThan(50_000_000);
    expect(codes(await client.open(URI, huge))).toEqual(['file-too-long']);
    expect(await client.open('file:///w/other.json', huge.replaceAll('Statement', 'Sentence'))).toEqual([]);
    expect(codes(await client.open('file:///w/b.json', WRONG))).toEqual(['action-unknown']);
  });

  test('a cancelled request is answered as cancelled', async () => {
    client = await startClient();
    await client.open(URI, WRONG);
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: URI }, position: { line: 2, character: 45 } };
    const answer = client.connection.sendRequest('textDocument/completion', params, source.token);
    source.cancel();
    // Either the answer was faster, or it says that it was cancelled; the next request is not touched.
    await answer.catch((error: { readonly code?: number }) => expect(error.code).toBe(-32800));
    expect(await client.request('textDocument/hover', params)).not.toBeNull();
  });

  test('a policy in a string has its ranges and edits in the file', async () => {
    client = await startClient();
    const text = JSON.stringify({ policy: RIGHT.replace('GetObject', 'GetObjekt') });
    const [diagnostic] = await client.open(URI, text);
    const { start, end } = diagnostic!.range;
    expect(text.slice(start.character, end.character)).toBe('GetObjekt');
  });
});
