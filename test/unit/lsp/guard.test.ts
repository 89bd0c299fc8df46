import { describe, expect, test } from 'vitest';
import { type CancellationToken, ResponseError } from 'vscode-languageserver';
import { guardCall, guardRequest } from '../../../server/src/lsp/guard';

const token = (isCancellationRequested: boolean) => ({ isCancellationRequested }) as CancellationToken;

describe('guardRequest', () => {
  test.each([
    [
      'a throw',
      () => {
        throw new Error('boom');
      },
    ],
    ['a rejection', () => Promise.reject(new Error('boom'))],
  ])('%s is one line of the log and the empty answer', async (_name, handle) => {
    const lines: string[] = [];
    const guarded = guardRequest<null, number[]>('m', handle, [], (line) => lines.push(line));
    expect(await guarded(null, token(false))).toEqual([]);
    expect(lines.length).toBe(1);
    expect(lines[0]).toMatch(/^m: Error: boom/);
    expect(lines[0]).not.toContain('\n');
  });

  test('an error for the client goes through, and costs no line', async () => {
    const lines: string[] = [];
    const error = new ResponseError(-32602, 'no such role');
    const guarded = guardRequest(
      'm',
      () => Promise.reject(error),
      null,
      (line) => lines.push(line),
    );
    expect(await guarded(null, token(false))).toBe(error);
    expect(lines).toEqual([]);
  });

  test('what is cancelled is not begun', async () => {
    let ran = false;
    const guarded = guardRequest(
      'm',
      () => {
        ran = true;
        return 1;
      },
      0,
      () => undefined,
    );
    expect(await guarded(null, token(true))).toMatchObject({ code: -32800 });
    expect(ran).toBe(false);
  });
});

test('a notification that fails is one line of the log', async () => {
  const lines: string[] = [];
  guardCall(
    'n',
    () => {
      throw new Error('sync');
    },
    (line) => lines.push(line),
  )();
  guardCall(
    'n',
    () => Promise.reject('async'),
    (line) => lines.push(line),
  )();
  await Promise.resolve();
  await Promise.resolve();
  expect(lines.map((line) => line.slice(0, 14))).toEqual(['n: Error: sync', 'n: async']);
});
