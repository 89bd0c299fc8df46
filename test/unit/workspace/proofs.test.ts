import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { rule } from '../../../server/src/checks/rule';
import { createProofThread } from '../../../server/src/node/proof-thread';
import type { FileFacts } from '../../../server/src/workspace/analysis';
import { createChecker } from '../../../server/src/workspace/checker';
import { createDocuments } from '../../../server/src/workspace/documents';
import type { ProofTask } from '../../../server/src/workspace/proof-task';
import { answerTask } from '../../../server/src/workspace/prove';
import { documentText } from '../../../server/src/workspace/text';
import { DEFAULT_CHECK_OPTIONS, DEFAULT_SETTINGS } from '../../../shared/settings';
import { testCatalog } from '../../kit/catalog';

const catalog = testCatalog();
const URI = 'file:///w/a.jsonc';

/** A rule as one that asks the kernel: it says something of each statement with the Sid `Dead`. */
const asking = {
  ...rule({
    code: 'asking',
    severity: 'warning',
    policyTypes: 'all',
    title: '',
    why: '',
    source: '',
    asksKernel: true,
    messages: { dead: 'Dead.' },
    fixes: { go: { title: 'Remove', effect: 'none' } },
    good: [],
    bad: [],
    checkDocument({ document, limits, report, fix }) {
      for (const { sid, node } of document.statements) {
        if (limits.now() > limits.deadline) return;
        const fixes = () => [fix('go', {}, [{ range: node, newText: '' }])];
        if (sid === 'Dead') report(node, 'dead', {}, { fixes, isUnnecessary: true });
      }
    },
  }),
  family: 'actions',
};
/** Beside shipped rules that say nothing of these policies. */
const withAsking = [...rules.filter(({ family }) => family !== 'redundancy'), asking];

const facts: FileFacts = {
  settings: DEFAULT_SETTINGS,
  isExcluded: false,
  path: 'a.jsonc',
  typeSetting: undefined,
  severities: [],
  options: DEFAULT_CHECK_OPTIONS,
  suppress: [],
  configuration: undefined,
  model: undefined,
  usesOf: () => undefined,
};

const statement = (sid: string) => `{ "Sid": "${sid}", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }`;
const policy = (...statements: readonly string[]) =>
  `{ "Version": "2012-10-17", "Statement": [\n${statements.join(',\n')}\n] }`;

function editor(text: string) {
  const documents = createDocuments(
    createChecker({
      catalog: () => catalog,
      builtInJson: false,
      pass: 'withoutProofs',
      today: () => '2026-01-01',
      log: () => undefined,
      rules: withAsking,
    }),
  );
  documents.open(documentText(URI, 'jsonc', 1, text));
  let version = 1;
  const analysis = () => documents.analysis(documents.get(URI)!, facts);
  return {
    analysis,
    documents,
    change(next: string) {
      version += 1;
      documents.change(URI, version, [{ text: next }]);
    },
    shown() {
      const { text: now } = documents.get(URI)!;
      return analysis()
        .findings()
        .filter(({ finding }) => ['asking', 'suppression-unused'].includes(finding.code))
        .map(({ finding }) => `${finding.code} ${now.slice(finding.range.start, finding.range.end)}`);
    },
    prove() {
      const before = analysis();
      const task = before.proofTask();
      return (
        task &&
        documents.addProofs(
          before,
          answerTask(task, catalog, UNLIMITED, () => undefined, withAsking),
        )
      );
    },
  };
}

const UNLIMITED = { now: () => 0, deadline: 1 };
const DEAD = statement('Dead');

