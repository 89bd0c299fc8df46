import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type { SimulationResult } from '../../shared/decision';
import type { ActionChoice, PolicyStatus, RequestDetails, SimulationChoices } from '../../shared/messages';
import type { ResultLine } from '../../shared/result-view';
import { startClient, type TestClient } from '../kit/stdio-client';

const folder = pathToFileURL('examples').href;
const inExamples = (path: string) => `${folder}/${path}`;
const LEAVE = { principal: 'prod:role/deployer', action: 'organizations:LeaveOrganization', resource: '*' };
const UPLOAD = {
  principal: 'prod:role/deployer',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::tidewater-releases/orders/1.4.0.zip',
  context: { 'aws:SecureTransport': 'true' },
};
const SCP =
  '{ "Version": "2012-10-17", "Statement": [{ "Sid": "Never", "Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*" }] }';

let client: TestClient;
afterEach(async () => {
  await client.stop();
});

const simulate = (request: unknown) =>
  client.request<SimulationResult>('workspace/executeCommand', { command: 'writ.simulate', arguments: [request] });

const lensTitles = async (path: string) => {
  const params = { textDocument: { uri: inExamples(path) } };
  const lenses = await client.request<readonly { readonly command: { readonly title: string } }[]>(
    'textDocument/codeLens',
    params,
  );
  return lenses.map(({ command }) => command.title);
};

describe('writ.simulate', () => {
  test('allows what the model allows', async () => {
    client = await startClient({ folder });
    const result = await simulate(UPLOAD);
    expect(result.decision).toBe('allowed');
    expect(result.decidedBy.map(({ layer, sid }) => [layer, sid])).toContainEqual(['identityPolicy', 'WriteReleases']);
  });

  test('denies by an SCP, with the place of the statement', async () => {
    client = await startClient({ folder });
    const { decision, certainty, decidedBy } = await simulate(LEAVE);
    expect([decision, certainty]).toEqual(['explicitDeny', 'certain']);
    expect(decidedBy[0]).toMatchObject({
      layer: 'serviceControlPolicy',
      at: 'r-tw12',
      policy: 'scps/deny-leaving.json',
      uri: inExamples('scps/deny-leaving.json'),
      statement: 0,
      sid: 'DenyLeaving',
      range: { start: { line: 3, character: 4 }, end: { line: 8, character: 5 } },
    });
  });

  test('decides each role on the way, and follows edits of a trust policy', async () => {
    client = await startClient({ folder });
    const request = { ...UPLOAD, principal: 'dev:user/alice', through: ['prod:role/deployer'] };
    const { decision, through } = await simulate(request);
    expect([decision, through.map((hop) => [hop.label, hop.decision])]).toEqual([
      'allowed',
      [['sts:AssumeRole on arn:aws:iam::444455556666:role/ci/deployer', 'allowed']],
    ]);
    const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const edited = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await client.open(inExamples('policies/deployer.trust.json'), edited);
    const denied = await simulate(request);
    expect([denied.decision, denied.headline]).toEqual([
      'implicitDeny',
      'Denied: the trust policy of the role does not allow user alice sts:AssumeRole (at role session 1 of 1, arn:aws:iam::444455556666:role/ci/deployer)',
    ]);
  });

  test.each([
    ['a role on the way that does not exist', { ...UPLOAD, through: ['prod:role/deployr'] }, /deployer/],
    [
      'a session that is too long',
      { ...UPLOAD, through: [{ role: 'prod:role/pipeline', session: { durationSeconds: 7200 } }] },
      /one hour/,
    ],
    ['a role that does not exist', { ...UPLOAD, principal: 'prod:role/deployr' }, /deployer/],
    ['an account that does not exist', { ...UPLOAD, principal: 'prodd:role/deployer' }, /prod/],
    ['an action that does not exist', { ...UPLOAD, action: 's3:PutObjekt' }, /s3:PutObject/],
    ['a model that does not exist', { ...UPLOAD, model: 'file:///nowhere/iam-model.json' }, /iam-model\.json/],
    ['no request', 'principal', /"principal" and "action"/],
    ['nothing', undefined, /"principal" and "action"/],
  ])('%s is an error that says what there is', async (_name, request, message) => {
    client = await startClient({ folder });
    await expect(simulate(request)).rejects.toMatchObject({ code: -32602, message: expect.stringMatching(message) });
  });

  test('another command is an error that names this one', async () => {
    client = await startClient({ folder });
    const request = client.request('workspace/executeCommand', { command: 'writ.simulat', arguments: [] });
    await expect(request).rejects.toMatchObject({ code: -32602, message: expect.stringMatching(/writ\.simulate/) });
  });

  test('an edit that is not saved changes the answer', async () => {
    client = await startClient({ folder });
    await client.open(inExamples('scps/deny-leaving.json'), SCP);
    expect((await simulate(LEAVE)).decidedBy[0]?.sid).toBe('Never');
    await client.change(inExamples('scps/deny-leaving.json'), 2, [{ text: SCP.replace('Deny', 'Allow') }]);
    expect((await simulate(LEAVE)).decision).toBe('implicitDeny');
  });

  test('without a model nothing is a plain allowed', async () => {
    client = await startClient({ folder: pathToFileURL('media').href });
    const request = { ...UPLOAD, principal: 'arn:aws:iam::444455556666:role/deployer' };
    expect((await simulate(request)).certainty).toBe('incomplete');
  });
});

