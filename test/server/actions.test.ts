import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { applyEdits, RICH, startClient, type TestClient } from '../kit/stdio-client';

const URI = 'file:///w/a.json';
const policy = (...actions: string[]) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ${JSON.stringify(actions)},
      "Resource": "*"
    }
  ]
}
`;

let client: TestClient;
afterEach(async () => {
  await client.stop();
});

async function actionsAt(text: string, part: string, only?: string): Promise<readonly CodeAction[]> {
  const diagnostics = await client.open(URI, text);
  const line = text.slice(0, text.indexOf(part)).split('\n').length - 1;
  const character = (text.split('\n')[line] ?? '').indexOf(part);
  const position = { line, character };
  return client.request('textDocument/codeAction', {
    textDocument: { uri: URI },
    range: { start: position, end: position },
    context: { diagnostics, ...(only === undefined ? {} : { only: [only] }) },
  });
}

describe('code actions', () => {
  test('the preferred fix names its diagnostic and gives the right text', async () => {
    client = await startClient();
    const text = policy('s3:GetObjekt');
    const [fix] = await actionsAt(text, 'GetObjekt');
    expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true });
    expect(fix?.diagnostics?.map(({ code }) => code)).toEqual(['action-unknown']);
    expect(applyEdits(text, fix?.edit?.changes?.[URI] ?? [])).toBe(policy('s3:GetObject'));
  });

  test('the check is explained where the client can show its page', async () => {
    client = await startClient({ initializationOptions: { clientCommands: true } });
    const actions = await actionsAt(policy('s3:GetObjekt'), 'GetObjekt');
    expect(actions.at(-1)).toEqual({
      title: 'Explain action-unknown',
      kind: 'quickfix',
      command: { title: 'Explain action-unknown', command: 'writ.explainCheck', arguments: ['action-unknown'] },
    });
  });

  test('away from findings there is nothing', async () => {
    client = await startClient({ initializationOptions: { clientCommands: true } });
    expect(await actionsAt(policy('s3:GetObjekt'), 'Version')).toEqual([]);
  });

  test('a fix names its own diagnostic where another of the same check has the same range', async () => {
    client = await startClient();
    const text = '{ "Statement": [{ "Effect": "Allow", "Action" "Resource": "*" }] }';
    const fixes = await actionsAt(text, ' "Resource"');
    expect(fixes.map(({ title, diagnostics }) => [title, diagnostics?.map(({ message }) => message)])).toEqual([
      ['Insert missing comma', ['A comma is missing here. IAM refuses text that is not JSON.']],
    ]);
  });

  test('what several findings ask for is offered once', async () => {
    client = await startClient({ folder: 'file:///w' });
    await client.open('file:///w/writ.config.json', '{}\n', 'jsonc');
    const text = '{ "Statement": [{ "Effect": "Allow", "Action" "Resource": "*" }] }';
    const titles = (await actionsAt(text, ' "Resource"')).map(({ title }) => title);
    expect(titles).toEqual([
      'Insert missing comma',
      'Suppress json-syntax in writ.config.json',
      'Turn off json-syntax in writ.config.json',
    ]);
  });

  test('all safe fixes go in at once, and leave nothing for a second run', async () => {
    client = await startClient();
    const text = policy('s3:GetObject').replace('"Effect"', '"effect"').replace('"Resource"', '"resource"');
    const [action, ...others] = await actionsAt(text, 'Version', 'source.fixAll');
    expect(others).toEqual([]);
    expect(action?.kind).toBe('source.fixAll.writ');
    const fixed = applyEdits(text, action?.edit?.changes?.[URI] ?? []);
    expect(fixed).toBe(policy('s3:GetObject'));
    expect(await actionsAt(fixed, 'Version', 'source.fixAll.writ')).toEqual([]);
  });

  test('fixes of a policy in a string are written as the string needs it', async () => {
    client = await startClient();
    const text = JSON.stringify({ policy: policy('s3:GetObjekt') });
    const [fix] = await actionsAt(text, 'GetObjekt');
    const fixed = applyEdits(text, fix?.edit?.changes?.[URI] ?? []);
    expect(JSON.parse(fixed)).toEqual({ policy: policy('s3:GetObject') });
  });
});

describe('accepting a finding', () => {
  const titled = (actions: readonly CodeAction[], title: string) => actions.find((each) => each.title === title);

  test('plain JSON: a configuration is made where the client makes files', async () => {
    const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
    client = await startClient({
      capabilities: { ...RICH, workspace: { ...RICH.workspace, workspaceEdit } },
      folder: 'file:///w',
    });
    const actions = await actionsAt(policy('s3:GetObjekt'), 'GetObjekt');
    const config = 'file:///w/writ.config.json';
    const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
    const entry = { file: './a.json', statement: 0, code: 'action-unknown', reason: 'TODO: why' };
    const changes = (newText: string) => [
      { kind: 'create', uri: config, options: { ignoreIfExists: true } },
      {
        textDocument: { uri: config, version: null },
        edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText }],
      },
    ];
    expect(titled(actions, 'Suppress action-unknown in writ.config.json')?.edit).toEqual({
      documentChanges: changes(text({ suppress: [entry] })),
    });
    expect(titled(actions, 'Turn off action-unknown in writ.config.json')?.edit).toEqual({
      documentChanges: changes(text({ severity: { 'action-unknown': 'off' } })),
    });
  });

  test('plain JSON: the configuration that is open is edited, and the finding goes', async () => {
    client = await startClient({ folder: 'file:///w' });
    const config = 'file:///w/writ.config.json';
    await client.open(config, '{\n  "severity": {}\n}\n', 'jsonc');
    const actions = await actionsAt(policy('s3:GetObjekt'), 'GetObjekt');
    const edits = titled(actions, 'Suppress action-unknown in writ.config.json')?.edit?.changes?.[config] ?? [];
    const next = client.nextDiagnostics(URI);
    await client.change(config, 2, [{ text: applyEdits('{\n  "severity": {}\n}\n', edits) }]);
    expect(await next).toEqual([]);
  });

  test('JSON with comments: a comment', async () => {
    client = await startClient({ folder: 'file:///w' });
    const text = policy('s3:GetObjekt');
    const diagnostics = await client.open(URI, text, 'jsonc');
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: URI },
      range: diagnostics[0]!.range,
      context: { diagnostics },
    });
    const edits = titled(actions, 'Suppress action-unknown with a comment')?.edit?.changes?.[URI] ?? [];
    const after = applyEdits(text, edits);
    expect(after).toContain('\n      // writ-ignore action-unknown -- TODO: why\n      "Action"');
    await client.change(URI, 2, [{ text: after }]);
    expect((await client.diagnostics(URI, 2)).map(({ code }) => code)).toEqual(['suppression-reason']);
  });
});

describe('fixes in other files', () => {
  const creating = {
    capabilities: {
      ...RICH,
      workspace: {
        ...RICH.workspace,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] },
      },
    },
    folder: 'file:///w',
  };

  test('an account that nobody has listed goes to the trusted ones', async () => {
    client = await startClient(creating);
    const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
  "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole" }] }`;
    const config = 'file:///w/writ.config.json';
    const before = '{\n  "options": { "trustedAccounts": ["111122223333"] }\n}\n';
    await client.open(config, before, 'jsonc');
    const added = (await actionsAt(text, 'arn:')).filter(({ title }) => title.includes('trusted'));
    expect(added.map(({ title }) => title)).toEqual(['Add 444455556666 to trusted accounts']);
    const after = applyEdits(before, added[0]?.edit?.changes?.[config] ?? []);
    expect(JSON.parse(after)).toEqual({ options: { trustedAccounts: ['111122223333', '444455556666'] } });
    const next = client.nextDiagnostics(URI);
    await client.change(config, 2, [{ text: after }]);
    expect(await next).toEqual([]);
  });

  test('a policy that is too long is split into files beside it', async () => {
    client = await startClient(creating);
    const statements = ['a', 'b'].map((name) => ({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::amzn-s3-demo-bucket/${name.repeat(4000)}`,
    }));
    const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const action = (await actionsAt(text, '{')).find(({ title }) => title === 'Split into 2 policies');
    const [itself, create, fill] = action?.edit?.documentChanges ?? [];
    expect(create).toEqual({ kind: 'create', uri: 'file:///w/a-2.json', options: {} });
    const texts = [itself, fill].map((change) => (change !== undefined && 'edits' in change ? change.edits : []));
    const [own, other] = [applyEdits(text, texts[0] as never), applyEdits('', texts[1] as never)];
    expect([own, other].map((each) => JSON.parse(each).Statement)).toEqual([[statements[0]], [statements[1]]]);
  });

  test('without leave to make files nothing is offered', async () => {
    client = await startClient({ folder: 'file:///w' });
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'x'.repeat(4000) };
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement, statement] });
    expect((await actionsAt(text, '{')).filter(({ title }) => title.startsWith('Split'))).toEqual([]);
  });
});
