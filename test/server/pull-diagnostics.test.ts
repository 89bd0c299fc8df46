import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type DocumentDiagnosticReport,
  ProgressType,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
} from 'vscode-languageserver/node';
import { RICH, startClient, type TestClient } from '../kit/stdio-client';
import { type Place, place } from './cli';

const WRONG =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::b/*" }] }';
const RIGHT = WRONG.replace('Objekt', 'Object');

const PULLING = {
  ...RICH,
  workspace: {
    ...RICH.workspace,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: { ...RICH.textDocument, diagnostic: { codeDescriptionSupport: true, relatedInformation: true } },
};

let client: TestClient;
let files: Place;
beforeEach(async () => {
  files = place({
    'a.json': WRONG,
    'deep/b.jsonc': `// why\n${WRONG}`,
    'right.json': RIGHT,
    'other.json': '{ "name": "x" }',
    'notes.txt': WRONG,
    '.gitignore': 'built/\n',
    'built/c.json': WRONG,
    'node_modules/p/d.json': WRONG,
    '.git/e.json': WRONG,
    'kept/writ.config.json':
      '{ "suppress": [{ "file": "./f.json", "code": "action-unknown", "reason": "r" }, { "file": "g*.json", "code": "action-unknown", "reason": "r" }] }',
    'kept/f.json': WRONG,
  });
  client = await startClient({ capabilities: PULLING, folder: uriOf('') });
});
afterEach(async () => {
  await client.stop();
  files.remove();
});

const uriOf = (path: string) => pathToFileURL(join(files.folder, path)).href;

async function pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
  return client.request('textDocument/diagnostic', {
    textDocument: { uri: uriOf(path) },
    ...(previousResultId === undefined ? {} : { previousResultId }),
  });
}

const codes = (report: DocumentDiagnosticReport | WorkspaceDiagnosticReport['items'][number]) =>
  report.kind === 'full' ? report.items.map(({ code }) => code) : report.kind;

async function pullAll(previousResultIds: readonly { uri: string; value: string }[] = []) {
  const report = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
  const base = uriOf('');
  expect(new Set(report.items.map(({ uri }) => uri)).size).toBe(report.items.length);
  const named = report.items.map((item) => [item.uri.slice(base.length).replace(/^\//, ''), codes(item)] as const);
  const ids = report.items.flatMap(({ uri, resultId }) =>
    resultId === undefined ? [] : [{ uri, value: resultId ?? '' }],
  );
  return { found: Object.fromEntries(named.filter(([, each]) => each.length > 0)), ids };
}

async function changed(path: string, text: string | undefined) {
  mkdirSync(join(files.folder, path, '..'), { recursive: true });
  if (text === undefined) rmSync(join(files.folder, path));
  else writeFileSync(join(files.folder, path), text);
  const changes = [{ uri: uriOf(path), type: text === undefined ? 3 : 2 }];
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
}

async function open(path: string, text: string) {
  const textDocument = { uri: uriOf(path), languageId: 'json', version: 1, text };
  await client.connection.sendNotification('textDocument/didOpen', { textDocument });
}

describe('a document', () => {
  test('is answered in full, and as unchanged where it is', async () => {
    await open('a.json', WRONG);
    const report = await pull('a.json');
    expect(codes(report)).toEqual(['action-unknown']);
    expect(codes(await pull('a.json', report.resultId))).toBe('unchanged');
    await client.change(uriOf('a.json'), 2, [{ text: RIGHT }]);
    const next = await pull('a.json', report.resultId);
    expect(codes(next)).toEqual([]);
    expect(next.resultId).not.toBe(report.resultId);
  });

  test('that is not open is read', async () => {
    expect(codes(await pull('deep/b.jsonc'))).toEqual(['action-unknown']);
    expect(codes(await pull('other.json'))).toEqual([]);
    expect(codes(await pull('nowhere.json'))).toEqual([]);
  });

  test('is not pushed to a client that asks', async () => {
    const pushed: unknown[] = [];
    client.connection.onNotification('textDocument/publishDiagnostics', (params: unknown) => {
      pushed.push(params);
    });
    await open('a.json', WRONG);
    await client.change(uriOf('a.json'), 2, [{ text: RIGHT }]);
    await pull('a.json');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf('a.json') } });
    await pullAll();
    expect(pushed).toEqual([]);
  });

  test('is announced to clients that ask only', async () => {
    const { diagnosticProvider } = client.initialized.capabilities;
    expect(diagnosticProvider).toEqual({
      identifier: 'writ',
      interFileDependencies: false,
      workspaceDiagnostics: true,
    });
    const pushing = await startClient();
    expect(pushing.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await pushing.stop();
  });
});

const ALL = {
  'a.json': ['action-unknown'],
  'deep/b.jsonc': ['action-unknown'],
  'kept/writ.config.json': ['suppression-unused'],
};

describe('the workspace', () => {
  test('is looked at without what git ignores, and says what is left of suppressions', async () => {
    expect((await pullAll()).found).toEqual(ALL);
  });

  test('what has not changed is unchanged, what has is looked at', async () => {
    const { ids } = await pullAll();
    expect((await pullAll(ids)).found).toMatchObject({ 'a.json': 'unchanged', 'deep/b.jsonc': 'unchanged' });
    await changed('a.json', RIGHT);
    await changed('new.json', WRONG);
    await changed('deep/b.jsonc', undefined);
    const { found } = await pullAll(ids);
    expect(found).toEqual({ 'new.json': ['action-unknown'], 'kept/writ.config.json': ['suppression-unused'] });
  });

  test('a suppression is not called unused while the comparison kernel is still asked', async () => {
    const covered = RIGHT.replace(
      '"Statement": [',
      '"Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }, ',
    );
    const entry = { file: './covered.json', code: 'statement-covered-allow', reason: 'r' };
    await changed('proof/writ.config.json', JSON.stringify({ suppress: [entry] }));
    await changed('proof/covered.json', covered);
    await pullAll();
    await open('proof/covered.json', covered);
    expect((await pullAll()).found).not.toHaveProperty(['proof/writ.config.json']);
  });

  test('open documents are left to their own request, closed ones come back', async () => {
    await open('a.json', RIGHT);
    expect((await pullAll()).found).not.toHaveProperty('a.json');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf('a.json') } });
    expect((await pullAll()).found).toMatchObject({ 'a.json': ['action-unknown'] });
  });

  test('comes in parts where the client takes them, and the next request waits for a change', async () => {
    const token = 'part';
    const parts: WorkspaceDiagnosticReportPartialResult['items'] = [];
    client.connection.onProgress(new ProgressType<WorkspaceDiagnosticReportPartialResult>(), token, ({ items }) => {
      parts.push(...items);
    });
    const ask = (previousResultIds: readonly object[]) =>
      client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
        previousResultIds,
        partialResultToken: token,
      });
    expect((await ask([])).items).toEqual([]);
    const ids = parts.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
    expect(parts.map(({ uri }) => uri.slice(uriOf('').length).replace(/^\//, '')).sort()).toEqual(
      expect.arrayContaining(Object.keys(ALL)),
    );
    parts.length = 0;
    const waiting = ask(ids);
    await pull('a.json');
    expect(parts).toEqual([]);
    await changed('a.json', RIGHT);
    await waiting;
    expect(parts.find(({ uri }) => uri === uriOf('a.json'))).toMatchObject({ kind: 'full', items: [] });
  });

  test('a file that the model names has changed: what others say because of it is said anew', async () => {
    const allow = (action: string) => WRONG.replace('s3:GetObjekt', action).replace('arn:aws:s3:::b/*', '*');
    const app = { trustPolicy: 'unknown', inlinePolicies: { p: 'p.json' }, permissionsBoundary: 'Boundary' };
    const account = { managedPolicies: { Boundary: 'b.json' }, roles: { app } };
    await changed('b.json', allow('s3:*'));
    await changed('p.json', RIGHT);
    await changed('iam-model.json', JSON.stringify({ accounts: { '111122223333': account } }));
    const refreshed = () =>
      new Promise<void>((resolve) => {
        client.connection.onRequest('workspace/diagnostic/refresh', () => {
          resolve();
          return null;
        });
      });
    await refreshed();
    expect((await pullAll()).found).not.toHaveProperty('p.json');
    const again = refreshed();
    await changed('b.json', allow('ec2:DescribeVpcs'));
    await again;
    expect((await pullAll()).found).toMatchObject({ 'p.json': ['statement-shadowed-by-deny'] });
  });

  test('a request that waits can be cancelled', async () => {
    await pullAll();
    const source = new CancellationTokenSource();
    const params = { previousResultIds: [{ uri: uriOf('a.json'), value: 'x' }], partialResultToken: 'p' };
    const answer = client.connection.sendRequest('workspace/diagnostic', params, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
    expect(codes(await pull('a.json'))).toEqual(['action-unknown']);
  });
});
