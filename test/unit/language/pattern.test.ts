import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compileParts,
  compilePattern,
  covers,
  coversArn,
  hasWildcard,
  intersects,
  matches,
  matchesArn,
  overlapsArn,
  type PatternPart,
} from '../../../server/src/language/pattern';

const pattern = (text: string) => compilePattern(text);
const literal = (text: string): PatternPart => ({ text, isLiteral: true });
const wild = (text: string): PatternPart => ({ text, isLiteral: false });
const runs = { numRuns: 3000 };

/** Texts over a few characters, so that coincidences are frequent. */
const over = (characters: string, maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { maxLength }).map((list) => list.join(''));

/** The plainest reading of a glob, by recursion. */
function globMatches(glob: string, text: string): boolean {
  if (glob === '') return text === '';
  if (glob[0] === '*') return globMatches(glob.slice(1), text) || (text !== '' && globMatches(glob, text.slice(1)));
  return text !== '' && (glob[0] === '?' || glob[0] === text[0]) && globMatches(glob.slice(1), text.slice(1));
}

/** All texts over some characters up to a length. */
function textsOver(characters: string, maxLength: number): string[] {
  const texts = [''];
  for (let from = 0, length = 1; length <= maxLength; length += 1) {
    const to = texts.length;
    for (; from < to; from += 1) for (const character of characters) texts.push(texts[from] + character);
  }
  return texts;
}

describe('matches', () => {
  test.each([
    ['s3:GetObject', 's3:GetObject', true],
    ['s3:GetObject', 's3:getobject', false],
    ['s3:Get*', 's3:Get', true],
    ['s3:Get*', 's3:GetObject', true],
    ['s3:*Object', 's3:Object', true],
    ['s3:*Object', 's3:GetObjectAcl', false],
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:Get?', 's3:Get', false],
    ['?', '', false],
    ['*', '', true],
    ['**', 'anything', true],
    ['*?*', '', false],
    ['*?*', 'a', true],
    ['', '', true],
    ['', 'a', false],
    ['a*b*c', 'aXbXbXc', true],
    ['a*b*c', 'aXcXb', false],
    ['[a-z].+', '[a-z].+', true],
    ['[a-z]', 'b', false],
    ['\\*', '\\x', true],
    ['${*}', '${x}', true],
  ])('%s with %s: %s', (glob, text, expected) => {
    expect(matches(pattern(glob), text)).toBe(expected);
  });

  test('agrees with the plain recursive reading', () => {
    fc.assert(
      fc.property(over('ab*?', 7), over('ab', 8), (glob, text) => {
        expect(matches(pattern(glob), text)).toBe(globMatches(glob, text));
      }),
      runs,
    );
  });

  test.each([
    ['a star in literal text', [literal('a*')], 'a*', true],
    ['a star in literal text is no wildcard', [literal('a*')], 'ab', false],
    ['a question mark in literal text', [wild('a'), literal('?')], 'ab', false],
    ['wildcards around literal text', [wild('*'), literal('*'), wild('*')], 'a*b', true],
    ['wildcards around literal text that is missing', [wild('*'), literal('*'), wild('*')], 'ab', false],
    ['stars of two parts become one', [wild('a*'), wild('*')], 'a', true],
    ['no parts at all', [], '', true],
  ] as const)('%s', (_name, parts, text, expected) => {
    expect(matches(compileParts('source', parts), text)).toBe(expected);
  });
});

describe('a compiled pattern', () => {
  test.each([
    ['abc', { literal: 'abc', isUniversal: false }],
    ['a*', { literal: undefined, isUniversal: false }],
    ['***', { literal: undefined, isUniversal: true }],
    ['*?', { literal: undefined, isUniversal: false }],
    ['', { literal: '', isUniversal: false }],
  ])('of %j', (source, expected) => {
    const compiled = pattern(source);
    expect({ literal: compiled.literal, isUniversal: compiled.isUniversal }).toEqual(expected);
    expect(compiled.source).toBe(source);
  });

  test('knows wildcards', () => {
    expect(['a', 'a*', 'a?', '', '${}'].map(hasWildcard)).toEqual([false, true, true, false, false]);
  });
});

