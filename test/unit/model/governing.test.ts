import { describe, expect, test } from 'vitest';
import { fileReferences, neededFiles, pathInside } from '../../../server/src/model/files';
import { governingModel, modelCandidate, severalProblems } from '../../../server/src/model/governing';
import { parsedText } from '../../../server/src/model/policy-text';

const candidate = (path: string, ...references: string[]) => {
  const managedPolicies = Object.fromEntries(references.map((reference, index) => [`P${index}`, reference]));
  const text = JSON.stringify({ accounts: { '222222222222': { managedPolicies } } });
  return modelCandidate(path, parsedText(`file:///w/${path}`, text, { comments: true }));
};

describe('paths', () => {
  test.each([
    ['a.json', '', 'a.json'],
    ['./a//b/./c.json', '', 'a/b/c.json'],
    ['a/../b.json', '', 'b.json'],
    ['../a.json', 'x', '../a.json'],
    ['../../a.json', 'x/y', '../../a.json'],
    ['x/../../a.json', 'y', '../a.json'],
    ['../a.json', '', undefined],
    ['../../a.json', 'x', undefined],
    ['/a.json', 'x', undefined],
    ['c:\\a.json', 'x', undefined],
    ['a\\..\\..\\b.json', 'x', undefined],
    ['https://example.com/a.json', 'x', undefined],
    ['a\0.json', '', undefined],
  ])('%s from %s', (written, folder, expected) => {
    expect(pathInside(written, folder)).toBe(expected);
  });

  test('every place that can name a file, each file once', () => {
    const model = {
      organization: { serviceControlPolicies: { A: 's.json' }, resourceControlPolicies: { B: 'r.json' } },
      accounts: {
        '1': {
          import: ['e.json', '../out.json'],
          users: { a: { inlinePolicies: { x: 'u.json' } } },
          groups: { g: { inlinePolicies: { x: 'u.json' } } },
          roles: { r: { trustPolicy: 't.json', inlinePolicies: { x: 'unknown', y: {} } } },
          managedPolicies: { m: 'm.json', n: { policy: 'n.json' } },
          resources: { b: { policy: 'b.json' } },
          vpcEndpoints: { v: { policy: 'v.json' } },
        },
      },
      identityCenter: { permissionSets: { p: { inlinePolicy: 'p.json' } } },
    };
    const { tree } = parsedText('file:///w/m', JSON.stringify(model), { comments: true });
    expect(neededFiles(tree, '')).toEqual(
      ['s', 'r', 'u', 't', 'm', 'n', 'b', 'v', 'p', 'e'].map((name) => `${name}.json`),
    );
    expect(fileReferences(tree).filter(({ use }) => use === 'import').length).toBe(2);
  });
});

describe('which model governs a file', () => {
  const top = candidate('iam-model.json');
  const infra = candidate('infra/iam-model.json', '../policies/a.json');
  const named = candidate('team/x.iam-model.json', '../policies/a.json', 'own.json');
  const models = [top, infra, named];
  test.each([
    ['policies/a.json', undefined, 'infra/iam-model.json'],
    ['policies/b.json', undefined, 'iam-model.json'],
    ['infra/deep/b.json', undefined, 'infra/iam-model.json'],
    ['team/own.json', undefined, 'team/x.iam-model.json'],
    ['team/other.json', undefined, 'iam-model.json'],
    ['team/x.iam-model.json', undefined, 'team/x.iam-model.json'],
    ['policies/a.json', 'team/x.iam-model.json', 'team/x.iam-model.json'],
    ['policies/a.json', './iam-model.json', 'iam-model.json'],
    ['policies/a.json', 'gone.json', undefined],
    ['policies/a.json', '', 'infra/iam-model.json'],
  ])('%s with the setting %s', (file, setting, expected) => {
    expect(governingModel(file, models, setting)?.path).toBe(expected);
  });

  test('none above', () => {
    expect(governingModel('a.json', [infra], undefined)).toBeUndefined();
  });

  test('two models that refer to a file: each says which counts', () => {
    const message = (model: typeof top) => severalProblems(model, models).map((problem) => problem.message);
    expect(message(infra)).toEqual([
      '"team/x.iam-model.json" refers to this file too; this model is nearer to it and counts.',
    ]);
    expect(message(named)).toEqual(['"infra/iam-model.json" refers to this file too, is nearer to it, and counts.']);
    expect(message(top)).toEqual([]);
    expect(severalProblems(infra, models)[0]).toMatchObject({ code: 'model-several', severity: 'suggestion' });
  });
});
