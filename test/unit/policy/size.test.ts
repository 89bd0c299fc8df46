import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../server/src/policy/document';
import { findPolicies } from '../../../server/src/policy/find';
import { policySize } from '../../../server/src/policy/size';
import { parseJson } from '../../../server/src/syntax/json';
import { minified } from '../../../server/src/syntax/minify';
import { siteOf } from '../../kit/rules';

const compact = '{"Version":"2012-10-17","Statement":[{"Sid":"a b","Effect":"Deny","Action":"*","Resource":"*"}]}';
const pretty = JSON.stringify(JSON.parse(compact), null, 2);

describe('the size of a policy', () => {
  test.each([
    ['identity', pretty, compact.length, 'characters'],
    ['boundary', pretty, compact.length, 'characters'],
    ['trust', pretty, compact.length, 'characters'],
    ['session', pretty, pretty.length, 'characters'],
    ['vpce', pretty, pretty.length, 'characters'],
    ['scp', pretty, pretty.length, 'characters'],
    ['rcp', pretty, pretty.length, 'characters'],
    ['resource', pretty, pretty.length, 'bytes'],
  ] as const)('%s', (type, text, counted, unit) => {
    expect(policySize(siteOf(text).document, type)).toEqual({
      counted,
      unit,
      written: pretty.length,
      stripped: compact.length,
    });
  });

  test('blanks inside strings count, and so do escapes as they are written', () => {
    const text = '{ "Statement": { "Sid": "a \\" b\\u0041 " } }';
    expect(policySize(siteOf(text).document, 'identity').counted).toBe(
      '{"Statement":{"Sid":"a \\" b\\u0041 "}}'.length,
    );
  });

  test('bytes are those of UTF-8, characters are code points', () => {
    const { counted, written } = policySize(siteOf('{"Statement":{"Sid":"é€😀"}}').document, 'resource');
    expect([counted - written]).toEqual([1 + 2 + 3]);
    expect(policySize(siteOf('{"Statement":{"Sid":"é€😀"}}').document, 'identity').counted).toBe(27);
  });

  test('is that of the text that the parser of JSON writes', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme' }), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const tree = parseJson(text, { comments: false });
        const document = { tree, root: tree.root } as PolicyDocument;
        expect(policySize(document, 'resource')).toEqual({
          counted: Buffer.byteLength(text),
          unit: 'bytes',
          written: [...text].length,
          stripped: [...JSON.stringify(JSON.parse(json))].length,
        });
      }),
    );
  });

  test('comments do not count', () => {
    const text = `// why\n{ /* a */ "Statement": [] // b\n}`;
    expect(policySize(siteOf(text).document, 'identity').counted).toBe('{"Statement":[]}'.length);
  });

  test('a policy inside another file is not sent with the indentation of the file', () => {
    const template = JSON.stringify({ Resources: { P: { PolicyDocument: JSON.parse(compact) } } }, null, 4);
    const [site] = findPolicies(parseJson(template, { comments: false }));
    expect(policySize(site!.document, 'scp')).toMatchObject({ counted: compact.length, written: compact.length });
  });
});

describe('minifying', () => {
  test('keeps the value', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const tree = parseJson(text, { comments: false });
        expect(minified(tree, tree.root)).toBe(JSON.stringify(JSON.parse(json)));
      }),
    );
  });

  test('keeps comments, and the line end behind a line comment', () => {
    const text = '{ // why\n  "a": [ 1, /* two */ 2 ]\n}';
    const tree = parseJson(text, { comments: true });
    expect(minified(tree, tree.root)).toBe('{// why\n"a":[1,/* two */2]}');
    expect(minified(parseJson(minified(tree, tree.root), { comments: true }), { start: 0, end: 99 })).toBe(
      '{// why\n"a":[1,/* two */2]}',
    );
  });
});
