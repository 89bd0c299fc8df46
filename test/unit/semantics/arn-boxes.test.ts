import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arnFields } from '../../../server/src/language/arn';
import { compilePattern, matchesArn } from '../../../server/src/language/pattern';
import { boxesOf, wildcardTokens } from '../../../server/src/semantics/arn-boxes';
import { globMatches } from '../../../server/src/semantics/globs';

function isInBoxes(entry: string, arn: string): boolean {
  const fields = arnFields(arn);
  return boxesOf(wildcardTokens(entry)).some((box) => box.every((glob, at) => globMatches(glob, fields[at + 1] ?? '')));
}

const ENTRIES: readonly (readonly [entry: string, arn: string, isIn: boolean])[] = [
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k', true],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::c/k', false],
  ['arn:aws:logs:*:log-group:/x', 'arn:aws:logs:us-east-1:111122223333:log-group:/x', true],
  ['arn:aws:sqs:*:*:a*:b', 'arn:aws:sqs:r:1:a:x:b', true],
  ['arn:aws:sqs:r*x:1:a', 'arn:aws:sqs:r:x:1:a', false],
  ['arn:aws:*', 'arn:aws:s3:::b', true],
  ['arn:aws:s3', 'arn:aws:s3:::b', false],
];

describe('entries of Resource as boxes', () => {
  test.each(ENTRIES)('%s and %s', (entry, arn, isIn) => {
    expect(isInBoxes(entry, arn)).toBe(isIn);
  });

  test('match what the evaluator matches', () => {
    const piece = fc.constantFrom('', 'a', 'b', '*', '?', 'a*', '*b', '*a*', 'a:b', '/');
    const field = fc.constantFrom('', 'a', 'b', 'ab', 'aab', '/');
    const entries = fc.array(piece, { minLength: 3, maxLength: 7 }).map((pieces) => `arn:${pieces.join(':')}`);
    const arns = fc
      .tuple(fc.array(field, { minLength: 4, maxLength: 4 }), fc.array(field, { minLength: 1, maxLength: 3 }))
      .map(([head, rest]) => `arn:${head.join(':')}:${rest.join(':')}`);
    fc.assert(
      fc.property(entries, arns, (entry, arn) => {
        expect(isInBoxes(entry, arn)).toBe(matchesArn(compilePattern(entry), arn));
      }),
      { seed: 20261125, numRuns: 20_000 },
    );
  });
});
