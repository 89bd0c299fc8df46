import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../scripts/paths';
import { type Place, place, writ } from './cli';

const CASE = {
  id: 'one',
  request: {
    principal: 'arn:aws:iam::111122223333:user/alice',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccount: '111122223333',
    context: {},
  },
  policies: {
    identity: [
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }],
      },
    ],
  },
};
const ALLOWED = {
  decision: 'allowed',
  certainty: 'certain',
  decidedBy: 'identity',
  missingContext: [],
  assumptions: [],
};

let files: Place;
beforeAll(() => {
  files = place({ 'cases.jsonl': `${JSON.stringify(CASE)}\n` });
});
afterAll(() => files.remove());

async function answersTo(...lines: readonly string[]) {
  const { code, out, err } = await writ(['evaluate'], files.folder, { input: lines.join('\n') });
  const answers: unknown[] = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { code, answers, err };
}

describe('writ evaluate', () => {
  test('reads a file', async () => {
    const { code, out, err } = await writ(['evaluate', 'cases.jsonl'], files.folder);
    expect([code, JSON.parse(out), err]).toEqual([0, { id: 'one', ...ALLOWED }, '']);
  });

  test('answers each line in order, the unusable ones too', async () => {
    const { id, ...nameless } = CASE;
    expect(
      await answersTo(
        JSON.stringify(CASE),
        '',
        '{ "id": "broken"',
        '   ',
        JSON.stringify({ id: 'empty' }),
        '[1]',
        JSON.stringify(nameless),
      ),
    ).toEqual({
      code: 1,
      err: '',
      answers: [
        { id: 'one', ...ALLOWED },
        { id: 'broken', error: 'The line is no valid JSON.' },
        { id: 'empty', error: 'The member "request" is missing: an object with principal, action and resource.' },
        { id: 'line 6', error: 'A case is a JSON object with "request" and "policies".' },
        { id: 'line 7', ...ALLOWED },
      ],
    });
  });

  test('names members that it does not know', async () => {
    const { answers, code } = await answersTo(JSON.stringify({ ...CASE, colour: 'red' }));
    expect([code, answers]).toEqual([0, [{ id: 'one', ...ALLOWED, warnings: ['colour'] }]]);
  });

  test('survives lines that no reader would write', async () => {
    const deep = '['.repeat(100_000);
    const { code, answers } = await answersTo(
      deep,
      `{"request":${'{"a":'.repeat(50_000)}`,
      '\0',
      '{"request":{"principal":1}}',
      JSON.stringify({ ...CASE, policies: [1, null, 'x'] }),
      JSON.stringify({ ...CASE, policies: { identity: 'x', scps: 7, resource: [], session: {} } }),
      JSON.stringify(CASE),
    );
    expect(code).toBe(1);
    expect(answers).toHaveLength(7);
    expect(answers.at(-1)).toEqual({ id: 'one', ...ALLOWED });
  });

  test('has no line for an empty input', async () => {
    expect(await answersTo('')).toEqual({ code: 0, answers: [], err: '' });
  });

  test.each([
    ['a file that is missing', 'nope.jsonl', 'writ: cannot read nope.jsonl: there is no such file\n'],
    ['a folder', '.', 'writ: cannot read .: it is a folder\n'],
  ])('cannot run with %s', async (_, file, err) => {
    expect(await writ(['evaluate', file], files.folder)).toEqual({ code: 2, out: '', err });
  });

  test('decides every vector as AWS documents say', async () => {
    const text = readFileSync(inRoot('test/vectors/vectors.jsonl'), 'utf8');
    const { code, out } = await writ(['evaluate'], files.folder, { input: text });
    const lines = (jsonl: string) =>
      jsonl
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const short = ({ id, decision, decidedBy }: { id: string; decision: string; decidedBy: string }) =>
      `${id} ${decision} ${decidedBy}`;
    const expected = lines(text).map(({ expect: decision, ...rest }) => short({ ...rest, decision }));
    expect(lines(out).map(short)).toEqual(expected);
    expect(code).toBe(0);
  });
});
