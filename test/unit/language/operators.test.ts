import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BASE_OPERATORS,
  compileArnPattern,
  matchesArnFields,
  operatorName,
  parseOperator,
} from '../../../server/src/language/operators';
import type { PatternPart } from '../../../server/src/language/pattern';

const written = (text: string): readonly PatternPart[] => [{ text, isLiteral: false }];

/** Does the request's value pass the operator's comparison with the policy's value? Undefined: AWS would refuse the value. */
function compare(name: string, policyValue: string, requestValue: string): boolean | undefined {
  return parseOperator(name)?.base.prepare(written(policyValue))?.(requestValue);
}

describe('the base operators', () => {
  test('are those of the table, positive and negated', () => {
    const rows = BASE_OPERATORS.map((row) =>
      [
        row.name,
        row.type,
        row.isNegated && 'negated',
        row.takesVariables && 'variables',
        row.takesWildcards && 'wildcards',
      ]
        .filter(Boolean)
        .join(' '),
    );
    expect(rows).toEqual([
      'StringEquals String variables',
      'StringNotEquals String negated variables',
      'StringEqualsIgnoreCase String variables',
      'StringNotEqualsIgnoreCase String negated variables',
      'StringLike String variables wildcards',
      'StringNotLike String negated variables wildcards',
      'NumericEquals Numeric',
      'NumericNotEquals Numeric negated',
      'NumericLessThan Numeric',
      'NumericLessThanEquals Numeric',
      'NumericGreaterThan Numeric',
      'NumericGreaterThanEquals Numeric',
      'DateEquals Date',
      'DateNotEquals Date negated',
      'DateLessThan Date',
      'DateLessThanEquals Date',
      'DateGreaterThan Date',
      'DateGreaterThanEquals Date',
      'Bool Bool variables',
      'BinaryEquals Binary',
      'IpAddress IPAddress',
      'NotIpAddress IPAddress negated',
      'ArnEquals ARN variables wildcards',
      'ArnNotEquals ARN negated variables wildcards',
      'ArnLike ARN variables wildcards',
      'ArnNotLike ARN negated variables wildcards',
      'Null Null',
    ]);
  });

  const ROLE = 'arn:aws:iam::111122223333:role/app';

  /** Operator, its negated twin, policy value, a request value that matches it, one that does not, one that does not parse. */
  test.each([
    ['StringEquals', 'StringNotEquals', 'Blue', 'Blue', 'blue', undefined],
    ['StringEquals', 'StringNotEquals', '*', '*', 'x', undefined],
    ['StringEquals', 'StringNotEquals', '', '', 'x', undefined],
    ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'ÉTÉ', 'été', 'ete', undefined],
    ['StringLike', 'StringNotLike', 'h?me/*', 'home/', 'Home/', undefined],
    ['NumericEquals', 'NumericNotEquals', '10', '10.0', '11', 'ten'],
    ['NumericLessThan', undefined, '10', '9.99', '10', '1e0'],
    ['NumericLessThanEquals', undefined, '10', '10', '10.01', ''],
    ['NumericGreaterThan', undefined, '-10', '-9', '-10', '1,000'],
    ['NumericGreaterThanEquals', undefined, '10', '10', '9', 'x'],
    ['DateEquals', 'DateNotEquals', '2024-01-01', '1704067200', '2024-01-02', 'today'],
    ['DateLessThan', undefined, '2024-01-01T00:00:00Z', '2023', '2024', '1969'],
    ['DateLessThanEquals', undefined, '2024', '2024-01-01', '2024-01-01T00:00:01Z', '2024-02-30'],
    ['DateGreaterThan', undefined, '2024', '2024-01-01T00:00:00.1Z', '2024', ''],
    ['DateGreaterThanEquals', undefined, '2024', '2024', '2023-12-31T23:59:59Z', 'x'],
    ['Bool', undefined, 'true', 'TRUE', 'false', '1'],
    ['Bool', undefined, 'False', 'false', 'true', ''],
    ['BinaryEquals', undefined, 'YQ==', 'YR==', 'Yg==', 'YQ'],
    ['IpAddress', 'NotIpAddress', '203.0.113.0/24', '203.0.113.9', '203.0.114.9', '203.0.113'],
    ['IpAddress', 'NotIpAddress', '2001:db8::/32', '2001:DB8::1', '203.0.113.9', '2001:db8::1%1'],
    ['ArnEquals', 'ArnNotEquals', 'arn:aws:iam::*:role/a*', ROLE, 'arn:aws:iam::111122223333:user/a', 'role/app'],
    ['ArnLike', 'ArnNotLike', 'arn:*:iam::?11122223333:role/app', ROLE, `${ROLE}s`, 'arn:aws:iam::role/app'],
    ['Null', undefined, 'true', 'absent', 'present', undefined],
    ['Null', undefined, 'FALSE', 'present', 'absent', undefined],
  ])('%s, %s with %j', (name, negatedName, value, match, mismatch, unparseable) => {
    expect(compare(name, value, match)).toBe(true);
    expect(compare(name, value, mismatch)).toBe(false);
    if (unparseable !== undefined) expect(compare(name, value, unparseable)).toBe(false);
    if (negatedName === undefined) return;
    // The negated twin compares alike and says that the test turns it round.
    expect(parseOperator(negatedName)?.base.isNegated).toBe(true);
    expect(parseOperator(name)?.base.isNegated).toBe(false);
    expect(compare(negatedName, value, match)).toBe(true);
    expect(compare(negatedName, value, mismatch)).toBe(false);
    if (unparseable !== undefined) expect(compare(negatedName, value, unparseable)).toBe(false);
  });

  test.each([
    ['NumericEquals', 'ten'],
    ['NumericNotEquals', ''],
    ['NumericLessThan', '1e3'],
    ['NumericLessThanEquals', '1,000'],
    ['NumericGreaterThan', '*'],
    ['NumericGreaterThanEquals', '${a}'],
    ['DateEquals', 'today'],
    ['DateNotEquals', '2024-13-01'],
    ['DateLessThan', '1969'],
    ['DateLessThanEquals', ''],
    ['DateGreaterThan', '*'],
    ['DateGreaterThanEquals', '2024-02-30'],
    ['Bool', 'yes'],
    ['BinaryEquals', 'YQ'],
    ['IpAddress', '10.0.0.*'],
    ['NotIpAddress', '10.0.0.0/33'],
    ['Null', 'maybe'],
  ])('%s refuses %j', (name, value) => {
    expect(parseOperator(name)?.base.prepare(written(value))).toBeUndefined();
  });

  test.each(['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ArnLike', 'ArnEquals'])(
    '%s refuses nothing',
    (name) => {
      fc.assert(
        fc.property(fc.string(), (value) => {
          expect(parseOperator(name)?.base.prepare(written(value))).toBeTypeOf('function');
        }),
      );
    },
  );

  test('a literal star of a variable is no wildcard', () => {
    const parts: PatternPart[] = [
      { text: 'a', isLiteral: false },
      { text: '*', isLiteral: true },
    ];
    const like = parseOperator('StringLike')?.base.prepare(parts);
    expect([like?.('a*'), like?.('ab')]).toEqual([true, false]);
  });
});