describe('covers', () => {
  test.each([
    ['*', 's3:*', true],
    ['s3:*', '*', false],
    ['s3:*', 's3:Get*', true],
    ['s3:Get*', 's3:*', false],
    ['s3:*Object', 's3:Get*Object', true],
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:GetObject', 's3:Get?bject', false],
    ['?*', '*?', true],
    ['*?', '?*', true],
    ['??', '?', false],
    ['*a*', 'a', true],
    ['?*', '*a', true],
    ['?*', '*', false],
    ['*?a*', '*a*', false],
    ['*?', 'a*', true],
    ['*?b*', 'a*b', true],
    ['*aa?*', 'a*aa*', false],
    ['a', 'a', true],
    ['', '', true],
    ['', '*', false],
  ])('%s over %s: %s', (outer, inner, expected) => {
    expect(covers(pattern(outer), pattern(inner))).toBe(expected);
  });

  test('is exact: brute force over an alphabet with a letter that no pattern names', () => {
    const texts = textsOver('abz', 7);
    fc.assert(
      fc.property(over('ab*?', 6), over('ab*?', 5), (outer, inner) => {
        const hasCounterexample = texts.some((text) => globMatches(inner, text) && !globMatches(outer, text));
        expect(covers(pattern(outer), pattern(inner))).toBe(!hasCounterexample);
      }),
      { numRuns: 800 },
    );
  });

  test.each([
    ['*a??????????????????*', '*a*b??????????????????*', true],
    ['*a??????????????????', '*a*a??????????????????', true],
    ['*a??????????????????', '*a*a?????????????????', false],
    ['*a????????????????????????????????????????b*', `*a${'*a*b'.repeat(30)}*`, false],
    ['*a???????????????', 'b*a**a*ab*??*?**', false],
  ])('%s over %s: %s, however many texts there are to look at', (outer, inner, expected) => {
    expect(covers(pattern(outer), pattern(inner))).toBe(expected);
  });
});

describe('intersects', () => {
  test.each([
    ['s3:Get*', 's3:*Object', true],
    ['s3:Get*', 's3:Put*', false],
    ['a*b', 'a*c', false],
    ['*a', 'b*', true],
    ['a?', '?b', true],
    ['a?', '?', false],
    ['?*', '', false],
    ['*', '', true],
    ['ab*', 'a*bc', true],
    ['', '', true],
  ])('%s and %s: %s', (left, right, expected) => {
    expect(intersects(pattern(left), pattern(right))).toBe(expected);
    expect(intersects(pattern(right), pattern(left))).toBe(expected);
  });

  test('is exact: brute force', () => {
    const texts = textsOver('ab', 9);
    fc.assert(
      fc.property(over('ab*?', 4), over('ab*?', 4), (left, right) => {
        const hasWitness = texts.some((text) => globMatches(left, text) && globMatches(right, text));
        expect(intersects(pattern(left), pattern(right))).toBe(hasWitness);
      }),
      { numRuns: 800 },
    );
  });
});

/** Splits at the first five colons. */
function fieldsOf(text: string): string[] {
  const all = text.split(':');
  return all.length <= 6 ? all : [...all.slice(0, 5), all.slice(5).join(':')];
}

/** The entry, and each entry made from it by inserting `:*` after stars that end their segment, five times at most. */
function variantsOf(entry: string): string[] {
  const found = new Set([entry.replace(/\*+/g, '*')]);
  let newest = [...found];
  for (let times = 0; times < 5; times += 1) {
    const longer = newest.flatMap((text) =>
      [...text.matchAll(/\*(?=:|$)/g)].map(({ index }) => `${text.slice(0, index + 1)}:*${text.slice(index + 1)}`),
    );
    newest = [...new Set(longer)].filter((text) => !found.has(text));
    for (const text of newest) found.add(text);
  }
  return [...found];
}