describe('rules that ask the kernel', () => {
  test('come second, and their findings are added', () => {
    const { shown, prove, analysis } = editor(policy(statement('A'), DEAD));
    expect(shown()).toEqual([]);
    expect(prove()).toBe(true);
    expect(shown()).toEqual([`asking ${DEAD}`]);
    expect(analysis().proofTask()).toBeUndefined();
    const found = analysis()
      .findings()
      .find(({ finding }) => finding.code === 'asking');
    expect(found?.finding.fixes.map(({ title }) => title)).toEqual(['Remove']);
    expect(found?.finding.isUnnecessary).toBe(true);
  });

  test('stay where their text goes while one types, without fixes, until they are asked again', () => {
    const { change, shown, prove, analysis } = editor(policy(statement('A'), DEAD));
    prove();
    change(policy(statement('Longer'), DEAD));
    expect(shown()).toEqual([`asking ${DEAD}`]);
    expect(
      analysis()
        .findings()
        .flatMap(({ finding }) => finding.fixes),
    ).toEqual([]);
    expect(analysis().proofTask()?.text).toBe(policy(statement('Longer'), DEAD));
    change(policy(statement('Longer'), statement('Dea')));
    expect(shown()).toEqual([`asking ${statement('Dea')}`]);
    prove();
    expect(shown()).toEqual([]);
  });

  test('go with the statement that is deleted', () => {
    const { change, shown, prove } = editor(policy(statement('A'), DEAD, statement('B')));
    prove();
    change(policy(statement('A'), statement('B')));
    change(policy(statement('A')));
    expect(shown()).toEqual([]);
  });

  test('an answer to an older version is dropped', () => {
    const { change, analysis, documents } = editor(policy(DEAD));
    const before = analysis();
    change(policy(statement('A')));
    expect(documents.addProofs(before, [[]])).toBe(false);
  });

  test('a suppression of theirs is not called unused before they were asked', () => {
    const comment = '// writ-ignore asking -- why\n';
    const { shown, prove, analysis } = editor(policy(comment + statement('A')));
    // The code is none of the shipped ones, so it is called unknown here; what counts is that nothing else is said.
    const messages = () =>
      analysis()
        .findings()
        .map(({ finding }) => finding.messageId);
    expect(messages()).toEqual(['unknown']);
    prove();
    expect(shown()).toEqual(['suppression-unused asking']);
  });

  test('what cannot be decided in time is not said', () => {
    const { analysis } = editor(policy(DEAD));
    const late = { now: () => Number.POSITIVE_INFINITY, deadline: 1 };
    expect(answerTask(analysis().proofTask()!, catalog, late, () => undefined, withAsking)).toEqual([[]]);
  });

  test('are asked nothing where they are off', () => {
    const off = { ...facts, severities: [{ asking: 'off' as const }] };
    const { documents } = editor(policy(DEAD));
    expect(documents.analysis(documents.get(URI)!, off).proofTask()).toBeUndefined();
  });
});

test('limits of the principals that have the policy travel with the task', () => {
  const allow = '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }';
  const limits = [{ principal: 'prod:role/app', layers: [{ kind: 'scp', name: 'root r', texts: [] }] }] as const;
  const task: ProofTask = {
    uri: URI,
    languageId: 'json',
    text: policy(allow),
    isMeant: false,
    types: [['identity']],
    options: DEFAULT_CHECK_OPTIONS,
    severities: [],
    limits: [limits],
  };
  const codes = (of: ProofTask) =>
    answerTask(structuredClone(of), catalog, { now: () => 0, deadline: 1 }, () => undefined).map((found) =>
      found.map(({ code, messageId }) => `${code} ${messageId}`),
    );
  expect(codes(task)).toEqual([['statement-shadowed-by-deny controlled']]);
  expect(codes({ ...task, limits: [undefined] })).toEqual([[]]);
});

describe('the thread', () => {
  const log: string[] = [];
  const thread = createProofThread(join(__dirname, '..', '..', '..', 'dist', 'server.js'), (line) => log.push(line));
  afterAll(() => thread.dispose());
  const task = (uri: string): ProofTask => ({
    uri,
    languageId: 'json',
    text: policy(statement('A')),
    isMeant: false,
    types: [['identity']],
    options: DEFAULT_CHECK_OPTIONS,
    severities: [],
    limits: [],
  });

  test('answers each document, and of several versions the newest', async () => {
    const versions = [task(URI), task(URI), task(URI), task('file:///w/b.json')].map(thread.prove);
    const [first, second, third, other] = await Promise.all(versions);
    expect([first, second]).toEqual([undefined, undefined]);
    expect([third?.length, other?.length]).toEqual([1, 1]);
    expect(log).toEqual([]);
  });
});
