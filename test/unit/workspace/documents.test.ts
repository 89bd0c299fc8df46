import { describe, expect, test } from 'vitest';
import type { Checker, FileFacts } from '../../../server/src/workspace/analysis';
import { createChecker } from '../../../server/src/workspace/checker';
import { createDocuments, type Documents } from '../../../server/src/workspace/documents';
import { documentText } from '../../../server/src/workspace/text';
import { DEFAULT_SETTINGS } from '../../../shared/settings';
import { testCatalog } from '../../kit/catalog';

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
    *check() {
      counts.checks += 1;
      yield;
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

function realChecker(): Checker {
  const catalog = testCatalog();
  return createChecker({ catalog: () => catalog, builtInJson: false, today: () => '2026-01-01', log: () => undefined });
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

  test('findings step by step are those at once, and what is known of a version is known of the next', () => {
    const policies = (sids: readonly string[]) =>
      `{ "policies": [${sids.map((sid) => POLICY.replace('{ "Effect"', `{ "Sid": "${sid}", "Effect"`)).join(', ')}] }`;
    const checker = realChecker();
    const opened = (text: string) => {
      const documents = createDocuments(checker);
      documents.open(documentText('file:///w/a.json', 'json', 1, text));
      return documents;
    };
    const now = (documents: Documents) => documents.analysis(documents.get('file:///w/a.json')!, facts);
    const said = (documents: Documents) =>
      now(documents)
        .findings()
        .map(({ typed, finding }) => [typed?.site.pointer, finding.code, finding.range]);
    const [first, second] = [policies(['A', 'B', 'C']), policies(['A', 'X', 'C'])];

    const documents = opened(first);
    const before = now(documents);
    let steps = 0;
    while (before.advance()) steps += 1;
    expect(steps).toBeGreaterThan(3);
    expect(documents.isCurrent(before)).toBe(true);
    expect(said(documents)).toEqual(said(opened(first)));

    documents.change('file:///w/a.json', 2, [{ text: second }]);
    expect(documents.isCurrent(before)).toBe(false);
    now(documents).advance();
    documents.change('file:///w/a.json', 3, [{ text: first }]);
    expect(said(documents)).toEqual(said(opened(first)));
  });

  test('after edits, looked at in between or not, all is as if the text had been opened so', () => {
    const letter = (line: number, character: number, text: string) => ({
      range: { start: { line, character }, end: { line, character } },
      text,
    });
    const checker = realChecker();
    const statement = (action: string) => `{ "Effect": "Allow", "Action": ["${action}"], "Resource": "*" }`;
    const text = `{\n"Statement": [\n${['s3:GetObjekt', 's3:*', 'iam:PassRole'].map(statement).join(',\n')}\n] }`;
    const edits = [
      [letter(3, 40, 'x')],
      [letter(4, 40, 'y'), letter(2, 40, 'z'), letter(3, 41, '\n')],
      [letter(0, 1, '"Version": "2012-10-17",')],
      [letter(2, 3, '"Sid": "A",'), letter(2, 3, '"')],
      [{ range: { start: { line: 2, character: 3 }, end: { line: 2, character: 4 } }, text: '' }],
      [letter(2, 44, '?')],
    ];
    for (const looksBetween of [true, false]) {
      const documents = createDocuments(checker);
      documents.open(documentText('file:///w/a.json', 'json', 1, text));
      const now = () => documents.analysis(documents.get('file:///w/a.json')!, facts);
      now().findings();
      for (const [place, changes] of edits.entries()) {
        documents.change('file:///w/a.json', place + 2, changes);
        if (!looksBetween && place < edits.length - 1) continue;
        const fresh = createDocuments(checker);
        const document = documentText('file:///w/a.json', 'json', place + 2, now().document.text);
        fresh.open(document);
        const { tree, findings } = fresh.analysis(document, facts);
        expect(now().document).toEqual(document);
        expect(now().tree()).toEqual(tree());
        expect(
          now()
            .findings()
            .map(({ finding }) => ({ ...finding })),
        ).toEqual(findings().map(({ finding }) => ({ ...finding })));
      }
    }
  });
});