function isMatchBySegments(entry: string, arn: string): boolean {
  const fields = fieldsOf(arn);
  return variantsOf(entry).some((variant) => {
    const globs = fieldsOf(variant);
    return globs.length === fields.length && globs.every((glob, index) => globMatches(glob, fields[index]!));
  });
}

const arnText = fc
  .tuple(fc.array(over('ab', 2), { minLength: 5, maxLength: 5 }), over('ab:', 4))
  .map(([fields, resource]) => [...fields, resource].join(':'));
const segment = fc.constantFrom('', 'a', 'b', '*', '?', 'a*', '*a', 'a*b', '*b*', '**', '?*', '*?');
const entryText = fc.oneof(
  fc.array(segment, { minLength: 1, maxLength: 8 }).map((segments) => segments.join(':')),
  over('a:*?', 10),
);
const requestText = fc
  .tuple(fc.array(segment, { minLength: 5, maxLength: 5 }), over('ab:*?', 4))
  .map(([fields, resource]) => [...fields, resource].join(':'));

describe('matchesArn', () => {
  test.each([
    ['*', 'arn:aws:s3:::bucket', true],
    ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket', true],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b:c', true],
    ['arn:aws:s3:::bucket*', 'arn:aws:s3:::bucket', true],
    ['arn:aws:s3:::*/secret', 'arn:aws:s3:::bucket/a/secret', true],
    // A star that ends its segment runs over colons, one with text behind it stays inside.
    ['arn:aws:sqs:*:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:aws:*', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:*', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:aws:sqs:eu*1:111122223333:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:aws:sqs:eu*jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', false],
    ['arn:aws:sqs:eu*:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:aws:sqs?eu-west-1:111122223333:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', false],
    // Behind the fifth colon everything is free.
    ['arn:aws:logs:*:*:log-group:x?*', 'arn:aws:logs:eu-west-1:111122223333:log-group:x:*', true],
    ['arn:aws:logs:*:*:log-group:*x', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:b:x', true],
    ['arn:aws:s3:::Bucket', 'arn:aws:s3:::bucket', false],
    ['arn:aws:s3:::buc?et', 'arn:aws:s3:::bucket', true],
    ['arn:aws*:s3:::bucket', 'arn:aws-cn:s3:::bucket', true],
    ['arn:aws:s3:::bucket', 'arn:aws-cn:s3:::bucket', false],
  ])('%s with %s: %s', (entry, arn, expected) => {
    expect(matchesArn(pattern(entry), arn)).toBe(expected);
  });

  test('agrees with comparing segment by segment', () => {
    fc.assert(
      fc.property(entryText, arnText, (entry, arn) => {
        expect(matchesArn(pattern(entry), arn)).toBe(isMatchBySegments(entry, arn));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('overlapsArn', () => {
  test.each([
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a*', true],
    ['arn:aws:s3:::bucket/a*', 'arn:aws:s3:::bucket/*', true],
    ['arn:aws:s3:::bucket/a*', 'arn:aws:s3:::bucket/b*', false],
    ['arn:aws:sqs:*:jobs', 'arn:aws:sqs:*:*:j*', true],
    ['arn:aws:sqs:eu*jobs', 'arn:aws:sqs:*:*:jobs', false],
    ['arn:aws:s3:::bucket', '*', true],
    ['*', 'arn:aws:s3:::*', true],
  ])('%s and %s: %s', (entry, request, expected) => {
    expect(overlapsArn(pattern(entry), pattern(request))).toBe(expected);
  });

  test('agrees with intersecting segment by segment', () => {
    fc.assert(
      fc.property(entryText, requestText, (entry, request) => {
        const fields = fieldsOf(request);
        const expected = variantsOf(entry).some((variant) => {
          const globs = fieldsOf(variant);
          return globs.length === 6 && globs.every((glob, index) => intersects(pattern(glob), pattern(fields[index]!)));
        });
        expect(overlapsArn(pattern(entry), pattern(request))).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  test('answers for long patterns by the plain globs', () => {
    const long = `arn:aws:s3:::${'a*'.repeat(3000)}`;
    expect(overlapsArn(pattern(long), pattern(`${long}b`))).toBe(true);
  });
});

describe('coversArn', () => {
  test.each([
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a*', true],
    ['arn:aws:s3:::bucket/a*', 'arn:aws:s3:::bucket/*', false],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/*', true],
    ['arn:aws:sqs:*:jobs', 'arn:aws:sqs:*:*:jobs', true],
    ['*', 'arn:aws:s3:::*', true],
    ['arn:aws:s3:::a?', 'arn:aws:s3:::a?', true],
    ['arn:aws:s3:::a?', 'arn:aws:s3:::a*', false],
    ['arn:aws:s3:::a?*', 'arn:aws:s3:::a*', false],
    ['arn:aws:s3:::a*', 'arn:aws:s3:::a?', true],
  ])('%s over %s: %s', (entry, request, expected) => {
    expect(coversArn(pattern(entry), request)).toBe(expected);
  });

  test('a literal star of the entry is not the request’s wildcard', () => {
    const entry = compileParts('arn:aws:s3:::${*}', [wild('arn:aws:s3:::'), literal('*')]);
    expect(coversArn(entry, 'arn:aws:s3:::*')).toBe(false);
  });

  test('is sound: what it covers, it matches in every form', () => {
    const filling = fc.array(over('ab', 2), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(entryText, requestText, filling, (entry, request, texts) => {
        fc.pre(coversArn(pattern(entry), request));
        let used = 0;
        const next = () => texts[used++ % texts.length]!;
        const arn = request.replace(/[*?]/g, (wildcard) => (wildcard === '*' ? next() : (next()[0] ?? 'z')));
        expect(matchesArn(pattern(entry), arn)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Nothing is timed: a walk that backtracks over these would not come back. */
describe('hostile patterns of 10,000 characters', () => {
  const text = 'a'.repeat(10_000);
  const arn = `arn:aws:s3:::${text}`;

  test.each([
    ['stars and letters', 'a*'.repeat(5000), true],
    ['that miss at the end', `${'a*'.repeat(5000)}b`, false],
    ['stars and question marks', '*?'.repeat(5000), true],
    ['more question marks than characters', '?*'.repeat(10_001), false],
    ['one star before many letters', `*${'a'.repeat(5000)}b`, false],
  ])('%s', (_name, glob, expected) => {
    expect(matches(pattern(glob), text)).toBe(expected);
    expect(matchesArn(pattern(`arn:aws:s3:::${glob}`), arn)).toBe(expected);
    expect(intersects(pattern(glob), pattern(text))).toBe(expected);
    expect(covers(pattern(glob), pattern(text))).toBe(expected);
    expect(coversArn(pattern(`arn:aws:s3:::${glob}`), arn)).toBe(expected);
  });

  test('against each other', () => {
    const stars = pattern('a*'.repeat(5000));
    expect(covers(stars, pattern('a?*'.repeat(5000)))).toBe(true);
    expect(covers(pattern(`${'?'.repeat(400)}*`), pattern(`*${'a'.repeat(400)}`))).toBe(true);
    expect(covers(pattern(`${'?'.repeat(5000)}*`), pattern(`*${'a'.repeat(5000)}`))).toBe(true);
    expect(covers(pattern(`${'?'.repeat(5001)}*`), pattern(`*${'a'.repeat(5000)}`))).toBe(false);
    expect(intersects(stars, pattern(`${'*?'.repeat(5000)}b`))).toBe(true);
  });
});