describe('what a request is made of', () => {
  test('principals and resources of the model, actions of the policy', async () => {
    client = await startClient({ folder });
    await client.open(inExamples('scps/deny-leaving.json'), SCP);
    const choices = await client.request<SimulationChoices>('writ/simulationChoices', {
      uri: inExamples('scps/deny-leaving.json'),
      pointer: '',
    });
    expect(choices.model?.path).toBe('iam-model.json');
    expect(choices.principals.map(({ value }) => value)).toContain('dev:user/alice');
    expect(choices.resources.map(({ value }) => value)).toContain('arn:aws:s3:::tidewater-releases/${ObjectKey}');
    expect(choices.suggestedActions).toEqual(['organizations:LeaveOrganization']);
  });

  test('the principals to whom a policy applies come first', async () => {
    client = await startClient({ folder });
    const params = { uri: inExamples('policies/developer.json'), pointer: '' };
    const choices = await client.request<SimulationChoices>('writ/simulationChoices', params);
    expect(choices.suggestedPrincipals).toEqual(['dev:user/alice', 'dev:user/bob']);
  });

  test('actions by their beginning, then by what they hold', async () => {
    client = await startClient({ folder });
    const actions = async (text: string) =>
      (await client.request<readonly ActionChoice[]>('writ/actionChoices', { text, limit: 3 })).map(
        ({ action }) => action,
      );
    expect(await actions('s3:getobjecta')).toEqual([
      's3:GetObjectAcl',
      's3:GetObjectAnnotation',
      's3:GetObjectAttributes',
    ]);
    expect(await actions('s3:objectacl')).toEqual(['s3:GetObjectAcl', 's3:PutObjectAcl']);
    expect(await actions('leaveorg')).toEqual(['organizations:LeaveOrganization']);
  });

  test('the ARN shapes of an action, and the keys on which the answer hangs', async () => {
    client = await startClient({ folder });
    const request = {
      principal: 'prod:role/deployer',
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::444455556666:role/orders-service',
    };
    const details = await client.request<RequestDetails>('writ/requestDetails', {
      ...request,
      uri: inExamples('iam-model.json'),
    });
    expect(details.resourceShapes).toEqual(['arn:aws:iam::${Account}:role/${RoleNameWithPath}']);
    expect(details.contextKeys[0]).toMatchObject({ key: 'iam:PassedToService', type: 'String' });
  });

  test('a result in words, with links', async () => {
    client = await startClient({ folder });
    const result = await simulate(LEAVE);
    const lines = await client.request<readonly ResultLine[]>('writ/resultText', { request: LEAVE, result });
    expect(lines[0]).toEqual([{ text: 'Denied by SCP DenyLeaving', role: 'denied' }]);
    expect(lines.flat().find(({ target }) => target !== undefined)?.target?.uri).toBe(
      inExamples('scps/deny-leaving.json'),
    );
  });
});

describe('around the model', () => {
  test('the lens repeats the answer of the last request, and follows edits', async () => {
    client = await startClient({ folder });
    await client.open(inExamples('scps/deny-leaving.json'), SCP);
    expect(await lensTitles('scps/deny-leaving.json')).toEqual(['SCP · Simulate…']);
    await client.connection.sendNotification('writ/rememberedRequests', { requests: [{ request: LEAVE, from: null }] });
    const words = 'prod:role/deployer organizations:LeaveOrganization';
    expect(await lensTitles('scps/deny-leaving.json')).toEqual(['SCP · Simulate…', `Denied by SCP Never · ${words}`]);
    await client.change(inExamples('scps/deny-leaving.json'), 2, [{ text: SCP.replace('Never', 'Leaving') }]);
    expect((await lensTitles('scps/deny-leaving.json'))[1]).toBe(`Denied by SCP Leaving · ${words}`);
  });

  test('the status names the use that the model makes of a file', async () => {
    client = await startClient({ folder });
    await client.open(inExamples('policies/team-boundary.json'), SCP);
    const status = await client.request<PolicyStatus>('writ/policyStatus', {
      uri: inExamples('policies/team-boundary.json'),
    });
    expect(status.model?.path).toBe('iam-model.json');
    expect(status.policies[0]?.types).toContain('boundary');
    expect(status.policies[0]?.reason).toMatch(/the identity model uses it so/);
    expect(status.data.services).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('what is wrong with a model is said at its place, and the rest works', async () => {
    client = await startClient({ folder });
    const uri = inExamples('iam-model.json');
    const text =
      '{ "accounts": { "444455556666": { "alias": "prod", "roles": { "app": { "trustPolicy": "policies/gone.json" } } } } }';
    const diagnostics = await client.open(uri, text, 'jsonc');
    expect(diagnostics.map(({ code }) => code)).toContain('model-file-missing');
    const at = diagnostics.find(({ code }) => code === 'model-file-missing')?.range;
    expect(text.slice(at?.start.character, at?.end.character)).toContain('policies/gone.json');
    expect((await simulate({ ...UPLOAD, principal: 'prod:role/app' })).decision).not.toBe('allowed');
  });
});

describe('a workspace with too much in it', () => {
  test('an export of 50 MB is a message at its place, and the rest works', async () => {
    const root = await mkdtemp(join(tmpdir(), 'writ-model-'));
    const model =
      '{ "accounts": { "444455556666": { "import": ["huge.json"] }, "111122223333": { "users": { "alice": {} } } } }';
    await writeFile(join(root, 'iam-model.json'), model);
    await writeFile(join(root, 'huge.json'), Buffer.alloc(50_000_000, ' '));
    client = await startClient({ folder: pathToFileURL(root).href });
    const diagnostics = await client.open(`${pathToFileURL(root).href}/iam-model.json`, model, 'jsonc');
    expect(
      diagnostics.map(({ code, range }) => [code, model.slice(range.start.character, range.end.character)]),
    ).toEqual([['model-file-too-large', '"huge.json"']]);
    const { decision } = await simulate({ ...UPLOAD, principal: '111122223333:user/alice' });
    expect(decision).toBe('implicitDeny');
    await rm(root, { recursive: true });
  });
});
