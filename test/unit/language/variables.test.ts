import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasVariable, splitVariables, type TextPart } from '../../../server/src/language/variables';

const text = (value: string): TextPart => ({ kind: 'text', text: value });
const escaped = (character: string, start: number): TextPart => ({
  kind: 'escape',
  text: character,
  start,
  end: start + 4,
});
const variable = (key: string, fallback: string | undefined, start: number, end: number): TextPart => ({
  kind: 'variable',
  key,
  fallback,
  start,
  end,
});

describe('splitVariables', () => {
  test.each<[string, readonly TextPart[]]>([
    ['', []],
    ['plain', [text('plain')]],
    ['${aws:username}', [variable('aws:username', undefined, 0, 15)]],
    ['a/${aws:username}/b', [text('a/'), variable('aws:username', undefined, 2, 17), text('/b')]],
    ['${ aws:username }', [variable('aws:username', undefined, 0, 17)]],
    ["${aws:PrincipalTag/team, 'none'}", [variable('aws:PrincipalTag/team', 'none', 0, 32)]],
    ["${a,'b'}", [variable('a', 'b', 0, 8)]],
    ["${a, ''}", [variable('a', '', 0, 8)]],
    ["${a, 'b, c'}", [variable('a', 'b, c', 0, 12)]],
    ['${a, b}', [variable('a', undefined, 0, 7)]],
    ["${a, '}", [variable('a', undefined, 0, 7)]],
    ['${a}${b}', [variable('a', undefined, 0, 4), variable('b', undefined, 4, 8)]],
    ['${*}', [escaped('*', 0)]],
    ['a${?}${$}', [text('a'), escaped('?', 1), escaped('$', 5)]],
    ['${$}{a}', [escaped('$', 0), text('{a}')]],
    ['${aws:username', [text('${aws:username')]],
    ['${a}${b', [variable('a', undefined, 0, 4), text('${b')]],
    ['${}', [text('${}')]],
    ['a${ }b', [text('a${ }b')]],
    ['${}${a}', [text('${}'), variable('a', undefined, 3, 7)]],
    ['$ {a} $', [text('$ {a} $')]],
    ['${aws:RequestTag/cost center+a=b}', [variable('aws:RequestTag/cost center+a=b', undefined, 0, 33)]],
  ])('%s', (source, expected) => {
    expect(splitVariables(source)).toEqual(expected);
  });

  test('what it calls text, and what lies at the offsets it gives, is the source again', () => {
    const source = fc.array(fc.constantFrom('a', '$', '{', '}', '*', ',', "'", '${', ' ')).map((list) => list.join(''));
    fc.assert(
      fc.property(source, (from) => {
        const parts = splitVariables(from);
        const again = parts.map((part) => (part.kind === 'text' ? part.text : from.slice(part.start, part.end)));
        expect(again.join('')).toBe(from);
        expect(parts.some((part, index) => part.kind === 'text' && parts[index + 1]?.kind === 'text')).toBe(false);
      }),
    );
  });

  test.each([
    ['openings without end', '${'.repeat(5000)],
    ['empty variables', '${}'.repeat(5000)],
    ['an opening before each closing', `${'${'.repeat(5000)}${'}'.repeat(5000)}`],
  ])('comes back from %s', (_name, source) => {
    expect(splitVariables(source).length).toBeLessThanOrEqual(3);
  });
});

test.each([
  ['${a}', true],
  ['a${', true],
  ['$a {b}', false],
  ['', false],
])('%j may hold a variable: %s', (source, expected) => {
  expect(hasVariable(source)).toBe(expected);
});
