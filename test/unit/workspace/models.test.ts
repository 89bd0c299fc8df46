import { describe, expect, test } from 'vitest';
import { createConfigurations } from '../../../server/src/workspace/configurations';
import { createDocuments } from '../../../server/src/workspace/documents';
import { findModelFiles } from '../../../server/src/workspace/model-files';
import { createModels, folderOf } from '../../../server/src/workspace/models';
import { createSimulator } from '../../../server/src/workspace/simulator';
import { documentText } from '../../../server/src/workspace/text';
import { createTexts } from '../../../server/src/workspace/texts';
import { testCatalog } from '../../kit/catalog';
import { type MemoryFiles, memoryFiles } from '../../kit/memory-files';

const allow = (action: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "${action}", "Resource": "*" }] }`;
const model = (policy: string, account = '222222222222') =>
  `{ "organization": null, "accounts": { "${account}": { "alias": "prod", "users": { "alice": { "inlinePolicies": { "own": "${policy}" } } } } } }`;
const REQUEST = { principal: 'prod:user/alice', action: 's3:ListAllMyBuckets', resource: '*' };

function workspace(files: MemoryFiles, folders = ['file:///w']) {
  const documents = createDocuments({
    check: function* () {
      yield;
      return [];
    },
    unreported: () => [],
    settle: (findings) => ({ findings, used: new Set() }),
    limits: () => undefined,
    proofs: () => [],
    needsProofs: () => false,
  });
  const texts = createTexts(documents, files);
  const models = createModels({ texts, files, catalog: testCatalog, folders: () => folders });
  const simulator = createSimulator({
    models,
    texts,
    catalog: testCatalog,
    modelSetting: async () => '',
    now: () => '2026-11-24T10:00:00Z',
  });
  const decision = async () => {
    const outcome = await simulator.simulate(REQUEST, undefined);
    return outcome.ok ? outcome.result.decision : outcome.message;
  };
  return { documents, texts, models, simulator, decision };
}

describe('which model governs a file', () => {
  const files = memoryFiles({
    'file:///w/iam-model.json': model('policies/a.json'),
    'file:///w/team/iam-model.json': model('../policies/b.json'),
    'file:///w/other.iam-model.json': model('policies/c.json'),
    'file:///w/policies/a.json': allow('s3:*'),
  });
  test.each([
    ['the one that refers to it', 'file:///w/policies/b.json', '', 'team/iam-model.json'],
    ['the nearest above', 'file:///w/team/deep/x.json', '', 'team/iam-model.json'],
    ['another name only where it refers', 'file:///w/policies/c.json', '', 'other.iam-model.json'],
    ['the one that is set', 'file:///w/policies/a.json', 'other.iam-model.json', 'other.iam-model.json'],
    ['the file itself', 'file:///w/other.iam-model.json', '', 'other.iam-model.json'],
    ['none outside the folder', 'file:///elsewhere/a.json', '', undefined],
  ])('%s', async (_name, uri, set, path) => {
    expect((await workspace(files).models.governing(uri, set))?.path).toBe(path);
  });
});

describe('models', () => {
  test('are found below the folders, but for folders of tools', async () => {
    const files = memoryFiles({
      'file:///w/deep/down/iam-model.json': '{}',
      'file:///w/node_modules/x/iam-model.json': '{}',
      'file:///w/x.iam-model.json': '{}',
      'file:///w/not-iam-model.json': '{}',
    });
    expect(await findModelFiles(files, ['file:///w'])).toEqual({
      uris: ['file:///w/x.iam-model.json', 'file:///w/deep/down/iam-model.json'],
      isComplete: true,
    });
  });

  test('take what the editor has, saved or not, and the file again when it is closed', async () => {
    const files = memoryFiles({ 'file:///w/iam-model.json': model('a.json'), 'file:///w/a.json': allow('s3:*') });
    const { documents, models, decision } = workspace(files);
    expect(await decision()).toBe('allowed');
    documents.open(documentText('file:///w/a.json', 'json', 1, allow('ec2:*')));
    models.changed('file:///w/a.json');
    expect(await decision()).toBe('implicitDeny');
    documents.close('file:///w/a.json');
    models.changed('file:///w/a.json');
    expect(await decision()).toBe('allowed');
  });

  test('read a file once until it is said to have changed', async () => {
    const files = memoryFiles({ 'file:///w/iam-model.json': model('a.json'), 'file:///w/a.json': allow('s3:*') });
    const { models, texts, decision } = workspace(files);
    await decision();
    await decision();
    expect(files.reads.filter((uri) => uri === 'file:///w/a.json').length).toBe(1);
    files.texts.set('file:///w/a.json', allow('ec2:*'));
    texts.forget('file:///w/a.json');
    models.changed('file:///w/a.json');
    expect(await decision()).toBe('implicitDeny');
  });

  test('do not follow a link that leads out of the workspace folder', async () => {
    const files = memoryFiles(
      { 'file:///w/iam-model.json': model('a.json'), 'file:///w/a.json': allow('s3:*') },
      { 'file:///w/a.json': 'file:///etc/a.json' },
    );
    const { models } = workspace(files);
    const { problems } = await models.load('file:///w/iam-model.json');
    expect(problems.map(({ code }) => code)).toEqual(['model-path-outside']);
    expect(files.reads).not.toContain('file:///w/a.json');
  });

  test('of two that refer to a file the nearest counts, and says so', async () => {
    const files = memoryFiles({
      'file:///w/iam-model.json': model('team/a.json'),
      'file:///w/team/iam-model.json': model('a.json'),
      'file:///w/team/a.json': allow('s3:*'),
    });
    const { models } = workspace(files);
    expect((await models.governing('file:///w/team/a.json', ''))?.path).toBe('team/iam-model.json');
    const { problems } = await models.load('file:///w/iam-model.json');
    expect(problems.map(({ code }) => code)).toEqual(['model-several']);
  });

  test('several ask for a name, and name themselves', async () => {
    const files = memoryFiles({
      'file:///w/iam-model.json': model('a.json'),
      'file:///w/x/iam-model.json': model('a.json'),
    });
    const { decision } = workspace(files);
    expect(await decision()).toBe(
      'The workspace has several models; name one as "model": file:///w/iam-model.json, file:///w/x/iam-model.json.',
    );
  });

  test('session policies are read from the folder of the model', async () => {
    const files = memoryFiles({
      'file:///w/iam/iam-model.json':
        '{ "organization": null, "accounts": { "222222222222": { "alias": "prod", "roles": { "app": { "trustPolicy": "unknown", "inlinePolicies": { "own": "a.json" } } } } } }',
      'file:///w/iam/a.json': allow('s3:*'),
      'file:///w/iam/session.json': allow('ec2:*'),
    });
    const { simulator } = workspace(files);
    const decisionWith = async (policies: readonly string[]) => {
      const principal = { role: 'prod:role/app', session: { policies } };
      const outcome = await simulator.simulate({ ...REQUEST, principal }, undefined);
      return outcome.ok ? [outcome.result.decision, outcome.result.certainty] : outcome.message;
    };
    expect(await decisionWith([])).toEqual(['allowed', 'certain']);
    expect(await decisionWith(['session.json'])).toEqual(['implicitDeny', 'certain']);
    expect(await decisionWith(['gone.json'])).toMatch(/^The session policy "gone.json"/);
  });
});

describe('configurations', () => {
  const files = memoryFiles({
    'file:///w/writ.config.json':
      '{ "severity": { "sid": "off" }, "overrides": [{ "files": ["scps/**"], "policyType": "scp" }] }',
    'file:///w/team/writ.config.json': '{ "options": { "scpMaxSize": 5120 } }',
    'file:///writ.config.json': '{ "severity": { "sid": "error" } }',
  });
  const configurations = () =>
    createConfigurations(createTexts({ get: () => undefined }, files), (uri) => folderOf(uri, ['file:///w']));

  test.each([
    ['file:///w/scps/deep/a.json', 'file:///w', { type: 'scp', pattern: 'scps/**' }, [{ sid: 'off' }, {}], {}],
    ['file:///w/team/a.json', 'file:///w/team', undefined, [{}], { scpMaxSize: 5120 }],
    ['file:///w/a.json', 'file:///w', undefined, [{ sid: 'off' }], {}],
  ])('the nearest upwards governs %s, alone', async (uri, folder, typeSetting, severities, options) => {
    expect(await configurations().of(uri)).toEqual({
      typeSetting,
      severities,
      options,
      suppress: [],
      uri: `${folder}/writ.config.json`,
    });
  });

  test('above the workspace folder nothing is looked at', async () => {
    const found = createConfigurations(createTexts({ get: () => undefined }, files), () => 'file:///x');
    expect((await found.of('file:///x/a.json')).severities).toEqual([{}]);
  });
});
