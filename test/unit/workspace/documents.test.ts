import { describe, expect, test } from 'vitest';
import type { Checker, FileFacts } from '../../../server/src/workspace/analysis';
import { createDocuments } from '../../../server/src/workspace/documents';
import { documentText } from '../../../server/src/workspace/text';
import { DEFAULT_SETTINGS } from '../../../shared/settings';

const facts: FileFacts = {
  settings: DEFAULT_SETTINGS,
  isExcluded: false,
  path: 'a.json',
  typeSetting: undefined,
  severities: [],
  options: DEFAULT_SETTINGS.checks.options,
  suppress: [],
  configuration: undefined,
  model: undefined,
  usesOf: () => undefined,
};
const POLICY = '{ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }';

function counted() {
  const counts = { checks: 0 };
  const checker: Checker = {
    check: () => {
      counts.checks += 1;
      return [];
    },
    unreported: () => [],
    settle: (findings) => ({ findings, used: new Set() }),
    limits: () => undefined,
    proofs: () => [],
    needsProofs: () => false,
  };
  return { counts, documents: createDocuments(checker) };
}

describe('documents', () => {
  test('a version is read and checked once, whoever asks', () => {
    const { counts, documents } = counted();
    const document = documentText('file:///w/a.json', 'json', 1, POLICY);
    documents.open(document);
    const analysis = documents.analysis(document, facts);
    analysis.findings();
    documents.analysis(document, facts).findings();
    expect(documents.analysis(document, facts)).toBe(analysis);
    expect(counts.checks).toBe(1);
  });

  test('new facts check again without reading again', () => {
    const { counts, documents } = counted();
    const document = documentText('file:///w/a.json', 'json', 1, POLICY);
    documents.open(document);
    const before = documents.analysis(document, facts);
    const after = documents.analysis(document, { ...facts });
    expect(after.sites()[0]?.site).toBe(before.sites()[0]?.site);
    before.findings();
    after.findings();
    expect(counts.checks).toBe(2);
  });

  test('a document is found under each form of its URI', () => {
    const { documents } = counted();
    documents.open(documentText('file:///c%3A/a.json', 'json', 1, ''));
    expect(documents.change('file:///C:/a.json', 2, [{ text: 'x' }])).toBe(true);
    expect(documents.get('file:///c:/a.json')?.text).toBe('x');
    documents.close('file:///C%3A/a.json');
    expect(documents.all()).toEqual([]);
    expect(documents.change('file:///C:/a.json', 3, [])).toBe(false);
  });

  test.each([
    ['other JSON', '{ "name": "x" }', facts, 0],
    ['an excluded file', POLICY, { ...facts, isExcluded: true }, 0],
    ['a policy', POLICY, facts, 1],
    ['anything that a setting names', '{}', { ...facts, typeSetting: { type: 'scp', pattern: '*' } as const }, 1],
  ])('%s', (_name, text, known, count) => {
    const { documents } = counted();
    const document = documentText('file:///w/a.json', 'json', 1, text);
    documents.open(document);
    expect(documents.analysis(document, known).sites().length).toBe(count);
  });
});
