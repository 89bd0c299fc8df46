import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../server/src/cli/lines';

async function lines(bytes: Uint8Array, cuts: readonly number[]): Promise<readonly string[]> {
  async function* chunks() {
    let start = 0;
    for (const cut of [...cuts, bytes.length]) {
      yield bytes.subarray(start, cut);
      start = cut;
    }
  }
  const found: string[] = [];
  for await (const line of linesOf(chunks())) found.push(line);
  return found;
}

describe('lines of a stream', () => {
  test.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\nb', ['a', '', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['\ufeff{}\n{}', ['{}', '{}']],
    ['"\u2028\u2029"\n1', ['"\u2028\u2029"', '1']],
  ])('%j', async (text, expected) => {
    expect(await lines(new TextEncoder().encode(text), [])).toEqual(expected);
  });

  test('come out the same wherever the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\ufeff]/g, ''))),
        fc.array(fc.nat(60)),
        async (expected, at) => {
          const bytes = new TextEncoder().encode(expected.map((line) => `${line}\n`).join(''));
          const cuts = at.filter((cut) => cut < bytes.length).sort((left, right) => left - right);
          expect(await lines(bytes, cuts)).toEqual(expected);
        },
      ),
    );
  });
});
