import { expect, test } from 'vitest';
import { fileText } from '../../../server/src/node/file-text';

const TEXT = '{ "Sid": "é😀" }\r\n';
const littleEndian = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

test.each<[string, Buffer, string]>([
  ['UTF-8', Buffer.from(TEXT), TEXT],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`), TEXT],
  ['UTF-16 as Windows writes it', littleEndian(TEXT), TEXT],
  ['UTF-16, the other order', littleEndian(TEXT).swap16(), TEXT],
  ['half a character at the end', Buffer.concat([littleEndian('{}').swap16(), Buffer.from([0])]), '{}'],
  ['nothing', Buffer.alloc(0), ''],
  ['bytes that are no text', Buffer.from([0x22, 0xff, 0x22]), '"\ufffd"'],
])('%s', (_name, bytes, expected) => {
  expect(fileText(bytes)).toBe(expected);
});
