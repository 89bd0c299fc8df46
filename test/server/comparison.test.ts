import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type { PolicyTestAnswer } from '../../shared/comparison';
import type { ResultLine } from '../../shared/result-view';
import { type ClientOptions, startClient, type TestClient } from '../kit/stdio-client';
import { type Place, place } from './cli';

const policy = (...actions: readonly string[]) =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [{ Sid: 'One', Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::b/*' }],
    },
    undefined,
    2,
  );
const READ = policy('s3:GetObject');
const WRITE = policy('s3:GetObject', 's3:PutObject');

let client: TestClient | undefined;
let here: Place | undefined;
afterEach(async () => {
  await client?.stop();
  here?.remove();
  client = undefined;
  here = undefined;
});

async function start(text: string, options: ClientOptions = {}, other?: string) {
  here = place({ 'app.json': text });
  const uri = other ?? pathToFileURL(join(here.folder, 'app.json')).href;
  client = await startClient({ folder: pathToFileURL(here.folder).href, ...options });
  const started = client;
  const lenses = async () => {
    const found = await started.request<readonly { readonly command: { readonly title: string } }[]>(
      'textDocument/codeLens',
      {
        textDocument: { uri },
      },
    );
    return found.map(({ command }) => command.title).filter((title) => title.includes('compared with'));
  };
  return {
    uri,
    folder: here.folder,
    lenses,
    /** The lenses once nothing is being checked any more. */
    settled: async (isThere: (titles: readonly string[]) => boolean) => {
      for (;;) {
        const changed = started.nextNotification('writ/policyStatusChanged');
        const titles = await lenses();
        if (isThere(titles) && !titles.some((title) => title.startsWith('checking'))) return titles;
        await changed;
      }
    },
  };
}

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=writ', '-c', 'user.email=writ@example.com', ...words], {
    cwd: folder,
    stdio: 'pipe',
  });
}

function commit(folder: string): void {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'first');
}

const some = (titles: readonly string[]) => titles.length > 0;
const none = (titles: readonly string[]) => titles.length === 0;

