import { expect, test } from 'vitest';
import { blocks, code, codeList, counted, escaped, lines, link, table } from '../../../server/src/features/markdown';

test.each([
  ['s3:Get*', 's3:Get\\*'],
  ['a_b [c](d) <i> `x` | ~ # & $', 'a\\_b \\[c\\](d) \\<i\\> \\`x\\` \\| \\~ \\# \\& \\$'],
  ['two\nlines\t here ', 'two lines here'],
  ['https://example.com www.example.com a@b', 'https\\://example.com www\\.example.com a\\@b'],
  ['\\', '\\\\'],
])('escaped %j', (text, expected) => {
  expect(escaped(text)).toBe(expected);
});

test.each([
  ['s3:*', '`s3:*`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['', '`  `'],
  ['a\nb', '`a b`'],
])('code %j', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test('links keep their text and cannot be ended by their address', () => {
  expect(link('a]b', 'https://x/(y) <z>')).toBe('[a\\]b](https://x/%28y%29%20%3Cz%3E)');
});

test('a table has bars between cells only', () => {
  expect(table(['A', 'B'], [[code('x|y'), escaped('p|q')]])).toBe('| A | B |\n| --- | --- |\n| `x\\|y` | p\\|q |');
});

test('blocks and lines leave out what is empty', () => {
  expect(blocks('a', undefined, '', lines('b', undefined, 'c'))).toBe('a\n\nb  \nc');
});

test('lists and counts', () => {
  expect(codeList(['a', 'b', 'c'], 2)).toBe('`a`, `b` and 1 more');
  expect(codeList(['a'], 2)).toBe('`a`');
  expect([counted(1, 'action'), counted(999, 'action'), counted(22198, 'action'), counted(1234567, 'x')]).toEqual([
    '1 action',
    '999 actions',
    '22,198 actions',
    '1,234,567 xs',
  ]);
});
