import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { applyEdits, RICH, startClient, type TestClient } from '../kit/stdio-client';

const URI = 'file:///w/a.json';

let client: TestClient;
afterEach(async () => {
  await client.stop();
});

/** The list at the bar in the text. */
async function listAt(marked: string): Promise<CompletionList> {
  const character = marked.indexOf('|');
  await client.open(URI, marked.replace('|', ''));
  const params = { textDocument: { uri: URI }, position: { line: 0, character } };
  return client.request<CompletionList>('textDocument/completion', params);
}

const itemNamed = ({ items }: CompletionList, label: string) => items.find((item) => item.label === label)!;

describe('completion', () => {
  test('a rich client gets small items and their documentation on demand', async () => {
    client = await startClient({ capabilities: RICH });
    const list = await listAt('{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetOb|" }] }');
    const item = itemNamed(list, 's3:GetObject');
    expect(item).not.toHaveProperty('documentation');
    expect(item).not.toHaveProperty('textEdit');
    const resolved = await client.request<CompletionItem>('completionItem/resolve', {
      ...item,
      data: list.itemDefaults?.data,
    });
    expect(resolved.detail).toBe('Read');
    expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringContaining('s3:GetObject') });
  });

  test('a poor client gets edits that leave the text right', async () => {
    client = await startClient({ capabilities: {} });
    const marked = '{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetOb|" }] }';
    const item = itemNamed(await listAt(marked), 's3:GetObject');
    const edits = [item.textEdit as Parameters<typeof applyEdits>[1][number], ...(item.additionalTextEdits ?? [])];
    const text = applyEdits(marked.replace('|', ''), edits);
    expect(JSON.parse(text).Statement[0].Action).toBe('s3:GetObject');
    const resolved = await client.request<CompletionItem>('completionItem/resolve', item);
    expect(resolved.documentation).toMatchObject({ kind: 'plaintext' });
  });

  test('elements are offered in a policy that has only been begun', async () => {
    client = await startClient();
    const { items } = await listAt('{ "Version": "2012-10-17", "Statement": [{ "|" }] }');
    expect(items.map(({ label }) => label)).toContain('Effect');
  });

  test('inside an escape of the string around the policy there is nothing', async () => {
    client = await startClient();
    const text = JSON.stringify({ policy: '{ "Statement": [{ "Effect": "Allow", "Action": "s3:*" }] }' });
    expect(await listAt(text.replace('\\"Effect', '\\|"Effect'))).toBeNull();
  });

  test('where nothing that fits can be written there is no list', async () => {
    client = await startClient();
    expect(await listAt('{ "Statement": [{ "Effect": "Allow", "Action": "s3:*" }, "New|"] }')).toBeNull();
  });

  test('a policy in a string is completed in the language of the string', async () => {
    client = await startClient();
    const text = JSON.stringify({ policy: '{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetOb" }] }' });
    const at = text.indexOf('s3:GetOb') + 's3:GetOb'.length;
    const item = itemNamed(await listAt(`${text.slice(0, at)}|${text.slice(at)}`), 's3:GetObject');
    expect(item.insertTextFormat ?? 1).toBe(1);
  });

  test('an item that is not ours comes back as it is', async () => {
    client = await startClient();
    const item = { label: 'x', data: { kind: 'nothing' } };
    expect(await client.request('completionItem/resolve', item)).toEqual(item);
  });

  test('hover and outline answer in the words of the policy', async () => {
    client = await startClient();
    const text = '{ "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }';
    await client.open(URI, text);
    const textDocument = { uri: URI };
    const position = { line: 0, character: text.indexOf('GetObject') + 1 };
    const hover = await client.request<{ readonly contents: { readonly value: string } }>('textDocument/hover', {
      textDocument,
      position,
    });
    expect(hover.contents.value).toMatch(/s3:GetObject/);
    const symbols = await client.request<readonly { readonly children: readonly { readonly name: string }[] }[]>(
      'textDocument/documentSymbol',
      { textDocument },
    );
    expect(symbols.map(({ children }) => children.map(({ name }) => name))).toEqual([['Read']]);
  });

  test('a client without trees gets a flat outline', async () => {
    client = await startClient({ capabilities: {} });
    await client.open(
      URI,
      '{ "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }',
    );
    const symbols = await client.request<readonly { readonly name: string }[]>('textDocument/documentSymbol', {
      textDocument: { uri: URI },
    });
    expect(symbols.map(({ name }) => name)).toContain('Read');
  });
});

describe('the lifecycle', () => {
  test('what does not exist is refused', async () => {
    client = await startClient();
    await expect(client.request('textDocument/rename', {})).rejects.toMatchObject({ code: -32601 });
  });

  test('only what is served is announced', async () => {
    client = await startClient();
    expect(Object.keys(client.initialized.capabilities).sort()).toEqual([
      'codeActionProvider',
      'codeLensProvider',
      'completionProvider',
      'documentSymbolProvider',
      'executeCommandProvider',
      'hoverProvider',
      'positionEncoding',
      'textDocumentSync',
      'workspace',
    ]);
    expect(client.initialized.capabilities.executeCommandProvider?.commands).toEqual(['writ.simulate']);
  });
});