describe('the lens', () => {
  test('says what an unsaved edit changes, and nothing where nothing changes', async () => {
    const { uri, lenses, settled } = await start(READ);
    await client!.open(uri, READ);
    expect(await lenses()).toEqual([]);
    await client!.change(uri, 2, [{ text: WRITE }]);
    expect(await settled(some)).toEqual(['New access: s3 write on 1 pattern · compared with saved file']);
    await client!.change(uri, 3, [{ text: READ }]);
    expect(await settled(none)).toEqual([]);
  });

  test('compares with the text at opening and saving where only the client can read the file', async () => {
    const uri = 'vscode-vfs://github/owner/repository/app.json';
    const { settled } = await start(READ, {}, uri);
    await client!.open(uri, READ);
    await client!.change(uri, 2, [{ text: WRITE }]);
    expect(await settled(some)).toEqual(['New access: s3 write on 1 pattern · compared with saved file']);
    await client!.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    expect(await settled(none)).toEqual([]);
    await client!.change(uri, 3, [{ text: READ }]);
    expect(await settled(some)).toEqual(['Less access · compared with saved file']);
  });

  test('has nothing to compare an untitled document with', async () => {
    const uri = 'untitled:Untitled-1';
    const { lenses } = await start(READ, {}, uri);
    await client!.open(uri, READ);
    await client!.change(uri, 2, [{ text: WRITE }]);
    expect(await lenses()).toEqual([]);
  });

  test('checks while it works: an old answer is never shown for a new text', async () => {
    const { uri, lenses, settled } = await start(READ);
    await client!.open(uri, READ);
    await client!.change(uri, 2, [{ text: WRITE }]);
    await settled(some);
    await client!.change(uri, 3, [{ text: policy('s3:GetObject', 's3:DeleteBucket*') }]);
    expect(await lenses()).toEqual(['checking… · compared with saved file']);
  });

  test('the newest of many edits wins', async () => {
    const { uri, settled } = await start(READ);
    await client!.open(uri, READ);
    for (let version = 2; version < 30; version += 1)
      await client!.change(uri, version, [{ text: version % 2 === 0 ? WRITE : policy('s3:PutObject') }]);
    await client!.change(uri, 30, [{ text: policy('s3:GetObject', 's3:GetObject') }]);
    expect(await settled(some)).toEqual(['No new access (proved) · compared with saved file']);
  });

  test('keeps the last answer while the text does not parse, and says so', async () => {
    const { uri, lenses, settled } = await start(READ);
    await client!.open(uri, READ);
    await client!.change(uri, 2, [{ text: WRITE }]);
    await settled(some);
    await client!.change(uri, 3, [{ text: WRITE.replace('"Effect":', '"Effect"') }]);
    await client!.diagnostics(uri, 3);
    expect(await lenses()).toEqual([
      'New access: s3 write on 1 pattern (before the syntax error) · compared with saved file',
    ]);
  });

  test('compares with HEAD through git, and once only where the saved file is the same', async () => {
    const { uri, folder, settled } = await start(READ);
    commit(folder);
    writeFileSync(join(folder, 'app.json'), WRITE);
    await client!.open(uri, WRITE);
    expect(await settled(some)).toEqual(['New access: s3 write on 1 pattern · compared with HEAD']);
    await client!.change(uri, 2, [{ text: policy('s3:PutObject') }]);
    expect(await settled((titles) => titles.length === 2)).toEqual([
      'Less access · compared with saved file',
      'New and less access · compared with HEAD',
    ]);
    writeFileSync(join(folder, 'app.json'), READ);
    await client!.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    expect(await settled((titles) => titles.length === 1)).toEqual(['New and less access · compared with saved file']);
  });

  test('a renamed file says with what it is compared', async () => {
    const { folder } = await start(READ);
    commit(folder);
    git(folder, 'mv', 'app.json', 'service.json');
    const uri = pathToFileURL(join(folder, 'service.json')).href;
    await client!.open(uri, WRITE);
    const page = await client!.request<readonly ResultLine[]>('writ/comparison', { uri, base: 'head' });
    expect(page[0]?.map(({ text }) => text).join('')).toBe(
      'New access: s3 write on 1 pattern · compared with HEAD (there app.json)',
    );
  });

  test('asks a client that can tell', async () => {
    const { uri, settled } = await start(WRITE, { initializationOptions: { headTexts: true } });
    client!.connection.onRequest('writ/headText', () => ({ ok: true, text: READ, renamedFrom: null }));
    await client!.open(uri, WRITE);
    expect(await settled(some)).toEqual(['New access: s3 write on 1 pattern · compared with HEAD']);
  });
});

describe('the page', () => {
  const pageText = async (params: object) => {
    const lines = await client!.request<readonly ResultLine[]>('writ/comparison', params);
    return lines.map((parts) => parts.map(({ text }) => text).join(''));
  };

  test('lists what is new', async () => {
    const { uri } = await start(READ);
    await client!.open(uri, WRITE);
    const text = await pageText({ uri, pointer: '', base: 'saved' });
    expect(text[0]).toBe('New access: s3 write on 1 pattern · compared with the saved file');
    expect(text).toContain('    Allowed by    One (Allow, line 4)');
  });

  test('says why there is nothing to compare with', async () => {
    const { uri, folder } = await start(READ);
    await client!.open(uri, READ);
    expect(await pageText({ uri, base: 'head' })).toEqual([
      'There is nothing in HEAD to compare with',
      `There is no git repository at ${folder}.`,
    ]);
    expect(await pageText({ uri, base: 'saved' })).toEqual([
      'Nothing that the policies say differs from the saved file.',
    ]);
  });
});

test('a witness becomes a policy test', async () => {
  const { uri } = await start(READ);
  await client!.open(uri, READ);
  const request = { principal: 'prod:role/app', action: 's3:PutObject', resource: 'arn:aws:s3:::b/x' };
  const first = await client!.request<PolicyTestAnswer>('writ/policyTest', { text: '', request, expect: 'denied' });
  expect(JSON.parse(first.text)).toEqual({
    tests: [{ name: 's3:PutObject for prod:role/app is denied', ...request, expect: 'denied' }],
  });
  const second = await client!.request<PolicyTestAnswer>('writ/policyTest', {
    text: first.text,
    request,
    expect: 'allowed',
  });
  expect(JSON.parse(second.text).tests).toHaveLength(2);
  expect(second.range.start.line).toBe(9);
});