describe('ARN patterns', () => {
  const fieldsMatch = (pattern: string, arn: string) => matchesArnFields(compileArnPattern(written(pattern)), arn);

  test.each([
    ['*', 'arn:aws:s3:::bucket', true],
    ['***', 'arn:aws:s3:::bucket', true],
    ['*', 'bucket', false],
    ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket', true],
    ['arn:aws:s3:::*', 'arn:aws:s3:::a/b:c', true],
    // Each field for itself: no star runs over a colon.
    ['arn:aws:sqs:*:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', false],
    ['arn:aws:sqs:*:*:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:aws:logs:*:*:log-group:*:x', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:x', true],
    // Shorter ones match nothing, but for those whose last field ends with a star.
    ['arn:aws:*', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:aws:s*', 'arn:aws:iam::111122223333:role/a', false],
    ['arn:aws:*:user/alice', 'arn:aws:iam::111122223333:user/alice', false],
    ['arn:aws:iam', 'arn:aws:iam::111122223333:user/alice', false],
    ['arn:aws:', 'arn:aws:iam::111122223333:user/alice', false],
    ['', 'arn:aws:iam::111122223333:user/alice', false],
    ['arn:aws:s3:::Bucket', 'arn:aws:s3:::bucket', false],
    ['arn:aws:s3:::buck?t', 'arn:aws:s3:::bucket', true],
    ['*:aws:s3:::bucket', 'arn:aws:s3:::bucket', true],
  ])('%s with %s: %s', (pattern, arn, expected) => {
    expect(fieldsMatch(pattern, arn)).toBe(expected);
  });

  test.each([
    ['arn:aws:s3:::bucket', false],
    ['arn:aws:s3', true],
    ['*', true],
  ])('%s is short: %s', (pattern, expected) => {
    expect(compileArnPattern(written(pattern)).isShort).toBe(expected);
  });

  test('are split where a variable brought the colon', () => {
    const pattern = compileArnPattern([
      { text: 'arn:aws:iam::', isLiteral: false },
      { text: '111122223333:role/*', isLiteral: true },
    ]);
    expect(matchesArnFields(pattern, 'arn:aws:iam::111122223333:role/*')).toBe(true);
    expect(matchesArnFields(pattern, 'arn:aws:iam::111122223333:role/a')).toBe(false);
  });

  test('a star that a variable brought does not open a short pattern', () => {
    const pattern = compileArnPattern([
      { text: 'arn:aws:', isLiteral: false },
      { text: '*', isLiteral: true },
    ]);
    expect(pattern.fields).toBeUndefined();
  });
});

describe('parseOperator', () => {
  test.each([
    ['StringEquals', 'StringEquals'],
    ['stringequals', 'StringEquals'],
    ['STRINGLIKEIFEXISTS', 'StringLikeIfExists'],
    ['ForAllValues:StringLike', 'ForAllValues:StringLike'],
    ['foranyvalue:arnnotlikeifexists', 'ForAnyValue:ArnNotLikeIfExists'],
    ['Null', 'Null'],
    ['NullIfExists', undefined],
    ['ForAllValues:NullIfExists', undefined],
    ['StringEqual', undefined],
    ['IfExists', undefined],
    ['StringEqualsIfExistsIfExists', undefined],
    ['ForAllValues:', undefined],
    ['ForAllValues', undefined],
    [':StringEquals', undefined],
    ['ForSomeValues:StringEquals', undefined],
    ['ForAllValues:ForAnyValue:StringEquals', undefined],
    ['ForAllValues: StringEquals', undefined],
    [' StringEquals', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('%j: %s', (text, expected) => {
    const operator = parseOperator(text);
    expect(operator && operatorName(operator)).toBe(expected);
  });

  test('reads back every spelling that AWS has', () => {
    for (const base of BASE_OPERATORS) {
      for (const set of ['', 'ForAllValues:', 'ForAnyValue:']) {
        for (const suffix of base.name === 'Null' ? [''] : ['', 'IfExists']) {
          const operator = parseOperator(`${set}${base.name}${suffix}`);
          expect(operator).toEqual({ base, set: set.slice(0, -1) || undefined, ifExists: suffix !== '' });
          expect(operator && operatorName(operator)).toBe(`${set}${base.name}${suffix}`);
        }
      }
    }
  });
});
