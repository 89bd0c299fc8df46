import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createReaders } from '../../../server/src/checks/statement-facts';
import { parseJson } from '../../../server/src/syntax/json';
import { reparseJson } from '../../../server/src/syntax/reparse';
import { testCatalog } from '../../kit/catalog';

/** A text that is cut from a document keeps all of it alive, in V8, unless it is copied. */

const catalog = testCatalog();
const readers = createReaders(catalog);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

/** The text at the end of a document of a megabyte. */
function cutFromDocument(text: string): string {
  const document = Buffer.from('x'.repeat(1_000_000) + text).toString('latin1');
  return document.slice(1_000_000);
}

test.each([
  ['actions', (number: number) => readers.action(cutFromDocument(`s3:GetObjectNumber${number}`))],
  ['resources', (number: number) => readers.resource(cutFromDocument(`arn:aws:s3:::bucket-number-${number}`))],
  ['patterns of actions', (number: number) => catalog.actionRanges(cutFromDocument(`s3:GetObjectNumber${number}*`))],
])('what is remembered of %s keeps no document', (_name, read) => {
  read(-1);
  const before = heapMegabytes();
  for (let number = 0; number < 100; number += 1) read(number);
  expect(heapMegabytes() - before).toBeLessThan(20);
});

test('a tree that shares nodes with those before it keeps the text of none of them', () => {
  const items = Array.from({ length: 100 }, (_, at) => `"${at}-${'x'.repeat(10_000)}"`);
  let tree = parseJson(`[${items.join(',')}]`, { comments: false });
  const before = heapMegabytes();
  for (let number = 99; number >= 0; number -= 1) {
    const start = tree.text.indexOf(`"${number}-`) + 1;
    const text = Buffer.from(`${tree.text.slice(0, start)}9${tree.text.slice(start)}`).toString('latin1');
    tree = reparseJson(tree, text, { start, end: start, newEnd: start + 1 });
  }
  expect(heapMegabytes() - before).toBeLessThan(20);
  expect(tree.problems).toEqual([]);
});
